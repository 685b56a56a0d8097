"""How every page about one site begins: the permission, the site through `access`, and a store that may not answer."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from plazamayor.analytics.access import site_for
from plazamayor.analytics.models import Site
from plazamayor.analytics.store import StoreUnavailable
from plazamayor.organisation.access import Permission, console
from plazamayor.organisation.models import Membership

View = Callable[Concatenate[HttpRequest, Membership, ...], HttpResponse]
SiteView = Callable[Concatenate[HttpRequest, Membership, Site, ...], HttpResponse]


def asks_store(view: View) -> View:
    """Says in a page that the event store does not answer, and what to do."""

    @wraps(view)
    def asking(request: HttpRequest, member: Membership, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, member, *args, **kwargs)
        except StoreUnavailable as why:
            return render(request, "analytics/unavailable.html", {"why": why}, status=503)

    return asking


def site_page(permission: Permission) -> Callable[[SiteView], Callable[..., HttpResponseBase]]:
    """Opens a page about a site of the administration to whoever has a permission; the view receives the site."""

    def decorate(view: SiteView) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def with_site(request: HttpRequest, member: Membership, domain: str, **kwargs: Any) -> HttpResponse:
            return view(request, member, site_for(member, domain), **kwargs)

        return console(permission)(asks_store(with_site))

    return decorate


def base_of(site: Site) -> str:
    """The address of a site's audience page, from which the others hang."""
    return reverse("audience", args=[site.organisation.code, site.domain])
