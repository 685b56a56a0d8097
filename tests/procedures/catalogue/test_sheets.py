"""The builder: rows that are moved, taken out and written on the page, tried on real visits, and kept only when saved."""

import time
import uuid
from datetime import UTC, date, datetime
from typing import Any

import pytest

from plazamayor.analytics import store as event_store
from plazamayor.analytics.events import Kind
from plazamayor.analytics.models import Site
from plazamayor.procedures.catalogue.drafts import Draft
from plazamayor.procedures.catalogue.sheets import Sheet, row_of
from plazamayor.procedures.catalogue.trying import beginning_of, days_of, name_of, offer, rows_of, try_out
from plazamayor.procedures.models import Procedure
from tests.make.events import make_event
from tests.make.sites import make_site

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


@pytest.fixture
def site(db: None, store: None) -> Site:
    return make_site(domain="sede.ejemplo.example")


@pytest.fixture
def procedure(site: Site) -> Procedure:
    return Procedure.objects.create(organisation=site.organisation, site=site, code="ayudas", name="Ayudas")


def posted(procedure: Procedure, *rows: dict[str, str]) -> Sheet:
    data: dict[str, Any] = {"total": str(len(rows))}
    for number, row in enumerate(rows):
        data |= {f"s{number}-{name}": value for name, value in {"role": "step", **row}.items()}
    return Sheet.posted(procedure, data)


def seen(site: Site, *visits: tuple[str, ...]) -> None:
    """Visits of some pages, one after another; an event of the page's own has a dash before."""
    events = [
        make_event(f"9:{minute}", site=site.pk, visitor=visitor, kind=Kind.CUSTOM, path="/", target=what[1:])
        if what.startswith("-")
        else make_event(f"9:{minute}", site=site.pk, visitor=visitor, path=what)
        for visitor, pages in enumerate(visits, start=1)
        for minute, what in enumerate(pages)
    ]
    event_store.append(events, token=uuid.uuid4().hex)


def test_each_row_says_in_how_many_visits_it_was_recognised(procedure: Procedure, site: Site) -> None:
    seen(site, ("/sede/a", "/sede/b", "-Firmar"), ("/sede/a",), ("/sede/a", "/sede/b"), ("/otra", "-ayudas.fin"))
    sheet = posted(
        procedure,
        {"name": "A", "addresses": "/sede/a"},
        {"name": "B", "addresses": "/nada\n/sede/b*"},
        {"name": "", "expressions": "^/sede/[ab]$"},
        {"name": "Firma", "events": "Firmar"},
        {"name": "Fin", "key": "fin"},
        {"name": "Nada", "addresses": "/nada"},
        {"name": "Vacío"},
        {},
    )

    trial = try_out(sheet, NOW)

    assert [row.visits for row in trial.steps] == [3, 2, 3, 1, 1, 0, None, None]
    assert (trial.first, trial.last) == (date(2026, 10, 23), date(2026, 11, 21))


def test_more_rows_than_a_journey_has_steps_are_tried_too(procedure: Procedure, site: Site) -> None:
    seen(site, *[(f"/{number}",) for number in range(25)])
    sheet = posted(procedure, *[{"name": str(number), "addresses": f"/{number}"} for number in range(25)])

    assert [row.visits for row in try_out(sheet, NOW).steps] == [1] * 25


def test_an_expression_that_would_be_a_catastrophe_elsewhere_answers_fast(procedure: Procedure, site: Site) -> None:
    seen(site, *[(f"/{'a' * 490}{number}!",) for number in range(50)], ("/aaa",))
    sheet = posted(procedure, {"name": "A", "expressions": "(a+)+$"}, {"name": "B", "expressions": "^/(a|aa|a*)*!$"})

    began = time.monotonic()
    visits = [row.visits for row in try_out(sheet, NOW).steps]

    assert visits == [1, 0]
    assert time.monotonic() - began < 5


def test_what_is_wrong_in_a_row_leaves_the_rest_counted(procedure: Procedure, site: Site) -> None:
    seen(site, ("/sede/a",))
    sheet = posted(procedure, {"name": "A", "addresses": "/sede/a\nsede/b"}, {"name": "B", "addresses": "/sede/a", "role": "help"})

    trial = try_out(sheet, NOW)

    assert not sheet.is_valid
    assert [row.visits for row in [*trial.steps, *trial.along]] == [1, 1]


def test_without_a_site_there_is_nothing_to_count(procedure: Procedure) -> None:
    procedure.site = None

    trial = try_out(posted(procedure, {"name": "A", "addresses": "/a"}), NOW)

    assert [row.visits for row in trial.steps] == [None]
    assert (offer(posted(procedure), NOW).pages, days_of(None, NOW)[1]) == ([], date(2026, 11, 21))


def test_rows_move_among_their_own_kind(procedure: Procedure) -> None:
    sheet = posted(procedure, {"name": "A"}, {"name": "B"}, {"name": "H", "role": "help"}, {"name": "E", "role": "error"})

    def names(act: str) -> list[str]:
        return [row["name"] for row in sheet.after(act, []).rows]

    assert names("down-0") == names("up-1") == ["B", "A", "H", "E"]
    assert names("up-0") == names("down-1") == names("up-99") == names("up-x") == names("unknown") == ["A", "B", "H", "E"]
    assert names("remove-2") == ["A", "B", "E"]
    assert names("step") == ["A", "B", "", "H", "E"]
    assert [row["role"] for row in sheet.after("along", []).rows][-1] == "negative"
    assert sheet.after("step", []).fresh == 2
    assert sheet.after("down-0", []).fresh == 1


