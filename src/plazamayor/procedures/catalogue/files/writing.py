"""The catalogue as it is taken away, which is as it is brought: CSV that no spreadsheet can be tricked by, and XLSX."""

import csv
import io
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Final

from django.utils.translation import gettext as _

from plazamayor.analytics.contract import BOM, DANGEROUS, safe
from plazamayor.procedures.catalogue.drafts import Details, Draft, in_order
from plazamayor.procedures.catalogue.files.columns import COLUMNS, HELP, NO, PROCEDURES, STEPS, TITLES, YES, label_of, words_of
from plazamayor.procedures.catalogue.sheets import row_of
from plazamayor.procedures.models import Procedure

WIDTHS: Final = {"name": 42, "addresses": 46, "expressions": 36, "events": 26, "channels": 34}
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Rows = list[list[str]]


def rows_of(table: str, procedures: Iterable[Procedure]) -> Rows:
    """The cells of a table, row by row, as texts."""
    if table == PROCEDURES:
        return [[cell_of(column, details_row(procedure)[column]) for column in COLUMNS[PROCEDURES]] for procedure in procedures]
    return [step_row(procedure, draft) for procedure in procedures for draft in in_order(procedure.steps.all())]


def details_row(procedure: Procedure) -> dict[str, Any]:
    """What a procedure is, with the names of what it points at."""
    details = Details.of(procedure)
    named = {
        "site_id": procedure.site.domain if procedure.site else "",
        "unit_id": procedure.unit.name if procedure.unit else "",
        "owner_id": procedure.owner.email if procedure.owner else "",
    }
    return {**{name: getattr(details, name) for name in COLUMNS[PROCEDURES]}, **named}


def step_row(procedure: Procedure, draft: Draft) -> list[str]:
    """The cells of a step."""
    row = {**row_of(draft), "procedure": procedure.code}
    return [cell_of(column, row[column]) for column in COLUMNS[STEPS]]


def cell_of(column: str, value: Any) -> str:
    """A value as it is written in a cell, in the language of the page."""
    words = words_of(column)
    if isinstance(value, bool):
        return str(YES if value else NO)
    if isinstance(value, list):
        return ("; " if words else "\n").join(words.get(str(each), str(each)) for each in value)
    if value is None or value == "":
        return ""
    return words.get(value, str(value))


def as_csv(table: str, procedures: Iterable[Procedure]) -> bytes:
    """A table in UTF-8 with its mark, so that spreadsheets read the accents."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([label_of(table, column) for column in COLUMNS[table]])
    writer.writerows([safe(_doubled(cell)) for cell in row] for row in rows_of(table, procedures))
    return (BOM + out.getvalue()).encode()


def as_xlsx(procedures: Sequence[Procedure], *, explained: bool = False) -> bytes:
    """Both tables, a sheet each; `explained` adds how to fill them."""
    from openpyxl import Workbook  # noqa: PLC0415 only files need it
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 only files need it

    book = Workbook(write_only=True)
    for table in COLUMNS:
        sheet = book.create_sheet(str(TITLES[table]))
        sheet.freeze_panes = "A2"
        for number, column in enumerate(COLUMNS[table], start=1):
            sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(column, 18)
        _write(sheet, [label_of(table, column) for column in COLUMNS[table]], bold=True)
        for row in rows_of(table, procedures):
            _write(sheet, row)
    if explained:
        _explain(book.create_sheet(_("How to fill it")))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _doubled(text: str) -> str:
    """A text that begins as a safe cell does, with one apostrophe more: whoever reads it takes one out."""
    return f"'{text}" if text.startswith("'") and text.lstrip("'").startswith(DANGEROUS) else text


def _write(sheet: Any, cells: Sequence[str], *, bold: bool = False) -> None:
    """Writes a row of texts; none is taken for a formula."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 only files need it

    wrapped, strong = _styles()
    row = []
    for text in cells:
        cell = WriteOnlyCell(sheet, value=_doubled(text))
        cell.data_type = "s"
        cell.alignment = wrapped
        if bold:
            cell.font = strong
        row.append(cell)
    sheet.append(row)


@cache
def _styles() -> tuple[Any, Any]:
    """How cells are written, and those of heads: made once, since a large catalogue has many."""
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 only files need it

    return Alignment(wrap_text=True, vertical="top"), Font(bold=True)


def _explain(sheet: Any) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width, sheet.column_dimensions["C"].width = 16, 30, 90
    for table, columns in COLUMNS.items():
        for column, label in columns.items():
            words = "; ".join(words_of(column).values())
            _write(sheet, [str(TITLES[table]), str(label), f"{HELP[column]} {words}".strip()])
