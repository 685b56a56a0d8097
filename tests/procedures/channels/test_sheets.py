"""Files of counts and costs, as spreadsheets write them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plazamayor.procedures.channels.rows import Kind
from plazamayor.procedures.channels.sheets import (
    MOST_BYTES,
    SheetUnreadable,
    read_day,
    read_euros,
    read_sheet,
    read_whole,
    template,
)
from plazamayor.procedures.models import Procedure

SPANISH = "Trámite;Canal;Desde;Hasta;Terminados;Origen\r\nayudas;Presencial;1/10/2026;31/10/2026;1.204;Mostrador de Hacienda\r\n"


def test_what_is_wrong_names_the_column_as_the_file_does() -> None:
    (row,) = read_sheet(SPANISH.replace("1.204", "muchos").replace("Presencial", "").encode(), Kind.COUNTS)

    assert row.faults == ("La columna «Canal» está vacía.", "«muchos» no se entiende en la columna «Terminados».")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_spanish_file_is_read_in_the_encodings_that_spreadsheets_use(encoding: str) -> None:
    (row,) = read_sheet(SPANISH.encode(encoding), Kind.COUNTS)

    assert (row.number, row.procedure, row.channel, row.first, row.last, row.amount, row.source, row.faults) == (
        2,
        "ayudas",
        "in_person",
        date(2026, 10, 1),
        date(2026, 10, 31),
        Decimal(1204),
        "Mostrador de Hacienda",
        (),
    )


def test_an_english_file_with_commas_or_tabs_is_read_too() -> None:
    for separator in ",\t":
        text = separator.join(["procedure", "channel", "first", "last", "euros"]) + "\n"
        text += separator.join(["ayudas", "phone", "2026-01-01", "2026-12-31", "1234.5"])
        (row,) = read_sheet(text.encode(), Kind.COSTS)
        assert (row.channel, row.amount, row.faults) == ("phone", Decimal("1234.50"), ())


def test_what_cannot_be_understood_is_named_row_by_row_with_the_number_that_the_spreadsheet_shows() -> None:
    text = "procedure,channel,first,last,completed\nayudas,phone,31/31/2026,2026-10-31,5\n\nayudas,,2026-10-01,2026-10-31,muchos\n"

    rows = read_sheet(text.encode(), Kind.COUNTS)

    assert [(row.number, row.faults) for row in rows] == [
        (2, ("«31/31/2026» no se entiende en la columna «first».",)),
        (4, ("La columna «channel» está vacía.", "«muchos» no se entiende en la columna «completed».")),
    ]


def test_rows_without_a_figure_are_left_out_as_the_template_has_them() -> None:
    text = "procedure,channel,first,last,completed\nayudas,phone,2026-10-01,2026-10-31,\nayudas,phone,2026-09-01,2026-09-30,0\n"

    assert [row.amount for row in read_sheet(text.encode(), Kind.COUNTS)] == [Decimal(0)]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04\0\0",
        b"procedure,channel\nayudas,phone",
        b"procedure,channel,first,last,completed\n",
        b"x" * (MOST_BYTES + 1),
        b'procedure,channel,first,last,completed\n"' + b"y" * 200_000,
        b"procedure,channel,first,last,completed\n" + b"a,phone,2026-10-01,2026-10-02,1\n" * 5001,
    ],
)
def test_what_is_not_such_a_table_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(SheetUnreadable) as refused:
        read_sheet(data, Kind.COUNTS)
    assert str(refused.value).endswith(".") or "fila" in str(refused.value).lower()


@given(st.binary(max_size=300))
def test_no_file_breaks_the_reading(data: bytes) -> None:
    for kind in Kind:
        try:
            rows = read_sheet(data, kind)
        except SheetUnreadable:
            continue
        assert all(row.faults or (row.first and row.last and row.amount is not None) for row in rows)


@given(st.dates(min_value=date(2000, 1, 1)))
def test_days_are_read_as_they_are_written(day: date) -> None:
    assert [read_day(day.isoformat()), read_day(f"{day.day}/{day.month}/{day.year}"), read_day(f"{day:%d-%m-%Y}")] == [day] * 3


@given(st.integers(0, 10**9))
def test_whole_numbers_are_read_with_their_thousands_apart_or_not(number: int) -> None:
    spanish = f"{number:,}".replace(",", ".")
    assert [read_whole(str(number)), read_whole(spanish), read_whole(f"{number:,}")] == [number] * 3


@pytest.mark.parametrize(
    ("text", "euros"), [("1.234,56 €", "1234.56"), ("1,234.56", "1234.56"), ("1234,5", "1234.5"), ("12", "12"), ("1.234", "1234")]
)
def test_amounts_are_read_in_spanish_and_in_english(text: str, euros: str) -> None:
    assert read_euros(text) == Decimal(euros)


@pytest.mark.parametrize("text", ["-5", "1,2,3", "12.345,678", "١٢", "1e5", "doce"])
def test_what_is_not_an_amount_is_not_taken_for_one(text: str) -> None:
    with pytest.raises(ValueError, match=r"^.+$"):
        read_euros(text)


def test_the_template_has_a_row_for_each_channel_to_count_of_the_month_that_ended() -> None:
    procedures = [Procedure(code="ayudas", channels=["online", "in_person", "phone"]), Procedure(code="padron", channels=["online"])]

    text = template(Kind.COUNTS, procedures, date(2026, 11, 20))

    assert text.splitlines() == [
        "procedure,channel,source,first,last,completed",
        "ayudas,in_person,,2026-10-01,2026-10-31,",
        "ayudas,phone,,2026-10-01,2026-10-31,",
    ]
