"""The calls of the API. Each asks what the dashboard asks."""

from datetime import date

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from plazamayor.analytics.access import scope_of
from plazamayor.analytics.api import answers, bounds, questions, writing
from plazamayor.analytics.api.access import site_of, sites_of
from plazamayor.analytics.api.calls import Call, endpoint
from plazamayor.analytics.api.document import document
from plazamayor.analytics.api.problems import KINDS, Problem, response_of
from plazamayor.analytics.models import ApiToken
from plazamayor.analytics.reports import answers as store_answers
from plazamayor.analytics.reports.stats import PANELS

READ, WRITE = ApiToken.Scope.READ_STATS, ApiToken.Scope.WRITE_EVENTS


@endpoint(READ)
def sites(request: HttpRequest, call: Call) -> answers.Sites:
    """The sites that the token opens."""
    questions.only(request, questions.PAGING)
    limit, offset = questions.paging(request)
    found = sites_of(call.token)
    page = questions.page_of(request, limit, offset, found.count())
    entries = [
        answers.SiteEntry(
            domain=site.domain, timezone=site.time_zone, exempt=site.exempt, retention_months=site.retention_months, panels=list(PANELS)
        )
        for site in found[offset : offset + limit]
    ]
    return answers.Sites(sites=entries, page=page)


@endpoint(READ)
def stats(request: HttpRequest, call: Call, domain: str) -> answers.Stats:
    """The totals of a site in a period."""
    asked = questions.asked(request, site_of(call.token, domain), call.now)
    whole = bounds.totals(asked, call.now)
    before = answers.totals(whole.before) if asked.compared else None
    return answers.Stats(**questions.question_of(asked), totals=answers.totals(whole.now), compared_totals=before)


@endpoint(READ)
def series(request: HttpRequest, call: Call, domain: str) -> answers.Series:
    """The figures of a site day by day."""
    asked = questions.asked(request, site_of(call.token, domain), call.now)
    points = bounds.series(asked, call.now)

    def days(some: list[date]) -> list[answers.Day]:
        return [answers.Day(day, points[day].visits, points[day].visitors, points[day].page_views) for day in some]

    compared = days(asked.compared.days) if asked.compared else []
    return answers.Series(**questions.question_of(asked), days=days(asked.period.days), compared_days=compared)


@endpoint(READ)
def panel(request: HttpRequest, call: Call, domain: str, name: str) -> answers.Panel:
    """The values of a panel."""
    site = site_of(call.token, domain)
    if name not in PANELS:
        raise Problem(
            "not-found", _("There is no panel “%(name)s”. There are: %(known)s.") % {"name": name[:60], "known": ", ".join(PANELS)}
        )
    asked = questions.asked(request, site, call.now, paged=True)
    questions.require(asked.permit, PANELS[name])
    limit, offset = questions.paging(request)
    found = bounds.panel(asked, PANELS[name], call.now, limit=limit, offset=offset)
    rows = [answers.row(line, compared=asked.compared is not None) for line in found.lines]
    page = questions.page_of(request, limit, offset, found.known)
    return answers.Panel(**questions.question_of(asked), panel=name, rows=rows, page=page)


@endpoint(READ)
def live(request: HttpRequest, call: Call, domain: str) -> answers.Live:
    """The last thirty minutes of a site."""
    questions.only(request, ())
    site = site_of(call.token, domain)
    scope = scope_of([site])
    return answers.live(site.domain, call.now, store_answers.live(scope, call.now), store_answers.seen_now(scope, call.now))


@endpoint(WRITE, method="POST", status=202)
def events(request: HttpRequest, call: Call) -> answers.Taken:
    """Takes events that a server saw."""
    return writing.take(call.token, request.body, request.headers.get("Idempotency-Key", ""), call.now)


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The API described for programs, in OpenAPI 3.1."""
    return HttpResponse(msgspec.json.encode(document()), content_type="application/json")


@require_safe
def problem(request: HttpRequest, kind: str) -> HttpResponse:
    """What a kind of problem is, for people."""
    if kind not in KINDS:
        raise Http404
    return render(request, "analytics/api/problem.html", {"kind": KINDS[kind], "name": kind})


@csrf_exempt
def nothing(request: HttpRequest, path: str) -> HttpResponse:
    """Says, as the API does, that there is nothing at an address."""
    with translation.override(translation.get_language_from_request(request)):
        return response_of(Problem("not-found", _("There is nothing at this address. See /api/v1/openapi.json.")))
