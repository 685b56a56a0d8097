"""How likely chance alone is to give so many or more, one case at a time or thousands at once."""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from plazamayor.statistics.scientific import special

Floats = NDArray[np.float64]
TERMS: Final = 64
"""Tables more extreme than the one seen that are added up one by one."""


def log_excess(left: ArrayLike, reached: ArrayLike, others_left: ArrayLike, others_reached: ArrayLike) -> Floats:
    """The logarithm of the one-sided mid-p of Fisher's exact test: that a group loses as many of the whole's losses, or more.

    Half the probability of the table seen counts (Lancaster, 1961), which leaves the test near its level with few cases. Figures
    need not be whole: a group may be compared with what is expected of it, known as well as so many cases would tell it.

    The tables past some tens are bounded by a geometric series: with thousands of losses the p-value is a few per cent too great,
    never too small.
    """
    left, reached, others_left, others_reached = (np.asarray(each, float) for each in (left, reached, others_left, others_reached))
    at = _log_ways(reached, left) + _log_ways(others_reached, others_left) - _log_ways(reached + others_reached, left + others_left)
    more = np.arange(TERMS)
    stayed, lost = (np.maximum(each[..., None] - more, 0) for each in (reached - left, others_left))
    rises = stayed * lost / ((left[..., None] + more + 1) * ((others_reached - others_left)[..., None] + more + 1))
    with np.errstate(divide="ignore"):
        terms = np.cumsum(np.log(rises), axis=-1)
        last, rise = terms[..., -1], np.minimum(rises[..., -1], 1.0)
        rest = np.where(np.isneginf(last), last, last + np.log(rise) - np.log(1 - rise))
    half = np.full((*at.shape, 1), np.log(0.5))
    log: Floats = np.minimum(at + np.logaddexp.reduce(np.concatenate([half, terms, rest[..., None]], axis=-1), axis=-1), 0.0)
    return log


def _log_ways(of: Floats, some: Floats) -> Floats:
    """The logarithm of the ways of choosing some of a number."""
    gammaln = special().gammaln
    ways: Floats = gammaln(of + 1) - gammaln(some + 1) - gammaln(of - some + 1)
    return ways
