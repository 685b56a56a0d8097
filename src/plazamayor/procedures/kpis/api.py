"""The measures and the monthly file, for programs."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import msgspec
from django.http import HttpRequest
from django.utils.translation import gettext as _

from plazamayor.analytics.contract import Call, Period, Problem, WrongPeriod, describe_calls, endpoint, inside, only, parameter, reading
from plazamayor.analytics.models import ApiToken
from plazamayor.procedures import deriving, tasks
from plazamayor.procedures.channels.api import procedures_of
from plazamayor.procedures.channels.operations import today_in
from plazamayor.procedures.channels.rows import EARLIEST
from plazamayor.procedures.kpis import exports, monthly
from plazamayor.procedures.kpis.queries import kpis, wanted_of
from plazamayor.procedures.models import Procedure

KPIS, MONTH = "/api/v1/procedures/kpis", "/api/v1/procedures/months/{month}"
LONGEST = 366


class KpiRow(msgspec.Struct, frozen=True, kw_only=True, rename={"first": "from", "last": "to"}):
    """A measure of a procedure, or of all together (`*`). `value` is null when it is not known or there is nothing to divide by."""

    procedure: str
    sia_code: str
    kpi: str
    first: date
    last: date
    numerator: float | None
    denominator: int | None
    value: float | None
    low: float | None
    high: float | None
    method: str
    n: int
    definition: str
    notes: str


class KpiRows(msgspec.Struct, frozen=True):
    """The four measures of each procedure that the token opens, and of all of them together, pooled."""

    kpis: list[KpiRow]


class MonthViews(msgspec.Struct, frozen=True, kw_only=True):
    """Page views of a page from a country by a sort of device. `fewer_than` instead of a figure, in the file to be published."""

    month: str
    url: str
    country: str
    device: str
    page_views: int | None
    fewer_than: int | None
    member_state: str
    region: str
    language: str
    service_type: str
    topic: str
    procedure: str
    schema: str


class MonthFeedback(msgspec.Struct, frozen=True, kw_only=True):
    """How many gave each rating after finishing, or on leaving."""

    month: str
    url: str
    procedure: str
    moment: str
    rating_1: int | None
    rating_2: int | None
    rating_3: int | None
    rating_4: int | None
    rating_5: int | None
    fewer_than: int | None
    schema: str


class MonthFile(msgspec.Struct, frozen=True, kw_only=True):
    """The monthly file of Implementing Regulation (EU) 2020/1121, article 3. `over`: whether the month has ended."""

    month: str
    over: bool
    schema: str
    page_views: list[MonthViews]
    feedback: list[MonthFeedback]


@endpoint(ApiToken.Scope.READ_STATS)
def measures(request: HttpRequest, call: Call) -> KpiRows:
    """The four measures of the procedures that the token opens."""
    only(request, ("from", "to", "procedure"))
    period = _period(request, today_in(call.token.organisation, call.now))
    procedures = procedures_of(call.token)
    if "procedure" in request.GET:
        procedures = [each for each in procedures if each.code == request.GET["procedure"]]
        if not procedures:
            raise Problem("not-found", _("This token opens no procedure with that code."))
    _derive(procedures, period, call.now)
    found = [kpis(each, period.first, period.last, call.now) for each in procedures]
    return KpiRows([msgspec.convert(row, KpiRow) for row in exports.rows(found, together="procedure" not in request.GET)])


def _derive(procedures: Sequence[Procedure], period: Period, now: datetime) -> None:
    """Has derived what the measures need; raises Problem while that takes long."""
    waiting, new = deriving.waited([wanted_of(each, period.first, period.last, now) for each in procedures], now)
    for row in new:
        tasks.derive.enqueue(row.pk)
    if waiting:
        why = _("Its steps are being looked for in the visits of the last year. Ask the same again in some seconds.")
        raise Problem("being-answered", why, headers={"Retry-After": str(deriving.AGAIN)})


def _period(request: HttpRequest, today: date) -> Period:
    """The days asked for; the month that ended, unless told. Raises Problem."""
    last_month = today.replace(day=1) - timedelta(days=1)
    try:
        first = date.fromisoformat(request.GET.get("from", last_month.replace(day=1).isoformat()))
        period = Period(first, date.fromisoformat(request.GET.get("to", last_month.isoformat())))
    except (ValueError, WrongPeriod) as mistake:
        raise Problem("wrong-parameter", _("“from” and “to” are days, such as 2026-11-01, the first before the last.")) from mistake
    if period.length > LONGEST or period.last > today or period.first < EARLIEST:
        raise Problem("wrong-parameter", _("The days are at most a year, none is before 2000 and none is still to come."))
    return period


@endpoint(ApiToken.Scope.READ_STATS)
def month(request: HttpRequest, call: Call, month: str) -> MonthFile:
    """The monthly file; `publish` leaves out figures under ten."""
    only(request, ("publish",))
    if not call.token.every_site:
        raise Problem("not-allowed", _("The file is of the whole administration: it needs a token that opens every site."))
    try:
        found = monthly.month_of(call.token.organisation, month, today_in(call.token.organisation, call.now))
    except monthly.NoSuchMonth as mistake:
        raise Problem("not-found", str(mistake)) from mistake
    views, feedback = (monthly.to_publish(rows) if "publish" in request.GET else list(rows) for rows in (found.views, found.feedback))
    whole: dict[str, Any] = {"month": found.name, "over": found.over, "schema": monthly.SCHEMA, "page_views": views, "feedback": feedback}
    return msgspec.convert(whole, MonthFile)


def describe() -> None:
    """Adds the calls to the description of the interface."""
    day = {"type": "string", "format": "date"}
    asked = [
        parameter("from", "First day, included; that of the month that ended unless told.", day),
        parameter("to", "Last day, included.", day),
        parameter("procedure", "The code of one procedure; all that the token opens, and all together, unless told.", {"type": "string"}),
    ]
    name = inside("month", "Which month: `2026-10`.", {"type": "string", "pattern": r"^\d{4}-\d{2}$"})
    publish = parameter("publish", "Leave out figures under ten, to publish the file.", {"type": "string"})
    paths = {
        KPIS: reading("kpis", "The four measures of procedures", "KpiRows", asked),
        MONTH: reading("month", "The monthly file of Regulation (EU) 2020/1121", "MonthFile", [name, publish]),
    }
    describe_calls(paths, [KpiRows, MonthFile])