def test_rows_left_blank_are_not_kept_and_keys_are_made_of_names(procedure: Procedure) -> None:
    sheet = posted(procedure, {"name": "Adjuntar"}, {}, {"name": "Adjuntar"}, {"name": "Otro", "key": "adjuntar-3"}, {"name": "Adjuntar"})

    assert sheet.is_valid
    assert [draft.key for draft in sheet.drafts()] == ["adjuntar", "adjuntar-2", "adjuntar-3", "adjuntar-4"]


@pytest.mark.parametrize(
    "row",
    [
        {"name": ""},
        {"name": "A", "key": "Con Espacios"},
        {"name": "A", "key": "k" * 40},
        {"name": "A", "addresses": "https://www.otra.example/x"},
        {"name": "A", "expressions": "("},
        {"name": "A", "addresses": "\n".join(f"/{number}" for number in range(21))},
    ],
)
def test_a_row_that_cannot_be_kept_says_so(procedure: Procedure, row: dict[str, str]) -> None:
    procedure.code = "c" * 30

    assert not posted(procedure, {"key": "x", **row}).is_valid


def test_what_comes_from_the_page_is_bounded(procedure: Procedure) -> None:
    assert Sheet.posted(procedure, {"total": "9999999"}).rows == []
    assert Sheet.posted(procedure, {"total": "x"}).rows == []
    assert len(Sheet.posted(procedure, {"total": "9999", **{f"s{n}-role": "step" for n in range(200)}}).rows) == 60
    assert Sheet.posted(procedure, {"total": "1", "s0-role": "king"}).rows == []


def test_what_is_offered_is_what_no_row_recognises_yet_in_the_order_people_see_it(procedure: Procedure, site: Site) -> None:
    seen(site, ("/sede/a", "/sede/b", "/sede/c", "-Firmar"), ("/sede/b", "/sede/c"), ("/otra",), ("/sede/c", "-Ver"))
    sheet = posted(procedure, {"name": "B", "addresses": "/sede/b*", "events": "Ver"})

    offered = offer(sheet, NOW, "/sede/")

    assert [(each.value, each.visits) for each in offered.pages] == [("/sede/a", 1), ("/sede/c", 3)]
    assert [each.value for each in offered.events] == ["Firmar"]


def test_many_stars_take_no_time_and_what_they_recognise_is_not_offered(procedure: Procedure, site: Site) -> None:
    seen(site, ("/" + "a" * 1500,), ("/a[1]b",))
    sheet = posted(procedure, {"name": "A", "addresses": "/a*a*a*a*a*a*c\n/a[*]b"})
    began = time.monotonic()

    assert [each.value[:3] for each in offer(sheet, NOW, "/").pages] == ["/aa"]
    assert time.monotonic() - began < 5


def test_what_is_picked_becomes_steps_with_a_name() -> None:
    rows = rows_of(["address /sede/ayudas/adjuntar-documentos.html?id=1", "event Firmar", "king x", "address "])

    names = [("Adjuntar documentos", "/sede/ayudas/adjuntar-documentos.html?id=1", ""), ("Firmar", "", "Firmar")]
    assert [(row["name"], row["addresses"], row["events"]) for row in rows] == names


@pytest.mark.parametrize(
    ("address", "name"), [("/", "/"), ("/sede/", "Sede"), ("/a/b_c.d", "B c d"), ("/a/pago.php", "Pago"), ("/" + "x" * 90, "X" + "x" * 79)]
)
def test_a_page_is_called_by_the_end_of_its_address(address: str, name: str) -> None:
    assert name_of(address) == name


@pytest.mark.parametrize(
    ("addresses", "prefix"),
    [
        ([], "/"),
        (["https://otra.example/x"], "/"),
        (["/sede/ayudas"], "/sede/ayudas"),
        (["/sede/ayudas/1", "/sede/ayudas/2"], "/sede/ayudas/"),
        (["/a", "/b"], "/"),
        (["/sede/*"], "/sede/"),
    ],
)
def test_pages_are_looked_for_where_those_that_explain_it_are(addresses: list[str], prefix: str) -> None:
    assert beginning_of(Procedure(addresses=addresses)) == prefix


def test_the_rows_that_are_kept_come_back_as_they_were(procedure: Procedure) -> None:
    procedure.steps.create(key="b", name="B", position=1, marks=[["address", "/b"], ["regex", "^/c$"], ["event", "Firmar"]])
    procedure.steps.create(key="a", name="A", position=0, marks=[])
    procedure.steps.create(key="h", name="H", position=0, role="help", marks=[])

    sheet = Sheet.of(procedure)

    assert [row["name"] for row in sheet.rows] == ["A", "B", "H"]
    assert sheet.rows[1] == {"role": "step", "key": "b", "name": "B", "addresses": "/b", "events": "Firmar", "expressions": "^/c$"}
    assert sheet.rows[0] == row_of(Draft(role="step", key="a", name="A"))
