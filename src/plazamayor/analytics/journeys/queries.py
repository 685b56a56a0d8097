"""Questions about journeys. Days are those of the site's zone, both included; `prepare` first, or only what was derived before is seen."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import msgspec

from plazamayor.analytics.access import scope_of
from plazamayor.analytics.journeys import counting, deriving, reading
from plazamayor.analytics.journeys.contract import Brought, Cell, Elsewhere, Funnel, Journey, JourneyDay, Marks, Went
from plazamayor.analytics.journeys.marking import params_of, recognised
from plazamayor.analytics.models import Site
from plazamayor.analytics.store import ask
from plazamayor.core.report import Report

MOST_PLACES: Final = 10
NOTHING: Final[Mapping[str, str]] = {}
Sets = Sequence[Sequence[str]]


class _Count(msgspec.Struct, frozen=True):
    what: str
    step: int
    value: int
    attempts: int


class _Went(msgspec.Struct, frozen=True):
    step: int
    kind: str
    to: str
    attempts: int


class _Group(msgspec.Struct, frozen=True):
    grouped: int
    values: list[str]
    reached: int
    left: int
    attempts: int


class _Matched(msgspec.Struct, frozen=True):
    visits: list[int]


class _Mask(msgspec.Struct, frozen=True):
    mask: int


class _Calls(msgspec.Struct, frozen=True):
    name: str
    calls: int


def prepare(site: Site, journey: Journey, first: date, last: date, report: Report | None = None) -> None:
    """Derives what changed of a journey in a period; raises StoreUnavailable."""
    deriving.derive_stale(site.pk, site.time_zone, journey, first, last, report)


def funnel(site: Site, journey: Journey, first: date, last: date, where: Mapping[str, str] = NOTHING) -> Funnel:
    """A journey in a period, of all attempts or of those with some values of the contract's dimensions."""
    params = _params(journey, first, last) | reading.narrowing(where)
    fragments = {"read": reading.condition(where)}
    counts = ask(scope_of([site]), "journeys__funnel", _Count, fragments=fragments, **params)
    went = ask(scope_of([site]), "journeys__went", _Went, fragments=fragments, most=MOST_PLACES, **params)
    places = tuple(Went(each.step, Elsewhere(each.kind), each.to, each.attempts) for each in went)
    return counting.funnel_of([(each.what, each.step, each.value, each.attempts) for each in counts], len(journey.steps), places)


def brought(site: Site, journey: Journey, first: date, last: date, campaign: str) -> list[Brought]:
    """The attempts of those whose visit came by the links of a campaign; what exempt mode never stored is not there."""
    fragments = {"read": reading.READ}
    return ask(scope_of([site]), "journeys__brought", Brought, fragments=fragments, campaign=campaign, **_params(journey, first, last))


def cells(site: Site, journey: Journey, first: date, last: date, dimensions: Sequence[str]) -> list[Cell]:
    """Attempts by the values they share of some dimensions, at each step."""
    return cells_of(site, journey, first, last, [dimensions])[tuple(dimensions)]


def cells_of(site: Site, journey: Journey, first: date, last: date, sets: Sets) -> dict[tuple[str, ...], list[Cell]]:
    """The cells of several sets of dimensions in one question; raises ValueError for a dimension that is not of the contract.

    Of `entry`, only the pages of most attempts (`reading.MOST_ENTRIES`) have a value of their own; the rest are together as the empty one.
    """
    names, fragments = reading.sets_of(sets)
    rows = ask(scope_of([site]), "journeys__cells", _Group, fragments=fragments, **_params(journey, first, last))
    left_out = {sum(1 << place for place, name in enumerate(reversed(names)) if name not in some): tuple(some) for some in sets}
    found: dict[tuple[str, ...], dict[tuple[str, ...], counting.Ends]] = {tuple(some): {} for some in sets}
    for row in rows:
        dimensions = left_out[row.grouped]
        values = tuple(row.values[names.index(name)] for name in dimensions)
        found[dimensions].setdefault(values, {})[row.reached, bool(row.left)] = row.attempts
    return {some: [cell for values, ends in by.items() for cell in counting.cells_of(values, ends)] for some, by in found.items()}


def days(site: Site, journey: Journey, first: date, last: date) -> list[JourneyDay]:
    """A journey day by day; days without attempts are not among them."""
    return ask(scope_of([site]), "journeys__days", JourneyDay, fragments={"read": reading.READ}, **_params(journey, first, last))


def hours(site: Site, journey: Journey, day: date) -> list[JourneyDay]:
    """The attempts of a day by the hour they began."""
    params = _params(journey, day, day)
    return ask(scope_of([site]), "journeys__hours", JourneyDay, fragments={"read": reading.READ}, zone=site.time_zone, **params)


def matched(site: Site, marks: Sequence[Marks], first: date, last: date) -> list[int]:
    """The visits of a period in which each of some things (20 at most) would have been recognised."""
    if not marks:
        return []
    journey = Journey(number=0, steps=tuple(marks))
    params = {**params_of(journey), "count": len(marks), "first": first, "last": last}
    (found,) = ask(scope_of([site]), "journeys__matched", _Matched, fragments={"recognised": recognised(journey)}, **params)
    return found.visits or [0] * len(marks)


def recognised_in(site: Site, marks: Sequence[Marks], page: str) -> list[bool]:
    """Which of some things (20 at most) a page would be recognised as, by its address."""
    if not marks:
        return []
    journey = Journey(number=0, steps=tuple(marks))
    patterns = {name: text for name, text in params_of(journey).items() if name.startswith("pattern_")}
    fragments = {"recognised": recognised(journey)}
    (found,) = ask(scope_of([site]), "journeys__recognised", _Mask, fragments=fragments, page=page, **patterns)
    return [bool(found.mask >> bit & 1) for bit in range(len(marks))]


def untied(site: Site, names: Sequence[str], first: date, last: date) -> dict[str, int]:
    """Calls of the e-office's server that belong to no visit, by the name of their event."""
    found = ask(scope_of([site]), "journeys__untied", _Calls, names=list(names), first=first, last=last)
    return dict.fromkeys(names, 0) | {each.name: each.calls for each in found}


def _params(journey: Journey, first: date, last: date) -> dict[str, Any]:
    return {"journey": journey.number, "first": first, "last": last}
