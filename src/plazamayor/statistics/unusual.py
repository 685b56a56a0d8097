"""Whether a count is unusual among the counts of earlier comparable times. Robust: one odd time among those changes little.

The rule is Hampel's identifier (Hampel, 1974, "The influence curve and its role in robust estimation"): a distance from the
median measured in median absolute deviations. Two conditions make it sober: the count lies outside all the earlier ones, and
the difference is not smaller than a number of things that is worth a person's attention.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from statistics import median

ENOUGH = 8
"""Earlier counts without which nothing is said."""
DISTANCE = 4.0
"""Spreads from the median at which a count may be unusual."""
LEAST = 30
"""The smallest difference, in things counted, that is worth a word."""
NORMAL = 1.4826
"""Median absolute deviations of a standard deviation, in a normal distribution."""


class Verdict(StrEnum):
    """What a count is among the earlier ones."""

    USUAL = "usual"
    RISE = "rise"
    FALL = "fall"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Earlier:
    """Earlier counts in five figures. `spread` is robust, and never less than what chance alone gives to a count of that size."""

    count: int
    low: float
    high: float
    middle: float
    spread: float


def summary(earlier: Sequence[float]) -> Earlier:
    """Sums up earlier counts; raises ValueError for none."""
    if not earlier:
        raise ValueError("there are no earlier counts")
    middle = median(earlier)
    deviation = median(abs(each - middle) for each in earlier)
    return Earlier(len(earlier), min(earlier), max(earlier), middle, max(NORMAL * deviation, sqrt(middle), 1.0))


def judge(observed: float, earlier: Sequence[float], *, least: float = LEAST) -> Verdict:
    """Says whether a count is an unusual rise or fall; UNKNOWN with fewer than eight earlier ones."""
    if len(earlier) < ENOUGH:
        return Verdict.UNKNOWN
    known = summary(earlier)
    needed = max(DISTANCE * known.spread, least)
    if observed > known.high and observed - known.middle >= needed:
        return Verdict.RISE
    if observed < known.low and known.middle - observed >= needed:
        return Verdict.FALL
    return Verdict.USUAL


def is_silent(observed: float, earlier: Sequence[float], *, least: float = LEAST) -> bool:
    """Says whether nothing happened when something always did: each of at least eight earlier counts is not zero, half are not small."""
    return observed == 0 and len(earlier) >= ENOUGH and min(earlier) > 0 and median(earlier) >= least
