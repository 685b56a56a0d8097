"""What is derived from the stream, a day of a site at a time: visits and figures.

    events arrive -> the day is touched -> somebody asks (or its day ends) -> refresh: visits, figures, then `refreshed`

A refresh writes under a version of its own that nobody reads until it is complete. It can be cut short, repeated and
run by two processes at once: the last complete one is read, and rows of older versions are swept later.
"""

import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from plazamayor.analytics.store.asking import command, run, text_of
from plazamayor.analytics.store.figures import figures

AT_ONCE = 1_000_000
"""Events refreshed in one statement, at most (a single day may hold more)."""
DEAR = 0.5
"""Seconds from which refreshing a day is dear: while it fills it is then refreshed only now and then."""
_DERIVED = (
    ("visits", "site, day", "refreshed"),
    ("rollup", "site, source", "refreshed"),
    ("attempts", "site, journey, day", "journeys_done"),
)
"""The tables of what is derived, what a version of theirs belongs to, and where its last version is said."""
WAIT = 10
"""A day whose refresh is dear is not refreshed again until WAIT times what it took has gone by."""


@dataclass(frozen=True)
class Daybook:
    """What a refresh must know of a site: its zone, to tell days apart, and its page types by address prefix."""

    site: int
    zone: str
    page_types: tuple[tuple[str, str], ...] = ()

    def end_of(self, day: date) -> int:
        """The second, since 1970, at which a day of the site ends."""
        return int(datetime.combine(day + timedelta(days=1), datetime.min.time(), ZoneInfo(self.zone)).timestamp())

    @property
    def longest_first(self) -> list[tuple[str, str]]:
        """Page types in the order they are tried."""
        return sorted(self.page_types, key=lambda each: -len(each[0]))


@dataclass(frozen=True)
class Day:
    """A stale day and the last touch that is known of it."""

    day: date
    seen: int


@dataclass
class _Pace:
    """When each open day was last refreshed here and how long it took, and the lock of each site."""

    locks: defaultdict[int, threading.Lock] = field(default_factory=lambda: defaultdict(threading.Lock))
    last: dict[tuple[int, date], tuple[float, float]] = field(default_factory=dict)

    def too_soon(self, site: int, day: date) -> bool:
        at, cost = self.last.get((site, day), (0.0, 0.0))
        return cost >= DEAR and time.monotonic() - at < WAIT * cost

    def note(self, site: int, days: Iterable[date], cost: float) -> None:
        now = time.monotonic()
        self.last |= {(site, day): (now, cost) for day in days}


_pace = _Pace()


def stale_days(site: int, first: date, last: date) -> list[Day]:
    """The days of a period, both ends included, that changed since they were refreshed."""
    found = run(text_of("stale__days"), {"site": site, "first": first, "last": last})
    return [Day(day, seen) for day, seen in found.result_rows]


def stale_sites(sites: Sequence[int], first: date, last: date) -> set[int]:
    """The sites, of some, with a day of a period that changed since it was refreshed."""
    return {row[0] for row in run(text_of("stale__sites"), {"sites": list(sites), "first": first, "last": last}).result_rows}


def refresh_stale(book: Daybook, first: date, last: date, *, patient: bool = False) -> int:
    """Refreshes what is stale in a period and says how many days it refreshed.

    A day still filling that is dear to refresh may stay some seconds behind, unless `patient`.
    """
    with _pace.locks[book.site]:
        days = [day for day in stale_days(book.site, first, last) if patient or not _pace.too_soon(book.site, day.day)]
        for some in in_portions(book.site, days, AT_ONCE):
            refresh(book, some)
    return len(days)


def refresh(book: Daybook, days: Sequence[Day]) -> None:
    """Derives visits and figures of some days anew, whether or not they are stale."""
    if not days:
        return
    began = time.monotonic()
    version = time.time_ns()
    dates = [day.day for day in days]
    prefixes, types = zip(*book.longest_first, strict=True) if book.page_types else ((), ())
    params = {"site": book.site, "version": version, "days": dates}
    command(
        text_of("refresh__visits"),
        {**params, "ends": [book.end_of(day) for day in dates], "zone": book.zone, "prefixes": list(prefixes), "types": list(types)},
    )
    kept = figures("site = {site:UInt32} AND version = {version:UInt64} AND has({days:Array(Date)}, day)")
    command(text_of("refresh__figures").replace("/*figures*/", kept), params)
    command(text_of("refresh__done"), {**params, "seen": [(day.day, day.seen) for day in days]})
    _pace.note(book.site, dates, time.monotonic() - began)


def forget(site: int, before: date | None = None) -> None:
    """Erases a site's events and figures: all, or those of days before one."""
    condition = "site = {site:UInt32}" + (" AND day < {before:Date}" if before else "")
    for table in ("events", "visits", "rollup", "refreshed", "touched", "attempts", "journeys_done"):
        command(f"ALTER TABLE {table} DELETE WHERE {condition}", {"site": site, "before": before or date.min})


def sweep(now_ns: int, grace_seconds: int = 600) -> None:
    """Erases rows of versions that nobody reads any more."""
    for table, key, done in _DERIVED:
        command(
            f"ALTER TABLE {table} DELETE WHERE version < {{limit:UInt64}} AND ({key}, version) NOT IN"  # noqa: S608 names are ours
            f" (SELECT {key.replace('source', 'day')}, max(version) FROM {done} GROUP BY {key.replace('source', 'day')})",
            {"limit": now_ns - grace_seconds * 1_000_000_000},
        )


def in_portions(site: int, days: Sequence[Day], events: int) -> Iterator[list[Day]]:
    """Splits days so that each portion holds about so many events."""
    if not days:
        return
    found = run(
        "SELECT day, count() FROM events WHERE site = {site:UInt32} AND has({days:Array(Date)}, day) GROUP BY day",
        {"site": site, "days": [day.day for day in days]},
    )
    counts = dict(found.result_rows)
    portion: list[Day] = []
    held = 0
    for day in days:
        size = counts.get(day.day, 0)
        if portion and held + size > events:
            yield portion
            portion, held = [], 0
        portion.append(day)
        held += size
    yield portion
