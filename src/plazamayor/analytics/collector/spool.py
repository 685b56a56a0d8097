"""The spool: an accepted event is here, safe on disk, before its sender is answered.

A process owns one slot, a folder of segments:

    spool/0/lock   1790000000000000001.seg   1790000060000000001.seg   intent

A segment is named after the nanosecond it was begun, so that no name comes twice. It is a row of frames (length and CRC-32, four
bytes each, little-endian, then the content). Segments are only added to; a process never goes on writing one that another began.
What a killed process left half-written is cut off at the next opening.
"""

import asyncio
import fcntl
import os
import struct
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final
from zlib import crc32

_HEAD: Final = struct.Struct("<II")
SEGMENT_SIZE: Final = 16 * 1024 * 1024
LONGEST_FRAME: Final = 1024 * 1024


class SpoolFull(Exception):
    """The spool holds as much as it may and the store takes nothing."""


class SlotTaken(Exception):
    """Another process owns this slot."""


class Slot:
    """The lock on a folder of segments: whoever holds it may write, read and remove them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._lock)
            raise SlotTaken(str(folder)) from error

    def segments(self) -> list[int]:
        """Answers the numbers of the segments there are, oldest first."""
        return sorted(int(path.stem) for path in self.folder.glob("*.seg"))

    def path(self, number: int) -> Path:
        """Answers where a segment is."""
        return self.folder / f"{number:020d}.seg"

    def release(self) -> None:
        """Gives the slot up."""
        os.close(self._lock)


def claim(root: Path) -> Slot:
    """Takes the first slot that nobody owns."""
    number = 0
    while True:
        try:
            return Slot(root / str(number))
        except SlotTaken:
            number += 1


def orphans(root: Path) -> Iterator[Slot]:
    """Takes, one after another, the slots that hold segments and that nobody owns: those of processes no longer started."""
    for folder in sorted(root.glob("[0-9]*")):
        if not any(folder.glob("*.seg")):
            continue
        try:
            yield Slot(folder)
        except SlotTaken:
            continue


def mend(slot: Slot) -> int:
    """Cuts off what was left half-written at the end of segments, and answers how many bytes went."""
    cut = 0
    for number in slot.segments():
        path = slot.path(number)
        size, good = path.stat().st_size, _good_length(path)
        if good < size:
            with path.open("r+b") as file:
                file.truncate(good)
                os.fsync(file.fileno())
            cut += size - good
    return cut


def frames(path: Path, start: int, end: int) -> Iterator[tuple[int, bytes]]:
    """Answers the contents between two offsets of a segment, each with the offset after it."""
    with path.open("rb") as file:
        file.seek(start)
        data = file.read(end - start)
    offset = 0
    while offset + _HEAD.size <= len(data):
        length, check = _HEAD.unpack_from(data, offset)
        content = data[offset + _HEAD.size : offset + _HEAD.size + length]
        if length > LONGEST_FRAME or len(content) < length or crc32(content) != check:
            return
        offset += _HEAD.size + length
        yield start + offset, content


def _good_length(path: Path) -> int:
    good = 0
    for good, _ in frames(path, 0, path.stat().st_size):  # noqa: B007 the last offset is the answer
        pass
    return good


class Spool:
    """Writes one slot's segments. `append` belongs to the event loop; `durable` may be read from any thread.

    `wait` is the longest, in seconds, that accepted events wait to be forced to disk together; 0 never forces them: they then
    survive the death of the process but not a power cut. `limit` is in bytes.
    """

    def __init__(self, slot: Slot, *, wait: float, limit: int) -> None:
        self.slot = slot
        self.wait = wait
        self.limit = limit
        self.cut = mend(slot)
        self._held = sum(slot.path(number).stat().st_size for number in slot.segments())
        self._number = max(slot.segments(), default=0)
        self._file = -1
        self._size = 0
        self._mutex = threading.Lock()
        self._ends: dict[int, int] = {number: slot.path(number).stat().st_size for number in slot.segments()}
        self._pending: list[bytes] = []
        self._waiting: list[asyncio.Future[None]] = []
        self._last_sync = 0.0
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="spool")
        self._begin_segment()

    async def append(self, content: bytes) -> None:
        """Adds an event and returns when it is durable; raises SpoolFull, or OSError when the disk does not take it."""
        if self._held >= self.limit:
            raise SpoolFull
        frame = _HEAD.pack(len(content), crc32(content)) + content
        if self.wait == 0:
            self._write([frame], sync=False)
            return
        loop = asyncio.get_running_loop()
        if not self._pending:
            loop.call_at(max(loop.time(), self._last_sync + self.wait), self._start_sync)
        self._pending.append(frame)
        waiting = loop.create_future()  # one each: shared, whoever went away would cancel it for all
        self._waiting.append(waiting)
        await waiting

    def durable(self) -> list[tuple[int, int]]:
        """Answers the segments there are, oldest first, each with the offset up to which it may be read."""
        with self._mutex:
            return sorted(self._ends.items())

    def held(self) -> int:
        """Answers how many bytes wait for the store."""
        return self._held

    def turn(self) -> None:
        """Begins a new segment if the present one holds anything, so that the present one can be removed."""
        with self._mutex:
            if self._size:
                self._begin_segment()

    def writing(self) -> int:
        """Answers the number of the segment that is being written."""
        return self._number

    def remove(self, number: int) -> None:
        """Removes a segment whose events are all in the store."""
        with self._mutex:
            self._ends.pop(number, None)
            path = self.slot.path(number)
            self._held -= path.stat().st_size if path.exists() else 0
            path.unlink(missing_ok=True)

    def settle(self) -> None:
        """Waits until what was handed to the writing thread is on disk."""
        self._writer.submit(int).result()

    def close(self) -> None:
        """Waits for what is being written and gives the slot up."""
        self._writer.shutdown(wait=True)
        os.close(self._file)
        if self._size == 0:
            self.slot.path(self._number).unlink(missing_ok=True)
        self.slot.release()

    def _start_sync(self) -> None:
        """Hands what has gathered to the writing thread; whoever comes meanwhile gathers for the next time."""
        loop = asyncio.get_running_loop()
        self._last_sync = loop.time()
        batch, waiting = self._pending, self._waiting
        self._pending, self._waiting = [], []
        written = loop.run_in_executor(self._writer, self._write, batch)
        written.add_done_callback(lambda done: _settle(waiting, done))

    def _write(self, batch: list[bytes], *, sync: bool = True) -> None:
        """Writes frames whole: a write that fails leaves no half frame for later ones to stand behind."""
        data = b"".join(batch)
        with self._mutex:
            if self._size >= SEGMENT_SIZE:
                self._begin_segment()
            try:
                _write_all(self._file, data)
                if sync:
                    os.fdatasync(self._file)
            except OSError:
                os.ftruncate(self._file, self._size)
                raise
            self._size += len(data)
            self._held += len(data)
            self._ends[self._number] = self._size

    def _begin_segment(self) -> None:
        if self._file >= 0:
            os.close(self._file)
        self._number = max(time.time_ns(), self._number + 1)
        self._file = os.open(self.slot.path(self._number), os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
        self._size = 0
        self._ends[self._number] = 0
        sync_folder(self.slot.folder)


def _write_all(file: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(file, view) :]


def _settle(waiting: "list[asyncio.Future[None]]", done: "asyncio.Future[None]") -> None:
    """Tells everybody who waits how the write ended; some may have gone away."""
    error = done.exception()
    for each in waiting:
        if each.done():
            continue
        if error is None:
            each.set_result(None)
        else:
            each.set_exception(error)


def sync_folder(folder: Path) -> None:
    """Forces a folder's list of files to disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
