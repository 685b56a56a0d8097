"""Addresses of a report: read without ever failing, and written so that they are read the same."""

from dataclasses import replace
from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from plazamayor.analytics.dashboard.look import COMPARISONS, FIGURES, PERIODS, TABS, Look, merged, one_more, read_filters, read_look
from plazamayor.analytics.reports.filters import FILTERABLE, Filter
from plazamayor.analytics.reports.periods import Period

TODAY = date(2026, 11, 20)

VALUES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)
FILTERS = st.lists(st.builds(Filter, st.sampled_from(FILTERABLE), st.tuples(VALUES), st.booleans()), max_size=6)


@st.composite
def looks(draw: st.DrawFn) -> Look:
    look = Look(
        period=draw(st.sampled_from(list(PERIODS))),
        compare=draw(st.sampled_from(list(COMPARISONS))),
        figure=draw(st.sampled_from(FIGURES)),
        filters=merged(draw(FILTERS)),
    )
    for panel, dimensions in TABS.items():
        look = look.at(panel, draw(st.sampled_from(dimensions)))
    return look


@given(looks())
def test_an_address_gives_back_the_look_that_wrote_it(look: Look) -> None:
    assert read_look(QueryDict(look.address.removeprefix("?")), TODAY) == look


@given(st.binary(max_size=200))
def test_any_address_can_be_read(query: bytes) -> None:
    look = read_look(QueryDict(query.decode("latin-1")), TODAY)

    assert read_look(QueryDict(look.address.removeprefix("?")), TODAY) == replace(look, mistakes=())


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_custom_days_can_be_read(first: str, last: str) -> None:
    query = QueryDict(mutable=True)
    query.update({"period": "custom", "from": first, "to": last})

    assert read_look(query, TODAY).days(TODAY).length >= 1


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("today", date(2026, 11, 20), date(2026, 11, 20)),
        ("yesterday", date(2026, 11, 19), date(2026, 11, 19)),
        ("7d", date(2026, 11, 13), date(2026, 11, 19)),
        ("28d", date(2026, 10, 23), date(2026, 11, 19)),
        ("90d", date(2026, 8, 22), date(2026, 11, 19)),
        ("month", date(2026, 11, 1), date(2026, 11, 20)),
        ("last-month", date(2026, 10, 1), date(2026, 10, 31)),
        ("12m", date(2025, 11, 20), date(2026, 11, 19)),
    ],
)
def test_named_periods_are_these_days(period: str, first: date, last: date) -> None:
    assert Look(period=period).days(TODAY) == Period(first, last)


@pytest.mark.parametrize(
    ("compare", "expected"),
    [
        ("previous", Period(date(2026, 9, 25), date(2026, 10, 22))),
        ("year", Period(date(2025, 10, 24), date(2025, 11, 20))),
        ("none", None),
    ],
)
def test_what_a_period_is_compared_with(compare: str, expected: Period | None) -> None:
    assert Look(compare=compare).compared(TODAY) == expected


def test_custom_days_end_today_at_the_latest() -> None:
    look = read_look(QueryDict("period=custom&from=2026-11-01&to=2027-01-01"), TODAY)

    assert look.days(TODAY) == Period(date(2026, 11, 1), TODAY)


@pytest.mark.parametrize(
    "days",
    ["from=2026-11-09&to=2026-11-02", "from=mañana&to=2026-11-02", "from=1850-01-01&to=2026-11-02", "from=2027-01-01&to=2027-01-02", ""],
)
def test_days_that_cannot_be_are_told_and_the_usual_ones_shown(days: str) -> None:
    look = read_look(QueryDict(f"period=custom&{days}"), TODAY)

    assert (look.period, len(look.mistakes)) == ("28d", 1)


def test_values_of_a_dimension_are_one_filter() -> None:
    assert read_filters(["language:ca", "!device:mobile", "language:es"]) == (
        Filter("device", ("mobile",), negated=True),
        Filter("language", ("ca", "es")),
    )


def test_an_unknown_filter_is_left_out_and_told() -> None:
    look = read_look(QueryDict("f=visitor:7&f=page:/x"), TODAY)

    assert (look.filters, len(look.mistakes)) == ((Filter("page", ("/x",)),), 1)


def test_pressing_a_row_narrows_and_pressing_it_again_widens() -> None:
    look = Look().toggled("page", "/avisos")

    assert look.has("page", "/avisos")
    assert look.toggled("page", "/avisos") == Look()


def test_a_filter_can_be_turned_round() -> None:
    look = Look().toggled("page", "/avisos")

    assert look.turned(look.filters[0]).filters == (Filter("page", ("/avisos",), negated=True),)


def test_the_form_of_filters_adds_one() -> None:
    look = one_more(Look().toggled("device", "mobile"), QueryDict("dimension=page&is=no&value= /avisos "))

    assert look.filters == (Filter("device", ("mobile",)), Filter("page", ("/avisos",), negated=True))
