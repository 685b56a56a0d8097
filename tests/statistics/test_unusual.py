"""The rule of what is unusual, over all counts that can be."""

from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plazamayor.statistics.unusual import ENOUGH, LEAST, Verdict, is_silent, judge, summary

COUNTS = st.integers(0, 100_000)
EARLIER = st.lists(COUNTS, min_size=ENOUGH, max_size=16)


@pytest.mark.parametrize(
    ("observed", "expected"),
    [
        (100, Verdict.USUAL),
        (112, Verdict.USUAL),
        (139, Verdict.USUAL),
        (141, Verdict.RISE),
        (400, Verdict.RISE),
        (62, Verdict.USUAL),
        (59, Verdict.FALL),
        (0, Verdict.FALL),
    ],
)
def test_a_count_is_unusual_four_spreads_away_and_outside_all_that_was_seen(observed: int, expected: Verdict) -> None:
    earlier = [96, 98, 100, 100, 100, 101, 103, 111]  # median 100, deviation 1.5: chance alone (10) is the spread

    assert judge(observed, earlier) is expected


def test_one_odd_week_among_the_earlier_does_not_hide_a_fall() -> None:
    assert judge(20, [100, 104, 97, 101, 99, 2500, 103, 98]) is Verdict.FALL


def test_small_numbers_never_call_for_attention() -> None:
    assert judge(LEAST - 1, [0] * ENOUGH) is Verdict.USUAL
    assert judge(0, [LEAST - 1] * ENOUGH) is Verdict.USUAL


@given(COUNTS, st.lists(COUNTS, max_size=ENOUGH - 1))
def test_nothing_is_said_with_fewer_than_eight_earlier_counts(observed: int, earlier: list[int]) -> None:
    assert judge(observed, earlier) is Verdict.UNKNOWN
    assert not is_silent(observed, earlier)


@given(EARLIER)
def test_the_order_of_the_earlier_counts_does_not_matter(earlier: list[int]) -> None:
    shuffled = sorted(earlier)

    assert summary(earlier) == summary(shuffled)
    assert judge(50, earlier) is judge(50, shuffled)


@given(EARLIER)
def test_what_lies_among_the_earlier_counts_is_usual(earlier: list[int]) -> None:
    assert {judge(each, earlier) for each in (*earlier, median(earlier))} == {Verdict.USUAL}


@given(EARLIER, COUNTS, COUNTS)
def test_further_away_is_never_less_unusual(earlier: list[int], one: int, other: int) -> None:
    lesser, greater = sorted((one, other))

    assert not (judge(lesser, earlier) is Verdict.RISE and judge(greater, earlier) is not Verdict.RISE)
    assert not (judge(greater, earlier) is Verdict.FALL and judge(lesser, earlier) is not Verdict.FALL)


@given(EARLIER)
def test_silence_is_a_zero_where_there_never_was_one(earlier: list[int]) -> None:
    assert is_silent(0, earlier) is (min(earlier) > 0 and median(earlier) >= LEAST)
    assert not is_silent(1, earlier)


def test_there_is_no_summary_of_nothing() -> None:
    with pytest.raises(ValueError, match="no earlier counts"):
        summary([])
