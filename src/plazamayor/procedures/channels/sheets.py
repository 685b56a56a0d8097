"""Counts and costs in a CSV file: read as spreadsheets write it, in Spanish or English, and a template to begin from."""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from plazamayor.core.errors import Mistake
from plazamayor.core.spreadsheets import text_of
from plazamayor.procedures.channels.rows import Kind, Row
from plazamayor.procedures.models import Channel, Procedure

MOST_BYTES = 512 * 1024
MOST_ROWS = 5000
LONGEST = 200

# The names of columns that are understood, as they are written without accents.
NAMES: dict[str, tuple[str, ...]] = {
    "procedure": ("procedure", "tramite", "procedimiento", "codigo", "code"),
    "channel": ("channel", "canal"),
    "source": ("source", "where it was counted", "origen", "fuente", "donde se conto"),
    "first": ("first", "from", "first day", "desde", "primer dia", "inicio"),
    "last": ("last", "to", "last day", "hasta", "ultimo dia", "fin"),
    "completed": ("completed", "count", "terminados", "tramites", "numero", "solicitudes"),
    "euros": ("euros", "cost", "coste", "importe"),
    "note": ("note", "nota", "how it was worked out", "como se calculo"),
}
COLUMNS = {
    Kind.COUNTS: ("procedure", "channel", "source", "first", "last", "completed"),
    Kind.COSTS: ("procedure", "channel", "first", "last", "euros", "note"),
}
OPTIONAL = {"source", "note"}
CHANNELS = {
    "online": "online",
    "en linea": "online",
    "electronico": "online",
    "telematico": "online",
    "assisted": "assisted",
    "asistido": "assisted",
    "en linea asistido": "assisted",
    "in_person": "in_person",
    "in person": "in_person",
    "presencial": "in_person",
    "mostrador": "in_person",
    "phone": "phone",
    "telefono": "phone",
    "telefonico": "phone",
    "010": "phone",
}
WHOLE = re.compile(r"\d+|\d{1,3}([.,\u00a0 ]\d{3})+", re.ASCII)
EUROS = re.compile(r"(?P<whole>\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+)(?:[.,](?P<cents>\d{1,2}))?", re.ASCII)


class SheetUnreadable(Mistake):
    """A file is not a table of the columns that are needed."""


@dataclass
class _Reading:
    """The cells of a row, with what cannot be understood in them; `heads` are the columns as the file names them."""

    number: int
    cells: dict[str, str]
    heads: dict[str, str]
    faults: list[str]

    def take(self, name: str, read: Callable[[str], Any]) -> Any:
        """What a cell says; None, and a fault, when it cannot be understood."""
        text = self.cells.get(name, "")
        if not text:
            self.faults.append(_("The column “%(name)s” is empty.") % {"name": self.heads[name]})
            return None
        try:
            return read(text)
        except (ValueError, InvalidOperation):
            told = {"name": self.heads[name], "text": text[:40]}
            self.faults.append(_("“%(text)s” cannot be understood in the column “%(name)s”.") % told)
            return None


