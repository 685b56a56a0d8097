"""From a line to paste to the first visit, and what becomes of all that arrives."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from plazamayor.analytics.access import scope_of
from plazamayor.analytics.dashboard.health import health
from plazamayor.analytics.dashboard.setup import arrival, letter, snippet_of
from plazamayor.analytics.models import Site
from plazamayor.analytics.reports.answers import live, seen_now
from plazamayor.analytics.views.doors import site_page
from plazamayor.core import charts
from plazamayor.organisation.access import Permission
from plazamayor.organisation.models import Membership


@require_safe
@site_page(Permission.SEE_MEASURES)
def snippet(request: HttpRequest, member: Membership, site: Site) -> HttpResponse:
    """The line to paste, and the first visit arriving."""
    code = snippet_of(site, settings.BASE_URL)
    shown = {"site": site, "code": code, "letter": letter(site, code), **arrival(site, timezone.now())}
    return render(request, "analytics/snippet.html", shown)


@require_safe
@site_page(Permission.SEE_MEASURES)
def arrived(request: HttpRequest, member: Membership, site: Site) -> HttpResponse:
    """Whether the first visit has arrived, as a part of the page."""
    return render(request, "analytics/arrival.html", {"site": site, **arrival(site, timezone.now())})


@require_safe
@site_page(Permission.SEE_MEASURES)
def what_arrives(request: HttpRequest, member: Membership, site: Site) -> HttpResponse:
    """What became of all that was received for a site, by reason."""
    return render(request, "analytics/health.html", {"site": site, "health": health(site, timezone.now())})


@require_safe
@site_page(Permission.SEE_MEASURES)
def now_page(request: HttpRequest, member: Membership, site: Site) -> HttpResponse:
    """The last thirty minutes, and the pages being seen."""
    return render(request, "analytics/live.html", {"site": site, **_now(site, timezone.now())})


@require_safe
@site_page(Permission.SEE_MEASURES)
def now_part(request: HttpRequest, member: Membership, site: Site) -> HttpResponse:
    """How many visitors there are now, as a part of a page; `whole` asks for the pulse too."""
    template = "analytics/live_part.html" if "whole" in request.GET else "analytics/live_now.html"
    return render(request, template, {"site": site, **_now(site, timezone.now())})


def _now(site: Site, now: datetime) -> dict[str, object]:
    scope = scope_of([site])
    seen = seen_now(scope, now)
    minutes = live(scope, now)
    return {
        "now": sum(row.visitors for row in seen[:1]),
        "pages": seen[1:],
        "rects": charts.pulse([minute.page_views for minute in reversed(minutes)]),
        "views": sum(minute.page_views for minute in minutes),
        "since": (now - timedelta(minutes=30)).astimezone(ZoneInfo(site.time_zone)),
    }
