"""The only way from a citizen's page to an administration."""

from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext as _

from plazamayor.analytics.models import Hostname, Site
from plazamayor.organisation.models import Organisation


@dataclass(frozen=True)
class Square:
    """An administration's place on this installation, and the site that its visits count for."""

    organisation: Organisation
    site: Site


def square_of(code: str, host: str) -> Square:
    """The place of an administration; raises Http404 unless one of its sites counts the pages of this host name.

    Otherwise the page would speak of a measurement, and offer a way out of it, that are those of another website.
    """
    found = Hostname.objects.select_related("site__organisation").filter(
        name=host.partition(":")[0].lower(), site__organisation__code=code, site__organisation__closed=None
    )
    named = found.first()
    if named is None:
        raise Http404(_("There is no such page here."))
    return Square(named.site.organisation, named.site)
