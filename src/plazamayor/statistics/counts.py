"""Intervals of counts of things that happen each on its own (Poisson): Garwood (1936), exact; ratios of two, exact given their sum."""

from math import inf

from plazamayor.statistics.proportions import CONFIDENCE, Interval, clopper_pearson
from plazamayor.statistics.scientific import special


def count_interval(count: int, confidence: float = CONFIDENCE) -> Interval:
    """The exact interval of the mean of which a count came."""
    tail = (1 - confidence) / 2
    gammaincinv = special().gammaincinv
    return Interval(float(gammaincinv(count, tail)) if count else 0.0, float(gammaincinv(count + 1, 1 - tail)))


def ratio_interval(count: int, time: float, other: int, other_time: float, confidence: float = CONFIDENCE) -> Interval | None:
    """The exact interval of how many times a rate is another; None when nothing was counted or no time went by."""
    part = clopper_pearson(count, count + other, confidence)
    if part is None or not time or not other_time:
        return None
    scale = other_time / time
    return Interval(scale * part.low / (1 - part.low), scale * part.high / (1 - part.high) if part.high < 1 else inf)
