"""The spool: what was answered is on disk, half frames are cut off, limits hold."""

import asyncio
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plazamayor.analytics.collector.spool import Slot, SlotTaken, Spool, SpoolFull, claim, frames, mend, orphans

FAST = 0.001


def contents(spool: Spool) -> list[bytes]:
    return [content for number, end in spool.durable() for _, content in frames(spool.slot.path(number), 0, end)]


def kept(spool: Spool, *events: bytes) -> None:
    async def send() -> None:
        await asyncio.gather(*(spool.append(event) for event in events))

    asyncio.run(send())


@pytest.mark.parametrize("wait", [0.0, FAST])
def test_what_was_answered_can_be_read_back_in_order(tmp_path: Path, wait: float) -> None:
    spool = Spool(claim(tmp_path), wait=wait, limit=10_000)

    kept(spool, b"one", b"two")
    kept(spool, b"three")

    assert contents(spool) == [b"one", b"two", b"three"]
    spool.close()


def test_events_that_come_together_are_forced_to_disk_together(tmp_path: Path) -> None:
    spool = Spool(claim(tmp_path), wait=0.02, limit=10**9)

    async def send() -> float:
        loop = asyncio.get_running_loop()
        began = loop.time()
        await asyncio.gather(*(spool.append(b"x" * 100) for _ in range(500)))
        return loop.time() - began

    spent = asyncio.run(send())

    assert len(contents(spool)) == 500
    assert spent < 5  # one by one, five hundred would take ten seconds
    spool.close()


def test_whoever_goes_away_while_waiting_does_not_take_the_others_along(tmp_path: Path) -> None:
    spool = Spool(claim(tmp_path), wait=0.02, limit=10_000)

    async def send() -> list[object]:
        await spool.append(b"first")
        staying, leaving = asyncio.create_task(spool.append(b"stays")), asyncio.create_task(spool.append(b"leaves"))
        await asyncio.sleep(0)
        leaving.cancel()
        return list(await asyncio.gather(staying, leaving, return_exceptions=True))

    stayed, left = asyncio.run(send())

    assert stayed is None
    assert isinstance(left, asyncio.CancelledError)
    assert b"stays" in contents(spool)
    spool.close()


def test_a_slot_belongs_to_one_process_and_the_next_takes_another(tmp_path: Path) -> None:
    first, second = claim(tmp_path), claim(tmp_path)

    assert (first.folder.name, second.folder.name) == ("0", "1")
    with pytest.raises(SlotTaken):
        Slot(tmp_path / "0")


def test_slots_that_nobody_owns_are_taken_in_only_if_they_hold_something(tmp_path: Path) -> None:
    mine, gone, empty = claim(tmp_path), claim(tmp_path), claim(tmp_path)
    gone.path(1).write_bytes(b"something")
    mine.path(1).write_bytes(b"something")
    gone.release()
    empty.release()

    assert [slot.folder.name for slot in orphans(tmp_path)] == ["1"]


def test_a_full_spool_refuses_and_takes_again_when_it_is_emptied(tmp_path: Path) -> None:
    spool = Spool(claim(tmp_path), wait=0.0, limit=50)
    kept(spool, b"x" * 60)

    with pytest.raises(SpoolFull):
        kept(spool, b"one more")
    spool.turn()
    spool.remove(spool.durable()[0][0])
    kept(spool, b"taken")

    assert contents(spool) == [b"taken"]
    spool.close()


def test_a_process_never_goes_on_writing_a_segment_of_another(tmp_path: Path) -> None:
    first = Spool(claim(tmp_path), wait=0.0, limit=10_000)
    kept(first, b"before")
    first.close()

    second = Spool(claim(tmp_path), wait=0.0, limit=10_000)
    kept(second, b"after")

    assert len([end for _, end in second.durable() if end]) == 2
    assert contents(second) == [b"before", b"after"]
    second.close()


def test_a_spool_that_closes_without_events_leaves_nothing(tmp_path: Path) -> None:
    Spool(claim(tmp_path), wait=0.0, limit=10_000).close()

    assert list(tmp_path.rglob("*.seg")) == []


@given(events=st.lists(st.binary(max_size=40), min_size=1, max_size=6), data=st.data())
def test_wherever_a_segment_is_torn_whole_events_stay_and_the_rest_is_cut_off(
    tmp_path_factory: pytest.TempPathFactory, events: list[bytes], data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("spool")
    spool = Spool(claim(folder), wait=0.0, limit=10_000)
    kept(spool, *events)
    spool.close()
    (segment,) = folder.rglob("*.seg")
    torn_at = data.draw(st.integers(0, segment.stat().st_size))
    garbage = data.draw(st.binary(max_size=20))
    segment.write_bytes(segment.read_bytes()[:torn_at] + garbage)

    slot = claim(folder)
    mend(slot)

    left = [content for _, content in frames(segment, 0, segment.stat().st_size)]
    whole, size = 0, 0
    for event in events:
        size += 8 + len(event)
        whole += size <= torn_at
    assert left[:whole] == events[:whole]
    assert mend(slot) == 0
    slot.release()
