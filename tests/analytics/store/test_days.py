"""What is derived from the stream equals a count in plain Python, and survives being repeated, cut short and added to."""

import time
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given, settings

from plazamayor.analytics import store as event_store
from plazamayor.analytics.events import Event, Kind, Origin
from plazamayor.analytics.store import engine, forget, last_seen, refresh_stale, stale_days, touch
from plazamayor.analytics.store.days import Daybook, sweep
from tests.analytics.conftest import empty
from tests.analytics.reference import figures
from tests.make.events import DAY, make_event, streams

pytestmark = pytest.mark.usefixtures("store")

PAGE_TYPES = {"/sede": "sede", "/avisos": "informativa", "/avisos/lluvias": "emergencia"}
BOOK = Daybook(1, "Europe/Madrid", tuple(PAGE_TYPES.items()))
FIRST, LAST = DAY - timedelta(days=1), DAY + timedelta(days=4)
MIDNIGHT = [make_event("23:50", path="/a"), make_event("24:10", path="/b"), make_event("24:39", path="/a", visitor=1)]


def append(events: list[Event], *, token: str = "") -> None:
    """Writes a batch; its token is new unless told, for the engine remembers tokens after its tables are emptied."""
    event_store.append(events, token=token or str(uuid.uuid4()))


def kept() -> dict[tuple[str, str, date], tuple[int, ...]]:
    """The figures readers see."""
    found = engine().query(
        "SELECT dimension, value, day, sum(visits), sum(visitors), sum(page_views), sum(events), sum(bounces), sum(seconds)"
        " FROM rollup WHERE (site, source, version) IN (SELECT site, day, max(version) FROM refreshed GROUP BY site, day)"
        " GROUP BY dimension, value, day"
    )
    return {(row[0], row[1], row[2]): tuple(row[3:]) for row in found.result_rows if any(row[3:])}


@settings(max_examples=60)
@given(events=streams())
@example(events=MIDNIGHT)
def test_figures_equal_a_count_in_plain_python(events: list[Event]) -> None:
    empty()
    append(events)

    refresh_stale(BOOK, FIRST, LAST, patient=True)

    assert kept() == figures(events, "Europe/Madrid", PAGE_TYPES)


def test_the_same_batch_twice_counts_once() -> None:
    events = [make_event("9:00"), make_event("9:10", path="/a")]
    token = str(uuid.uuid4())
    append(events, token=token)
    append(events, token=token)

    refresh_stale(BOOK, FIRST, LAST)

    assert kept() == figures(events, "Europe/Madrid", PAGE_TYPES)


def test_a_day_is_stale_from_its_events_until_it_is_refreshed_and_again_after_more() -> None:
    append([make_event("9:00")])
    assert [day.day for day in stale_days(1, FIRST, LAST)] == [DAY]

    refresh_stale(BOOK, FIRST, LAST, patient=True)
    assert stale_days(1, FIRST, LAST) == []

    append([make_event("9:05")])
    assert [day.day for day in stale_days(1, FIRST, LAST)] == [DAY]


def test_refreshing_again_changes_nothing_and_sweeping_leaves_what_is_read() -> None:
    events = [make_event("9:00"), make_event("10:00"), make_event("24:05", visitor=2)]
    append(events)
    for _ in range(3):
        touch(1, [DAY])
        refresh_stale(BOOK, FIRST, LAST, patient=True)
    before = kept()

    engine().command("SET mutations_sync = 2")
    sweep(time.time_ns(), grace_seconds=0)

    assert kept() == before == figures(events, "Europe/Madrid", PAGE_TYPES)
    assert engine().query("SELECT uniqExact(version) FROM rollup").result_rows[0][0] == 1


def test_a_refresh_cut_short_before_its_last_word_is_not_seen() -> None:
    append([make_event("9:00")])
    refresh_stale(BOOK, FIRST, LAST, patient=True)
    before = kept()

    engine().command(
        "INSERT INTO rollup (site, version, dimension, day, source, visits) SELECT 1, 9e18, 'total', day, day, 99 FROM refreshed"
    )

    assert kept() == before


def test_a_report_shows_one_origin_a_day_the_tracker_first() -> None:
    seen_twice = [make_event("9:00", origin=origin, visitor=origin) for origin in (Origin.ACCESS_LOG, Origin.TRACKER)]
    only_logged = [make_event("9:00", day=DAY + timedelta(days=1), origin=Origin.ACCESS_LOG, visitor=3)]
    append([*seen_twice, *only_logged])

    refresh_stale(BOOK, FIRST, LAST)

    assert kept()["total", "", DAY][0] == 1
    assert kept()["total", "", DAY + timedelta(days=1)][0] == 1


def test_other_sites_are_neither_read_nor_touched() -> None:
    append([make_event("9:00"), make_event("9:00", site=2, visitor=8)])

    refresh_stale(BOOK, FIRST, LAST)

    assert engine().query("SELECT DISTINCT site FROM rollup").result_rows == [(1,)]
    assert [day.day for day in stale_days(2, FIRST, LAST)] == [DAY]


def test_last_seen_tells_the_last_event_of_each_visitor_of_a_day() -> None:
    append(
        [make_event("9:00"), make_event("9:10"), make_event("9:30", visitor=2), make_event("9:40", visitor=3, day=DAY + timedelta(days=1))]
    )

    found = last_seen(1, DAY, [1, 2, 3])

    assert found == {1: datetime(2026, 11, 20, 8, 10, tzinfo=UTC), 2: datetime(2026, 11, 20, 8, 30, tzinfo=UTC)}


def test_forgetting_erases_events_and_figures_of_days_before_one() -> None:
    append([make_event("9:00"), make_event("9:00", day=DAY + timedelta(days=1), visitor=2)])
    refresh_stale(BOOK, FIRST, LAST)

    engine().command("SET mutations_sync = 2")
    forget(1, DAY + timedelta(days=1))

    assert {day for _dimension, _value, day in kept()} == {DAY + timedelta(days=1)}
    assert engine().query("SELECT DISTINCT day FROM events").result_rows == [(DAY + timedelta(days=1),)]


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_days_when_clocks_change_end_at_their_own_midnight(day: date) -> None:
    events = [make_event("22:50", day=day, path="/a"), make_event("23:10", day=day, path="/b"), make_event("23:59", day=day, path="/c")]
    append(events)

    refresh_stale(BOOK, events[0].day, events[0].day)

    assert kept() == figures(events, "Europe/Madrid", PAGE_TYPES)


def test_the_stores_kinds_and_origins_are_those_of_the_code() -> None:
    kinds = engine().query("SELECT type FROM system.columns WHERE table = 'events' AND name = 'kind'").result_rows[0][0]
    origins = engine().query("SELECT type FROM system.columns WHERE table = 'events' AND name = 'origin'").result_rows[0][0]

    assert kinds == "Enum8(" + ", ".join(f"'{kind.name.lower()}' = {kind}" for kind in Kind) + ")"
    assert origins == "Enum8(" + ", ".join(f"'{origin.name.lower()}' = {origin}" for origin in Origin) + ")"