def read_sheet(data: bytes, kind: Kind) -> list[Row]:
    """The rows of a CSV file, each with what cannot be understood in it; rows without a figure are left out. Raises SheetUnreadable."""
    if len(data) > MOST_BYTES:
        raise SheetUnreadable(_("The file is larger than %(most)s kB: cut it in parts.") % {"most": MOST_BYTES // 1024})
    return read_text(text_of(data), kind)


def read_text(text: str, kind: Kind) -> list[Row]:
    """The same, of a text that was already decoded."""
    table = [cells for cells in _cells(text) if any(cell for _line, cell in cells)]
    if not table:
        raise SheetUnreadable(_("There is nothing in the file."))
    head = [cell for _line, cell in table[0]]
    places = _places(head, kind)
    heads = {name: head[place][:40] for name, place in places.items()}
    rows = [row for cells in table[1:] if (row := _row(cells, places, heads, kind))]
    if len(rows) > MOST_ROWS:
        raise SheetUnreadable(_("There are more than %(most)s rows: cut the file in parts.") % {"most": MOST_ROWS})
    if not rows:
        raise SheetUnreadable(_("No row has a figure."))
    return rows


def _cells(text: str) -> Iterator[list[tuple[int, str]]]:
    """The cells of each line, trimmed, each with the number of its line."""
    if "\0" in text:
        raise SheetUnreadable(_("This is not a CSV file. In the spreadsheet, choose “Save as” and CSV."))
    head = text.partition("\n")[0]
    separator = max(";,\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for cells in reader:
            yield [(reader.line_num, cell.strip()) for cell in cells]
    except csv.Error as error:
        raise SheetUnreadable(_("Row %(n)s cannot be read: %(why)s") % {"n": reader.line_num, "why": error}) from error


def plain(text: str) -> str:
    """A text in small letters, without accents and with single spaces."""
    bare = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return " ".join(bare.lower().split())


def _places(head: Sequence[str], kind: Kind) -> dict[str, int]:
    known = {alias: name for name in COLUMNS[kind] for alias in NAMES[name]}
    places = {known[plain(cell)]: place for place, cell in enumerate(head) if plain(cell) in known}
    missing = [name for name in COLUMNS[kind] if name not in places and name not in OPTIONAL]
    if missing:
        told = {"missing": ", ".join(missing), "head": ", ".join(COLUMNS[kind])}
        raise SheetUnreadable(_("These columns are missing: %(missing)s. The first row has to name them: %(head)s.") % told)
    return places


def _row(cells: list[tuple[int, str]], places: dict[str, int], heads: dict[str, str], kind: Kind) -> Row | None:
    found = {name: cells[place][1] for name, place in places.items() if place < len(cells)}
    amount = "completed" if kind is Kind.COUNTS else "euros"
    if not found.get(amount):
        return None
    reading = _Reading(cells[0][0], found, heads, [])
    return Row(
        number=reading.number,
        procedure=reading.take("procedure", _short) or "",
        channel=reading.take("channel", _channel) or "",
        first=reading.take("first", read_day),
        last=reading.take("last", read_day),
        amount=reading.take(amount, read_whole if kind is Kind.COUNTS else read_euros),
        source=_told(reading, "source", 60),
        note=_told(reading, "note", LONGEST),
        faults=tuple(reading.faults),
    )


def _told(reading: _Reading, name: str, most: int) -> str:
    text = reading.cells.get(name, "")
    if len(text) > most:
        reading.faults.append(_("The column “%(name)s” has at most %(most)s characters.") % {"name": reading.heads[name], "most": most})
    return text[:most]


def _short(text: str) -> str:
    return text.strip().lower()


def _channel(text: str) -> str:
    """The channel a text names, in either language; the text itself when none."""
    return CHANNELS.get(plain(text).replace(",", ""), text)


def read_day(text: str) -> date:
    """A day as spreadsheets write it: 2026-11-20, 20/11/2026, 20-11-2026, 20.11.2026; raises ValueError."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        return date.fromisoformat(text)
    if re.fullmatch(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}", text, re.ASCII):
        return datetime.strptime(re.sub(r"[.-]", "/", text), "%d/%m/%Y").date()  # noqa: DTZ007 a day has no hour, so no zone
    raise ValueError(text)


def read_whole(text: str) -> Decimal:
    """A whole number, perhaps with thousands apart; raises ValueError."""
    if not WHOLE.fullmatch(text):
        raise ValueError(text)
    return Decimal(re.sub(r"\D", "", text, flags=re.ASCII))


def read_euros(text: str) -> Decimal:
    """An amount with at most two decimals, in Spanish or English writing; raises ValueError."""
    bare = text.replace("€", "").replace("\u00a0", "").replace(" ", "")
    found = EUROS.fullmatch(bare)
    if not found:
        raise ValueError(text)
    return Decimal(f"{re.sub(r'[.,]', '', found['whole'])}.{found['cents'] or '0'}")


def template(kind: Kind, procedures: Sequence[Procedure], today: date) -> str:
    """A CSV file to fill in: a row for each channel of each procedure that is not measured by itself, for the month that ended."""
    last = today.replace(day=1) - timedelta(days=1)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS[kind])
    for procedure in procedures:
        for channel in _to_fill(kind, procedure):
            cells = {"procedure": procedure.code, "channel": channel, "first": last.replace(day=1).isoformat(), "last": last.isoformat()}
            writer.writerow([cells.get(name, "") for name in COLUMNS[kind]])
    return out.getvalue()


def _to_fill(kind: Kind, procedure: Procedure) -> list[str]:
    chosen = [channel for channel in Channel.values if channel in (procedure.channels or Channel.values)]
    return chosen if kind is Kind.COSTS else [channel for channel in chosen if channel != Channel.ONLINE.value]
