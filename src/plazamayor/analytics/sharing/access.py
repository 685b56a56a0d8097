"""The only way from a page to a shared link, and from a link's secret to what it shows."""

from datetime import datetime

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from plazamayor.analytics.models import ShareLink, Site
from plazamayor.core.errors import Mistake
from plazamayor.organisation.operations.tokens import hashed


class LinkClosed(Mistake):
    """The link expired or was taken back."""


def link_of(secret: str, now: datetime) -> ShareLink:
    """The link that a secret opens; raises Http404 when there is none and LinkClosed when it no longer opens."""
    found = (
        ShareLink.objects.select_related("site__organisation").filter(token_hash=hashed(secret), site__organisation__closed=None).first()
    )
    if found is None:
        raise Http404(_("There is nothing at this address."))
    if not found.is_open(now):
        raise LinkClosed(_("Whoever shared these figures no longer does. Ask them for another link."))
    return found


def links_for(site: Site) -> list[ShareLink]:
    """The links of a site, newest first. The site has come through `analytics.access`."""
    return list(site.share_links.select_related("by"))


def link_for(site: Site, link_id: int) -> ShareLink:
    """A link of a site; raises Http404."""
    return get_object_or_404(ShareLink.objects.select_related("site__organisation"), site=site, pk=link_id)
