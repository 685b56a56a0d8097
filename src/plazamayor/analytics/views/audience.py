"""The audience of a site: a finding, six figures, the series and the panels."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from plazamayor.analytics.dashboard import long, readings
from plazamayor.analytics.dashboard.audience import ask, asked_of, audience, setting_of, today_of
from plazamayor.analytics.dashboard.controls import controls
from plazamayor.analytics.dashboard.goals import goals_view
from plazamayor.analytics.dashboard.look import one_more, read_look
from plazamayor.analytics.dashboard.setup import elsewhere
from plazamayor.analytics.mailing.queries import alerts_for
from plazamayor.analytics.models import LongAnswer, Site
from plazamayor.analytics.queries import annotations_in
from plazamayor.analytics.reports.answers import Figures
from plazamayor.analytics.views.doors import base_of, site_page
from plazamayor.analytics.views.waiting import load_it, wait, waited
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
    found = long.answer(asked, asked.dimensions, now)
    if isinstance(found, LongAnswer):
        return wait(request, site, found)
    if waited(request):
        return load_it()
    page = audience(asked, found, annotations_in(site, asked.period))
    others = None if page.measured else elsewhere(asked)
    shown = {
        "site": site,
        "page": page,
        "others": others,
        "controls": controls(asked, member),
        "has_goals": site.goals.exists(),
        "alerts": alerts_for(site),
    }
    shown["told"] = readings.places(asked)
    return render(request, "analytics/audience.html", shown)


@require_safe
@site_page(Permission.SEE_MEASURES)
def told_part(request: HttpRequest, member: Membership, site: Site) -> HttpResponse:
    """The panels of what no day keeps, as a part of the view; what takes long has only its way to the whole table."""
    now = timezone.now()
    asked = asked_of(site, read_look(request.GET, today_of(site, now)), base_of(site), now)
    dimensions = readings.told_dimensions(asked.look, asked.permit)
    found = {} if long.is_long(asked, whole=True, dimensions=dimensions) else ask(asked, dimensions).readings
    shown = {"site": site, "panels": readings.views(setting_of(asked, Figures()), found), "controls": controls(asked, member)}
    return render(request, "analytics/told_panels.html", shown)


@require_safe
@site_page(Permission.SEE_MEASURES)
def goals_part(request: HttpRequest, member: Membership, site: Site) -> HttpResponse:
    """The goals of the view, as a part of it."""
    now = timezone.now()
    asked = asked_of(site, read_look(request.GET, today_of(site, now)), base_of(site), now)
    return render(request, "analytics/goals_panel.html", {"site": site, "goals": goals_view(asked), "controls": controls(asked, member)})
