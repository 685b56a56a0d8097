"""Answers to a query: figures by dimension, day by day, their origin, and what is happening now.

An unfiltered question reads the figures kept of each day; a filtered one computes the same figures over the visits
selected, in parts of so many visits when there are many, so that memory stays bounded and progress can be told.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import msgspec

from plazamayor.analytics.reports.filters import condition
from plazamayor.analytics.reports.periods import Period
from plazamayor.analytics.reports.query import Query
from plazamayor.analytics.store import Scope, ask, refresh_stale
from plazamayor.analytics.store.asking import text_of
from plazamayor.analytics.store.figures import TOTAL, figures

ALL = 4_000_000_000
"""More values than any dimension has."""

AT_ONCE = 2_000_000
"""Visits read by one statement of a filtered question, at most (a single day may hold more). Each statement costs a quarter of a second."""

Progress = Callable[[int, int], None]
Part = tuple[str, Period]
"""Some days of a question and which of its periods they are of: `now` or `before`."""


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """Counts of some visits. `seconds` is visible time; `events` counts what is not a page view."""

    visits: int = 0
    visitors: int = 0
    page_views: int = 0
    events: int = 0
    bounces: int = 0
    seconds: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(**{name: getattr(self, name) + getattr(other, name) for name in self.__struct_fields__})

    @property
    def views_per_visit(self) -> float | None:
        """Page views of an average visit; None without visits."""
        return self.page_views / self.visits if self.visits else None

    @property
    def bounce_rate(self) -> float | None:
        """Share of visits with a single page view (0 to 1); None without visits."""
        return self.bounces / self.visits if self.visits else None

    @property
    def seconds_per_visit(self) -> float | None:
        """Visible time of an average visit, in seconds; None without visits."""
        return self.seconds / self.visits if self.visits else None


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A value of a dimension with its figures in the period and in the one compared with."""

    dimension: str
    value: str
    now: Figures
    before: Figures


class Panel(msgspec.Struct, frozen=True, kw_only=True):
    """The lines of a dimension, greatest first, and how many values there are in all."""

    dimension: str
    lines: list[Line]
    known: int


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """A day and its figures."""

    day: date
    figures: Figures


class Minute(msgspec.Struct, frozen=True):
    """Page views of one of the last thirty minutes and those who made them."""

    minutes_ago: int
    visitors: int
    page_views: int


class SeenNow(msgspec.Struct, frozen=True):
    """A page being seen in the last thirty minutes; the total has no page."""

    page: str
    visitors: int
    page_views: int
    latest: datetime


class _Row(msgspec.Struct, kw_only=True):
    dimension: str
    value: str
    visits: int
    visitors: int
    page_views: int
    events: int
    bounces: int
    seconds: int
    before_visits: int
    before_visitors: int
    before_page_views: int
    before_events: int
    before_bounces: int
    before_seconds: int
    known: int

    def line(self) -> Line:
        names = Figures.__struct_fields__
        now = Figures(**{name: getattr(self, name) for name in names})
        before = Figures(**{name: getattr(self, f"before_{name}") for name in names})
        return Line(dimension=self.dimension, value=self.value, now=now, before=before)


class _DayRow(msgspec.Struct):
    day: date
    visits: int
    visitors: int
    page_views: int
    bounces: int
    seconds: int


class _Reached(msgspec.Struct):
    now: list[int]
    before: list[int]


class Known(msgspec.Struct, frozen=True):
    """A measured day: where its figures come from, and the version of them that is read."""

    day: date
    origin: str
    last: int


def freshen(query: Query, *, patient: bool = False) -> None:
    """Refreshes what is stale in the days a query reads, and the day before each period."""
    for period in [query.period, *([query.compared] if query.compared else [])]:
        refresh_stale(query.book, period.first - timedelta(days=1), period.last, patient=patient)


def panels(
    query: Query, dimensions: Iterable[str], *, limit: int = ALL, offset: int = 0, progress: Progress | None = None, fresh: bool = False
) -> dict[str, Panel]:
    """The figures of each dimension, by value, greatest first; `fresh` when whoever asks has refreshed what is stale."""
    wanted = tuple(dimensions)
    if not fresh:
        freshen(query)
    parts = _parts(query) if query.filters else []
    if len(parts) > 1:
        lines = _merged(query, wanted, parts, progress)
    else:
        rows = _rows(query, wanted, limit, offset)
        return {name: _panel(name, [row.line() for row in rows if row.dimension == name], rows) for name in wanted}
    found = {}
    for name in wanted:
        every = [line for line in lines if line.dimension == name]
        known = sum(1 for line in every if line.now != Figures())
        found[name] = Panel(dimension=name, lines=every[offset : offset + limit], known=known)
    return found


def totals(query: Query) -> Line:
    """The figures of the whole period and of the one compared with."""
    lines = panels(query, [TOTAL])[TOTAL].lines
    return lines[0] if lines else Line(dimension=TOTAL, value="", now=Figures(), before=Figures())


