"""One log, from where it was left to its end: read, judged, named, written, and noted down, batch by batch.

    plan noted -> batch written with its token -> days touched -> batch noted as done, next plan noted

A process killed at any point begins again at the plan: the same bounds, the same token, and what is in the store already is dropped there.
Lines are read ahead in threads while a batch is judged and the one before it is written.
"""

from collections import Counter, deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO, Final

import numpy as np
from django.utils.translation import gettext as _

from plazamayor.analytics.imports.columns import SAMPLES, Columns, joined, read_columns
from plazamayor.analytics.imports.formats import Format
from plazamayor.analytics.imports.hits import Clock
from plazamayor.analytics.imports.records import LogImport
from plazamayor.analytics.imports.rows import Rows, Stored, days_of_others, rows_of, write
from plazamayor.analytics.imports.rules import Counted, Judge
from plazamayor.analytics.imports.sources import Fingerprint, batches, read_up_to
from plazamayor.analytics.imports.tables import Table
from plazamayor.analytics.imports.visitors import day_of, local_times, name_visitors
from plazamayor.analytics.salts import salts
from plazamayor.core.report import Report

BATCH_BYTES = 48 << 20
"""Content in a batch, decompressed: one insertion of some 100,000 events. Where batches end depends on the content alone.

With a third of it the engine spent a quarter of all the processor time merging what was inserted; with more, memory nears 1 GiB.
"""
AHEAD: Final = 1
PARTS: Final = 12
_NEAR: Final = 4096
NEW, CONTINUED, REOPENED = "new", "continued", "reopened"


@dataclass
class Batch:
    """A run of whole lines: where it ends, the fingerprint of the content up to there, and what its lines say.

    One that does not end its last line has no other; `length` is then that line's.
    """

    start: int
    end: int
    digest: str
    ended: bool
    length: int
    parts: list[Future[tuple[Columns, bytes]]]

    def columns(self) -> tuple[Columns, bytes]:
        """Waits for the lines to be read; answers them and the heading in force after them."""
        read = [part.result() for part in self.parts]
        return joined([columns for columns, _heading in read]), read[-1][1]


@dataclass
class Reading:
    """A stream at some offset, with the fingerprint of what came before."""

    stream: BinaryIO
    offset: int
    fingerprint: Fingerprint
    size: int | None = None


