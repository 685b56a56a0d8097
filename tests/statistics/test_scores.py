"""Scores of answers: published examples, intervals that cover, and nothing out of nothing."""

from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plazamayor.statistics.counts import count_interval, ratio_interval
from plazamayor.statistics.proportions import wilson
from plazamayor.statistics.scores import mean_interval, rescaled_rating, unknown_answers, weighted_mean

RATINGS = st.lists(st.integers(0, 500), min_size=5, max_size=5)
MARKS = [1, 2, 3, 4, 5]


def test_ratings_are_rescaled_from_their_pooled_sum() -> None:
    assert rescaled_rating([60, 40, 100, 300, 500]) == pytest.approx(0.785)


def test_good_medium_and_bad_weigh_ten_five_and_nothing() -> None:
    assert weighted_mean([100, 200, 700], [0, 5, 10]) == 8.0


def test_ninety_two_per_cent_among_five_per_cent_may_be_almost_anything() -> None:
    found = unknown_answers(0.92, answered=5, asked=100)

    assert found is not None
    assert (round(found.low, 3), round(found.high, 3)) == (0.046, 0.996)


def test_nobody_answered_is_not_a_zero() -> None:
    assert (rescaled_rating([0] * 5), weighted_mean([0, 0], [0, 10]), mean_interval([0] * 5, MARKS)) == (None, None, None)
    assert unknown_answers(0, answered=0, asked=0) is None


def test_equal_answers_are_not_certainty() -> None:
    found = mean_interval([0, 0, 10, 0, 0], MARKS)

    assert found is not None
    assert (round(found.low, 2), round(found.high, 2)) == (2.51, 3.49)


def test_yes_and_no_have_wilsons_interval() -> None:
    assert mean_interval([30, 70], [0, 1]) == wilson(70, 100)


@given(RATINGS)
def test_the_interval_of_a_mean_holds_it_and_keeps_in_range(counts: list[int]) -> None:
    mean, found = weighted_mean(counts, MARKS), mean_interval(counts, MARKS)

    if mean is not None and found is not None:
        assert 1 <= found.low <= mean + 1e-9
        assert mean - 1e-9 <= found.high <= 5


@pytest.mark.parametrize("chances", [(0.1, 0.2, 0.7), (0.06, 0.04, 0.1, 0.3, 0.5), (0.05, 0.2, 0.5, 0.2, 0.05), (0.3, 0, 0, 0, 0.7)])
@pytest.mark.parametrize("answers", [10, 30, 200])
def test_the_interval_of_a_mean_covers_what_it_says(chances: tuple[float, ...], answers: int) -> None:
    marks = list(range(len(chances)))
    true = float(np.dot(chances, marks))
    towns = np.random.default_rng(20261121).multinomial(answers, chances, 1000).tolist()

    covered = [found for counts in towns if (found := mean_interval(counts, marks)) is not None and true in found]

    assert len(covered) >= 925  # of a thousand, 95 in 100 expected


@given(st.integers(0, 1000))
def test_a_count_has_the_exact_interval_of_garwood(count: int) -> None:
    found = count_interval(count)

    assert found.low <= count <= found.high


def test_intervals_of_counts_are_those_of_tables() -> None:
    assert [(round(each.low, 2), round(each.high, 2)) for each in map(count_interval, (0, 1, 10))] == [
        (0, 3.69),
        (0.03, 5.57),
        (4.8, 18.39),
    ]


def test_a_ratio_to_nothing_has_no_end() -> None:
    found = ratio_interval(3, 1, 0, 1)

    assert found is not None
    assert (round(found.low, 2), found.high) == (0.41, inf)


def test_a_ratio_of_rates_turns_with_its_order_and_needs_something_counted() -> None:
    there, back = ratio_interval(10, 30, 5, 20), ratio_interval(5, 20, 10, 30)

    assert there is not None
    assert back is not None
    assert (there.low, there.high) == pytest.approx((1 / back.high, 1 / back.low))
    assert ratio_interval(0, 1, 0, 1) is None
    assert ratio_interval(1, 0, 2, 1) is None
