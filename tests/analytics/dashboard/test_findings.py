"""A change among earlier ones: vectors by hand."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plazamayor.analytics.findings import change_of, concentration, earlier_changes, place, weeks_missing
from plazamayor.analytics.reports.periods import Period
from plazamayor.core.findings import Certainty

PERIOD = Period(date(2026, 10, 26), date(2026, 11, 22))
EARLIER = [(number - 10) / 100 for number in range(20)]  # from −10 % to +9 %, one in each per cent


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (0.10, Certainty.FIRM),
        (-0.11, Certainty.FIRM),
        (0.09, Certainty.PROBABLE),  # one as high
        (0.08, Certainty.PROBABLE),  # two as high: a tenth of twenty
        (0.07, Certainty.UNKNOWN),
        (0.0, Certainty.UNKNOWN),
        (-0.09, Certainty.PROBABLE),
        (-0.08, Certainty.UNKNOWN),
    ],
)
def test_a_change_is_as_sure_as_it_is_rare(change: float, expected: Certainty) -> None:
    assert place(change, EARLIER).certainty is expected


@pytest.mark.parametrize(("count", "known"), [(0, False), (11, False), (12, True)])
def test_fewer_than_twelve_comparisons_say_nothing(count: int, known: bool) -> None:
    placed = place(5.0, [0.0] * count)

    assert (placed.certainty is Certainty.FIRM) is known
    assert (placed.low is not None) is known


@given(st.floats(-1, 1), st.lists(st.floats(-1, 1), min_size=12, max_size=26))
def test_a_firm_change_is_outside_all_and_a_usual_one_inside(change: float, earlier: list[float]) -> None:
    placed = place(change, earlier)

    assert (placed.certainty is Certainty.FIRM) == (not min(earlier) <= change <= max(earlier))
    assert not placed.usual or min(earlier) <= change <= max(earlier)


@pytest.mark.parametrize(
    ("now", "before", "relative", "expected"),
    [(113, 100, True, 0.13), (2.5, 3.0, False, -0.5), (5, 0, True, None), (None, 3, False, None), (5, None, True, None)],
)
def test_a_change_is_a_part_or_a_difference(now: float | None, before: float | None, relative: bool, expected: float | None) -> None:
    assert change_of(now, before, relative=relative) == (None if expected is None else pytest.approx(expected))


def test_earlier_comparisons_go_back_week_by_week_while_there_is_measurement() -> None:
    asked: list[Period] = []

    def value(period: Period) -> float:
        asked.append(period)
        return 1.0

    since = PERIOD.before.first - timedelta(days=36)
    found = earlier_changes(value, PERIOD, PERIOD.before, since, relative=True)

    assert found == [0.0, 0.0]
    assert asked == [PERIOD.moved(-28), PERIOD.before.moved(-28), PERIOD.moved(-35), PERIOD.before.moved(-35)]


@pytest.mark.parametrize(("days", "weeks"), [(0, 1), (7, 1), (8, 2), (14, 2), (105, 15)])
def test_the_weeks_missing_are_those_until_the_twelfth_comparison(days: int, weeks: int) -> None:
    twelfth = PERIOD.before.first - timedelta(weeks=4 + 11)

    assert weeks_missing(PERIOD, PERIOD.before, twelfth + timedelta(days=days)) == weeks


def usual_under(limit: float) -> Callable[[float], bool]:
    return lambda change: abs(change) < limit


def counts(peaks: dict[date, float]) -> dict[date, float]:
    days = [*PERIOD.before.days, *PERIOD.days]
    return dict.fromkeys(days, 100.0) | peaks


def test_a_storm_holds_most_of_a_rise() -> None:
    found = concentration(counts({date(2026, 11, 11): 400.0, date(2026, 11, 12): 380.0}), PERIOD, PERIOD.before, usual_under(0.05))

    assert found is not None
    assert found.days == (date(2026, 11, 11), date(2026, 11, 12))
    assert (found.moved, found.rest, found.share, found.rest_change) == (580.0, 0.0, 1.0, 0.0)


def test_two_days_without_service_hold_most_of_a_fall() -> None:
    found = concentration(counts({date(2026, 11, 2): 0.0, date(2026, 11, 3): 0.0}), PERIOD, PERIOD.before, usual_under(0.02))

    assert found is not None
    assert (found.days, found.moved) == ((date(2026, 11, 2), date(2026, 11, 3)), -200.0)


@pytest.mark.parametrize("factor", [1.0, 1.3])
def test_an_even_change_is_not_concentrated(factor: float) -> None:
    even = counts(dict.fromkeys(PERIOD.days, 100.0 * factor))

    assert concentration(even, PERIOD, PERIOD.before, usual_under(0.05)) is None


def test_a_few_days_do_not_explain_what_is_unusual_without_them_too() -> None:
    higher = counts(dict.fromkeys(PERIOD.days, 130.0) | {date(2026, 11, 11): 2000.0})

    assert concentration(higher, PERIOD, PERIOD.before, usual_under(0.05)) is None
