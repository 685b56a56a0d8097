"""Imports server logs into a site."""

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import BinaryIO, Final
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plazamayor.analytics.imports.formats import GIVEN, W3C, Format, detect, named
from plazamayor.analytics.imports.hits import Clock, Filtered, Rejected, host_name
from plazamayor.analytics.imports.language import Pattern
from plazamayor.analytics.imports.operations.totals import Totals
from plazamayor.analytics.imports.operations.turns import one_at_a_time
from plazamayor.analytics.imports.operations.wording import names_of, overlaps, reopened
from plazamayor.analytics.imports.records import LogImport, Upload
from plazamayor.analytics.imports.rules import is_own, rules_of
from plazamayor.analytics.imports.running import Reading, Run
from plazamayor.analytics.imports.sources import Fingerprint, Source, fingerprint, head_of, read_up_to
from plazamayor.analytics.imports.tables import Table
from plazamayor.analytics.models import Site
from plazamayor.analytics.queries import daybook_of
from plazamayor.analytics.salts import salts
from plazamayor.analytics.store import refresh_stale
from plazamayor.core.errors import Mistake
from plazamayor.core.report import Report

_STEP: Final = 8 << 20
_AHEAD_SECONDS: Final = 86_400
_FOREVER: Final = 1 << 40
_EVER: Final = date(1990, 1, 1)


@dataclass(frozen=True)
class Known:
    """How much of a content was imported before: up to which byte and line, and by which import."""

    record: LogImport | None = None
    offset: int = 0
    lines: int = 0

    @property
    def unfinished(self) -> LogImport | None:
        """The import to go on with, if it was interrupted."""
        return self.record if self.record and self.record.state != LogImport.State.DONE else None


def import_files(
    site: Site,
    sources: Iterable[tuple[str, BinaryIO]],
    *,
    now: datetime,
    report: Report,
    pattern: str = "",
    encoding: str = "",
    upload: Upload | None = None,
) -> Totals:
    """Imports logs into a site, oldest first, and answers what became of every line.

    `sources` are names and seekable files, plain or compressed. Raises UnknownFormat, StreamingLog, BadPattern, UnreadableLog,
    UnknownEncoding, each with a sentence; what was imported before that stays. The same content again changes nothing.
    """
    with one_at_a_time(site, report):
        salts().erase_expired(now, {site.pk: ZoneInfo(site.time_zone)})  # a closed day is closed, whoever had to see to it
        on_page = upload is not None
        opened = [_Opened.of(site, Source(name, file, encoding), now, pattern, on_page=on_page) for name, file in sources]
        totals = [_import(each, now, report, upload) for each in sorted(opened, key=lambda each: each.first)]
    refresh_stale(daybook_of(site), _EVER, now.date() + timedelta(days=1), patient=True)  # the report is ready to be read
    return sum(totals, Totals())


@dataclass
class _Opened:
    """A log whose format is known. `first` is the moment of its first line, `head` the fingerprint of that line."""

    site: Site
    source: Source
    form: Format
    clock: Clock
    head: str
    first: int
    lines: Sequence[bytes]
    pattern: str

    @classmethod
    def of(cls, site: Site, source: Source, now: datetime, pattern: str, *, on_page: bool) -> "_Opened":
        lines = head_of(source.stream())
        clock = Clock(ZoneInfo(site.time_zone), int(now.timestamp()) + _AHEAD_SECONDS)
        form = _form_of(lines, clock, pattern, on_page=on_page)
        data = next((line for line in lines if line.strip() and not line.startswith(b"#")), b"")
        mark = fingerprint()
        mark.update(data.strip())
        return cls(site, source, form, clock, mark.hexdigest(), _first_moment(lines, form, clock), lines, pattern)


def _form_of(lines: Sequence[bytes], clock: Clock, pattern: str, *, on_page: bool) -> Format:
    if pattern:
        return Format(GIVEN, Pattern(pattern))
    if not any(line.strip() for line in lines):
        return named("combined")  # an empty log has nothing to be understood
    return detect(lines, clock._replace(latest=_FOREVER), on_page=on_page)  # a wrong date is a matter of each line


def _first_moment(lines: Sequence[bytes], form: Format, clock: Clock) -> int:
    """The moment of the first line that counts, to import in order the parts of a rotated log."""
    for line in lines:
        try:
            return form.reader.read(line.strip(), clock).time
        except (Filtered, Rejected):
            continue
    return clock.latest


def _import(opened: _Opened, now: datetime, report: Report, upload: Upload | None) -> Totals:
    known = _known(opened)
    skipped = known.offset
    record = known.unfinished or _begin(opened, known, now)
    if upload:
        Upload.objects.filter(pk=upload.pk).update(record=record)
    if known.unfinished:
        report.note(_("%(name)s: going on where it was interrupted.") % {"name": opened.source.name})
        skipped = record.offset
    elif known.record:
        report.note(_already(opened, known))
    stream = opened.source.stream()
    reading = Reading(stream, skipped, _read_again(stream, skipped), _size(opened))
    form = named(W3C, heading=record.heading.encode("latin-1")) if record.heading and isinstance(opened.form.reader, Table) else opened.form
    try:
        Run(record, form, opened.clock, report).all(reading)
    except Mistake as error:
        LogImport.objects.filter(pk=record.pk).update(state=LogImport.State.FAILED, error=str(error))
        raise
    return _finish(record, now, report)


