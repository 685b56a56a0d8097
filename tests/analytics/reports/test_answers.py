"""Answers equal counts in plain Python, filtered or not, and long questions asked in parts equal those asked at once."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plazamayor.analytics import store as event_store
from plazamayor.analytics.access import scope_of
from plazamayor.analytics.events import Event, Kind, Origin
from plazamayor.analytics.models import Site
from plazamayor.analytics.reports.answers import Figures, live, origins, panels, seen_now, series, totals
from plazamayor.analytics.reports.filters import FILTERABLE, Filter, UnknownFilter, check
from plazamayor.analytics.reports.periods import Period
from plazamayor.analytics.reports.query import Query
from plazamayor.analytics.store.days import Daybook
from plazamayor.analytics.store.figures import DIMENSIONS, TOTAL
from tests.analytics.conftest import empty
from tests.analytics.reference import figures, shown, visits_of
from tests.make.events import DAY, make_event, streams

pytestmark = pytest.mark.usefixtures("store")

WIDE = Period(DAY - timedelta(days=1), DAY + timedelta(days=4))
QUERY = Query(scope_of([Site(pk=1)]), Daybook(1, "Europe/Madrid"), WIDE)


def given_events(*events: Event) -> None:
    event_store.append(events, token=str(uuid.uuid4()))


def lines_of(query: Query, dimensions: tuple[str, ...] = DIMENSIONS) -> dict[tuple[str, str], Figures]:
    found = panels(query, dimensions)
    return {(line.dimension, line.value): line.now for panel in found.values() for line in panel.lines if line.now != Figures()}


def counted(events: list[Event]) -> dict[tuple[str, str], Figures]:
    sums: dict[tuple[str, str], Figures] = {}
    names = ("visits", "visitors", "page_views", "events", "bounces", "seconds")
    for (dimension, value, _day), row in figures(events, "Europe/Madrid").items():
        more = Figures(**dict(zip(names, row, strict=True)))
        sums[dimension, value] = sums.get((dimension, value), Figures()) + more
    return sums


@settings(max_examples=25)
@given(events=streams(), channel=st.sampled_from(["search", "social", "direct"]), negated=st.booleans())
def test_a_filter_gives_the_figures_of_the_visits_it_selects(events: list[Event], channel: str, negated: bool) -> None:
    empty()
    given_events(*events)
    chosen = [event for visit in visits_of(shown(events)) if (head(visit).channel == channel) != negated for event in visit]

    found = lines_of(replace(QUERY, filters=check([Filter("channel", (channel,), negated=negated)])))

    assert found == counted_by_visits(events, chosen)


def head(visit: list[Event]) -> Event:
    """The event that tells where a visit came from: its first page view, or its first event."""
    return next((event for event in visit if event.kind == Kind.PAGE_VIEW), visit[0])


def counted_by_visits(events: list[Event], chosen: list[Event]) -> dict[tuple[str, str], Figures]:
    """Counts only the events of the visits chosen, which stay cut as they were."""
    return counted([event for event in shown(events) if any(event is each for each in chosen)])


@pytest.mark.parametrize("dimension", FILTERABLE)
def test_every_filter_is_understood_by_the_store(dimension: str) -> None:
    given_events(make_event("9:00"), make_event("9:01", kind=Kind.DOWNLOAD, target="/guia.pdf"))

    found = lines_of(replace(QUERY, filters=(Filter(dimension, ("not this one", "' OR 1=1 --")),)))

    assert found == {}


def test_an_unknown_filter_is_refused_with_a_sentence() -> None:
    with pytest.raises(UnknownFilter, match="shoe size"):
        check([Filter("shoe size", ("44",))])


def test_a_filtered_question_of_many_visits_asked_in_parts_equals_the_whole_one(monkeypatch: pytest.MonkeyPatch) -> None:
    given_events(make_event("9:00", path="/a"), make_event("23:50", visitor=2, path="/a"), make_event("24:10", visitor=2, path="/b"))
    next_day = DAY + timedelta(days=1)
    given_events(make_event("9:00", day=next_day, path="/a"), make_event("9:01", day=next_day, path="/c"))
    long = replace(QUERY, filters=(Filter("page", ("/a",)),), period=Period(DAY, DAY + timedelta(days=2)), compared=Period(DAY, DAY))
    whole = panels(long, DIMENSIONS)
    asked: list[tuple[int, int]] = []

    monkeypatch.setattr("plazamayor.analytics.reports.answers.AT_ONCE", 1)
    in_parts = panels(long, DIMENSIONS, progress=lambda done, of: asked.append((done, of)))

    assert in_parts == whole
    assert asked == [(done, 3) for done in range(3)]


def test_panels_are_cut_and_paged_and_say_how_many_values_are_known() -> None:
    given_events(
        *(make_event("9:00", visitor=number, path=f"/{path}") for path in range(5) for number in range(path * 10, path * 10 + path + 1))
    )

    first = panels(QUERY, ["page"], limit=2)["page"]
    second = panels(QUERY, ["page"], limit=2, offset=2)["page"]

    assert [(line.value, line.now.visits) for line in (*first.lines, *second.lines)] == [("/4", 5), ("/3", 4), ("/2", 3), ("/1", 2)]
    assert (first.known, second.known) == (5, 5)


def test_the_period_compared_with_may_overlap() -> None:
    given_events(make_event("9:00"), make_event("9:00", day=DAY + timedelta(days=1), visitor=2))

    whole = totals(replace(QUERY, period=Period(DAY, DAY + timedelta(days=1)), compared=Period(DAY, DAY)))

    assert (whole.now.visits, whole.before.visits) == (2, 1)


def test_a_series_has_every_day_of_both_periods() -> None:
    given_events(make_event("9:00"))

    found = series(
        replace(QUERY, period=Period(DAY, DAY + timedelta(days=1)), compared=Period(DAY - timedelta(days=2), DAY - timedelta(days=1)))
    )

    assert [(point.day, point.figures.visits) for point in found] == [
        (DAY - timedelta(days=2), 0),
        (DAY - timedelta(days=1), 0),
        (DAY, 1),
        (DAY + timedelta(days=1), 0),
    ]


def test_what_just_arrived_is_in_the_next_answer() -> None:
    given_events(make_event("9:00"))
    assert totals(QUERY).now.visits == 1

    given_events(make_event("9:10", visitor=2))

    assert totals(QUERY).now.visits == 2


def test_the_origin_of_each_day_is_named() -> None:
    given_events(make_event("9:00"), make_event("9:00", day=DAY + timedelta(days=1), origin=Origin.ACCESS_LOG, visitor=2))
    totals(QUERY)

    assert origins(QUERY.scope, WIDE) == {DAY: "tracker", DAY + timedelta(days=1): "access_log"}


def test_the_last_thirty_minutes_are_told_minute_by_minute() -> None:
    now = datetime(2026, 11, 20, 9, 0, 30, tzinfo=UTC)
    given_events(make_event("9:59", path="/a"), make_event("9:59", path="/a", visitor=2), make_event("9:40", path="/b"), make_event("9:29"))

    minutes = live(QUERY.scope, now)
    pages = seen_now(QUERY.scope, now)

    assert [(minute.minutes_ago, minute.visitors, minute.page_views) for minute in minutes if minute.page_views] == [(1, 2, 2), (20, 1, 1)]
    assert [(row.page, row.visitors) for row in pages] == [("", 2), ("/a", 2), ("/b", 1)]


def test_nothing_measured_answers_zero() -> None:
    assert totals(QUERY).now == Figures()
    assert panels(QUERY, ["page"])["page"].lines == []
    assert totals(QUERY).now.bounce_rate is None
    assert series(replace(QUERY, period=Period(DAY, DAY)))[0].figures == Figures()
    assert panels(QUERY, [TOTAL])[TOTAL].known == 0
