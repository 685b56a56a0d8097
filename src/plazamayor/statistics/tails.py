"""How likely chance alone is to give so many or more, one case at a time or thousands at once."""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln

Floats = NDArray[np.float64]
ENOUGH: Final = 1e-12
MOST_TERMS: Final = 5_000


def log_excess(left: ArrayLike, reached: ArrayLike, others_left: ArrayLike, others_reached: ArrayLike) -> Floats:
    """The logarithm of the one-sided mid-p of Fisher's exact test: that a group loses as many of the whole's losses, or more.

    Half the probability of the table seen counts (Lancaster, 1961), which leaves the test near its level with few cases. Figures
    need not be whole: a group may be compared with what is expected of it, known as well as so many cases would tell it.
    """
    left, reached, others_left, others_reached = (np.asarray(each, float) for each in (left, reached, others_left, others_reached))
    at = _log_ways(reached, left) + _log_ways(others_reached, others_left) - _log_ways(reached + others_reached, left + others_left)
    term = np.ones(np.broadcast(left, reached, others_left, others_reached).shape)
    sum_ = np.full(term.shape, 0.5)
    for more in range(MOST_TERMS):
        stayed, lost = reached - left - more, others_left - more
        rise = stayed * lost / ((left + more + 1) * (others_reached - others_left + more + 1))
        term = np.where((stayed > 0) & (lost > 0), term * rise, 0.0)
        sum_ += term
        if not (term > ENOUGH * sum_).any():
            break
    log: Floats = np.minimum(at + np.log(sum_), 0.0)
    return log


def _log_ways(of: Floats, some: Floats) -> Floats:
    """The logarithm of the ways of choosing some of a number."""
    ways: Floats = gammaln(of + 1) - gammaln(some + 1) - gammaln(of - some + 1)
    return ways