def _finish(record: LogImport, now: datetime, report: Report) -> Totals:
    record.state, record.error, record.finished = LogImport.State.DONE, "", now
    days = frozenset(date.fromisoformat(day) for day in record.days)
    totals = Totals(record.read, record.imported, Counter(record.filtered), Counter(record.rejected), days)
    if record.batch:
        record.save()
    elif record.pk:
        record.delete()  # nothing new was found in it
    for text in _notes(record):
        report.note(text)
    return totals


def _begin(opened: _Opened, known: Known, now: datetime) -> LogImport:
    """Begins an import after what was imported before; the lines of that much count as read and filtered."""
    rules = rules_of(opened.site)
    hosts = _hosts(opened)
    record = LogImport(
        site=opened.site,
        name=opened.source.name[:255],
        format=opened.form.name,
        pattern=opened.pattern,
        heading=known.record.heading if known.record else "",
        only_own_hosts=any(is_own(rules, host) for host in hosts),
        head=opened.head,
        offset=known.offset,
        lines=known.lines,
        read=known.lines,
        filtered={"already_imported": known.lines} if known.lines else {},
        started=now,
    )
    record.save()
    return record


def _hosts(opened: _Opened) -> set[str]:
    """The hosts that the first lines name."""
    hosts = set()
    for line in opened.lines:
        try:
            hosts.add(host_name(opened.form.reader.read(line.strip(), opened.clock).host.decode("utf-8", "replace")))
        except (Filtered, Rejected):
            continue
    return hosts - {""}


def _known(opened: _Opened) -> Known:
    """Finds how much of a content was imported before: the longest beginning whose fingerprint an import has."""
    candidates = LogImport.objects.filter(site=opened.site, head=opened.head)
    points: dict[int, list[tuple[str, LogImport]]] = {}
    for record in candidates:
        if record.offset and record.digest:
            points.setdefault(record.offset, []).append((record.digest, record))
        if record.plan:
            points.setdefault(record.plan["end"], []).append((record.plan["digest"], record))
    best: LogImport | None = None
    stream, mark, offset = opened.source.stream(), fingerprint(), 0
    for end in sorted(points):
        while offset < end and (data := read_up_to(stream, min(_STEP, end - offset))):
            mark.update(data)
            offset += len(data)
        matching = [record for digest, record in points[end] if offset == end and digest == mark.hexdigest()]
        best = min(matching, key=lambda record: record.state == LogImport.State.DONE, default=best)
    return _continued(opened, best) if best else Known()


def _continued(opened: _Opened, record: LogImport) -> Known:
    """Where to go on after a record. A line it found cut is read anew if it did not count, and passed over if it did."""
    if record.state != LogImport.State.DONE or not record.cut_line:
        return Known(record, record.offset, record.lines)
    stream = opened.source.stream()
    mark = fingerprint()
    _through(stream, record.offset, mark)
    rest = stream.readline()
    if record.cut_line == "imported" or not rest:
        return Known(record, record.offset + len(rest), record.lines)
    return Known(record, record.offset - record.cut_length, record.lines - 1)


def _read_again(stream: BinaryIO, offset: int) -> Fingerprint:
    mark = fingerprint()
    _through(stream, offset, mark)
    return mark


def _through(stream: BinaryIO, offset: int, mark: Fingerprint) -> None:
    """Reads the beginning of a stream once more."""
    while offset and (data := read_up_to(stream, min(_STEP, offset))):
        mark.update(data)
        offset -= len(data)


def _size(opened: _Opened) -> int | None:
    """The bytes there are to read, known of what is not compressed."""
    file = opened.source.file
    if file.read(0) is None or opened.source.encoding:
        return None
    here = file.tell()
    file.seek(0)
    magic = file.read(6)
    size = file.seek(0, os.SEEK_END)
    file.seek(here)
    return None if magic[:2] in {b"\x1f\x8b", b"BZ", b"\xfd7", b"\x28\xb5"} else size


def _already(opened: _Opened, known: Known) -> str:
    record = known.record
    assert record is not None  # noqa: S101 only called when there is one
    return ngettext(
        "%(name)s: its first line was imported on %(day)s from %(other)s.",
        "%(name)s: its first %(number)d lines were imported on %(day)s from %(other)s.",
        known.lines,
    ) % {"name": opened.source.name, "number": known.lines, "day": date_format(record.started.date()), "other": record.name}


def _notes(record: LogImport) -> list[str]:
    """What the person who imports ought to know."""
    notes = [*overlaps(record, names_of([record])), *reopened(record)]
    return notes + [_("Not understood, with letters as x and digits as 9: %(line)s") % {"line": line} for _why, line in record.samples]
