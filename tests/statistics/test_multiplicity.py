"""P-values adjusted for how many were looked at."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plazamayor.statistics.multiplicity import benjamini_hochberg, benjamini_yekutieli, bonferroni, holm

SEEN = (0.005, 0.06, 0.007, 0.04, 0.01, 0.03)
VALUES = st.lists(st.floats(0, 1), max_size=30)


def test_adjusted_values_are_those_of_other_programs() -> None:
    assert benjamini_hochberg(SEEN) == pytest.approx([0.02, 0.06, 0.02, 0.048, 0.02, 0.045])
    assert benjamini_yekutieli(SEEN) == pytest.approx([0.049, 0.147, 0.049, 0.1176, 0.049, 0.11025])
    assert holm(SEEN) == pytest.approx([0.03, 0.09, 0.035, 0.09, 0.04, 0.09])
    assert bonferroni(SEEN) == pytest.approx([0.03, 0.36, 0.042, 0.24, 0.06, 0.18])


@given(VALUES, st.integers(0, 50))
def test_those_not_given_count_as_tested_and_as_nothing(values: list[float], more: int) -> None:
    whole = [*values, *[1.0] * more]

    for adjust in (bonferroni, holm, benjamini_hochberg, benjamini_yekutieli):
        assert adjust(values, len(whole)) == pytest.approx(adjust(whole)[: len(values)])


@given(VALUES)
def test_they_keep_their_order_and_never_fall_under_what_was_seen(values: list[float]) -> None:
    for adjust in (bonferroni, holm, benjamini_hochberg, benjamini_yekutieli):
        found = adjust(values)
        assert [value for _seen, value in sorted(zip(values, found, strict=True))] == sorted(found)
        assert all(seen <= value + 1e-12 <= 1 + 1e-12 for seen, value in zip(values, found, strict=True))


@given(VALUES)
def test_the_laxer_ways_never_say_less(values: list[float]) -> None:
    ways = [benjamini_hochberg(values), holm(values), bonferroni(values)]

    for lax, strict in pairwise(ways):
        assert all(one <= two + 1e-12 for one, two in zip(lax, strict, strict=True))


def test_fewer_tests_than_values_cannot_be() -> None:
    with pytest.raises(ValueError, match="more p-values than tests"):
        holm([0.1, 0.2], 1)
