"""The only way from a citizen's page to an administration."""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404
from django.utils.translation import gettext as _

from plazamayor.analytics.models import Hostname, Site
from plazamayor.organisation.models import Organisation
from plazamayor.public.models import Look


@dataclass(frozen=True)
class Square:
    """An administration's place on this installation, and the site that its visits count for."""

    organisation: Organisation
    site: Site


@dataclass(frozen=True)
class Place:
    """An administration's pages, with its look. `site` is the one that counts the visits of this host name, where any does."""

    organisation: Organisation
    look: Look
    site: Site | None

    @property
    def name(self) -> str:
        """What citizens call it."""
        return self.look.name or self.organisation.name

    @property
    def base(self) -> str:
        """The beginning of its whole addresses: its own domain, or that of the installation."""
        return f"https://{self.look.domain}" if self.look.domain else settings.BASE_URL


def square_of(code: str, host: str) -> Square:
    """The place of an administration; raises Http404 unless one of its sites counts the pages of this host name.

    Otherwise the page would speak of a measurement, and offer a way out of it, that are those of another website.
    """
    site = _site_at(code, host)
    if site is None:
        raise Http404(_("There is no such page here."))
    return Square(site.organisation, site)


def place_of(code: str, host: str) -> Place:
    """The pages of an administration; raises Http404 for one that is closed, and on another's own domain."""
    organisation = Organisation.objects.filter(code=code, closed=None).first()
    mine = code_at(host)
    if organisation is None or (mine and mine != code):
        raise Http404(_("There is no such page here."))
    return Place(organisation, look_of(organisation), _site_at(code, host))


def look_of(organisation: Organisation) -> Look:
    """How an administration's pages look; the usual until somebody says otherwise."""
    return Look.objects.filter(organisation=organisation).first() or Look(organisation=organisation)


def code_at(host: str) -> str:
    """The administration whose own domain this is; empty for any other host name."""
    found = Look.objects.filter(domain=_name(host), organisation__closed=None).exclude(domain="")
    return found.values_list("organisation__code", flat=True).first() or ""


def _site_at(code: str, host: str) -> Site | None:
    found = Hostname.objects.select_related("site__organisation").filter(
        name=_name(host), site__organisation__code=code, site__organisation__closed=None
    )
    named = found.first()
    return named.site if named else None


def _name(host: str) -> str:
    return host.partition(":")[0].lower()
