"""Figures of journeys, from counts of attempts. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate

from plazamayor.analytics.journeys.contract import Cell, Funnel, Outcome, StepFigures, Went

Ends = dict[tuple[int, bool], int]
"""Attempts by how far they came and whether they left there."""
_OUTCOMES = dict(enumerate(Outcome, start=1))


def funnel_of(counts: Iterable[tuple[str, int, int, int]], steps: int, went: tuple[Went, ...]) -> Funnel:
    """A funnel from what `journeys__funnel` counts: (what, step, value, attempts)."""
    by: defaultdict[str, Counter[tuple[int, int]]] = defaultdict(Counter)
    for what, step, value, attempts in counts:
        by[what][step, value] += attempts
    ended = {outcome: Counter({step: n for (step, value), n in by["ended"].items() if value == key}) for key, outcome in _OUTCOMES.items()}
    reached = sum(ended.values(), Counter[int]())
    took = [{value: n for (at, value), n in by["took"].items() if at == step} for step in range(steps + 1)]
    return Funnel(
        started=reached.total(),
        completed=ended[Outcome.COMPLETED].total(),
        negative=ended[Outcome.NEGATIVE].total(),
        failed=ended[Outcome.FAILED].total(),
        left=ended[Outcome.LEFT].total(),
        steps=tuple(
            StepFigures(
                reached=sum(reached[later] for later in range(step, steps + 1)),
                left=ended[Outcome.LEFT][step],
                seconds_median=quantile(took[step], 0.5),
                seconds_p90=quantile(took[step], 0.9),
                back=by["back"][step, 0],
                errors=by["error"][step, 0],
                helps=by["help"][step, 0],
            )
            for step in range(1, steps + 1)
        ),
        went=went,
        seconds_median=quantile(took[0], 0.5),
    )


def cells_of(values: tuple[str, ...], ends: Ends) -> Iterator[Cell]:
    """The cells of some values, step by step."""
    furthest = max(reached for reached, _left in ends)
    for step in range(1, furthest + 1):
        reached = sum(attempts for (far, _left), attempts in ends.items() if far >= step)
        yield Cell(values, step, reached, ends.get((step, True), 0))


def quantile(counts: Mapping[int, int], level: float) -> float | None:
    """A quantile of values with their counts, interpolated between neighbours (Hyndman and Fan's type 7); None of nothing."""
    total = sum(counts.values())
    if not total:
        return None
    values = sorted(counts)
    ends = list(accumulate(counts[value] for value in values))
    place = (total - 1) * level
    low = next(value for value, end in zip(values, ends, strict=True) if int(place) < end)
    high = next(value for value, end in zip(values, ends, strict=True) if min(int(place) + 1, total - 1) < end)
    return low + (high - low) * (place - int(place))
