"""Attempts, derived from events a day of a journey at a time, as days are refreshed: cut short, repeated or run twice, they stay right."""

import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext as _

from plazamayor.analytics.journeys.contract import Journey
from plazamayor.analytics.journeys.marking import definition_of, params_of, recognised
from plazamayor.analytics.store.asking import command, run, text_of
from plazamayor.analytics.store.days import Day, in_portions
from plazamayor.core.report import Report

AT_ONCE: Final = 4_000_000
"""Events looked at in one statement, about. A statement takes its time however few they are: a quiet site's year is one."""
MOST_DAYS: Final = 366
"""Days derived in one statement, at most: each month is a part of the table written."""
DEAR: Final = 0.5
"""Seconds from which deriving a day is dear: while it fills it is then derived only now and then."""
WAIT: Final = 10

_locks: defaultdict[tuple[int, int], threading.Lock] = defaultdict(threading.Lock)
_last: dict[tuple[int, int, date], tuple[float, float]] = {}

_CUT = (
    "arraySplit((x, fresh) -> fresh, seen,"
    " arrayMap((now, before) -> now - before > 1800, times, arrayPushFront(arrayPopBack(times), times[1])))"
)
_CASE = "if(origin = 'server', properties['case'], '')"
_NEARBY = " OR (properties['case'] != '' AND day BETWEEN {near_first:Date} AND {near_last:Date})"


def derive_stale(site: int, zone: str, journey: Journey, first: date, last: date, report: Report | None = None) -> int:
    """Derives the attempts of what changed in a period, and says how many days it derived. Raises StoreUnavailable."""
    with _locks[site, journey.number]:
        days = stale_days(site, journey, first, last)
        done = 0
        for some in _portions(site, days):
            if report:
                report.progress(done, len(days), _("days"))
            _derive(site, zone, journey, some)
            done += len(some)
    return len(days)


def span_of(journey: Journey) -> int:
    """Days after its first that an attempt may go on, when cases of the e-office count."""
    return -(-journey.limit // 86_400) if journey.across else 0


def stale_days(site: int, journey: Journey, first: date, last: date) -> list[Day]:
    """The days of a period whose attempts are yet to be derived, or to be derived again. Raises StoreUnavailable."""
    span = span_of(journey)
    near = {"site": site, "first": _moved(first, -span), "last": _moved(last, span)}
    touched = dict(run(text_of("derive__touched"), near).result_rows)
    found = run(text_of("derive__known"), {"site": site, "journey": journey.number, "first": first, "last": last}).result_rows
    known = {day: (seen, definition) for day, seen, definition in found}
    definition = definition_of(journey)
    days = []
    for day in sorted(touched):
        seen = max(touched.get(_moved(day, shift), 0) for shift in range(-span, span + 1))
        before, by = known.get(day, (0, 0))
        changed = by != definition
        if first <= day <= last and (changed or (seen > before and not _too_soon(site, journey.number, day))):
            days.append(Day(day, seen))
    return days


def _derive(site: int, zone: str, journey: Journey, days: Sequence[Day]) -> None:
    began = time.monotonic()
    dates = [day.day for day in days]
    span = span_of(journey)
    params = {"site": site, "version": time.time_ns(), "days": dates, "zone": zone, **params_of(journey)}
    near = {"near_first": _moved(min(dates), -span), "near_last": _moved(max(dates), span)} if journey.across else {}
    command(_text(journey), {**params, **near})
    seen = [(day.day, day.seen) for day in days]
    done = {name: params[name] for name in ("site", "journey", "version")}
    command(text_of("derive__done"), {**done, "definition": definition_of(journey), "seen": seen})
    each = (time.monotonic() - began) / len(days)
    for day in dates:
        _last[site, journey.number, day] = (time.monotonic(), each)


def _text(journey: Journey) -> str:
    """A visit is cut after 30 idle minutes; across visits nothing is cut, and a case of the e-office holds together."""
    text = text_of("derive__attempts").replace("/*recognised*/", recognised(journey))
    text = text.replace("/*cut*/", "[seen]" if journey.across else _CUT)
    return text.replace("/*case*/", _CASE if journey.across else "''").replace("/*nearby*/", _NEARBY if journey.across else "")


def _portions(site: int, days: Sequence[Day]) -> Iterator[Sequence[Day]]:
    for start in range(0, len(days), MOST_DAYS):
        yield from in_portions(site, days[start : start + MOST_DAYS], AT_ONCE)


def _too_soon(site: int, journey: int, day: date) -> bool:
    at, cost = _last.get((site, journey, day), (0.0, 0.0))
    return cost >= DEAR and time.monotonic() - at < WAIT * cost


def _moved(day: date, days: int) -> date:
    return day + timedelta(days=days)
