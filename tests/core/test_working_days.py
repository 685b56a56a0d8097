"""Terms as days: the vectors of art. 30 of Ley 39/2015, with the holidays of 2026 and 2027."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plazamayor.core.working_days import Unit, WorkingDays

TOWN = WorkingDays("ES-VC", {date(2026, 11, 23): "Feria"})
STATE = WorkingDays()


@pytest.mark.parametrize(
    ("after", "amount", "unit", "first", "last"),
    [
        # Working days: neither weekends, nor 23 November (the town's), nor 8 December.
        (date(2026, 11, 20), 20, Unit.WORKING, date(2026, 11, 24), date(2026, 12, 22)),
        (date(2026, 11, 20), 1, Unit.WORKING, date(2026, 11, 24), date(2026, 11, 24)),
        # Over Christmas: 25 December, 1 and 6 January do not count.
        (date(2026, 12, 18), 10, Unit.WORKING, date(2026, 12, 21), date(2027, 1, 5)),
        # The region's own day, 9 October, besides 12 October.
        (date(2026, 10, 8), 2, Unit.WORKING, date(2026, 10, 13), date(2026, 10, 14)),
        # Calendar days count all; the last one does not work, and goes on to the next.
        (date(2026, 11, 20), 15, Unit.NATURAL, date(2026, 11, 21), date(2026, 12, 7)),
        (date(2026, 11, 20), 14, Unit.NATURAL, date(2026, 11, 21), date(2026, 12, 4)),
        # Months end on the same date.
        (date(2026, 11, 20), 1, Unit.MONTHS, date(2026, 11, 21), date(2026, 12, 21)),  # 20 December is Sunday
        (date(2026, 9, 30), 2, Unit.MONTHS, date(2026, 10, 1), date(2026, 11, 30)),
        # A month that has no such day ends on its last one.
        (date(2027, 1, 31), 1, Unit.MONTHS, date(2027, 2, 1), date(2027, 3, 1)),  # 28 February is Sunday
        (date(2026, 8, 31), 1, Unit.MONTHS, date(2026, 9, 1), date(2026, 9, 30)),
        (date(2028, 1, 31), 1, Unit.MONTHS, date(2028, 2, 1), date(2028, 2, 29)),
        (date(2028, 2, 29), 1, Unit.YEARS, date(2028, 3, 1), date(2029, 2, 28)),
        # Years, and months that pass one.
        (date(2026, 11, 20), 1, Unit.YEARS, date(2026, 11, 21), date(2027, 11, 22)),  # 20 November 2027 is Saturday, 21 Sunday
        (date(2026, 12, 15), 2, Unit.MONTHS, date(2026, 12, 16), date(2027, 2, 15)),
        # Published on a Friday: the first day that counts is Monday.
        (date(2026, 10, 16), 5, Unit.WORKING, date(2026, 10, 19), date(2026, 10, 23)),
    ],
)
def test_a_term_ends_on_the_day_of_the_law(after: date, amount: int, unit: Unit, first: date, last: date) -> None:
    calendar = TOWN if after.month != 11 or unit is not Unit.YEARS else WorkingDays("ES-VC")

    term = calendar.term(after, amount, unit)

    assert (term.first, term.last) == (first, last)


def test_a_local_holiday_moves_the_end_only_there() -> None:
    elsewhere = WorkingDays("ES-VC").term(date(2026, 11, 20), 20, Unit.WORKING)

    assert elsewhere.last == date(2026, 12, 21)


def test_a_regional_holiday_does_not_count_in_its_region_only() -> None:
    region, state = WorkingDays("ES-VC"), STATE

    assert (region.works(date(2026, 10, 9)), state.works(date(2026, 10, 9))) == (False, True)


def test_a_territory_that_is_not_known_has_the_holidays_of_the_state() -> None:
    assert WorkingDays("ES-XX").holiday(date(2026, 12, 25)) == STATE.holiday(date(2026, 12, 25))


def test_a_term_that_no_procedure_has_is_refused() -> None:
    with pytest.raises(ValueError, match="999999"):
        STATE.term(date(2026, 1, 1), 999_999, Unit.WORKING)


@given(after=st.dates(date(2020, 1, 1), date(2030, 12, 31)), amount=st.integers(1, 200))
def test_a_term_of_working_days_has_as_many_as_it_says(after: date, amount: int) -> None:
    term = TOWN.term(after, amount, Unit.WORKING)

    span = [after + timedelta(days=each) for each in range(1, (term.last - after).days + 1)]
    assert sum(map(TOWN.works, span)) == amount
    assert TOWN.works(term.last)


@given(after=st.dates(date(2020, 1, 1), date(2030, 12, 31)), amount=st.integers(1, 90), unit=st.sampled_from([Unit.NATURAL, Unit.MONTHS]))
def test_a_term_never_ends_on_a_day_that_does_not_work(after: date, amount: int, unit: Unit) -> None:
    term = TOWN.term(after, amount, unit)

    between = [term.due + timedelta(days=each) for each in range((term.last - term.due).days)]
    assert TOWN.works(term.last)
    assert not any(map(TOWN.works, between))
