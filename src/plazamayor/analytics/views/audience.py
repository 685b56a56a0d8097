"""The audience of a site: a finding, six figures, the series and the panels."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from plazamayor.analytics.access import scope_of
from plazamayor.analytics.dashboard.audience import ask, asked_of, audience, today_of
from plazamayor.analytics.dashboard.controls import controls
from plazamayor.analytics.dashboard.goals import goals_view
from plazamayor.analytics.dashboard.look import one_more, read_look
from plazamayor.analytics.models import Site
from plazamayor.analytics.queries import annotations_in
from plazamayor.analytics.reports.answers import seen_now
from plazamayor.analytics.views.doors import base_of, site_page
from plazamayor.organisation.access import Permission
from plazamayor.organisation.models import Membership


@require_safe
@site_page(Permission.SEE_MEASURES)
def show(request: HttpRequest, member: Membership, site: Site) -> HttpResponse:
    """The whole page, as its address says."""
    now = timezone.now()
    look = read_look(request.GET, today_of(site, now))
    if "dimension" in request.GET:
        return redirect(base_of(site) + one_more(look, request.GET).address)
    asked = asked_of(site, look, base_of(site), now)
    page = audience(asked, ask(asked), annotations_in(site, asked.period))
    shown = {"site": site, "page": page, "controls": controls(asked, member), "now": live_now(site, now)}
    if site.goals.exists():
        shown["goals"] = goals_view(asked)
    return render(request, "analytics/audience.html", shown)


def live_now(site: Site, now: datetime) -> int:
    """How many visitors the tracker has seen in the last thirty minutes."""
    return sum(row.visitors for row in seen_now(scope_of([site]), now)[:1])
