"""Whole tables, and what is taken away in files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from plazamayor.analytics.dashboard import exports, long, readings, series
from plazamayor.analytics.dashboard.audience import Asked, asked_of, setting_of, today_of
from plazamayor.analytics.dashboard.controls import controls
from plazamayor.analytics.dashboard.look import read_look
from plazamayor.analytics.dashboard.table import whole_table
from plazamayor.analytics.models import LongAnswer, Site
from plazamayor.analytics.reports.readings import PROPERTY_VALUE, READINGS
from plazamayor.analytics.reports.stats import PANELS, TOLD
from plazamayor.analytics.views.doors import base_of, site_page
from plazamayor.analytics.views.waiting import load_it, wait, waited
from plazamayor.organisation.access import Permission
from plazamayor.organisation.models import Membership

TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


@require_safe
@site_page(Permission.SEE_MEASURES)
def whole(request: HttpRequest, member: Membership, site: Site, dimension: str) -> HttpResponse:
    """Every value of a dimension."""
    asked = _asked(request, site, "" if dimension == PROPERTY_VALUE else dimension)  # that one is only taken away
    shown = {"site": site, "dimension": dimension, "controls": controls(asked, member), "refused": asked.permit.refused(dimension)}
    shown["action"] = request.path
    if shown["refused"]:
        return render(request, "analytics/table_refused.html", shown)
    found = long.answer(asked, [dimension], timezone.now(), whole=True)
    if isinstance(found, LongAnswer):
        return wait(request, site, found)
    if waited(request):
        return load_it()
    setting = setting_of(asked, series.total(found.days, asked.period.days))
    if dimension in READINGS:
        shown["whole"] = readings.whole_table(asked, setting, found.readings[dimension], request.GET)
    else:
        shown["whole"] = whole_table(asked, setting, dimension, found.panels[dimension], request.GET)
    return render(request, "analytics/table.html", shown)


@require_safe
@site_page(Permission.EXPORT_DATA)
def export_one(request: HttpRequest, member: Membership, site: Site, dimension: str, form: str) -> HttpResponse:
    """A table as a file, whole."""
    asked = _asked(request, site, dimension)
    if not asked.permit.allows(dimension):
        return render(request, "analytics/table_refused.html", {"site": site, "refused": asked.permit.refused(dimension)}, status=403)
    return _file(request, asked, [exports.TAKEN.get(dimension, dimension)], exports.NAMES[dimension], form)


@require_safe
@site_page(Permission.EXPORT_DATA)
def export_all(request: HttpRequest, member: Membership, site: Site, form: str) -> HttpResponse:
    """Every table of a view as one file: those that the site's mode allows."""
    asked = _asked(request, site, "page")
    return _file(request, asked, [name for name in (PANELS | TOLD).values() if asked.permit.allows(name)], "all", form)


def _asked(request: HttpRequest, site: Site, dimension: str) -> Asked:
    if dimension not in exports.NAMES:
        raise Http404
    now = timezone.now()
    return asked_of(site, read_look(request.GET, today_of(site, now)), base_of(site), now)


def _file(request: HttpRequest, asked: Asked, dimensions: list[str], what: str, form: str) -> HttpResponse:
    if form not in TYPES:
        raise Http404
    found = long.answer(asked, dimensions, timezone.now(), whole=True)
    if isinstance(found, LongAnswer):
        return wait(request, asked.site, found)
    if waited(request):
        return load_it()
    content = exports.as_csv(asked, found) if form == "csv" else exports.as_json(asked, found, days=what == "all")
    response = HttpResponse(content, content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{exports.file_name(asked, what, form)}"'
    return response
