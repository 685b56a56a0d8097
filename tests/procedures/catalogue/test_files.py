"""The catalogue as a file: what is taken away comes back as it was, what is wrong is named, and a file is done whole or not at all."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime
from functools import cache

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from plazamayor.organisation.models import AuditEntry
from plazamayor.procedures.access import procedures_for
from plazamayor.procedures.catalogue.drafts import in_order
from plazamayor.procedures.catalogue.files import reading
from plazamayor.procedures.catalogue.files.columns import COLUMNS, PROCEDURES, STEPS
from plazamayor.procedures.catalogue.files.operations import CatalogueMoved, HasFaults, bring
from plazamayor.procedures.catalogue.files.planning import Plan, plan
from plazamayor.procedures.catalogue.files.reading import FileUnreadable, read_file
from plazamayor.procedures.catalogue.files.writing import as_csv, as_xlsx
from plazamayor.procedures.models import Procedure
from tests.make.cast import Cast
from tests.make.sites import make_site

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("store")


def planned(cast: Cast, text: str) -> Plan:
    return plan(cast.administrator, read_file(text.encode()))


def faults(cast: Cast, text: str) -> list[tuple[int, str, str]]:
    return [(fault.line, fault.column, fault.text) for fault in planned(cast, text).faults]


def brought(cast: Cast, text: str) -> Plan:
    tables = read_file(text.encode())
    return bring(member=cast.administrator, tables=tables, digest=plan(cast.administrator, tables).digest, now=NOW)


@pytest.fixture
def full(cast: Cast) -> Procedure:
    """A procedure with something in every column, some of it dangerous to a spreadsheet."""
    site = make_site(cast.organisation, domain="sede.villaclara.example")
    procedure = Procedure.objects.create(
        organisation=cast.organisation,
        site=site,
        unit=cast.organisation.units.create(name="Comercio; Consumo"),
        owner=cast.analyst.person,
        code="ayudas",
        name="=Ayudas, «al» comercio\tlocal".replace("\t", " "),
        sia_code="02714093",
        kind="obligatory",
        languages=["es", "ca-valencia"],
        channels=["online", "in_person"],
        legal_term="'+tres meses",
        opens=date(2026, 10, 1),
        closes=date(2026, 12, 1),
        life_event="funding",
        addresses=["/tramites/ayudas", "https://www.otra.example/ñ?x=1"],
        limit_minutes=90,
        active=False,
    )
    procedure.steps.create(key="datos", name="@Datos", position=0, marks=[["address", "/datos*"], ["address", "/d2"], ["event", "-Ver"]])
    procedure.steps.create(key="fin", name="Fin", position=1, marks=[["regex", "^/fin;[0-9]+$"]])
    procedure.steps.create(key="ayuda", name="Ayuda", role="help", position=2, marks=[])
    return procedure


@pytest.mark.parametrize("language", ["es", "en"])
def test_what_is_taken_away_as_a_spreadsheet_changes_nothing_when_it_comes_back(cast: Cast, full: Procedure, language: str) -> None:
    with override(language):
        data = as_xlsx(procedures_for(cast.administrator), explained=True)
    with override("es" if language == "en" else "en"):
        found = plan(cast.administrator, read_file(data))

    assert (found.faults, found.ignored, found.does_something) == ([], [], False)
    assert ([each.known for each in found.same], [each.code for each in found.courses]) == ([full], ["ayudas"])


@pytest.mark.parametrize("table", [PROCEDURES, STEPS])
def test_what_is_taken_away_as_csv_changes_nothing_when_it_comes_back(cast: Cast, full: Procedure, table: str) -> None:
    with override("es"):
        found = plan(cast.administrator, read_file(as_csv(table, procedures_for(cast.administrator))))

    assert (found.faults, found.does_something) == ([], False)
    assert len(found.wanted) + len(found.courses) == 1
    assert full.pk


def test_no_cell_that_is_taken_away_is_a_formula(cast: Cast, full: Procedure) -> None:
    procedures = procedures_for(cast.administrator)
    cells = [cell for table in COLUMNS for row in csv.reader(io.StringIO(as_csv(table, procedures).decode("utf-8-sig"))) for cell in row]
    book = load_workbook(io.BytesIO(as_xlsx(procedures)))

    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))] == []
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
    assert full.name in {cell.value for row in book.worksheets[0].iter_rows() for cell in row}


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=30)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(NAMES, min_size=1, max_size=4))
def test_any_name_comes_back_as_it_was(cast: Cast, names: list[str]) -> None:
    Procedure.objects.all().delete()
    for number, name in enumerate(names):
        Procedure.objects.create(organisation=cast.organisation, code=f"p{number}", name=name)
    procedures = procedures_for(cast.administrator)

    for data in (as_csv(PROCEDURES, procedures), as_xlsx(procedures)):
        found = plan(cast.administrator, read_file(data))
        assert (found.faults, found.does_something, len(found.same)) == ([], False, len(names))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_files_are_read_in_the_encodings_and_with_the_separators_of_spreadsheets(encoding: str, separator: str) -> None:
    text = f"Código{separator}Nombre\r\npadron{separator}Padrón de años\r\n"

    (table,) = read_file(text.encode(encoding))

    assert table.rows == [(2, {"code": "padron", "name": "Padrón de años"})]


def test_a_spreadsheet_written_by_hand_is_read_with_its_dates_and_numbers(cast: Cast) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Code", "Name", "Opens", "SIA code", "Time limit, in minutes", "In use"])
    sheet.append(["padron", "Padrón", datetime(2026, 11, 2), 2714093, 45.0, True])  # noqa: DTZ001 as a spreadsheet keeps a day
    sheet.append([])
    sheet.append(["multas", "Multas", "2/11/2026", None, None, False])
    out = io.BytesIO()
    book.save(out)

    found = plan(cast.administrator, read_file(out.getvalue()))

    details = [
        (each.line, each.details.opens, each.details.sia_code, each.details.limit_minutes, each.details.active) for each in found.added
    ]
    assert details == [(2, date(2026, 11, 2), "2714093", 45, True), (4, date(2026, 11, 2), "", 120, False)]
    assert found.faults == []


def test_what_would_be_added_changed_and_left_is_told_before(cast: Cast, full: Procedure) -> None:
    Procedure.objects.create(organisation=cast.organisation, code="padron", name="Padrón")
    found = planned(cast, "code,name,kind\nayudas,Ayudas,voluntary\n,Multas,\n")

    assert [(each.details.code, each.details.name) for each in found.added] == [("multas", "Multas")]
    assert [each.changed for each in found.changed] == [
        [("Name", full.name, "Ayudas"), ("Type", "obligatory", "voluntary")],
    ]
    assert (found.left, Procedure.objects.filter(organisation=cast.organisation).count()) == (1, 2)


def test_a_column_that_is_missing_stays_and_a_cell_left_empty_empties(cast: Cast, full: Procedure) -> None:
    brought(cast, "code,name,unit,opens,legal_term\nayudas,Ayudas,,,\n")

    kept = Procedure.objects.get(pk=full.pk)
    assert (kept.unit, kept.opens, kept.legal_term, kept.sia_code, kept.channels) == (None, None, "", "02714093", ["online", "in_person"])


def test_a_file_is_brought_whole_with_one_line_of_the_trail(cast: Cast) -> None:
    text = "Trámite;Qué es;Nombre;Direcciones\npadron;un paso;Datos;/datos\npadron;;Fin;/fin*\npadron;la página de contacto;Contacto;/c\n"
    brought(cast, 'code,name,channels\npadron,Padrón,online;phone\nmultas,Multas,"presencial, por teléfono"\n')
    with override("es"):
        brought(cast, text)

    procedure = Procedure.objects.get(organisation=cast.organisation, code="padron")
    assert [(each.role, each.key, each.name) for each in in_order(procedure.steps.all())] == [
        ("step", "datos", "Datos"),
        ("step", "fin", "Fin"),
        ("contact", "contacto", "Contacto"),
    ]
    assert Procedure.objects.get(organisation=cast.organisation, code="multas").channels == ["in_person", "phone"]
    entries = AuditEntry.objects.filter(organisation=cast.organisation).select_related("detail").order_by("number")
    assert [(entry.action, entry.detail.content) for entry in entries] == [
        ("catalogue.imported", {"procedures_added": "padron, multas", "procedures_changed": "", "steps_of": ""}),
        ("catalogue.imported", {"procedures_added": "", "procedures_changed": "", "steps_of": "padron"}),
    ]


def test_each_bad_row_is_named_with_its_column_and_what_to_do(cast: Cast) -> None:
    head = "code,name,sia_code,kind,site,unit,owner,languages,opens,closes,limit_minutes,across_visits,active,addresses\n"
    rows = [
        "Con Espacios,A,,,,,,,,,,,,",
        "b,,,,,,,,,,,,,",
        "c,C,12,,,,,,,,,,,",
        "d,D,,raro,,,,,,,,,,",
        "e,E,,,www.nadie.example,,,,,,,,,",
        "f,F,,,,Nadie,,,,,,,,",
        "g,G,,,,,nadie@example.org,,,,,,,",
        "h,H,,,,,,klingon,,,,,,",
        "i,I,,,,,,,31/02/2026,,,,,",
        "j,J,,,,,,,2026-11-02,2026-11-01,,,,",
        "k,K,,,,,,,,,99999999,,,",
        "l,L,,,,,,,,,,sí,,",
        "m,M,,,,,,,,,,,quizá,",
        "n,N,,,,,,,,,,,,ayudas",
        "n,N,,,,,,,,,,,,",
    ]

    found = faults(cast, head + "\n".join(rows) + "\n")

    assert [(line, column) for line, column, _text in found] == [
        *[(2, "Code"), (3, "Name"), (4, "SIA code"), (5, "Type"), (6, "Site where it is done"), (7, "Unit that answers for it")],
        *[(8, "Person that answers for it"), (9, "Languages"), (10, "Opens"), (11, "Closes"), (12, "Time limit, in minutes")],
        *[(13, "Several visits count as one"), (14, "In use"), (15, "Pages that explain it"), (16, "Code")],
    ]
    assert found[3][2] == "“raro” is not one of: voluntary; obligatory; information only."
    assert found[-1][2] == "The code “n” is also in row 15. Each procedure has its own."


def test_each_bad_row_of_the_steps_is_named(cast: Cast, full: Procedure) -> None:
    head = "procedure,role,name,key,addresses,events,expressions\n"
    rows = [
        "nadie,,A,,,,",
        "ayudas,rey,A,,,,",
        "ayudas,,,,,,",
        "ayudas,,B,Mala Clave,,,",
        "ayudas,,C,,https://www.otra.example/x,,",
        "ayudas,,D,,,,(",
        f"ayudas,,E,,,{'e' * 61},",
    ]

    found = faults(cast, head + "\n".join(rows) + "\n")

    assert [(line, column) for line, column, _text in found] == [
        *[(2, "Procedure"), (3, "What it is"), (4, "Name"), (5, "Key"), (6, "Addresses"), (7, "Regular expressions"), (8, "Events")]
    ]
    repeated = faults(cast, f"{head}ayudas,,A,x,,,\nayudas,,B,x,,,\n")
    assert repeated == [(2, "Procedure", "Two have the key “x”. Each needs its own.")]
    assert full.steps.count() == 3


def test_expressions_are_few_in_a_file_and_ways_few_in_a_row(cast: Cast, full: Procedure) -> None:
    head = "procedure,name,addresses,expressions\n"
    many = "\n".join(f"/{number}" for number in range(21))
    expressions = "".join(f"ayudas,A,,^/{number}$\n" for number in range(201))

    assert faults(cast, f'{head}ayudas,A,"{many}",\n') == [(2, "Addresses", "At most 20 ways of recognising the same. Use * to join some.")]
    found = faults(cast, head + expressions)
    assert (202, "Regular expressions", "There are more than 200 regular expressions in the file. Use addresses with *.") in found
    assert full.steps.count() == 3


def test_a_file_with_something_wrong_changes_nothing(cast: Cast) -> None:
    with pytest.raises(HasFaults):
        brought(cast, "code,name\npadron,Padrón\nMAL CÓDIGO,Multas\n")

    assert not Procedure.objects.filter(organisation=cast.organisation).exists()


def test_a_file_is_not_done_when_the_catalogue_changed_since_it_was_shown(cast: Cast) -> None:
    tables = read_file(b"code,name\npadron,Padr\xc3\xb3n\n")
    digest = plan(cast.administrator, tables).digest
    Procedure.objects.create(organisation=cast.organisation, code="padron", name="Otro")

    with pytest.raises(CatalogueMoved):
        bring(member=cast.administrator, tables=tables, digest=digest, now=NOW)


def test_procedures_of_other_administrations_are_neither_seen_nor_touched(cast: Cast) -> None:
    theirs = Procedure.objects.create(organisation=cast.outsider.organisation, code="padron", name="Suyo")

    brought(cast, "code,name\npadron,Nuestro\n")

    theirs.refresh_from_db()
    assert (theirs.name, procedures_for(cast.administrator)[0].name) == ("Suyo", "Nuestro")


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", b" " * (reading.MOST_UNPACKED + 1))
    return out.getvalue()


def with_entities() -> bytes:
    """A spreadsheet whose first part declares entities that grow."""
    book = as_xlsx([])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w") as parts:
        for name in old.namelist():
            text = old.read(name)
            if name == "xl/workbook.xml":
                text = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + text.partition(b"?>")[2]
            parts.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "the first row has to name its columns"),
        (b"a,b\n1,2\n", "the first row has to name its columns, Code, Name at least"),
        (b"\x00\x01\x02", "neither CSV nor XLSX"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 100, "an old Excel file"),
        (b"PK\x03\x04" + b"\x00" * 100, "cannot be read"),
        (bomb(), "too much in the file once it is unpacked"),
        (with_entities(), "cannot be read"),
        (b"x" * (reading.MOST_BYTES + 1), "larger than 2 MB"),
        (b"code,name,Name\n", "“Name” is there twice"),
        (b"code,name\n" + b"a,b\n" * 2001, "more than 2000 rows"),
        (b"code,name\na," + b"b" * 13_000 + b"\n", "row 2 is too long"),
        (b'code,name\na,"' + b"b" * 200_000, "cannot be read"),
    ],
)
def test_a_file_that_is_no_catalogue_or_is_too_large_is_refused_with_a_sentence(data: bytes, why: str) -> None:
    with pytest.raises(FileUnreadable) as refused:
        read_file(data)

    assert why in str(refused.value)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_with_a_sentence(data: bytes) -> None:
    try:
        tables = read_file(data)
    except FileUnreadable:
        return
    assert tables


@cache
def whole() -> bytes:
    return as_xlsx([], explained=True)


@given(st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), min_size=1, max_size=20))
def test_a_damaged_spreadsheet_is_read_or_refused_with_a_sentence(blows: list[tuple[int, int]]) -> None:
    damaged = bytearray(whole())
    for place, value in blows:
        damaged[place % len(damaged)] = value

    try:
        tables = read_file(bytes(damaged))
    except FileUnreadable:
        return
    assert tables


def test_a_spreadsheet_whose_parts_say_what_is_not_known_is_refused() -> None:
    def changed(name: str, part: bytes) -> bytes:
        return part.replace(b"<calcPr", b"<calcPr nobody='1'") if name == "xl/workbook.xml" else part

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_xlsx([]))) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            after.writestr(name, changed(name, before.read(name)))

    with pytest.raises(FileUnreadable, match="cannot be read"):
        read_file(out.getvalue())
