"""What a period says: its change placed among the same comparison at earlier dates. Pure; it never names a cause not measured.

Earlier comparisons move both periods back a week at a time, so that each has its weekdays, for as long as there is
measurement. The first is of a period that ends before the present one begins: what is unusual is not compared with
itself. With at least twelve, a change outside nine in ten of them is probable and one outside all is firm.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from plazamayor.analytics.reports.periods import Period
from plazamayor.core.findings import Certainty

ENOUGH, MOST = 12, 26
"""Earlier comparisons without which nothing can be said, and as many as are looked at."""
STEP = 7
FEW_DAYS = 3
"""Days that a change may be said to be concentrated in, at most."""
SHARE = 0.5
"""Part of a change that those days have to hold."""

Value = Callable[[Period], float | None]
"""The figure of a period; None when there is none (no visits to average)."""
Pair = tuple[date, float, float]
"""A day, its figure and that of the day it is compared with."""


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A change among earlier ones: `low` and `high` are their extremes, None when there are not enough."""

    change: float | None
    earlier: int
    low: float | None = None
    high: float | None = None
    certainty: Certainty = Certainty.UNKNOWN

    @property
    def usual(self) -> bool:
        """Tells whether there are enough earlier comparisons and the change is among most of them."""
        return self.low is not None and self.change is not None and self.certainty is Certainty.UNKNOWN


@dataclass(frozen=True, kw_only=True)
class Concentration:
    """A few days that hold most of a change: how much of it, how much is left for the others, and how the others changed."""

    days: tuple[date, ...]
    moved: float
    rest: float
    share: float
    rest_change: float


def change_of(now: float | None, before: float | None, *, relative: bool) -> float | None:
    """A change, as a part of what it was or (not `relative`) as a difference; None when there is nothing to compare with."""
    if now is None or before is None or (relative and before == 0):
        return None
    return now / before - 1 if relative else now - before


def place(change: float | None, earlier: Sequence[float]) -> Placed:
    """Places a change among earlier ones."""
    if change is None or len(earlier) < ENOUGH:
        return Placed(change=change, earlier=len(earlier))
    tenth = len(earlier) / 10
    as_high = sum(1 for each in earlier if each >= change)
    as_low = sum(1 for each in earlier if each <= change)
    if as_high == 0 or as_low == 0:
        certainty = Certainty.FIRM
    elif min(as_high, as_low) <= tenth:
        certainty = Certainty.PROBABLE
    else:
        certainty = Certainty.UNKNOWN
    return Placed(change=change, earlier=len(earlier), low=min(earlier), high=max(earlier), certainty=certainty)


def weeks_clear(period: Period) -> int:
    """How many weeks back a period of the same length shares no day with this one."""
    return -(-period.length // STEP)


def weeks_missing(period: Period, compared: Period, since: date) -> int:
    """How many more weeks must be measured before there are enough earlier comparisons; at least one."""
    needed = min(period.first, compared.first) - timedelta(weeks=weeks_clear(period) + ENOUGH - 1)
    return max(1, -(-(since - needed).days // STEP))


def earlier_changes(value: Value, period: Period, compared: Period, since: date, *, relative: bool) -> list[float]:
    """The same comparison before the period, a week before that... while every day of both periods was measured."""
    found = []
    clear = weeks_clear(period)
    for week in range(clear, clear + MOST):
        now, before = period.moved(-STEP * week), compared.moved(-STEP * week)
        if min(now.first, before.first) < since:
            break
        change = change_of(value(now), value(before), relative=relative)
        if change is not None:
            found.append(change)
    return found


def concentration(counts: Mapping[date, float], period: Period, compared: Period, usual: Callable[[float], bool]) -> Concentration | None:
    """The fewest days in a row (three at most) without which the change would be usual, if they hold most of it.

    Days are compared with those in the same place of the other period, and both leave together.
    """
    pairs = [(day, counts.get(day, 0), counts.get(other, 0)) for day, other in zip(period.days, compared.days, strict=False)]
    moved = sum(now - before for _day, now, before in pairs)
    if not moved or len(pairs) < STEP:
        return None
    for some in range(1, FEW_DAYS + 1):
        start = max(range(len(pairs) - some + 1), key=lambda first: _moved(pairs[first : first + some]) / moved)
        start, end = _widened(pairs, start, start + some)
        chosen, others = pairs[start:end], [*pairs[:start], *pairs[end:]]
        part = _moved(chosen)
        rest_change = change_of(sum(now for _, now, _ in others), sum(before for _, _, before in others), relative=True)
        if rest_change is not None and part / moved >= SHARE and usual(rest_change):
            days = tuple(day for day, _now, _before in chosen)
            return Concentration(days=days, moved=part, rest=moved - part, share=min(1.0, part / moved), rest_change=rest_change)
    return None


def _moved(pairs: Sequence[Pair]) -> float:
    return sum(now - before for _day, now, before in pairs)


def _widened(pairs: Sequence[Pair], start: int, end: int) -> tuple[int, int]:
    """Some days with the neighbours that moved at least half as much, for as long as they are few."""
    enough = _moved(pairs[start:end]) / (end - start) / 2

    def as_much(index: int) -> bool:
        return 0 <= index < len(pairs) and _moved(pairs[index : index + 1]) / enough >= 1

    while end - start < FEW_DAYS and enough and (as_much(start - 1) or as_much(end)):
        start, end = (start - 1, end) if as_much(start - 1) else (start, end + 1)
    return start, end
