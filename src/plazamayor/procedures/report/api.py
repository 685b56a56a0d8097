"""The catalogue, the funnel and the frictions of procedures, for programs: the same questions as the pages'."""

from datetime import date
from typing import Annotated, Any

import msgspec
from django.http import HttpRequest
from django.utils.translation import gettext as _
from msgspec import Meta

from plazamayor.analytics.contract import PERIODS, Call, Problem, describe_calls, endpoint, inside, only, parameter, reading
from plazamayor.analytics.models import ApiToken
from plazamayor.procedures import deriving, tasks
from plazamayor.procedures.channels.api import procedures_of
from plazamayor.procedures.models import Procedure
from plazamayor.procedures.report import exports, parts
from plazamayor.procedures.report.answers import Asked, asked_of, funnel
from plazamayor.procedures.report.look import COMPARISONS, CUSTOM, KNOWN, NONE, View, read_view
from plazamayor.procedures.surveys.queries import today_of

EVERY, ONE = "/api/v1/procedures", "/api/v1/procedures/{code}"


class CatalogueStep(msgspec.Struct, frozen=True):
    """A step of a procedure, in order."""

    key: str
    name: str


class CatalogueEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A procedure, as its administration describes it. `site` is null while it is not said where it is done."""

    code: str
    sia_code: str
    name: str
    kind: str
    unit: str
    site: str | None
    languages: list[str]
    channels: list[str]
    legal_term: str
    opens: date | None
    closes: date | None
    life_event: str
    addresses: list[str]
    active: bool
    steps: list[CatalogueStep]


class Catalogue(msgspec.Struct, frozen=True):
    """The procedures that the token opens, by name."""

    procedures: list[CatalogueEntry]


class FunnelWent(msgspec.Struct, frozen=True):
    """Where attempts that left a step went next: `search`, `contact`, `phone`, `outside`, `page` or `gone`."""

    kind: str
    to: str
    attempts: int


class FunnelStep(msgspec.Struct, frozen=True, kw_only=True):
    """A step: attempts that reached it and that left there, seconds to the next one, and what went wrong in it."""

    step: int
    key: str
    name: str
    reached: int
    left: int
    seconds_median: float | None
    seconds_p90: float | None
    back: int
    errors: int
    helps: int
    went: list[FunnelWent]


class FunnelFigures(msgspec.Struct, frozen=True, kw_only=True):
    """Attempts of some days. started = completed + negative + failed + left; `completion` counts valid negative ends."""

    started: int
    completed: int
    negative: int
    failed: int
    left: int
    completion: Annotated[float | None, Meta(description="0 to 1; null when nobody started.")]
    seconds_median: float | None
    steps: list[FunnelStep]


class OfProcedure(msgspec.Struct, frozen=True, kw_only=True, rename={"first": "from", "last": "to"}):
    """What the figures are of."""

    procedure: str
    site: str
    timezone: str
    exempt: bool
    first: date
    last: date
    compared_from: date | None
    compared_to: date | None
    limit_minutes: int
    across_visits: bool


class ProcedureFunnel(OfProcedure, frozen=True, kw_only=True):
    """The funnel of a procedure, and that of the days compared with."""

    funnel: FunnelFigures
    compared_funnel: FunnelFigures | None


class FrictionFound(msgspec.Struct, frozen=True, kw_only=True):
    """A group that leaves a step more than the rest: `lost`, citizens lost beyond what is usual there, with its interval."""

    step: int
    where: Annotated[dict[str, str], Meta(description="What the group shares: one value, or two.")]
    reached: int
    left: int
    others_reached: int
    others_left: int
    expected: float
    lost: float
    lost_low: float
    lost_high: float
    chance: Annotated[float, Meta(description="The p-value, adjusted for everything tested.")]
    certainty: str


class ProcedureFrictions(OfProcedure, frozen=True, kw_only=True):
    """The frictions told, those that may be chance, and in how many places it was looked. At most one in twenty told is chance."""

    tested: int
    suppressed: Annotated[int, Meta(description="Combinations of fewer than ten people, neither tested nor told.")]
    refused: Annotated[list[str], Meta(description="Dimensions that exempt mode does not let be looked at.")]
    told: list[FrictionFound]
    doubtful: list[FrictionFound]


@endpoint(ApiToken.Scope.READ_STATS)
def catalogue(request: HttpRequest, call: Call) -> Catalogue:
    """The procedures that the token opens."""
    only(request, ())
    return Catalogue([_entry(each) for each in sorted(procedures_of(call.token), key=lambda each: each.name)])


@endpoint(ApiToken.Scope.READ_STATS)
def funnel_of(request: HttpRequest, call: Call, code: str) -> ProcedureFunnel:
    """The funnel of a procedure."""
    asked, version = _asked(request, call, code)
    view = asked.view
    compared = funnel(asked, view.compared, version) if view.compared else None
    told = {
        "funnel": exports.funnel(asked.steps, funnel(asked, view.period, version)),
        "compared_funnel": exports.funnel(asked.steps, compared) if compared else None,
    }
    return msgspec.convert({**_of(asked), **told}, ProcedureFunnel)


@endpoint(ApiToken.Scope.READ_STATS)
def frictions_of(request: HttpRequest, call: Call, code: str) -> ProcedureFrictions:
    """Who leaves a procedure where more than the others."""
    asked, version = _asked(request, call, code)
    return msgspec.convert({**_of(asked), **exports.frictions(parts.frictions(asked, version))}, ProcedureFrictions)


def _entry(each: Procedure) -> CatalogueEntry:
    steps = [CatalogueStep(step.key, step.name) for step in each.steps.all() if step.role == step.Role.STEP]
    same = (
        "code",
        "sia_code",
        "name",
        "kind",
        "languages",
        "channels",
        "legal_term",
        "opens",
        "closes",
        "life_event",
        "addresses",
        "active",
    )
    told = {name: getattr(each, name) for name in same}
    return CatalogueEntry(**told, unit=str(each.unit or ""), site=each.site.domain if each.site else None, steps=steps)


def _asked(request: HttpRequest, call: Call, code: str) -> tuple[Asked, int]:
    """What a call asks of a procedure, derived; raises Problem for what cannot be understood, or is being derived."""
    only(request, KNOWN)
    found = next((each for each in procedures_of(call.token) if each.code == code), None)
    if found is None:
        raise Problem("not-found", _("This token opens no procedure with that code."))
    asked = asked_of(found, _view(request, found, call))
    if asked is None:
        raise Problem("not-found", _("The steps of that procedure are not said yet, or the site where it is done."))
    version = deriving.version_of(asked.wanted)
    if version is None:
        row = deriving.begin(asked.wanted, call.now)
        if row.is_new:
            tasks.derive.enqueue(row.pk)
        why = _("Its steps are being looked for in the visits of the last year. Ask the same again in some seconds.")
        raise Problem("being-answered", why, headers={"Retry-After": str(deriving.AGAIN)})
    return asked, version


def _view(request: HttpRequest, found: Procedure, call: Call) -> View:
    """The days as the pages read them. Days need no word that they are custom; nothing is compared unless asked."""
    given = request.GET.copy()
    if "from" in given or "to" in given:
        given["period"] = CUSTOM
    given.setdefault("compare", NONE)
    _one_of(given.get("period", CUSTOM), "period", {*PERIODS, CUSTOM})
    _one_of(given["compare"], "compare", set(COMPARISONS))
    view = read_view(found, given, today_of(found, call.now))
    if view.mistakes:
        raise Problem("wrong-parameter", " ".join(view.mistakes))
    return view


def _one_of(value: Any, name: str, choices: set[str]) -> None:
    if value not in choices:
        told = {"name": name, "choices": ", ".join(sorted(choices))}
        raise Problem("wrong-parameter", _("“%(name)s” is one of these: %(choices)s.") % told)


def _of(asked: Asked) -> dict[str, Any]:
    view = asked.view
    return {
        "procedure": asked.procedure.code,
        "site": asked.site.domain,
        "timezone": asked.site.time_zone,
        "exempt": asked.site.exempt,
        "from": view.period.first,
        "to": view.period.last,
        "compared_from": view.compared.first if view.compared else None,
        "compared_to": view.compared.last if view.compared else None,
        "limit_minutes": asked.procedure.limit_minutes,
        "across_visits": asked.journey.across,
    }


def describe() -> None:
    """Adds the calls to the description of the interface."""
    day = {"type": "string", "format": "date"}
    code = inside("code", "The code of a procedure.", {"type": "string"})
    asked = [
        code,
        parameter("period", "A named period; 28d unless told.", {"enum": [*PERIODS, CUSTOM]}),
        parameter("from", "First day of a custom period, included.", day),
        parameter("to", "Last day of a custom period, included.", day),
        parameter("compare", "The period compared with; none unless told.", {"enum": list(COMPARISONS)}),
    ]
    paths = {
        EVERY: reading("procedures", "The procedures that the token opens", "Catalogue", []),
        f"{ONE}/funnel": reading("funnel", "Where attempts at a procedure end, step by step", "ProcedureFunnel", asked),
        f"{ONE}/frictions": reading("frictions", "Who leaves a procedure where more than the others", "ProcedureFrictions", asked),
    }
    describe_calls(paths, [Catalogue, ProcedureFunnel, ProcedureFrictions])
