"""The finder: tests every group of every step, explains each step by the fewest, and tells those that are not chance."""

from collections.abc import Iterable, Sequence
from math import exp, log
from typing import Final

import numpy as np

from plazamayor.core.findings import Certainty
from plazamayor.procedures.friction.contract import RATE, Friction, Frictions
from plazamayor.procedures.friction.explaining import Explanation
from plazamayor.procedures.friction.groups import Cells, Floats, Step, steps_of
from plazamayor.statistics.multiplicity import benjamini_hochberg, holm
from plazamayor.statistics.proportions import Interval, miettinen_nurminen

FIRM: Final = 0.01
"""Under this chance of any false finding at all, a friction is firm."""
DOUBT: Final = 0.25
"""Under this rate of false discoveries, what is not told is doubtful; above, it is nothing."""
MOST_DOUBTFUL: Final = 3


def find(cells: Cells, *, refused: Sequence[str] = (), days: int = 1, kind: str = "voluntary", among: int = 1) -> Frictions:
    """Finds who leaves where more than the others in the counts by one dimension and by two. Only what is counted is looked at.

    `among`: the procedures that somebody looks at, this one included. Each of the others counts as as many tests again, of which
    nothing came: over all of them together, too, what is told is seldom chance.
    """
    steps = steps_of(cells)
    weights = _weights(steps)
    tested = sum(len(each) for each in weights)
    explained = [Explanation(step) for step in steps]
    for explanation, mine in zip(explained, weights, strict=True):
        if len(mine):
            explanation.explain(mine, DOUBT / tested)
    judged = _judged(explained, weights, tested * among)
    found = [each for each in judged if not each.slight]
    told = sorted((each for each in found if each.certainty is not Certainty.UNKNOWN), key=lambda each: -each.lost)
    doubtful = sorted((each for each in found if each.certainty is Certainty.UNKNOWN), key=lambda each: each.chance)
    return Frictions(
        told=tuple(told),
        doubtful=tuple(doubtful[:MOST_DOUBTFUL]),
        tested=tested,
        suppressed=sum(step.suppressed for step in steps),
        echoes=sum(each.echoes(mine, RATE / tested) for each, mine in zip(explained, weights, strict=True) if len(mine)),
        slight=sum(1 for each in judged if each.slight and each.certainty is not Certainty.UNKNOWN),
        dimensions=tuple(some[0] for some in cells if len(some) == 1),
        refused=tuple(refused),
        days=days,
        kind=kind,
    )


def _weights(steps: Iterable[Step]) -> list[Floats]:
    """How much each test counts: half of all for groups of one value, half for those of two, so that the many do not hide the few."""
    single = [step.groups[0] == step.groups[1] for step in steps]
    ones, tested = sum(int(each.sum()) for each in single), sum(len(each) for each in single)
    if ones in (0, tested):
        return [np.ones(len(each)) for each in single]
    return [np.where(each, tested / 2 / ones, tested / 2 / (tested - ones)) for each in single]


def _judged(explained: Iterable[Explanation], weights: Iterable[Floats], of: int) -> list[Friction]:
    """Each group chosen, with its certainty among so many tests."""
    chosen = [(each, place, float(mine[place])) for each, mine in zip(explained, weights, strict=True) for place in each.chosen]
    chances = [min(1.0, exp(max(-700.0, float(each.alone(place).log_p[0]) - log(weight)))) for each, place, weight in chosen]
    adjusted, any_false = benjamini_hochberg(chances, of), holm(chances, of)
    return [
        _friction(each, place, chance, _certainty(chance, strict))
        for (each, place, _weight), chance, strict in zip(chosen, adjusted, any_false, strict=True)
    ]


def _certainty(chance: float, any_false: float) -> Certainty:
    if any_false <= FIRM:
        return Certainty.FIRM
    return Certainty.PROBABLE if chance <= RATE else Certainty.UNKNOWN


def _friction(explanation: Explanation, place: int, chance: float, certainty: Certainty) -> Friction:
    step, found = explanation.step, explanation.alone(place)
    reached, left = float(explanation.reached[place]), float(explanation.left[place])
    expected, others = float(found.expected[0]), float(found.others[0])
    places = int(explanation.groups[0][place]), int(explanation.groups[1][place])
    return Friction(
        step=step.number,
        where=step.where(*places),
        reached=round(reached),
        left=round(left),
        others_reached=round(step.total - reached),
        others_left=round(step.total_left - left),
        expected=expected,
        difference=miettinen_nurminen(left, reached, others * expected, others) or Interval(-1.0, 1.0),
        chance=chance,
        certainty=certainty,
        beside=step.beside(*places),
    )
