"""What is left of p-values when many were looked at: adjusted, in the order they came, each at most 1.

`of` says how many were tested in all, when only the smallest are given: the rest count as if they had been 1.
Bonferroni; Holm (1979); Benjamini and Hochberg (1995), which keeps the expected part of false findings under q; and Benjamini
and Yekutieli (2001), which keeps it whatever their dependence.
"""

from collections.abc import Callable, Sequence


def bonferroni(values: Sequence[float], of: int | None = None) -> list[float]:
    """Any finding false at all: each p-value, as many times as were tested."""
    return [min(1.0, value * _tested(values, of)) for value in values]


def holm(values: Sequence[float], of: int | None = None) -> list[float]:
    """Any finding false at all, with more power: the smallest counts for all, the next for one fewer, and so on."""
    tested = _tested(values, of)
    return _adjusted(values, lambda rank, value: value * (tested - rank + 1), upwards=True)


def benjamini_hochberg(values: Sequence[float], of: int | None = None) -> list[float]:
    """The smallest rate of false discoveries at which each is still a finding."""
    tested = _tested(values, of)
    return _adjusted(values, lambda rank, value: value * tested / rank, upwards=False)


def benjamini_yekutieli(values: Sequence[float], of: int | None = None) -> list[float]:
    """The same under any dependence, for the harmonic sum of as many as were tested."""
    tested = _tested(values, of)
    harmonic = sum(1 / rank for rank in range(1, tested + 1))
    return _adjusted(values, lambda rank, value: value * tested * harmonic / rank, upwards=False)


def _tested(values: Sequence[float], of: int | None) -> int:
    if of is not None and of < len(values):
        raise ValueError("more p-values than tests")
    return len(values) if of is None else of


def _adjusted(values: Sequence[float], by: Callable[[int, float], float], *, upwards: bool) -> list[float]:
    """Adjusts by rank (from 1, the smallest), never out of order: raised going up, or lowered going down."""
    order = sorted(range(len(values)), key=lambda index: values[index])
    found = [0.0] * len(values)
    reached = 0.0 if upwards else 1.0
    for rank in range(1, len(values) + 1) if upwards else range(len(values), 0, -1):
        index = order[rank - 1]
        value = min(1.0, by(rank, values[index]))
        reached = max(reached, value) if upwards else min(reached, value)
        found[index] = reached
    return found
