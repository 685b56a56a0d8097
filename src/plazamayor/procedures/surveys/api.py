"""What was answered about a procedure, for programs: the figures of the page of results, and never a text nor the answers of one person."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, Any

import msgspec
from django.http import HttpRequest
from django.utils.translation import gettext as _
from msgspec import Meta

from plazamayor.analytics.contract import PERIODS, Call, Period, Problem, describe_calls, endpoint, inside, only, parameter, reading
from plazamayor.analytics.models import ApiToken
from plazamayor.procedures.channels.api import procedures_of
from plazamayor.procedures.kpis.period import days_of
from plazamayor.procedures.models import Procedure
from plazamayor.procedures.models.surveys import Moment
from plazamayor.procedures.surveys.indicators import MEASURES, WELL
from plazamayor.procedures.surveys.queries import Results, exit_reasons, results, survey_of, today_of
from plazamayor.procedures.surveys.scores import Counts, Score

ADDRESS = "/api/v1/procedures/{code}/survey"
USUAL, CUSTOM = "90d", "custom"
WHOLE, WEEK, MONTH = "period", "week", "month"
LONGEST = 366
"""Days asked for at once, at most."""


class SurveyScore(msgspec.Struct, frozen=True, kw_only=True):
    """A score and its interval at 95 %, out of `n` answers. `value` is null when nobody answered; `definition` is an indicator's key."""

    definition: str
    value: float | None
    low: float | None
    high: float | None
    n: int


class SurveyReached(msgspec.Struct, frozen=True):
    """Of those who looked for the administration in a way, how many were answered and how many were not."""

    answered: int
    not_answered: int


class SurveyPeriod(msgspec.Struct, frozen=True, kw_only=True, rename={"first": "from", "last": "to"}):
    """What was answered in some days, both included. Nothing here is an average of averages: each period is counted anew."""

    first: date
    last: date
    replies: int
    invited: Annotated[int, Meta(description="Invitations shown; at least those that were answered.")]
    closed: int
    answered: Annotated[int, Meta(description="Replies to an invitation.")]
    alone: Annotated[int, Meta(description="Replies of those who came by a link or the code of the counter, without an invitation.")]
    response_rate: Annotated[float | None, Meta(description="0 to 1; null when nobody was invited.")]
    well: Annotated[SurveyScore, Meta(description="The part, 0 to 1, that says that it went well or very well.")]
    worst_case_low: Annotated[float | None, Meta(description="That part of all who were asked, had it gone badly for all who are silent.")]
    worst_case_high: Annotated[float | None, Meta(description="The same, had it gone well for all of them.")]
    scores: list[SurveyScore]
    satisfaction: Annotated[dict[str, int], Meta(description="How many gave each answer, 1 to 5.")]
    clarity: dict[str, int]
    help: Annotated[dict[str, int], Meta(description="How many looked for help in each place, or needed none.")]
    help_reached: dict[str, SurveyReached]
    help_quality: dict[str, int]
    reasons: Annotated[dict[str, int], Meta(description="Why others left, whatever `moment` is asked.")]


class SurveyResults(msgspec.Struct, frozen=True, kw_only=True, rename={"first": "from", "last": "to"}):
    """What was answered about a procedure, whole or by weeks or months. `open`: whether the survey takes answers."""

    procedure: str
    timezone: str
    open: bool
    moment: str
    first: date
    last: date
    periods: list[SurveyPeriod]


@endpoint(ApiToken.Scope.READ_STATS)
def survey(request: HttpRequest, call: Call, code: str) -> SurveyResults:
    """What was answered about a procedure."""
    only(request, ("period", "from", "to", "by", "moment"))
    procedure = next((each for each in procedures_of(call.token) if each.code == code), None)
    if procedure is None:
        raise Problem("not-found", _("This token opens no procedure with that code."))
    known = survey_of(procedure)
    if known is None:
        raise Problem("not-found", _("That procedure has no survey."))
    days = _days(request, today_of(procedure, call.now))
    by = _one_of(request, "by", (WHOLE, WEEK, MONTH), WHOLE)
    moment = _one_of(request, "moment", tuple(Moment), Moment.COMPLETED)
    zone = procedure.site.time_zone if procedure.site else procedure.organisation.time_zone
    parts = [_period(procedure, some, moment) for some in _parts(days, by)]
    head: dict[str, Any] = {"procedure": procedure.code, "timezone": zone, "open": known.open, "moment": moment}
    return SurveyResults(**head, first=days.first, last=days.last, periods=parts)


