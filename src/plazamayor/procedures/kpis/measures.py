"""The four measures of the UK's service manual, as arithmetic: sums over sums, nothing when the lower one is zero.

Pooled figures add numerators and denominators; an average of averages is never made.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from plazamayor.statistics.proportions import wilson
from plazamayor.statistics.scores import mean_interval, rescaled_rating

TAKE_UP, COMPLETION, SATISFACTION, COST = "procedures.take_up", "procedures.completion", "procedures.satisfaction", "procedures.cost"
BEST = 5
MARKS = [step / (BEST - 1) for step in range(BEST)]


@dataclass(frozen=True, kw_only=True)
class Kpi:
    """A measure: `key` is that of its definition. `low` and `high` hold 95 of each hundred times, by `method`.

    `value` is None when it is not known; `notes` say why, or what to bear in mind. `counts` are the ratings, from 1 up.
    """

    key: str
    numerator: Decimal | None
    denominator: int | None
    value: float | None
    low: float | None = None
    high: float | None = None
    n: int = 0
    method: str = ""
    notes: tuple[str, ...] = ()
    counts: tuple[int, ...] = ()


def share(key: str, numerator: int, denominator: int, notes: Iterable[str] = ()) -> Kpi:
    """A part of a whole, with Wilson's interval."""
    interval = wilson(numerator, denominator) if denominator else None
    return Kpi(
        key=key,
        numerator=Decimal(numerator),
        denominator=denominator,
        value=numerator / denominator if denominator else None,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        n=denominator,
        method="wilson-95",
        notes=tuple(notes),
    )


def satisfaction(counts: Sequence[int]) -> Kpi:
    """How satisfied those who answered are, from how many gave each rating, 1 to 5: (mean - 1) / 4, of all the answers together."""
    answers = sum(counts)
    interval = mean_interval(counts, MARKS) if answers else None
    return Kpi(
        key=SATISFACTION,
        numerator=Decimal(sum(count * step for step, count in enumerate(counts))),
        denominator=answers * (BEST - 1),
        value=rescaled_rating(counts),
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        n=answers,
        method="wilson-95-effective",
        counts=tuple(counts),
    )


def cost(euros: Decimal, completed: int, notes: Iterable[str] = ()) -> Kpi:
    """What each completed procedure costs: all the euros over all the completed. Neither is a sample, so it has no interval."""
    return Kpi(
        key=COST,
        numerator=euros,
        denominator=completed,
        value=float(euros / completed) if completed else None,
        n=completed,
        method="total",
        notes=tuple(notes),
    )


def unknown(measure: Kpi, *why: str) -> Kpi:
    """The same measure, whose value cannot be told, and why."""
    return replace(measure, value=None, low=None, high=None, notes=(*why, *measure.notes))


def pooled(key: str, measures: Iterable[Kpi]) -> Kpi:
    """A measure of several procedures together: of those of which it is known."""
    known = [each for each in measures if each.key == key and each.value is not None]
    if key == SATISFACTION:
        return satisfaction([sum(each.counts[step] for each in known) for step in range(BEST)])
    numerator = sum((each.numerator or Decimal(0) for each in known), Decimal(0))
    denominator = sum(each.denominator or 0 for each in known)
    return cost(numerator, denominator) if key == COST else share(key, int(numerator), denominator)
