"""Intervals of proportions and of their differences that hold with few cases; None where nothing was counted.

Wilson (1927), "Probable inference"; Clopper and Pearson (1934); Newcombe (1998), "Interval estimation for the difference between
independent proportions", method 10; Miettinen and Nurminen (1985), "Comparative analysis of two rates". Wald's interval, which says
0 to 0 of none in twenty, is not here.
"""

from dataclasses import dataclass
from math import acos, cos, hypot, pi, sqrt

from plazamayor.statistics.scientific import optimize, special

CONFIDENCE = 0.95
CLOSE = 1e-12


@dataclass(frozen=True)
class Interval:
    """From `low` to `high`, both included, in the units of what was measured."""

    low: float
    high: float

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high

    def times(self, factor: float) -> "Interval":
        """The interval of as many times the figure; `factor` is not negative."""
        return Interval(self.low * factor, self.high * factor)

    @property
    def crosses_zero(self) -> bool:
        """Tells whether the figure may be zero, and so of either sign."""
        return self.low <= 0 <= self.high


def quantile(confidence: float) -> float:
    """The normal deviation that leaves out, on both sides together, what `confidence` lacks of one."""
    return float(special().ndtri((1 + confidence) / 2))


def share(count: float, of: float) -> float | None:
    """A part of a whole; None when there is no whole."""
    return count / of if of else None


def wilson(count: float, of: float, confidence: float = CONFIDENCE) -> Interval | None:
    """Wilson's interval of a proportion, without continuity correction. `of` may be an effective number of cases."""
    if not of:
        return None
    square = quantile(confidence) ** 2
    part = count / of
    middle = (count + square / 2) / (of + square)
    half = sqrt(square) * sqrt(max(0.0, part * (1 - part)) * of + square / 4) / (of + square)
    return Interval(0.0 if count <= 0 else max(0.0, middle - half), 1.0 if count >= of else min(1.0, middle + half))


def clopper_pearson(count: int, of: int, confidence: float = CONFIDENCE) -> Interval | None:
    """The exact interval of a proportion: it never covers less than it says."""
    if not of:
        return None
    tail = (1 - confidence) / 2
    low = float(special().betaincinv(count, of - count + 1, tail)) if count else 0.0
    high = float(special().betaincinv(count + 1, of - count, 1 - tail)) if count < of else 1.0
    return Interval(low, high)


def newcombe(count: float, of: float, other: float, other_of: float, confidence: float = CONFIDENCE) -> Interval | None:
    """Newcombe's interval of a proportion less another, from their two Wilson intervals."""
    mine, theirs = wilson(count, of, confidence), wilson(other, other_of, confidence)
    if mine is None or theirs is None:
        return None
    one, two = count / of, other / other_of
    difference = one - two
    return Interval(
        max(-1.0, difference - hypot(one - mine.low, theirs.high - two)), min(1.0, difference + hypot(mine.high - one, two - theirs.low))
    )


def miettinen_nurminen(count: float, of: float, other: float, other_of: float, confidence: float = CONFIDENCE) -> Interval | None:
    """The score interval of a proportion less another: the differences that the data do not refuse. Cases need not be whole."""
    if not of or not other_of:
        return None
    limit = quantile(confidence)
    difference = count / of - other / other_of

    def away(supposed: float) -> float:
        return _score(count, of, other, other_of, supposed)

    low, high, brentq = -1 + CLOSE, 1 - CLOSE, optimize().brentq
    return Interval(
        -1.0 if away(low) <= limit else float(brentq(lambda each: away(each) - limit, low, min(difference, high), xtol=CLOSE)),
        1.0 if away(high) >= -limit else float(brentq(lambda each: away(each) + limit, max(difference, low), high, xtol=CLOSE)),
    )


def _score(count: float, of: float, other: float, other_of: float, supposed: float) -> float:
    """How many deviations the difference seen lies above a supposed one."""
    likely_other = _most_likely(count, of, other, other_of, supposed)
    likely = likely_other + supposed
    total = of + other_of
    variance = (likely * (1 - likely) / of + likely_other * (1 - likely_other) / other_of) * total / (total - 1)
    return (count / of - other / other_of - supposed) / sqrt(max(variance, CLOSE**2))


def _most_likely(count: float, of: float, other: float, other_of: float, supposed: float) -> float:
    """The second proportion of greatest likelihood when the first is it plus the supposed difference: a root of a cubic, in closed form."""
    total = of + other_of
    second = (of + 2 * other_of) * supposed - total - count - other
    first = (other_of * supposed - total - 2 * other) * supposed + count + other
    none = other * supposed * (1 - supposed)
    third = second / (3 * total)
    turn = third**3 - second * first / (6 * total**2) + none / (2 * total)
    size = sqrt(max(0.0, third**2 - first / (3 * total)))
    size = size if turn >= 0 else -size
    angle = (pi + acos(min(1.0, max(-1.0, turn / size**3)))) / 3 if size else 0.0
    root = 2 * size * cos(angle) - third
    return min(max(root, 0.0, -supposed), 1.0, 1 - supposed)
