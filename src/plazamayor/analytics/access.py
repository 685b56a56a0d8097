"""The only way from a page to a site and to what happened on it."""

from collections.abc import Iterable

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from plazamayor.analytics.events import SHELVES
from plazamayor.analytics.models import Annotation, Goal, Segment, Site, Upload
from plazamayor.analytics.store import Scope
from plazamayor.analytics.store.asking import open_scope
from plazamayor.organisation.access import Permission, may
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
    return open_scope([site.pk for site in sites])


def shelf_of(organisation_id: int) -> Scope:
    """What the store may be asked about the shelf of an administration that has come through its own access."""
    return open_scope([SHELVES + organisation_id])


def segment_of(site: Site, segment_id: int) -> Segment:
    """A segment of a site; raises Http404 when there is none."""
    return get_object_or_404(Segment.objects.select_related("site__organisation"), site=site, pk=segment_id)


def note_of(site: Site, note_id: int) -> Annotation:
    """An annotation of a site; raises Http404 when there is none."""
    return get_object_or_404(Annotation.objects.select_related("site__organisation"), site=site, pk=note_id)


def goal_of(site: Site, goal_id: int) -> Goal:
    """A goal of a site; raises Http404 when there is none."""
    return get_object_or_404(Goal.objects.select_related("site__organisation"), site=site, pk=goal_id)


def upload_of(site: Site, upload_id: int) -> Upload:
    """A file uploaded to be imported into a site; raises Http404 when there is none."""
    return get_object_or_404(Upload.objects.select_related("site__organisation"), site=site, pk=upload_id)


def hosted_sites_for(member: Membership) -> list[Site]:
    """The sites of the administrations that the person's own hosts, by administration and domain; none for who may not enter them."""
    if member.through is not None or not may(member, Permission.HOST_ORGANISATIONS):
        return []
    hosted = Site.objects.select_related("organisation").filter(organisation__host=member.organisation_id, organisation__closed=None)
    return list(hosted.order_by("organisation__name", "domain"))
