"""Moves the spool to the store: each batch once, whatever dies and whenever.

Before a batch is written to the store, its bounds are written down and forced to disk (the intent). A process that starts finds
the last intent and writes that batch again, with the same bounds and so the same token: the store drops what it has already.
"""

import hashlib
import logging
import os
import threading
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Final, Protocol

import msgspec

from plazamayor.analytics.collector.spool import Slot, frames, sync_folder
from plazamayor.analytics.events import Event

log = logging.getLogger(__name__)
IDLE: Final = timedelta(minutes=30)
BATCH: Final = 10_000


class Spooled(msgspec.Struct, frozen=True, omit_defaults=True):
    """An event in the spool. `before` is the id that yesterday's salt gives its visitor, while that salt lives; else 0."""

    event: Event
    before: int = 0


class Intent(msgspec.Struct, frozen=True):
    """The bounds of the batch that may be half done: a segment and two offsets in it."""

    segment: int
    start: int
    end: int


class Seen(Protocol):
    """The store's answer to when these visitors of a site and day were last seen."""

    def __call__(self, site: int, day: date, visitors: Sequence[int]) -> dict[int, datetime]:
        """Answers only those that were."""


encode: Final = msgspec.msgpack.Encoder().encode
_decoder: Final = msgspec.msgpack.Decoder(list[Spooled])


def settle(batch: Sequence[Spooled], last_seen: Seen) -> list[Event]:
    """Decides the ids of events after midnight: yesterday's while the visit it names is open, today's otherwise."""
    open_visits = _asked(batch, last_seen)
    return [_settled(spooled, open_visits) for spooled in batch]


def _asked(batch: Sequence[Spooled], last_seen: Seen) -> dict[tuple[int, date, int], datetime]:
    """Asks the store, once per site and day, about the visitors that might be going on with yesterday's visit."""
    wanted: dict[tuple[int, date], set[int]] = {}
    for spooled in batch:
        if spooled.before:
            wanted.setdefault((spooled.event.site, spooled.event.day - timedelta(days=1)), set()).add(spooled.before)
    return {
        (site, day, visitor): seen
        for (site, day), visitors in wanted.items()
        for visitor, seen in last_seen(site, day, sorted(visitors)).items()
    }


def _settled(spooled: Spooled, open_visits: dict[tuple[int, date, int], datetime]) -> Event:
    event = spooled.event
    if not spooled.before:
        _note(open_visits, (event.site, event.day, event.visitor), event.time)
        return event
    key = (event.site, event.day - timedelta(days=1), spooled.before)
    if key not in open_visits or event.time - open_visits[key] > IDLE:
        return event
    _note(open_visits, key, event.time)
    return msgspec.structs.replace(event, day=key[1], visitor=spooled.before)


def _note(open_visits: dict[tuple[int, date, int], datetime], key: tuple[int, date, int], time: datetime) -> None:
    open_visits[key] = max(time, open_visits.get(key, time))


class Drain:
    """Takes the events of a slot in order, batch by batch. `durable` answers segments and how far each may be read."""

    def __init__(
        self,
        slot: Slot,
        *,
        durable: Callable[[], list[tuple[int, int]]],
        remove: Callable[[int], None],
        append: Callable[[Sequence[Event], str], None],
        last_seen: Seen,
    ) -> None:
        self.slot = slot
        self.unreadable = 0
        self._durable = durable
        self._remove = remove
        self._append = append
        self._last_seen = last_seen
        self._path = slot.folder / "intent"
        self._intent = _read_intent(self._path)
        self._at = (self._intent.segment, self._intent.start) if self._intent else (0, 0)

    def step(self) -> int:
        """Moves one batch and answers how many events it held; 0 when there is nothing to move."""
        for segment, end in self._durable():
            start = self._at[1] if segment == self._at[0] else 0
            if segment < self._at[0] or start >= end:
                continue
            self._drop_before(segment)
            return self._move(segment, start, end)
        return 0

    def finish_segments(self, writing: int) -> None:
        """Removes the segments whose events are all in the store, but for the one that is being written."""
        for segment, end in self._durable():
            if segment != writing and (segment < self._at[0] or end == 0 or self._at == (segment, end)):
                self._remove(segment)

    def _drop_before(self, segment: int) -> None:
        for number, _ in self._durable():
            if number < segment:
                self._remove(number)

    def _move(self, segment: int, start: int, end: int) -> int:
        repeated = self._intent if self._intent and (self._intent.segment, self._intent.start) == (segment, start) else None
        batch, stop, digest = _read_batch(self.slot.path(segment), start, repeated.end if repeated else end, whole=repeated is not None)
        if not repeated:
            self._intent = Intent(segment, start, stop)
            _write_intent(self._path, self._intent)
        spooled = [one for content in batch for one in self._decoded(content)]
        if spooled:
            self._append(settle(spooled, self._last_seen), f"{segment}:{start}:{stop}:{digest}")
        self._at, self._intent = (segment, stop), None
        return len(spooled)

    def _decoded(self, content: bytes) -> list[Spooled]:
        try:
            return _decoder.decode(content)
        except msgspec.MsgspecError:
            self.unreadable += 1
            log.error("An entry of the spool cannot be read and was left out.")  # noqa: TRY400 the trace would show nothing but the entry
            return []


def _read_batch(path: Path, start: int, end: int, *, whole: bool) -> tuple[list[bytes], int, str]:
    """Reads a batch: its contents, where it ends and a digest of them."""
    batch: list[bytes] = []
    stop, digest = start, hashlib.blake2b(digest_size=12)
    for stop, content in frames(path, start, end):  # noqa: B007 the last one is answered
        batch.append(content)
        digest.update(content)
        if len(batch) >= BATCH and not whole:
            break
    return batch, stop if batch else end, digest.hexdigest()


def _read_intent(path: Path) -> Intent | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Intent)
    except (FileNotFoundError, msgspec.MsgspecError):
        return None


def _write_intent(path: Path, intent: Intent) -> None:
    """Replaces the intent whole, and returns when it is on disk."""
    draft = path.with_suffix(".new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(descriptor, msgspec.json.encode(intent))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    draft.replace(path)
    sync_folder(path.parent)


class Rhythm(threading.Thread):
    """Repeats some chores in a thread of its own until stopped; a chore that fails is logged by the kind of failure and repeated.

    Chores answer how long, in seconds, until they want to be called again.
    """

    def __init__(self, *chores: Callable[[], float]) -> None:
        super().__init__(name="flusher", daemon=True)
        self._due = [(0.0, chore) for chore in chores]
        self._stopping = threading.Event()

    def run(self) -> None:
        """Calls each chore when it is due."""
        while not self._stopping.is_set():
            now = monotonic()
            self._due = [(now + _attempt(chore), chore) if due <= now else (due, chore) for due, chore in self._due]
            self._stopping.wait(max(0.0, min(due for due, _ in self._due) - monotonic()))

    def stop(self) -> None:
        """Lets the chore under way end, and the thread with it."""
        self._stopping.set()
        self.join()


def _attempt(chore: Callable[[], float]) -> float:
    try:
        return chore()
    except Exception as error:  # noqa: BLE001 whatever fails, the events wait in the spool and are tried again
        log.error("%s failed (%s) and is tried again.", chore.__name__, type(error).__name__)  # noqa: TRY400 a trace may quote events
        return 2.0