def _days(request: HttpRequest, today: date) -> Period:
    """The days as the page of results reads them. Raises Problem."""
    given = request.GET.copy()
    if "from" in given or "to" in given:
        given["period"] = CUSTOM
    given.setdefault("period", USUAL)
    if given["period"] not in {*PERIODS, CUSTOM}:
        raise _wrong("period", (*PERIODS, CUSTOM))
    days = days_of(given, today)
    if days.mistakes:
        raise Problem("wrong-parameter", " ".join(days.mistakes))
    if days.period.length > LONGEST or days.period.last > today:
        raise Problem("wrong-parameter", _("The days are at most a year, and none is still to come."))
    return days.period


def _one_of(request: HttpRequest, name: str, choices: tuple[str, ...], usual: str) -> str:
    if (value := request.GET.get(name, usual)) not in choices:
        raise _wrong(name, choices)
    return str(value)


def _wrong(name: str, choices: tuple[str, ...]) -> Problem:
    told = {"name": name, "choices": ", ".join(str(each) for each in sorted(choices))}
    return Problem("wrong-parameter", _("“%(name)s” is one of these: %(choices)s.") % told)


def _parts(days: Period, by: str) -> Iterator[Period]:
    """A period by weeks from Monday or by months of the calendar; its ends cut the first and the last."""
    first = days.first
    while by != WHOLE and (after := _after(first, by)) <= days.last:
        yield Period(first, after - timedelta(days=1))
        first = after
    yield Period(first, days.last)


def _after(day: date, by: str) -> date:
    """The first day of the week or month after that of a day."""
    if by == WEEK:
        return day + timedelta(days=7 - day.weekday())
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)


def _period(procedure: Procedure, days: Period, moment: str) -> SurveyPeriod:
    found = results(procedure, days.first, days.last, (moment,))
    told: dict[str, Any] = {**_asked(found), **_counts(found.counts)}
    told["reasons"] = dict(exit_reasons(procedure, days.first, days.last))
    told["scores"] = [_score(indicator.key, found.scores[measure]) for measure, indicator in MEASURES.items()]
    return SurveyPeriod(first=days.first, last=days.last, well=_score(WELL.key, found.well), **told)


def _asked(found: Results) -> dict[str, Any]:
    asked, worst = found.asked, found.worst_case
    return {
        "replies": found.counts.replies,
        "invited": asked.asked,
        "closed": asked.closed,
        "answered": asked.answered,
        "alone": asked.alone,
        "response_rate": asked.rate,
        "worst_case_low": worst.low if worst else None,
        "worst_case_high": worst.high if worst else None,
    }


def _counts(given: Counts) -> dict[str, Any]:
    return {
        "satisfaction": {str(answer): count for answer, count in sorted(given.satisfaction.items())},
        "clarity": {str(answer): count for answer, count in sorted(given.clarity.items())},
        "help": dict(given.sought),
        "help_reached": {way: SurveyReached(yes, no) for way, (yes, no) in given.reached.items()},
        "help_quality": {str(answer): count for answer, count in sorted(given.quality.items())},
    }


def _score(key: str, score: Score) -> SurveyScore:
    between = score.interval
    return SurveyScore(
        definition=key,
        value=score.value,
        low=between.low if between else None,
        high=between.high if between else None,
        n=score.n,
    )


def describe() -> None:
    """Adds the call to the description of the interface."""
    day = {"type": "string", "format": "date"}
    asked = [
        inside("code", "The code of a procedure.", {"type": "string"}),
        parameter("period", f"A named period; {USUAL} unless told.", {"enum": [*PERIODS, CUSTOM]}),
        parameter("from", "First day of a custom period, included.", day),
        parameter("to", "Last day of a custom period, included.", day),
        parameter("by", "The whole period, or its weeks or months one by one; whole unless told.", {"enum": [WHOLE, WEEK, MONTH]}),
        parameter("moment", "Who was asked; those who finished on line unless told.", {"enum": [str(each) for each in Moment]}),
    ]
    described = reading("survey", "What was answered about a procedure, in figures", "SurveyResults", asked)
    describe_calls({ADDRESS: described}, [SurveyResults])
