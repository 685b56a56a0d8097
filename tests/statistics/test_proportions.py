"""Intervals of proportions: figures published, and what holds of all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plazamayor.statistics.proportions import Interval, clopper_pearson, miettinen_nurminen, newcombe, share, wilson

CASES = st.integers(1, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@pytest.mark.parametrize(
    ("count", "of", "expected_wilson", "expected_exact"),
    [
        (81, 263, (0.2553, 0.3662), (0.2527, 0.3676)),
        (15, 148, (0.0624, 0.1605), (0.0578, 0.1617)),
        (0, 20, (0, 0.1611), (0, 0.1684)),
        (1, 29, (0.0061, 0.1718), (0.0009, 0.1776)),
    ],
)
def test_intervals_of_a_proportion_are_those_of_newcombe_1998(
    count: int, of: int, expected_wilson: tuple[float, float], expected_exact: tuple[float, float]
) -> None:
    assert rounded(wilson(count, of)) == expected_wilson
    assert rounded(clopper_pearson(count, of)) == expected_exact


@pytest.mark.parametrize(
    ("cases", "by_newcombe", "by_score"),
    [
        ((56, 70, 48, 80), (0.0524, 0.3339), (0.0528, 0.3382)),
        ((9, 10, 3, 10), (0.1705, 0.8090), (0.1700, 0.8406)),
        ((5, 56, 0, 29), (-0.0381, 0.1926), (-0.0326, 0.1933)),
    ],
)
def test_intervals_of_a_difference_are_those_published(
    cases: tuple[int, int, int, int], by_newcombe: tuple[float, float], by_score: tuple[float, float]
) -> None:
    assert rounded(newcombe(*cases)) == by_newcombe
    assert rounded(miettinen_nurminen(*cases)) == by_score


def test_nothing_is_said_of_nobody() -> None:
    assert (share(0, 0), wilson(0, 0), clopper_pearson(0, 0)) == (None, None, None)
    assert (newcombe(0, 0, 1, 2), newcombe(1, 2, 0, 0), miettinen_nurminen(0, 0, 1, 2), miettinen_nurminen(1, 2, 0, 0)) == (None,) * 4


def test_all_against_none_reaches_the_whole_difference() -> None:
    found = miettinen_nurminen(10, 10, 0, 10)

    assert found is not None
    assert (round(found.low, 4), found.high) == (0.6636, 1.0)


@given(CASES, CASES)
def test_the_score_interval_holds_the_difference_and_turns_with_the_order(one: tuple[int, int], two: tuple[int, int]) -> None:
    there, back = miettinen_nurminen(*one, *two), miettinen_nurminen(*two, *one)

    assert there is not None
    assert back is not None
    assert there.low - 1e-9 <= one[0] / one[1] - two[0] / two[1] <= there.high + 1e-9
    assert (there.low, there.high) == pytest.approx((-back.high, -back.low), abs=1e-6)


@given(CASES, CASES)
def test_more_confidence_is_a_wider_interval(one: tuple[int, int], two: tuple[int, int]) -> None:
    for narrow, wide in [
        (wilson(*one), wilson(*one, confidence=0.99)),
        (clopper_pearson(*one), clopper_pearson(*one, confidence=0.99)),
        (newcombe(*one, *two), newcombe(*one, *two, confidence=0.99)),
        (miettinen_nurminen(*one, *two), miettinen_nurminen(*one, *two, confidence=0.99)),
    ]:
        assert narrow is not None
        assert wide is not None
        assert wide.low <= narrow.low + 1e-9
        assert narrow.high <= wide.high + 1e-9


@given(CASES)
def test_the_exact_interval_holds_the_proportion_and_mirrors_its_complement(one: tuple[int, int]) -> None:
    count, of = one
    found, mirror = clopper_pearson(count, of), clopper_pearson(of - count, of)

    assert found is not None
    assert mirror is not None
    assert count / of in found
    assert (found.low, found.high) == pytest.approx((1 - mirror.high, 1 - mirror.low))


def test_an_interval_knows_whether_its_figure_may_be_zero() -> None:
    assert [Interval(*ends).crosses_zero for ends in [(-1, 1), (0, 1), (0.1, 1), (-2, -1)]] == [True, True, False, False]
    assert Interval(0.1, 0.2).times(100) == Interval(10, 20)


def rounded(found: Interval | None) -> tuple[float, float]:
    assert found is not None
    return round(found.low, 4), round(found.high, 4)
