"""What events tell beyond counts, and no day keeps: load times, how far pages are read, and the properties of own events.

It is asked straight from the events. A filter selects visits there as everywhere, for the events are cut by the text that cuts
visits. Memory stays bounded however long the period is: what is counted has few values, and groups spill to disk.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from plazamayor.analytics.events import Kind, Origin
from plazamayor.analytics.reports.answers import ALL, freshen, origins
from plazamayor.analytics.reports.filters import condition
from plazamayor.analytics.reports.periods import Period
from plazamayor.analytics.reports.query import Query
from plazamayor.analytics.store import ask
from plazamayor.analytics.store.asking import text_of


@dataclass(frozen=True)
class Vital:
    """A load time: its name in the events, how many parts of its unit are counted, and where it stops being good and is poor.

    Source of the limits: web.dev, "Web Vitals" (Google): good up to the first, poor past the second, at the 75th percentile.
    """

    metric: str
    scale: int
    good: float
    poor: float


VITALS = {"lcp": Vital("LCP", 1, 2500, 4000), "inp": Vital("INP", 1, 200, 500), "cls": Vital("CLS", 10_000, 0.1, 0.25)}
SCROLL, PROPERTY, PROPERTY_VALUE = "scroll", "property", "property_value"
"""`property` is what is opened of own events, step by step; `property_value`, every value of every property."""
READINGS = (*VITALS, SCROLL, PROPERTY, PROPERTY_VALUE)
KINDS = {**dict.fromkeys(VITALS, Kind.VITAL), SCROLL: Kind.ENGAGEMENT, **dict.fromkeys((PROPERTY, PROPERTY_VALUE), Kind.CUSTOM)}
TELLING = frozenset(origin.name.lower() for origin in (Origin.TRACKER, Origin.SERVER, Origin.GENERATED))
"""Origins that may tell any of this: neither an access log nor another tool's history does."""
RATINGS = ("good", "needs_improvement", "poor")
QUARTERS = ("first_quarter", "second_quarter", "third_quarter", "last_quarter")
EVENTS, NAMES, VALUES = 1, 2, 3
"""What is told of own events: the events, the names of their properties, or the values of these."""


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What was told of something in a period.

    `times` is how many measures, readers or events there were; `visitors` the visitor-days of own events; `typical` the 75th
    percentile of a load time (milliseconds, or a score for CLS) or the median depth (0 to 100), None when there are none;
    `bands` how many were good, fair and poor, or how many readers ended in each quarter of the page.
    """

    times: int = 0
    visitors: int = 0
    typical: float | None = None
    bands: list[int] = []


class ToldLine(msgspec.Struct, frozen=True, kw_only=True):
    """What was told of a page, or of an own event, a property of it by its name, or one of the values of this."""

    event: str = ""
    name: str = ""
    value: str = ""
    now: Told
    before: Told


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """The lines of a reading, most told first; `whole` is that of all pages; `known` how many lines there are in all."""

    dimension: str
    lines: list[ToldLine] = []
    whole: ToldLine | None = None
    known: int = 0


@dataclass(frozen=True)
class Opened:
    """What is opened of own events: one of them, and the name of one of its properties."""

    event: str = ""
    name: str = ""

    @property
    def level(self) -> int:
        """What is told next."""
        return VALUES if self.name else NAMES if self.event else EVENTS


class _Row(msgspec.Struct, kw_only=True):
    event: str
    name: str
    value: str
    whole: int
    times: int
    visitors: int
    typical: float
    bands: list[int]
    before_times: int
    before_visitors: int
    before_typical: float
    before_bands: list[int]
    known: int

    def line(self) -> ToldLine:
        now = _told(self.times, self.visitors, self.typical, self.bands)
        before = _told(self.before_times, self.before_visitors, self.before_typical, self.before_bands)
        return ToldLine(event=self.event, name=self.name, value=self.value, now=now, before=before)


def _told(times: int, visitors: int, typical: float, bands: list[int]) -> Told:
    return Told(times=times, visitors=visitors, typical=typical if times and bands else None, bands=bands)


def read(query: Query, dimension: str, opened: Opened = Opened(), *, limit: int = ALL, offset: int = 0, fresh: bool = False) -> Reading:
    """What the events of the visits selected tell of a dimension; `fresh` when whoever asks has refreshed what is stale."""
    if not fresh:
        freshen(query)
    if not _can_tell(query):
        return Reading(dimension=dimension)
    told, params = _source(query)
    rows = ask(
        query.scope,
        _question(dimension),
        _Row,
        fragments={"told": told},
        kind=int(KINDS[dimension]),
        limit=limit,
        offset=offset,
        **query.days(),
        **params,
        **_details(dimension, opened),
    )
    lines = [row.line() for row in rows if not row.whole]
    whole = next((row.line() for row in rows if row.whole and row.times + row.before_times), None)
    return Reading(dimension=dimension, lines=lines, whole=whole, known=next((row.known for row in rows), 0))


def row_of(dimension: str, line: ToldLine) -> dict[str, Any]:
    """What a line is of, as documents and files name it."""
    return {"event": line.event, "property": line.name, "value": line.value} if KINDS[dimension] == Kind.CUSTOM else {"value": line.value}


def told_of(dimension: str, told: Told) -> dict[str, Any]:
    """What was told, as documents and files name it."""
    if dimension in VITALS:
        return {"measures": told.times, "p75": told.typical, **dict(zip(RATINGS, told.bands or (0, 0, 0), strict=True))}
    if dimension == SCROLL:
        return {"readers": told.times, "median": told.typical, **dict(zip(QUARTERS, told.bands or (0, 0, 0, 0), strict=True))}
    return {"times": told.times, "visitors": told.visitors}


def _question(dimension: str) -> str:
    if dimension in VITALS:
        return "readings__vitals"
    return "readings__scroll" if dimension == SCROLL else "readings__properties"


def _details(dimension: str, opened: Opened) -> Mapping[str, object]:
    if dimension in VITALS:
        vital = VITALS[dimension]
        good, poor = (round(limit * vital.scale) for limit in (vital.good, vital.poor))
        return {"metric": vital.metric, "scale": float(vital.scale), "good": good, "poor": poor}
    if dimension == SCROLL:
        return {}
    return {"level": VALUES if dimension == PROPERTY_VALUE else opened.level, "event": opened.event, "name": opened.name}


def _can_tell(query: Query) -> bool:
    return any(TELLING & set(origins(query.scope, period).values()) for period in _periods(query))


def _source(query: Query) -> tuple[str, Mapping[str, object]]:
    """The text that gives the events, and its parameters: those of some days, or those of the visits selected."""
    if not query.filters:
        return text_of("told__events"), {}
    where, values = condition(query.filters)
    text = text_of("told__visits").replace("/*cut*/", _cut()).replace("/*where*/", where)
    return text, {**values, **_of_cut(query)}


def _cut() -> str:
    """The text that cuts visits, with the events of each beside it: what a refresh runs, but it is read instead of kept."""
    text = text_of("refresh__visits").partition("INSERT INTO visits\n")[2].rstrip().removesuffix(";")
    text = text.replace("/*more*/", ", value, arrayZip(CAST(mapKeys(properties), 'Array(String)'), mapValues(properties))")
    return text.replace("/*told*/", ", arrayFilter(x -> x.2 = {kind:Int8}, visit) AS told")


def _of_cut(query: Query) -> Mapping[str, object]:
    days = sorted({day for period in _periods(query) for day in period.days})
    prefixes, types = zip(*query.book.longest_first, strict=True) if query.book.page_types else ((), ())
    return {
        "version": 0,
        "days": days,
        "ends": [query.book.end_of(day) for day in days],
        "zone": query.book.zone,
        "prefixes": list(prefixes),
        "types": list(types),
    }


def _periods(query: Query) -> list[Period]:
    return [query.period, *([query.compared] if query.compared else [])]
