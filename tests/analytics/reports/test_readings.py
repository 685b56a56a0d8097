"""What no day keeps equals a count in plain Python, for all visits and for those that a filter selects."""

import uuid
from dataclasses import replace
from datetime import timedelta
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plazamayor.analytics import store as event_store
from plazamayor.analytics.access import scope_of
from plazamayor.analytics.events import Event, Kind, Origin
from plazamayor.analytics.models import Site
from plazamayor.analytics.reports.filters import FILTERABLE, Filter, check
from plazamayor.analytics.reports.periods import Period
from plazamayor.analytics.reports.query import Query
from plazamayor.analytics.reports.readings import READINGS, VITALS, Opened, Reading, Told, read
from plazamayor.analytics.store.days import Daybook
from tests.analytics.conftest import empty
from tests.analytics.reference import shown, visits_of
from tests.make.events import DAY, make_event

pytestmark = pytest.mark.usefixtures("store")

NEXT = DAY + timedelta(days=1)
QUERY = Query(scope_of([Site(pk=1)]), Daybook(1, "Europe/Madrid"), Period(DAY, NEXT + timedelta(days=1)))
Key = tuple[str, str, str]


def given_events(*events: Event) -> None:
    event_store.append(events, token=str(uuid.uuid4()))


@st.composite
def streams(draw: st.DrawFn) -> list[Event]:
    """Some days of a few visitors who see pages, read them, wait for them and do what pages call events."""
    events: list[Event] = []
    for visitor in range(1, draw(st.integers(1, 5)) + 1):
        day = DAY + timedelta(days=draw(st.integers(0, 1)))
        origin = draw(st.sampled_from([Origin.TRACKER, Origin.ACCESS_LOG, Origin.SERVER]))
        channel = draw(st.sampled_from(["search", "direct"]))
        minute = draw(st.integers(0, 24 * 60 - 1))
        for _ in range(draw(st.integers(1, 9))):
            kinds = [Kind.PAGE_VIEW] if origin == Origin.ACCESS_LOG else [Kind.PAGE_VIEW, Kind.ENGAGEMENT, Kind.VITAL, Kind.CUSTOM]
            kind = draw(st.sampled_from(kinds))
            metric = draw(st.sampled_from(["LCP", "INP", "CLS"]))
            fields = {
                Kind.ENGAGEMENT: {"scroll": draw(st.integers(0, 100))},
                Kind.VITAL: {"target": metric, "value": draw(st.integers(0, 12000)) / (10000 if metric == "CLS" else 1)},
                Kind.CUSTOM: {
                    "target": draw(st.sampled_from(["appointment", "guide"])),
                    "properties": draw(st.dictionaries(st.sampled_from(["office", "step"]), st.sampled_from(["north", "1", ""]))),
                },
            }.get(kind, {})
            path = draw(st.sampled_from(["/", "/padron"]))
            clock = f"0:{minute}"
            events.append(make_event(clock, day=day, visitor=visitor, kind=kind, origin=origin, channel=channel, path=path, **fields))  # type: ignore[arg-type]  # each kind's own
            minute += draw(st.sampled_from([0, 1, 29, 31, 60]))
    return events


def nearest(values: list[float], part: float) -> float:
    """The least value with at least a part of all at or under it."""
    return sorted(values)[ceil(len(values) * part) - 1]


def of_vital(events: list[Event], name: str) -> dict[str, Told]:
    vital, found = VITALS[name], {}
    for page in {event.path for event in events}:
        values = [event.value for event in events if (event.kind, event.target, event.path) == (Kind.VITAL, vital.metric, page)]
        bands = [
            sum(v <= vital.good for v in values),
            sum(vital.good < v <= vital.poor for v in values),
            sum(v > vital.poor for v in values),
        ]
        if values:
            found[page] = Told(times=len(values), typical=pytest.approx(nearest(values, 0.75)), bands=bands)  # type: ignore[arg-type]  # compares as a number
    return found


def of_scroll(events: list[Event]) -> dict[str, Told]:
    found = {}
    for page in {event.path for event in events}:
        deepest: dict[object, int] = {}
        for event in events:
            if (event.kind, event.path) == (Kind.ENGAGEMENT, page) and event.scroll:
                deepest[event.day, event.visitor] = max(event.scroll, deepest.get((event.day, event.visitor), 0))
        depths = [float(depth) for depth in deepest.values()]
        quarters = [sum(low < depth <= low + 25 for depth in depths) for low in (0, 25, 50, 75)]
        if depths:
            found[page] = Told(times=len(depths), typical=nearest(depths, 0.5), bands=quarters)
    return found