@dataclass
class Run:
    """An import under way."""

    record: LogImport
    form: Format
    clock: Clock
    report: Report
    judge: Judge = field(init=False)
    writer: ThreadPoolExecutor = field(init=False)
    pending: "Future[None] | None" = None
    others: dict[date, bool] = field(default_factory=dict)
    interrupted: dict[str, int] | None = None

    def __post_init__(self) -> None:
        self.interrupted, self.record.plan = self.record.plan, None  # it is planned again, within the same bounds
        self.judge = Judge(self.record.site, has_agent=self.form.reader.has_agent, only_own_hosts=self.record.only_own_hosts)

    def all(self, reading: Reading) -> None:
        """Imports what remains of a stream."""
        at_once = 2 if self.form.layout else 1  # a heading met changes how the lines after it are read
        with ThreadPoolExecutor(1, "import-writer") as self.writer, ThreadPoolExecutor(at_once, "import-reader") as readers:
            for batch in _ahead(self._batches(reading, readers)):
                self._one(batch)
                self.report.progress(batch.end, reading.size, _("bytes read"))
            self._settle()

    def _batches(self, reading: Reading, readers: ThreadPoolExecutor) -> Iterator[Batch]:
        """Cuts the stream where an interrupted batch was cut, and then by size."""
        if self.interrupted:
            yield self._batch(read_up_to(reading.stream, self.interrupted["end"] - self.interrupted["start"]), reading, readers)
        for data in batches(reading.stream, BATCH_BYTES):
            yield self._batch(data, reading, readers)

    def _batch(self, data: bytes | memoryview, reading: Reading, readers: ThreadPoolExecutor) -> Batch:
        start = reading.offset
        reading.fingerprint.update(data)
        reading.offset += len(data)
        ended = data[-1:] == b"\n"
        pieces = _pieces(memoryview(data), PARTS) if self.form.layout else [memoryview(data)]
        return Batch(
            start=start,
            end=reading.offset,
            digest=reading.fingerprint.copy().hexdigest(),
            ended=ended,
            length=0 if ended else len(data),
            parts=[readers.submit(self._read, piece) for piece in pieces],
        )

    def _read(self, data: memoryview) -> tuple[Columns, bytes]:
        columns = read_columns(data, self.form, self.clock)
        return columns, self.form.reader.heading if isinstance(self.form.reader, Table) else b""

    def _one(self, batch: Batch) -> None:
        columns, heading = batch.columns()
        counted = self.judge.count(columns)
        self._settle()
        self._meet_days(counted)
        named = name_visitors(self.record.site_id, counted, self.clock.zone)
        rows = rows_of(self.record.site_id, self.record.key, counted, named)
        imported, again, sources = self._without_known(rows, counted)
        filtered = columns.filtered + counted.filtered + Counter({"already_imported": again} if again else {})
        self.record.plan = {
            "start": batch.start,
            "end": batch.end,
            "digest": batch.digest,
            "read": columns.read,
            "imported": imported,
            "filtered": dict(filtered),
            "rejected": dict(columns.rejected),
            "samples": columns.samples,
            "overlaps": dict(sources),
            "heading": heading.decode("latin-1"),
            "cut_line": "" if batch.ended else "imported" if imported else "other",
            "cut_length": batch.length,
        }
        self.record.save()
        self.pending = self.writer.submit(write, self.record.site_id, rows, f"import:{self.record.key}:{batch.start}:{batch.digest}")

    def _meet_days(self, counted: Counted) -> None:
        """Notes, before salts are made, how each new day stands: its salt lives, it never had one, or it had one and is closed."""
        days = [day_of(number) for number in np.unique(local_times(counted.time, self.clock.zone) // 86_400).tolist()]
        met = [day for day in days if day not in self.others]
        if not met:
            return
        held = days_of_others(self.record.site_id, self.record.key, met)
        self.others.update({day: day in held for day in met})
        unknown = [day for day in met if day.isoformat() not in self.record.days]
        for day in unknown:
            alive = salts().has_imported(self.record.site_id, day)
            self.record.days[day.isoformat()] = CONTINUED if alive else REOPENED if day in held else NEW
        if unknown:
            self.record.save(update_fields=["days"])

    def _without_known(self, rows: Rows, counted: Counted) -> tuple[int, int, Counter[str]]:
        """Takes out of a batch the lines that another import stored; answers how many remain, how many do not, and whose they were."""
        count = len(counted.time)
        nearby = [day for day in rows.days if self.others.get(day)]
        if not nearby or not count:
            return count, 0, Counter()
        closed = [day for day in nearby if self.record.days.get(day.isoformat()) == REOPENED]
        stored = Stored(self.record.site_id, self.record.key, nearby, closed, (int(counted.time.min()), int(counted.time.max())))
        again, sources = stored.known(rows.table.slice(0, count))
        if again.any():
            keep = np.concatenate([~again, ~again[rows.searched]])
            rows.table = rows.table.filter(keep)
        return count - int(again.sum()), int(again.sum()), sources

    def _settle(self) -> None:
        """Waits until the batch planned is written, and notes that it is."""
        if self.pending is not None:
            self.pending.result()
            self.pending = None
        self._note_done()

    def _note_done(self) -> None:
        record, plan = self.record, self.record.plan
        if not plan:
            return
        record.offset, record.digest, record.heading = plan["end"], plan["digest"], plan["heading"]
        record.cut_line, record.cut_length = plan["cut_line"], plan["cut_length"]
        record.read += plan["read"]
        record.lines += plan["read"]
        record.imported += plan["imported"]
        for name in ("filtered", "rejected", "overlaps"):
            setattr(record, name, dict(Counter(getattr(record, name)) + Counter(plan[name])))
        record.samples = [*record.samples, *plan["samples"]][:SAMPLES]
        record.batch += 1
        record.plan = None


def _ahead(made: Iterator[Batch]) -> Iterator[Batch]:
    """Lets the lines of some batches be read before they are asked for."""
    waiting: deque[Batch] = deque()
    for batch in made:
        waiting.append(batch)
        if len(waiting) > AHEAD:
            yield waiting.popleft()
    yield from waiting


def _pieces(data: memoryview, count: int) -> list[memoryview]:
    """Cuts whole lines into about so many runs of whole lines."""
    size = max(len(data) // count, 1 << 16)
    pieces, start = [], 0
    while start < len(data):
        end = _line_end(data, start + size)
        pieces.append(data[start:end])
        start = end
    return pieces


def _line_end(data: memoryview, at: int) -> int:
    """The end of the line that a byte belongs to."""
    while at < len(data):
        ends = bytes(data[at : at + _NEAR]).find(b"\n") + 1
        if ends:
            return at + ends
        at += _NEAR
    return len(data)
