"""Which groups explain what a step loses: the one that says most, then the one that says most of what is left, and so on.

A group is compared with the rest of the step as in a linear regression on the groups already chosen: only the people that two groups
share are needed, so tables of two values are enough. What a group loses beyond that is tested exactly, as against as many others as
would tell the expected rate so well. Without any other group chosen, that is Fisher's test of the group against the rest.
"""

from collections import Counter
from dataclasses import dataclass, field
from math import log
from typing import Final

import numpy as np

from plazamayor.procedures.friction.groups import Bools, Floats, Ints, Step
from plazamayor.statistics.tails import log_excess

MOST: Final = 8
"""Groups that explain a step, at most."""
OWN: Final = 0.1
"""Part of a group that the chosen ones must leave unexplained for it to be told apart from them."""
UNLIKELY: Final = 2.0
"""Deviations under which a loss is not worth testing exactly: it would not be told, however few were tested."""


@dataclass(frozen=True)
class Compared:
    """Groups against what is expected of them: the logarithm of the p-value, the rate expected, and the others that tell it."""

    log_p: Floats
    expected: Floats
    others: Floats


@dataclass
class Explanation:
    """A step as it is explained: the groups tested and the chosen ones, by their place among them."""

    step: Step
    chosen: list[int] = field(default_factory=list)
    overlaps: dict[int, Floats] = field(default_factory=dict)

    @property
    def groups(self) -> tuple[Ints, Ints]:
        """The groups tested."""
        return self.step.groups

    @property
    def reached(self) -> Floats:
        """How many of each group reached the step."""
        return self.step.reached[self.groups]

    @property
    def left(self) -> Floats:
        """How many of each group left there."""
        return self.step.left[self.groups]

    def compared(self, given: list[int]) -> Compared:
        """All groups against what is expected of them, given some chosen ones."""
        reached, left = self.reached, self.left
        known = np.array([np.full(len(reached), self.step.total), *(self.overlap(place) for place in given)])
        known[0] = reached
        gram = np.empty((len(given) + 1, len(given) + 1))
        gram[0, 0], gram[0, 1:], gram[1:, 0] = self.step.total, reached[given], reached[given]
        gram[1:, 1:] = known[1:, given]
        lost = np.array([self.step.total_left, *left[given]])
        solved = np.linalg.lstsq((gram + gram.T) / 2, known, rcond=1e-10)[0]
        own = reached - (known * solved).sum(axis=0)
        apart = (own > OWN * reached * (1 - reached / self.step.total)) & self._told_apart(given)
        own = np.where(apart, own, 1.0)
        expected = np.clip(left / reached - (left - lost @ solved) / own, 0.0, 1.0)
        others = 1 / np.maximum(1 / own - 1 / reached, 1 / self.step.total)
        excess, chance = left - reached * expected, expected * (1 - expected) * reached * (1 + reached / others)
        stands = apart & (excess > 0) & (excess**2 > UNLIKELY**2 * chance)
        log_p = np.zeros(len(reached))
        log_p[stands] = log_excess(left[stands], reached[stands], (others * expected)[stands], others[stands])
        return Compared(log_p, expected, others)

    def overlap(self, place: int) -> Floats:
        """How many of each group are also in one of them."""
        if place not in self.overlaps:
            first, second = self.groups
            self.overlaps[place] = self.step.shared(int(first[place]), int(second[place]))[first, second]
            self.overlaps[place][place] = self.reached[place]
        return self.overlaps[place]

    def _told_apart(self, given: list[int]) -> Bools:
        """Which groups were counted together with all of some chosen ones, so that it is known who is in both."""
        first, second = self.groups
        known = np.ones(len(first), bool)
        for place in given:
            for other in {int(first[place]), int(second[place])}:
                same = self.step.dimension == self.step.dimension[other]
                together = self.step.crossed[other] | same
                known &= together[first] & together[second]
        return known

    def explain(self, weights: Floats, enough: float) -> None:
        """Chooses groups for as long as the best has a weighted p-value under `enough`; drops those that later ones make superfluous.

        A group dropped is not tried again, so it ends.
        """
        tried: list[int] = []
        while len(self.chosen) < MOST:
            found = self.compared(self.chosen).log_p - np.log(weights)
            found[[*tried, *self.chosen]] = 0.0
            best = int(np.argmin(found))
            if found[best] > log(enough):
                break
            tried.append(best)
            self.chosen.append(best)
            self._join(weights, enough)
            self._drop(weights, enough)

    def echoes(self, weights: Floats, enough: float) -> int:
        """How many groups stand out by themselves and are not among the chosen ones."""
        alone = self.compared([]).log_p - np.log(weights)
        alone[self.chosen] = 0.0
        return int((alone <= log(enough)).sum())

    def alone(self, place: int) -> Compared:
        """A chosen group against what is expected of it given the other chosen ones."""
        found = self.compared([each for each in self.chosen if each != place])
        return Compared(found.log_p[[place]], found.expected[[place]], found.others[[place]])

    def _join(self, weights: Floats, enough: float) -> None:
        """Puts a value in the place of several chosen groups that share it, when beside it none of them stands out."""
        first, second = self.groups
        pairs = [each for each in self.chosen if first[each] != second[each]]
        shared = Counter(int(value) for each in pairs for value in (first[each], second[each]))
        for value in [value for value, times in shared.items() if times > 1]:
            parts = [each for each in self.chosen if each in pairs and value in {int(first[each]), int(second[each])}]
            whole = np.flatnonzero((first == value) & (second == value)).tolist()
            joined = [*(each for each in self.chosen if each not in parts), *whole]
            beside = self.compared(joined).log_p - np.log(weights)
            if len(parts) > 1 and whole and float(beside[parts].min()) > log(enough):
                self.chosen = list(dict.fromkeys(joined))

    def _drop(self, weights: Floats, enough: float) -> None:
        for place in self.chosen[:-1]:
            if float(self.alone(place).log_p[0]) - log(weights[place]) > log(enough):
                self.chosen.remove(place)
