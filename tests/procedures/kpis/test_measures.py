"""The formulas of the four measures, and the published examples."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plazamayor.procedures.kpis.burden import Range, Weight, worth
from plazamayor.procedures.kpis.measures import COMPLETION, COST, SATISFACTION, TAKE_UP, cost, pooled, satisfaction, share

COUNTS = st.lists(st.integers(0, 500), min_size=5, max_size=5)


def test_half_of_two_thousand_complete() -> None:
    found = share(COMPLETION, 1000, 2000)

    assert (found.value, found.n, round(found.low or 0, 4), round(found.high or 0, 4)) == (0.5, 2000, 0.4781, 0.5219)


def test_ratings_sixty_forty_hundred_three_hundred_five_hundred_are_78_5_per_cent() -> None:
    found = satisfaction([60, 40, 100, 300, 500])

    assert found.value == pytest.approx(0.785)
    assert found.n == 1000
    assert 0 <= (found.low or 0) < 0.785 < (found.high or 0) <= 1


def test_without_a_denominator_there_is_no_value() -> None:
    found = [share(TAKE_UP, 0, 0), share(COMPLETION, 0, 0), satisfaction([0] * 5), cost(Decimal(500), 0)]

    assert [(each.value, each.low, each.high) for each in found] == [(None, None, None)] * 4


def test_a_cost_is_all_the_euros_over_all_the_completed() -> None:
    assert cost(Decimal("3066.00"), 525).value == pytest.approx(5.84)


@given(COUNTS, COUNTS)
def test_satisfaction_pooled_is_that_of_all_the_answers_together_and_not_a_mean_of_means(one: list[int], other: list[int]) -> None:
    together = satisfaction([a + b for a, b in zip(one, other, strict=True)])

    assert pooled(SATISFACTION, [satisfaction(one), satisfaction(other)]).value == together.value


@given(st.integers(0, 500), st.integers(1, 500), st.integers(0, 500), st.integers(1, 500))
def test_shares_pooled_add_both_sides(one: int, more: int, other: int, many: int) -> None:
    found = pooled(TAKE_UP, [share(TAKE_UP, one, one + more), share(TAKE_UP, other, other + many), share(COMPLETION, 1, 2)])

    assert (found.numerator, found.denominator) == (Decimal(one + other), one + more + other + many)


def test_costs_pooled_leave_out_those_not_known() -> None:
    found = pooled(COST, [cost(Decimal(100), 10), cost(Decimal(20), 30), cost(Decimal(999), 0)])

    assert (found.numerator, found.denominator, found.value) == (Decimal(120), 40, 3.0)


# --- Burden ------------------------------------------------------------------------------------------------------------

IN_PERSON_TO_ON_LINE = Weight(euros=Decimal(80 - 5), minutes=Decimal(90))


def test_twelve_thousand_requests_moved_on_line_are_nine_hundred_thousand_euros() -> None:
    found = worth(Range(1, 1, 1), 12_000, IN_PERSON_TO_ON_LINE)

    assert found.euros == Range(900_000, 900_000, 900_000)
    assert found.hours == Range(18_000, 18_000, 18_000)
    assert "2009" in found.caveat


def test_sixty_six_people_lost_are_told_with_the_interval_of_the_effect() -> None:
    found = worth(Range(66, 47, 85), 1, IN_PERSON_TO_ON_LINE)

    assert found.euros == Range(4950, 3525, 6375)


@pytest.mark.parametrize(("low", "high"), [(-0.01, 0.05), (0, 0.05), (-0.05, 0)])
def test_nothing_is_told_when_the_interval_holds_zero(low: float, high: float) -> None:
    found = worth(Range((low + high) / 2, low, high), 12_000, IN_PERSON_TO_ON_LINE)

    assert (found.euros, found.hours, len(found.why), found.caveat) == (None, None, 1, "")


def test_what_was_not_told_is_not_invented() -> None:
    found = worth(Range(0.05, 0.02, 0.08), 12_000, Weight(None, None))

    assert (found.euros, found.hours, len(found.why)) == (None, None, 2)


@given(st.floats(0.001, 1), st.floats(0, 0.5), st.integers(1, 10**6), st.decimals(-500, 500, places=2))
def test_an_interval_stays_in_order_whatever_the_price(value: float, spread: float, volume: int, euros: Decimal) -> None:
    found = worth(Range(value, value * (1 - spread), value * (1 + spread)), volume, Weight(euros, None)).euros

    assert found is not None
    assert found.low <= found.value <= found.high
