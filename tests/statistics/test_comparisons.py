"""Exact tests of two proportions, and the tail they are made of."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from plazamayor.statistics.comparisons import barnard, boschloo, fisher
from plazamayor.statistics.tails import TERMS, log_excess

CASES = st.integers(1, 300).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


def test_a_small_table_has_the_p_values_of_other_programs() -> None:
    table = (19, 53, 13, 47)

    assert (round(barnard(*table) or 0, 6), round(boschloo(*table) or 0, 6)) == (0.530637, 0.400017)
    assert round(fisher(*table) or 0, 6) == 0.399995


def test_nothing_is_compared_with_nobody() -> None:
    assert [test(1, 2, 0, 0) for test in (fisher, boschloo, barnard)] == [None] * 3
    assert [test(0, 0, 1, 2) for test in (fisher, boschloo, barnard)] == [None] * 3


@given(CASES, CASES)
def test_the_tail_is_that_of_the_hypergeometric_or_a_bound_of_it(one: tuple[int, int], two: tuple[int, int]) -> None:
    known = stats.hypergeom(one[1] + two[1], one[0] + two[0], one[1])
    exact = known.sf(one[0]) + known.pmf(one[0]) / 2
    found = float(np.exp(log_excess(*one, *two)))

    assert found >= min(exact, 1) * (1 - 1e-6)
    if one[1] <= TERMS:
        assert found == pytest.approx(exact, rel=1e-6, abs=1e-300)


@pytest.mark.parametrize("scale", [1, 10, 100, 1000])
def test_with_many_losses_the_tail_is_a_little_too_great_and_never_too_small(scale: int) -> None:
    left, reached, others_left, others_reached = 140 + round(30 * scale**0.5), 1000 * scale, 100 * scale, 1000 * scale
    left += 100 * scale - 100
    known = stats.hypergeom(reached + others_reached, left + others_left, reached)
    exact = known.sf(left) + known.pmf(left) / 2

    assert 0.999999 <= float(np.exp(log_excess(left, reached, others_left, others_reached))) / exact < 1.1


def test_thousands_are_as_one_after_another_and_do_not_vanish() -> None:
    left, reached = np.array([5, 40, 900]), np.array([20, 100, 1000])

    together = log_excess(left, reached, 200, 20_000)

    assert together.tolist() == pytest.approx([float(log_excess(*each, 200, 20_000)) for each in zip(left, reached, strict=True)])
    assert together[2] < -1000
