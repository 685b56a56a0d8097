"""A file of the catalogue, CSV or XLSX, as tables of texts. Nothing in it is believed: sizes, entities and encodings are bounded here."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, Final

import msgspec
from django.utils.translation import gettext as _

from plazamayor.analytics.contract import DANGEROUS
from plazamayor.core.errors import Mistake
from plazamayor.core.search import plain
from plazamayor.core.spreadsheets import text_of
from plazamayor.procedures.catalogue.files.columns import NEEDED, PROCEDURES, STEPS, label_of, names_of

MOST_BYTES: Final = 2 << 20
MOST_UNPACKED: Final = 40 << 20
MOST_TEXT: Final = 1_500_000
MOST_ROWS: Final = {PROCEDURES: 2_000, STEPS: 10_000}
MOST_COLUMNS: Final = 60
LONGEST_CELL: Final = 12_000
ZIP: Final = b"PK\x03\x04"
OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"


class FileUnreadable(Mistake):
    """A file is not a table of the catalogue, or is too large."""


class Table(msgspec.Struct, frozen=True):
    """A table of the file: the columns understood and, for each row, its number in the file and its cells by column."""

    name: str
    columns: list[str]
    rows: list[tuple[int, dict[str, str]]]
    ignored: list[str] = []


def read_file(data: bytes) -> list[Table]:
    """The tables of a file; raises FileUnreadable."""
    if len(data) > MOST_BYTES:
        raise FileUnreadable(_("The file is larger than %(most)d MB. Cut it in parts.") % {"most": MOST_BYTES >> 20})
    if data.startswith(OLD_EXCEL):
        why = _("This is an old Excel file (.xls), or one with a password. Open it and save it as .xlsx without one, or as CSV.")
        raise FileUnreadable(why)
    sheets = _workbook(data) if data.startswith(ZIP) else [_csv(data)]
    tables = [table for sheet in sheets if (table := _table(sheet))]
    if not tables:
        needed = ", ".join(label_of(PROCEDURES, column) for column in ("code", "name"))
        why = _("No table of the catalogue is in the file: the first row has to name its columns, %(needed)s at least.")
        raise FileUnreadable(why % {"needed": needed})
    twice = [table.name for table in tables]
    if len(set(twice)) < len(twice):
        raise FileUnreadable(_("Two sheets have the same columns. Leave only one of each kind."))
    if sum(len(cell) for table in tables for _line, row in table.rows for cell in row.values()) > MOST_TEXT:
        raise FileUnreadable(_("There is too much text in the file. Cut it in parts."))
    return tables


Lines = Iterator[tuple[int, list[str]]]


def _csv(data: bytes) -> Lines:
    text = text_of(data)
    if "\0" in text:
        raise FileUnreadable(_("This is neither CSV nor XLSX. In the spreadsheet, choose “Save as” and one of them."))
    head = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(";,\t", key=head.count))
    before = 0
    try:
        for cells in reader:
            yield before + 1, [_cell(cell) for cell in cells[:MOST_COLUMNS]]
            before = reader.line_num
    except csv.Error as error:
        raise FileUnreadable(_("Line %(line)d cannot be read: %(why)s.") % {"line": reader.line_num, "why": error}) from error


def _workbook(data: bytes) -> list[Lines]:
    try:
        return _sheets(data)
    except FileUnreadable:
        raise
    except Exception as error:  # a damaged file fails in as many ways as there are parts in it
        raise FileUnreadable(_("The spreadsheet cannot be read. Open it, save it again as .xlsx and bring that one.")) from error


def _sheets(data: bytes) -> list[Lines]:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
            raise FileUnreadable(_("There is too much in the file once it is unpacked. Cut it in parts."))
    from openpyxl import load_workbook  # noqa: PLC0415 only files need it

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    return [iter(list(_sheet(sheet))) for sheet in book.worksheets[:10]]


def _sheet(sheet: Any) -> Lines:
    for line, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, max_row=max(MOST_ROWS.values()) + 2, values_only=True), start=1):
        yield line, [_cell(_written(value)) for value in cells]


def _written(value: Any) -> str:
    """What a cell of a spreadsheet holds, as somebody would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _cell(text: str) -> str:
    """A cell without the space around it, nor the apostrophe that keeps spreadsheets from taking it for a formula."""
    text = text.replace("\r\n", "\n").strip()
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(DANGEROUS) else text


def _table(lines: Lines) -> Table | None:
    """The table of a sheet whose first row names the columns of one; None when it names none."""
    head = next((cells for _line, cells in lines if any(cells)), [])
    for name in (STEPS, PROCEDURES):
        known = names_of(name)
        columns = [known.get(plain(" ".join(cell.split())), "") for cell in head]
        if NEEDED[name] <= set(columns):
            _require_once(name, columns)
            ignored = [cell for cell, column in zip(head, columns, strict=True) if cell and not column]
            return Table(name, [column for column in columns if column], list(_rows(name, columns, lines)), ignored)
    return None


def _require_once(name: str, columns: Iterable[str]) -> None:
    found = [column for column in columns if column]
    twice = next((column for column in found if found.count(column) > 1), "")
    if twice:
        raise FileUnreadable(_("The column “%(name)s” is there twice. Leave one.") % {"name": label_of(name, twice)})


def _rows(name: str, columns: list[str], lines: Lines) -> Iterator[tuple[int, dict[str, str]]]:
    taken = 0
    for line, cells in lines:
        row = {column: cell for column, cell in zip(columns, cells, strict=False) if column}
        if not any(row.values()):
            continue
        taken += 1
        if taken > MOST_ROWS[name]:
            raise FileUnreadable(_("There are more than %(most)d rows. Cut the file in parts.") % {"most": MOST_ROWS[name]})
        if any(len(cell) > LONGEST_CELL for cell in cells):
            raise FileUnreadable(_("A cell of row %(line)d is too long.") % {"line": line})
        yield line, {column: row.get(column, "") for column in columns if column}