def series(query: Query, *, fresh: bool = False) -> list[Point]:
    """The figures of every day of both periods, in order; days without events are zero. `fresh` is as in `panels`."""
    if not fresh:
        freshen(query)
    rows = ask(query.scope, "report__series", _DayRow, fragments={"figures": _source(query, [TOTAL])}, **_params(query, [TOTAL]))
    known = {
        row.day: Figures(visits=row.visits, visitors=row.visitors, page_views=row.page_views, bounces=row.bounces, seconds=row.seconds)
        for row in rows
    }
    days = sorted({*query.period.days, *(query.compared.days if query.compared else ())})
    return [Point(day=day, figures=known.get(day, Figures())) for day in days]


def reached(query: Query, goals: Sequence[tuple[str, str]]) -> list[tuple[int, int]]:
    """Visits that reached each goal (a kind and a value, as `models.Goal`), now and before; the last pair is that of all visits."""
    freshen(query)
    where = f"{text_of('chosen__visits')} AND {condition(query.filters)[0]}"
    params = {**query.days(), **condition(query.filters)[1], "kinds": [kind for kind, _ in goals], "values": [value for _, value in goals]}
    (row,) = ask(query.scope, "goals__reached", _Reached, fragments={"where": where}, **params)
    count = len(goals) + 1
    return list(zip(row.now or [0] * count, row.before or [0] * count, strict=True))


def origins(scope: Scope, period: Period) -> dict[date, str]:
    """Where the figures of each day come from: tracker, access_log, server, generated or history."""
    return {known.day: known.origin for known in known_days(scope, period.first, period.last)}


def known_days(scope: Scope, first: date, last: date) -> list[Known]:
    """The measured days of a period, in order."""
    return ask(scope, "report__origins", Known, first=first, last=last)


class _Measured(msgspec.Struct):
    first: date
    last: date
    days: int


def measured(scope: Scope) -> tuple[date, date] | None:
    """The first and the last day of which a site has anything; None when it has nothing."""
    (found,) = ask(scope, "report__measured", _Measured)
    return (found.first, found.last) if found.days else None


def live(scope: Scope, now: datetime) -> list[Minute]:
    """The last thirty minutes as the tracker saw them, the present one first."""
    found = {row.minutes_ago: row for row in ask(scope, "report__live", Minute, now=now)}
    return [found.get(minute, Minute(minute, 0, 0)) for minute in range(30)]


def seen_now(scope: Scope, now: datetime) -> list[SeenNow]:
    """The pages of the last thirty minutes, most seen first; the first answer is the total."""
    return sorted(ask(scope, "report__live_pages", SeenNow, now=now), key=lambda row: (row.page != "", -row.visitors, row.page))


def _source(query: Query, dimensions: Iterable[str]) -> str:
    """The text that gives a query's figures by day: those kept, or computed over the visits selected."""
    if not query.filters:
        return text_of("kept__figures")
    return figures(f"{text_of('chosen__visits')} AND {condition(query.filters)[0]}", dimensions)


def _params(query: Query, dimensions: Iterable[str]) -> dict[str, object]:
    return {**query.days(), "dimensions": list(dimensions), **condition(query.filters)[1]}


def _rows(query: Query, dimensions: tuple[str, ...], limit: int, offset: int) -> list[_Row]:
    return ask(
        query.scope,
        "report__figures",
        _Row,
        fragments={"figures": _source(query, dimensions)},
        **_params(query, dimensions),
        limit=limit,
        offset=offset,
    )


def _panel(name: str, lines: list[Line], rows: list[_Row]) -> Panel:
    known = next((row.known for row in rows if row.dimension == name), 0)
    return Panel(dimension=name, lines=lines, known=known)


def _parts(query: Query) -> list[Part]:
    """Cuts both periods so that each part holds about AT_ONCE visits; nothing when they hold no more than that together."""
    visits = {point.day: point.figures.visits for point in series(replace(query, filters=()), fresh=True)}
    if sum(visits.values()) <= AT_ONCE:
        return []
    sides = [("now", query.period), *([("before", query.compared)] if query.compared else [])]
    return [(side, part) for side, period in sides for part in _cut(period, visits)]


def _cut(period: Period, visits: Mapping[date, int]) -> Iterator[Period]:
    """Splits a period into parts of about AT_ONCE visits."""
    first, held = period.first, 0
    for day in period.days:
        count = visits.get(day, 0)
        if held and held + count > AT_ONCE:
            yield Period(first, day - timedelta(days=1))
            first, held = day, 0
        held += count
    yield Period(first, period.last)


def _merged(query: Query, dimensions: tuple[str, ...], parts: Sequence[Part], progress: Progress | None) -> list[Line]:
    """A filtered question of many visits, part by part: figures of days add up."""
    sums: dict[tuple[str, str], dict[str, Figures]] = {}
    for done, (side, some) in enumerate(parts):
        if progress:
            progress(done, len(parts))
        for row in _rows(replace(query, period=some, compared=None), dimensions, ALL, 0):
            held = sums.setdefault((row.dimension, row.value), {"now": Figures(), "before": Figures()})
            held[side] += row.line().now
    lines = [Line(dimension=key[0], value=key[1], **held) for key, held in sums.items()]
    return sorted(lines, key=lambda line: (-line.now.visits, -line.now.events, -line.now.page_views, -line.before.visits, line.value))
