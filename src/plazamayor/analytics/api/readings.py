"""The calls that tell what no day keeps: load times, how far pages are read, and what own events say."""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest
from django.utils.translation import gettext as _

from plazamayor.analytics.api import answers, bounds, questions
from plazamayor.analytics.api.access import site_of
from plazamayor.analytics.api.calls import Call, endpoint
from plazamayor.analytics.api.problems import Problem
from plazamayor.analytics.dashboard.audience import Asked
from plazamayor.analytics.models import ApiToken
from plazamayor.analytics.reports.readings import PROPERTY_VALUE, SCROLL, VITALS, Reading, Told, ToldLine, told_of

READ = ApiToken.Scope.READ_STATS
R = TypeVar("R")


@endpoint(READ)
def load_times(request: HttpRequest, call: Call, domain: str, metric: str) -> answers.LoadTimes:
    """A load time, page by page."""
    site = site_of(call.token, domain)
    if metric not in VITALS:
        told = {"name": metric[:60], "known": ", ".join(VITALS)}
        raise Problem("not-found", _("There is no load time “%(name)s”. There are: %(known)s.") % told)
    asked = questions.asked(request, site, call.now, paged=True)
    found, lines, page = _read(request, call, asked, metric)
    make, vital = _maker(metric, answers.LoadTime), VITALS[metric]
    return answers.LoadTimes(
        **questions.question_of(asked),
        metric=metric,
        unit="none" if metric == "cls" else "ms",
        good_up_to=vital.good,
        poor_past=vital.poor,
        whole=make(found.whole.now) if found.whole else None,
        rows=[answers.LoadTimeRow(line.value, make(line.now), make(line.before) if asked.compared else None) for line in lines],
        page=page,
    )


@endpoint(READ)
def depths(request: HttpRequest, call: Call, domain: str) -> answers.Depths:
    """How far pages are read, page by page."""
    asked = questions.asked(request, site_of(call.token, domain), call.now, paged=True)
    found, lines, page = _read(request, call, asked, SCROLL)
    make = _maker(SCROLL, answers.Depth)
    return answers.Depths(
        **questions.question_of(asked),
        whole=make(found.whole.now) if found.whole else None,
        rows=[answers.DepthRow(line.value, make(line.now), make(line.before) if asked.compared else None) for line in lines],
        page=page,
    )


@endpoint(READ)
def properties(request: HttpRequest, call: Call, domain: str) -> answers.Properties:
    """What own events say."""
    asked = questions.asked(request, site_of(call.token, domain), call.now, paged=True, also=("event", "property"))
    opened = asked.look.opened
    if (request.GET.get("event", ""), request.GET.get("property", "")) != (opened.event, opened.name):
        raise Problem("wrong-parameter", _("“property” needs its “event”, and neither has more than 100 letters."))
    _found, lines, page = _read(request, call, asked, PROPERTY_VALUE)
    make = _maker(PROPERTY_VALUE, answers.Times)
    rows = [
        answers.PropertyRow(line.event, line.name, line.value, make(line.now), make(line.before) if asked.compared else None)
        for line in lines
    ]
    return answers.Properties(**questions.question_of(asked), rows=rows, page=page)


def _read(request: HttpRequest, call: Call, asked: Asked, dimension: str) -> tuple[Reading, list[ToldLine], answers.Page]:
    """What is told, the lines wanted and where they are in the whole."""
    questions.require(asked.permit, dimension)
    limit, offset = questions.paging(request)
    found = bounds.answer(asked, [dimension], call.now, whole=True).readings[dimension]
    return found, found.lines[offset : offset + limit], questions.page_of(request, limit, offset, len(found.lines))


def _maker(dimension: str, kind: type[R]) -> Callable[[Told], R]:
    return lambda told: kind(**told_of(dimension, told))
