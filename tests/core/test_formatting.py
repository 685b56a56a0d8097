"""Figures and dates as each language writes them."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from plazamayor.core import formatting
from plazamayor.core.formatting import Change, Unit


@pytest.fixture(autouse=True)
def _spanish() -> Iterator[None]:
    with translation.override("es"):
        yield


def plain(text: str) -> str:
    """A text with ordinary spaces, so that expectations can be read."""
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("value", "places", "spanish", "english"),
    [
        (1092, 0, "1.092", "1,092"),
        (32640, 0, "32.640", "32,640"),
        (1234567.891, 2, "1.234.567,89", "1,234,567.89"),
        (-0.09, 2, "−0,09", "−0.09"),
        (-0.04, 1, "0,0", "0.0"),
        (2.5, 0, "3", "3"),
        (None, 0, "—", "—"),
        (float("nan"), 0, "—", "—"),
    ],
)
def test_numbers_have_the_separators_of_the_language(value: float | None, places: int, spanish: str, english: str) -> None:
    assert formatting.number(value, places) == spanish
    with translation.override("en"):
        assert formatting.number(value, places) == english


@given(st.integers(-(10**15), 10**15))
def test_a_whole_number_can_be_read_back(value: int) -> None:
    assert int(formatting.number(value).replace(".", "").replace("−", "-")) == value


def test_a_percentage_keeps_its_sign_beside_the_figure() -> None:
    assert formatting.percent(0.128) == "12,8\u00a0%"
    assert plain(formatting.percent(-0.02, 0, signed=True)) == "−2 %"
    assert plain(formatting.percent(3.12, 0, signed=True)) == "+312 %"
    with translation.override("en"):
        assert formatting.percent(0.128) == "12.8%"


@pytest.mark.parametrize(("difference", "expected"), [(0.018, "1,8 puntos"), (0.01, "1,0 punto"), (-0.01, "−1,0 punto"), (0, "0,0 puntos")])
def test_percentages_are_compared_in_points(difference: float, expected: str) -> None:
    assert formatting.points(difference) == expected


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(0, "0 s"), (6, "6 s"), (59.6, "1 min"), (108, "1 min 48 s"), (3600, "1 h"), (7500, "2 h 5 min"), (273600, "3 d 4 h"), (None, "—")],
)
def test_a_length_of_time_has_at_most_two_units(seconds: float | None, expected: str) -> None:
    assert plain(formatting.duration(seconds)) == expected


@pytest.mark.parametrize(
    ("count", "expected"), [(999, "999 B"), (1400, "1,4 kB"), (48000, "48 kB"), (5 * 10**9, "5,0 GB"), (2 * 10**12, "2,0 TB")]
)
def test_bytes_are_told_by_thousands(count: int, expected: str) -> None:
    assert plain(formatting.size(count)) == expected


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (0.418, "4 de cada 10"),
        (0.167, "1 de cada 6"),
        (0.75, "3 de cada 4"),
        (0.91, "9 de cada 10"),
        (0.5, "1 de cada 2"),
        (0.02, "1 de cada 50"),
        (0.05, "1 de cada 20"),
        (0.0004, "1 de cada 2.500"),
        (0.97, "97 de cada 100"),
        (0.9999, "99 de cada 100"),
        (0, "0 de cada 10"),
        (1, "10 de cada 10"),
    ],
)
def test_a_share_is_said_in_people(share: float, expected: str) -> None:
    assert formatting.people(share) == expected


@given(st.floats(0.001, 0.989))
def test_what_is_said_in_people_is_never_far_from_the_share(share: float) -> None:
    some, of = (int(part.replace(".", "")) for part in formatting.people(share).split(" de cada "))
    assert abs(some / of - share) < 0.051


def test_fewer_than_ten_people_are_not_counted() -> None:
    assert [formatting.few(count) for count in (0, 9, 10, 1204)] == ["menos de 10", "menos de 10", "10", "1.204"]


@pytest.mark.parametrize(
    ("now", "before", "unit", "expected"),
    [
        (32640, 28934, Unit.COUNT, Change("up", "12,8 %", "28.934")),
        (0.431, 0.449, Unit.SHARE, Change("down", "1,8 puntos", "44,9 %")),
        (108, 102, Unit.SECONDS, Change("up", "6 s", "1 min 42 s")),
        (2.72, 2.81, Unit.DECIMAL, Change("down", "0,09", "2,81")),
        (5, 5, Unit.COUNT, Change("same", "0,0 %", "5")),
        (5, 0, Unit.COUNT, Change("new", "", "0")),
        (0, 0, Unit.COUNT, Change("same", "", "0")),
        (5, None, Unit.COUNT, None),
    ],
)
def test_a_change_is_told_in_the_way_of_its_unit(now: float, before: float | None, unit: Unit, expected: Change | None) -> None:
    found = formatting.change(now, before, unit)

    assert (found and Change(found.direction, plain(found.amount), plain(found.before))) == expected


@pytest.mark.parametrize(
    ("now", "before", "expected"), [(104, 100, "+4 %"), (98, 100, "−2 %"), (100, 100, "0 %"), (7, 0, "nueva"), (0, 0, "—"), (7, None, "—")]
)
def test_the_change_of_a_row_is_whole(now: int, before: int | None, expected: str) -> None:
    assert plain(formatting.change_in_row(now, before)) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 10, 23), date(2026, 11, 19), "23 oct – 19 nov 2026 (28 días)"),
        (date(2026, 11, 1), date(2026, 11, 19), "1–19 nov 2026 (19 días)"),
        (date(2025, 12, 23), date(2026, 1, 19), "23 dic 2025 – 19 ene 2026 (28 días)"),
        (date(2026, 11, 19), date(2026, 11, 19), "19 nov 2026 (1 día)"),
    ],
)
def test_a_period_says_what_changes_and_how_long_it_is(first: date, last: date, expected: str) -> None:
    assert plain(formatting.period(first, last, days=True)) == expected


def test_days_are_short_in_rows_and_long_in_titles() -> None:
    assert plain(formatting.day(date(2026, 10, 23), year=False, weekday=True)) == "vie 23 oct"
    assert formatting.long_day(date(2026, 11, 20)) == "viernes, 20 de noviembre de 2026"
    assert plain(formatting.month(date(2026, 11, 20))) == "nov 2026"
    assert plain(formatting.moment(datetime(2026, 11, 20, 14, 5))) == "20 nov 2026, 14:05"  # noqa: DTZ001 the zone is the caller's
    with translation.override("en"):
        assert plain(formatting.day(date(2026, 10, 23), weekday=True)) == "Fri 23 Oct 2026"


def test_the_units_of_a_figure_come_apart_so_that_they_can_be_small() -> None:
    assert formatting.parts(108, Unit.SECONDS) == [("1", "min"), ("48", "s")]
    assert formatting.parts(0.431, Unit.SHARE) == [("43,1", "%")]
    assert formatting.parts(7.6, Unit.SCORE) == [("7,6", "")]
    assert formatting.parts(None, Unit.SECONDS) == [("—", "")]