def of_properties(events: list[Event], level: int) -> dict[Key, Told]:
    done: dict[Key, list[Event]] = {}
    for event in events:
        if event.kind == Kind.CUSTOM and event.properties:
            opened = {
                1: [("", "")],
                2: [(name, "") for name in event.properties],
                3: list(event.properties.items()),
            }
            for name, value in opened[level]:
                done.setdefault((event.target, name, value), []).append(event)
    return {key: Told(times=len(mine), visitors=len({(event.day, event.visitor) for event in mine})) for key, mine in done.items()}


def pages(reading: Reading) -> dict[str, Told]:
    return {line.value: line.now for line in reading.lines}


def details(reading: Reading) -> dict[Key, Told]:
    return {(line.event, line.name, line.value): line.now for line in reading.lines}


@settings(max_examples=20)
@given(events=streams(), channel=st.sampled_from(["", "search"]), negated=st.booleans())
def test_readings_equal_a_plain_count_whatever_visits_are_selected(events: list[Event], channel: str, negated: bool) -> None:
    empty()
    given_events(*events)
    chosen = shown(events)
    query = QUERY
    if channel:
        chosen = [event for visit in visits_of(chosen) if (head(visit).channel == channel) != negated for event in visit]
        query = replace(QUERY, filters=check([Filter("channel", (channel,), negated=negated)]))

    assert {name: pages(read(query, name)) for name in VITALS} == {name: of_vital(chosen, name) for name in VITALS}
    assert pages(read(query, "scroll")) == of_scroll(chosen)
    assert details(read(query, "property")) == of_properties(chosen, 1)
    assert details(read(query, "property_value")) == of_properties(chosen, 3)
    opened = {key: told for key, told in of_properties(chosen, 2).items() if key[0] == "guide"}
    assert details(read(query, "property", Opened("guide"))) == opened


def head(visit: list[Event]) -> Event:
    return next((event for event in visit if event.kind == Kind.PAGE_VIEW), visit[0])


@pytest.mark.parametrize("dimension", FILTERABLE)
def test_every_filter_is_understood_by_readings(dimension: str) -> None:
    given_events(make_event("9:00"), make_event("9:01", kind=Kind.VITAL, target="LCP", value=900))

    assert read(replace(QUERY, filters=(Filter(dimension, ("' OR 1=1 --",)),)), "lcp").lines == []


@pytest.mark.parametrize(
    ("name", "values", "bands"),
    [
        ("lcp", [2500, 2501, 4000, 4001], [1, 2, 1]),
        ("inp", [200, 201, 500, 501], [1, 2, 1]),
        ("cls", [0.1, 0.1001, 0.25, 0.2501], [1, 2, 1]),
    ],
)
def test_the_limits_of_load_times_are_the_published_ones(name: str, values: list[float], bands: list[int]) -> None:
    given_events(*(make_event("9:00", kind=Kind.VITAL, target=name.upper(), value=value) for value in values))

    whole = read(QUERY, name).whole

    assert whole is not None
    assert whole.now.bands == bands
    assert whole.now.typical == pytest.approx(values[2])


def test_a_reading_is_compared_and_paged_and_says_how_many_there_are() -> None:
    given_events(
        *(make_event("9:00", kind=Kind.ENGAGEMENT, visitor=number, path=f"/{number % 3}", scroll=40) for number in range(6)),
        make_event("9:00", day=NEXT, kind=Kind.ENGAGEMENT, path="/0", scroll=90),
    )

    reading = read(replace(QUERY, period=Period(NEXT, NEXT), compared=Period(DAY, DAY)), "scroll", limit=1)
    rest = read(replace(QUERY, period=Period(DAY, DAY)), "scroll", limit=1, offset=1)

    assert [(line.value, line.now.typical, line.before.typical) for line in reading.lines] == [("/0", 90, 40)]
    assert (reading.known, rest.known, [line.value for line in rest.lines]) == (1, 3, ["/1"])
    assert rest.whole is not None
    assert rest.whole.now.times == 6


def test_a_value_that_no_browser_measures_weighs_as_the_greatest_that_is_counted() -> None:
    given_events(make_event("9:00", kind=Kind.VITAL, target="LCP", value=9_999_999))

    (line,) = read(QUERY, "lcp").lines

    assert (line.now.typical, line.now.bands) == (600_000, [0, 0, 1])


def test_days_known_only_from_access_logs_tell_nothing() -> None:
    given_events(make_event("9:00", origin=Origin.ACCESS_LOG))

    assert [read(QUERY, name) for name in READINGS] == [Reading(dimension=name) for name in READINGS]
