"""Intervals of a median by order statistics."""

import pytest

from plazamayor.statistics.medians import median_interval


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [(10, 2, 9), (20, 6, 15), (25, 8, 18), (50, 18, 33), (5, 1, 5)],
)
def test_the_ranks_are_those_of_the_binomial(count: int, low: int, high: int) -> None:
    """Worked out by hand from the binomial: the greatest rank r with P(X < r) at most 0.025 for X of n tosses."""
    assert median_interval(list(range(1, count + 1))) == (low, high)


def test_order_does_not_matter() -> None:
    assert median_interval([9, 1, 8, 2, 7, 3, 6, 4, 5, 10]) == (2, 9)


def test_without_values_there_is_no_median() -> None:
    with pytest.raises(ValueError, match="values"):
        median_interval([])
