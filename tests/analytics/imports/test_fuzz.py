"""Whatever a log holds, every line is counted once, and reading many at once says what reading one by one says."""

import dataclasses
import io
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from plazamayor.analytics.imports.columns import Columns, read_columns
from plazamayor.analytics.imports.formats import FORMATS, Format, StreamingLog, UnknownFormat, detect
from plazamayor.analytics.imports.hits import Clock
from plazamayor.analytics.imports.language import BadPattern, Pattern
from plazamayor.analytics.imports.sources import Source, UnreadableLog, batches, head_of
from tests.analytics.imports.samples import COMBINED, SAMPLES

CLOCK = Clock(ZoneInfo("Europe/Madrid"), 2_000_000_000)
FAST = [form for form in FORMATS if form.layout]
PIECES = st.sampled_from(
    [
        '"',
        "\\",
        " ",
        "[",
        "]",
        "-",
        "\r",
        "\t",
        "\x00",
        "é",
        "GET ",
        " HTTP/1.1",
        "404",
        "200",
        "/",
        "#",
        "10/Oct/2023:13:55:36 -0700",
        "29/Feb/2023:",
        ":",
        "::1",
    ]
)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A line of some format with parts of it cut out and others put in."""
    line = draw(st.sampled_from([sample.text for sample in SAMPLES]))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(line)))
        cut = draw(st.integers(0, 12))
        line = line[:at] + draw(st.one_of(PIECES, st.just(""))) + line[at + cut :]
    return line.encode()


LINES = st.lists(st.one_of(mutated(), st.binary(max_size=80), st.just(COMBINED.encode())), max_size=12).map(b"\n".join)


def says(columns: Columns) -> tuple[object, ...]:
    rows = sorted(
        zip(columns.time.tolist(), columns.status.tolist(), *(array.to_pylist() for array in columns.texts.values()), strict=True)
    )
    return rows, columns.read, columns.filtered, columns.rejected


@given(LINES, st.sampled_from(FAST))
def test_many_lines_at_once_say_what_they_say_one_by_one(data: bytes, form: Format) -> None:
    assert says(read_columns(data, form, CLOCK)) == says(read_columns(data, dataclasses.replace(form, layout=None), CLOCK))


@given(LINES, st.sampled_from(SAMPLES))
def test_no_line_is_lost_nor_stops_a_reader(data: bytes, sample: object) -> None:
    form = detect(sample.text.encode().split(b"\n"), CLOCK)  # type: ignore[attr-defined]  # a Sample; hypothesis takes the union for object

    columns = read_columns(data, form, CLOCK)

    assert (
        columns.read
        == len(columns.time) + columns.filtered.total() + columns.rejected.total()
        == (data + b"\n").count(b"\n") - data.endswith(b"\n")
    )


@given(LINES)
def test_any_content_is_recognised_or_refused_with_a_sentence(data: bytes) -> None:
    try:
        form = detect(data.split(b"\n"), CLOCK)
    except (UnknownFormat, StreamingLog) as refused:
        said = str(refused)
    else:
        said = form.name
    assert said


@given(st.text(max_size=80))
def test_any_pattern_is_read_or_refused_with_a_sentence(text: str) -> None:
    try:
        said = Pattern(text).regex.pattern
    except BadPattern as refused:
        said = str(refused).encode()
    assert said


@given(st.binary(max_size=400), st.integers(1, 64))
def test_batches_put_together_are_the_content(data: bytes, size: int) -> None:
    cut = list(batches(io.BytesIO(data), size))

    assert b"".join(cut) == data
    assert all(bytes(batch).endswith(b"\n") for batch in cut[:-1])


@given(st.sampled_from([b"\x1f\x8b", b"BZh9", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd", b"\xff\xfe", b"\xef\xbb\xbf"]), st.binary(max_size=60))
def test_a_damaged_file_is_refused_with_a_sentence(magic: bytes, data: bytes) -> None:
    try:
        said = [line.hex() for line in head_of(Source("roto", io.BytesIO(magic + data)).stream())]
    except UnreadableLog as refused:
        said = [str(refused)]
    assert said
