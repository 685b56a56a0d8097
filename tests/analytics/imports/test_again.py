"""Importing again, more, elsewhere or after an interruption: nothing is counted twice and nothing is lost."""

import bz2
import gzip
import lzma
import sys
from collections.abc import Callable
from datetime import timedelta

import pytest

from plazamayor.analytics.imports import running
from plazamayor.analytics.imports.formats import UnknownFormat
from plazamayor.analytics.imports.records import LogImport
from plazamayor.analytics.imports.sources import UnknownEncoding, UnreadableLog
from plazamayor.analytics.salts import IMPORT_GRACE, salts
from plazamayor.core.errors import Cancelled
from tests.analytics.imports.conftest import NOW, Importing
from tests.analytics.imports.lines import NOON, day_of_lines, line, log

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LINES = day_of_lines(60)


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "BATCH_BYTES", 2_000)


@pytest.mark.parametrize(
    "again",
    [
        bytes,
        gzip.compress,
        bz2.compress,
        lzma.compress,
        zstd.compress,
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.decode().encode("utf-16"),
    ],
    ids=["plain", "gzip", "bzip2", "xz", "zstd", "utf-8 with mark", "utf-16"],
)
def test_the_same_content_under_another_name_or_compression_changes_nothing(importing: Importing, again: Callable[[bytes], bytes]) -> None:
    data = log(*LINES).encode()
    importing(data)
    before = importing.events()

    totals = importing(again(data), name="otro.log")

    assert str(totals) == "read=60 imported=0 filtered=60 rejected=0"
    assert importing.events() == before
    assert len(before) == 60
    assert LogImport.objects.count() == 1


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress, zstd.compress])
def test_a_compressed_log_is_read(importing: Importing, compress: Callable[[bytes], bytes]) -> None:
    assert str(importing(compress(log(*LINES).encode()))) == "read=60 imported=60 filtered=0 rejected=0"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32-be", "cp037", "big5", "latin-1", "shift_jis"])
def test_a_log_in_any_encoding_is_read(importing: Importing, encoding: str) -> None:
    totals = importing(log(*LINES).encode(encoding), encoding=encoding)

    assert str(totals) == "read=60 imported=60 filtered=0 rejected=0"


def test_an_unknown_encoding_and_a_damaged_file_are_refused_with_a_sentence(importing: Importing) -> None:
    with pytest.raises(UnknownEncoding, match="klingon"):
        importing(log(*LINES), encoding="klingon")
    with pytest.raises(UnreadableLog, match="damaged"):
        importing(gzip.compress(log(*LINES).encode())[:-20])
    assert importing.events() == []


def test_a_log_that_has_grown_adds_only_its_new_lines(importing: Importing, small_batches: None) -> None:
    importing(log(*LINES[:40]))

    totals = importing(gzip.compress(log(*LINES).encode()))

    assert str(totals) == "read=60 imported=20 filtered=40 rejected=0"
    assert [event.time for event in importing.events()] == [NOON + timedelta(seconds=n) for n in range(60)]
    assert importing.heard.notes[-1].startswith("access.log: its first 40 lines were imported on")


@pytest.mark.parametrize("cut", [1, 60, 130, 150, 199, 200, 201, 260, 330, 399, 500])
def test_a_log_caught_while_it_was_being_written_loses_no_line(importing: Importing, cut: int) -> None:
    data = log(*day_of_lines(8)).encode()
    whole = 4 * len(data) // 8
    importing(data[: whole + cut])

    totals = importing(data)

    assert totals.read == totals.imported + totals.filtered.total() + totals.rejected.total() == 8
    assert [event.time for event in importing.events()] == [NOON + timedelta(seconds=n) for n in range(8)]


@pytest.mark.parametrize("cut", range(60, 80))
def test_a_common_log_caught_within_its_last_figure_counts_its_line_once(importing: Importing, cut: int) -> None:
    data = log(*(f'192.0.2.7 - - [01/Jun/2024:12:00:0{n} +0200] "GET / HTTP/1.1" 200 5120' for n in range(3))).encode()
    length = len(data) // 3
    importing(data[: 2 * length + cut])

    totals = importing(data)

    assert totals.read == totals.imported + totals.filtered.total() + totals.rejected.total() == 3
    assert [event.time for event in importing.events()] == [NOON + timedelta(seconds=n) for n in range(3)]


