"""From spool to store: each batch once, and the id of a visit that goes on past midnight."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from plazamayor.analytics.collector.flusher import BATCH, Drain, Spooled, encode, settle
from plazamayor.analytics.collector.spool import Spool, claim
from plazamayor.analytics.events import Event, Kind, Origin

MIDNIGHT = datetime(2026, 3, 1, 23, tzinfo=UTC)  # in Madrid
YESTERDAY, TODAY = date(2026, 3, 1), date(2026, 3, 2)


def event(minutes: float, visitor: int, day: date = TODAY) -> Event:
    time = MIDNIGHT + timedelta(minutes=minutes)
    return Event(site=1, day=day, visitor=visitor, time=time, kind=Kind.PAGE_VIEW, origin=Origin.TRACKER, path="/")


def stored(**seen: float) -> "Store":
    return Store({int(visitor[1:]): MIDNIGHT + timedelta(minutes=minutes) for visitor, minutes in seen.items()})


class Store:
    """A store as the flusher sees it: it drops a batch whose token it knows, and dies when told to."""

    def __init__(self, seen: dict[int, datetime] | None = None) -> None:
        self.seen = seen or {}
        self.batches: dict[str, list[Event]] = {}
        self.dies = ""

    def append(self, events: Sequence[Event], token: str) -> None:
        if self.dies == "before":
            raise ConnectionError
        self.batches.setdefault(token, list(events))
        if self.dies == "after":
            raise ConnectionError

    def last_seen(self, site: int, day: date, visitors: Sequence[int]) -> dict[int, datetime]:
        assert (site, day) == (1, YESTERDAY)
        return {visitor: self.seen[visitor] for visitor in visitors if visitor in self.seen}

    def all(self) -> list[int]:
        return [event.visitor for batch in self.batches.values() for event in batch]


def drain_of(spool: Spool, store: Store) -> Drain:
    return Drain(spool.slot, durable=spool.durable, remove=spool.remove, append=store.append, last_seen=store.last_seen)


def keep(spool: Spool, *visitors: int) -> None:
    async def send() -> None:
        for visitor in visitors:
            await spool.append(encode([Spooled(event(0, visitor))]))

    asyncio.run(send())


@pytest.mark.parametrize(
    ("last_minute", "minute", "kept_as"),
    [(-10, 5, (YESTERDAY, 900)), (-25, 5, (YESTERDAY, 900)), (-25.1, 5, (TODAY, 1)), (-90, 5, (TODAY, 1))],
)
def test_a_visit_open_at_midnight_keeps_its_id_and_day(last_minute: float, minute: float, kept_as: tuple[date, int]) -> None:
    (kept,) = settle([Spooled(event(minute, 1), before=900)], stored(v900=last_minute).last_seen)

    assert (kept.day, kept.visitor) == kept_as


def test_a_visit_kept_open_goes_on_as_long_as_its_own_events_follow_one_another() -> None:
    batch = [Spooled(event(minute, 1), before=900) for minute in (10, 35, 60, 95, 100)]

    kept = settle(batch, stored(v900=-15).last_seen)

    assert [each.visitor for each in kept] == [900, 900, 900, 1, 1]


def test_the_last_events_of_yesterday_may_be_in_the_same_batch() -> None:
    batch = [Spooled(event(-3, 900, YESTERDAY)), Spooled(event(4, 1), before=900)]

    assert [each.visitor for each in settle(batch, stored().last_seen)] == [900, 900]


def test_somebody_not_seen_yesterday_is_new() -> None:
    assert [each.visitor for each in settle([Spooled(event(4, 1), before=900)], stored().last_seen)] == [1]


def test_events_go_to_the_store_in_order_and_their_segment_goes(tmp_path: Path) -> None:
    spool, store = Spool(claim(tmp_path), wait=0.0, limit=10**9), Store()
    drain = drain_of(spool, store)
    keep(spool, 1, 2, 3)
    assert drain.step() == 3
    keep(spool, 4)
    spool.turn()
    keep(spool, 5)

    assert [drain.step(), drain.step(), drain.step()] == [1, 1, 0]
    drain.finish_segments(spool.writing())

    assert store.all() == [1, 2, 3, 4, 5]
    assert len(spool.durable()) == 1


def test_long_queues_go_in_batches(tmp_path: Path) -> None:
    spool, store = Spool(claim(tmp_path), wait=0.0, limit=10**9), Store()
    keep(spool, *range(BATCH + 7))
    drain = drain_of(spool, store)

    assert [drain.step(), drain.step(), drain.step()] == [BATCH, 7, 0]
    assert store.all() == list(range(BATCH + 7))


@pytest.mark.parametrize("dies", ["before", "after"])
@pytest.mark.parametrize("restarts", [False, True])
def test_a_batch_that_failed_is_sent_again_with_the_same_bounds_and_counts_once(tmp_path: Path, dies: str, restarts: bool) -> None:
    spool, store = Spool(claim(tmp_path), wait=0.0, limit=10**9), Store()
    drain = drain_of(spool, store)
    keep(spool, 1, 2)
    store.dies = dies
    with pytest.raises(ConnectionError):
        drain.step()
    keep(spool, 3)
    store.dies = ""
    if restarts:
        spool.close()
        spool = Spool(claim(tmp_path), wait=0.0, limit=10**9)
        drain = drain_of(spool, store)

    while drain.step():
        pass

    assert sorted(store.all()) == [1, 2, 3]
    assert [len(batch) for batch in store.batches.values()] == [2, 1]


def test_a_restart_after_everything_was_moved_sends_at_most_the_last_batch_again(tmp_path: Path) -> None:
    spool, store = Spool(claim(tmp_path), wait=0.0, limit=10**9), Store()
    keep(spool, 1, 2)
    drain_of(spool, store).step()
    spool.close()
    again = Spool(claim(tmp_path), wait=0.0, limit=10**9)

    drain = drain_of(again, store)
    while drain.step():
        pass
    drain.finish_segments(again.writing())

    assert store.all() == [1, 2]
    assert [end for _, end in again.durable()] == [0]


def test_tokens_differ_though_the_same_visitors_come_again(tmp_path: Path) -> None:
    store = Store()
    for _ in range(3):
        spool = Spool(claim(tmp_path), wait=0.0, limit=10**9)
        drain = drain_of(spool, store)
        keep(spool, 1)
        while drain.step():
            pass
        drain.finish_segments(-1)
        spool.slot.release()

    assert store.all() == [1, 1, 1]


def test_an_entry_that_cannot_be_read_is_left_out_and_counted(tmp_path: Path) -> None:
    spool, store = Spool(claim(tmp_path), wait=0.0, limit=10**9), Store()
    asyncio.run(spool.append(b"\xc1 no msgpack"))
    keep(spool, 1)
    drain = drain_of(spool, store)

    assert drain.step() == 1
    assert drain.unreadable == 1
    assert store.all() == [1]
