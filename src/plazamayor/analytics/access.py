"""The only way from a page to a site and to what happened on it."""

from collections.abc import Iterable

from django.http import Http404
from django.utils.translation import gettext as _

from plazamayor.analytics.models import Site
from plazamayor.analytics.store import Scope
from plazamayor.analytics.store.asking import sites_of
from plazamayor.organisation.models import Membership


def site_for(member: Membership, domain: str) -> Site:
    """The site of that domain in the person's administration; raises Http404."""
    found = Site.objects.select_related("organisation").filter(organisation=member.organisation_id, domain=domain).first()
    if found is None:
        raise Http404(_("There is no such site in this administration."))
    return found


def sites_for(member: Membership) -> list[Site]:
    """The sites of the person's administration, by domain."""
    return list(Site.objects.select_related("organisation").filter(organisation=member.organisation_id).order_by("domain"))


def scope_of(sites: Iterable[Site]) -> Scope:
    """What the store may be asked about these sites. They must have come through this module, or be work without a person."""
    return sites_of([site.pk for site in sites])