def test_an_empty_log_has_nothing_to_say(importing: Importing) -> None:
    assert str(importing("")) == "read=0 imported=0 filtered=0 rejected=0"
    assert LogImport.objects.count() == 0


def test_lines_of_a_file_that_overlaps_another_count_once_and_are_reported(importing: Importing, small_batches: None) -> None:
    importing(log(*LINES[:40]), name="access.log.1")

    totals = importing(log(*LINES[25:]), name="juntos.log")

    assert (str(totals), totals.filtered["already_imported"]) == ("read=35 imported=20 filtered=15 rejected=0", 15)
    assert len(importing.events()) == 60
    assert importing.heard.notes == ["juntos.log overlaps access.log.1: 15 lines of it were imported before and are not counted again."]


def test_what_is_repeated_within_one_log_counts_each_time(importing: Importing) -> None:
    importing(log(line("/a"), line("/a"), line("/a")))

    totals = importing(log(line("/b"), line("/a"), line("/a"), line("/a"), line("/a")))

    assert totals.imported == 2
    assert len(importing.events()) == 5


def test_logs_of_two_servers_of_one_day_add_up(importing: Importing) -> None:
    importing(log(*(line("/a", at=NOON + timedelta(seconds=n), address="192.0.2.1") for n in range(10))))

    totals = importing(log(*(line("/a", at=NOON + timedelta(seconds=n), address="192.0.2.2") for n in range(10))))

    assert (totals.imported, len(importing.events())) == (10, 20)


def test_the_parts_of_a_rotated_log_are_imported_oldest_first(importing: Importing) -> None:
    midnight = NOON.replace(hour=22)
    before, after = line("/a", at=midnight - timedelta(minutes=5)), line("/b", at=midnight + timedelta(minutes=5))

    importing(log(after), log(before))

    assert len({event.visitor for event in importing.events()}) == 1


def test_a_part_of_a_closed_day_makes_new_visitor_days_and_says_so(importing: Importing) -> None:
    importing(log(*LINES[:20]))
    later = NOW + IMPORT_GRACE
    salts().erase_expired(later + timedelta(days=900), {})

    totals = importing(log(line("/nueva", address="192.0.2.1"), *LINES[10:20], *LINES[30:]), now=later)

    assert (totals.imported, totals.filtered["already_imported"]) == (31, 10)
    assert len({event.visitor for event in importing.events()}) == 40
    assert any("2024" in note and "48" in note for note in importing.heard.notes)


def test_a_refused_log_leaves_nothing(importing: Importing) -> None:
    with pytest.raises(UnknownFormat):
        importing("ayer alguien vio una página\n")

    assert (LogImport.objects.count(), importing.events()) == (0, [])


def test_an_import_that_failed_goes_on_where_it_was(importing: Importing, small_batches: None) -> None:
    reported = importing.heard.progress

    def stop(done: int, total: int | None, what: str) -> None:
        reported(done, total, what)
        if len(importing.heard.steps) == 3:
            raise Cancelled

    importing.heard.progress = stop  # type: ignore[method-assign]  # the report is the test's own
    with pytest.raises(Cancelled):
        importing(log(*LINES))
    failed = LogImport.objects.get()

    totals = importing(log(*LINES))

    assert (failed.state, 0 < failed.imported < 60) == (LogImport.State.FAILED, True)
    assert str(totals) == "read=60 imported=60 filtered=0 rejected=0"
    assert [event.time for event in importing.events()] == [NOON + timedelta(seconds=n) for n in range(60)]


def test_no_address_nor_agent_is_kept_of_an_import(importing: Importing) -> None:
    importing(log(*LINES, "192.0.2.55 roto " + LINES[0][20:60]))

    record = LogImport.objects.get()

    kept = " ".join(str(getattr(record, field.name)) for field in LogImport._meta.fields)
    assert "192.0.2" not in kept
    assert "Mozilla" not in kept
    assert all("192.0.2" not in str(event) and "Mozilla" not in str(event) for event in importing.events())
