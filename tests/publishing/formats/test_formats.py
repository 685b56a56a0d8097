"""Formats: Markdown that does no harm, tables read as people write them, pictures drawn with their words, events for calendars."""

from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.urls import reverse
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from plazamayor.publishing.formats.drawing import NothingToDraw, drawn_of, put_in_piece
from plazamayor.publishing.formats.events import calendar
from plazamayor.publishing.formats.infographics import KINDS, Infographic, alternative, png, svg
from plazamayor.publishing.formats.markdown import render
from plazamayor.publishing.formats.questions import Answered, answered
from plazamayor.publishing.formats.tables import Figure, WrongTable, read, value_of
from tests.conftest import SignIn
from tests.make.cast import Cast
from tests.make.pieces import NOW, make_piece

FIGURES = [Figure("Puerto", 120), Figure("Centro & <mercado>", 96.5)]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# Ayudas", "<h2>Ayudas</h2>\n"),
        ("**Hasta** 2.000 €", "<p><strong>Hasta</strong> 2.000 €</p>\n"),
        ("[Sede](https://sede.example/)", '<p><a href="https://sede.example/" rel="noopener">Sede</a></p>\n'),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("<img src=x onerror=alert(1)>", "<p>&lt;img src=x onerror=alert(1)&gt;</p>\n"),
    ],
)
def test_markdown_is_what_a_text_needs_and_nothing_runs(text: str, html: str) -> None:
    assert render(text) == html


@given(st.text())
def test_no_text_becomes_a_program(text: str) -> None:
    written = render(text).lower()
    assert [bad for bad in ("<script", "<img", "<iframe", "<style", "<svg", 'href="javascript:') if bad in written] == []


def test_questions_are_told_apart_from_their_answers() -> None:
    text = "## ¿Quién puede?\n\nQuien tenga tienda.\n\n## ¿Hasta cuándo?\nHasta el 1 de diciembre."
    assert answered(text) == [Answered("¿Quién puede?", "Quien tenga tienda."), Answered("¿Hasta cuándo?", "Hasta el 1 de diciembre.")]


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.234,5", 1234.5), ("1234.5", 1234.5), ("12.000", 12000), ("12 %", 12), ("2 000 €", 2000), ("-3", -3), ("muchas", None)],
)
def test_numbers_are_read_as_people_here_write_them(text: str, value: float | None) -> None:
    assert value_of(text) == value


def test_a_table_is_read_as_it_is_pasted() -> None:
    assert read("Puerto; 120\n\nCentro\t96,5\n") == [Figure("Puerto", 120), Figure("Centro", 96.5)]


@pytest.mark.parametrize("text", ["", "Puerto", "Puerto; muchas", "\n".join(f"{n}; {n}" for n in range(13))])
def test_what_is_wrong_with_a_table_is_said(text: str) -> None:
    with pytest.raises(WrongTable):
        read(text)


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_well_written_and_says_its_figures(kind: str) -> None:
    drawn = Infographic(kind=kind, title="Ayudas & <más>", figures=FIGURES, unit="€", source="Registro")
    with override("en"):
        root = ET.fromstring(svg(drawn))  # noqa: S314 our own
        said = alternative(drawn)
    space = "{http://www.w3.org/2000/svg}"
    assert (root.get("role"), root.findtext(f"{space}title"), root.findtext(f"{space}desc")) == ("img", "Ayudas & <más>", said)
    shown = "Puerto, 120\u00a0€" if kind == "figure" else "Puerto, 120\u00a0€; Centro & <mercado>, 96.5\u00a0€"
    assert said.partition(". ")[2] == f"{shown}. Source: Registro."


def test_a_picture_becomes_a_png() -> None:
    assert png(Infographic(kind="arcade", title="Ayudas", figures=FIGURES))[:8] == b"\x89PNG\r\n\x1a\n"


def test_the_picture_is_put_in_the_piece_described_in_each_language_and_replaces_the_last(cast: Cast) -> None:
    piece = make_piece(cast.organisation, cast.editor, format="infographic")
    used = put_in_piece(piece=piece, by=cast.editor, now=NOW)
    with override("es"):
        assert used.alt == {"es": alternative(drawn_of(piece))}  # type: ignore[arg-type]  # it has figures
    piece.refresh_from_db()
    piece.facts = {**piece.facts, "table": "Comercio; 130"}
    piece.save()
    put_in_piece(piece=piece, by=cast.editor, now=NOW)
    assert [each.media_id == used.media_id for each in piece.media.all()] == [False]


def test_a_piece_without_figures_draws_nothing(cast: Cast) -> None:
    with pytest.raises(NothingToDraw):
        put_in_piece(piece=make_piece(cast.organisation, cast.editor, fields={}), by=cast.editor, now=NOW)


def test_an_event_is_a_file_that_calendars_read(cast: Cast) -> None:
    facts = {"starts": "2026-11-24T10:00:00+01:00", "place": "Casa de Cultura", "reminders": ["day"]}
    piece = make_piece(cast.organisation, cast.editor, format="event", title="Taller", fields={"facts": facts})
    event: Any = Calendar.from_ical(calendar(piece, "es", NOW)).walk("VEVENT")[0]
    begins = event["dtstart"].dt.isoformat()
    assert (str(event["summary"]), begins, str(event["location"])) == (
        "Taller",
        "2026-11-24T09:00:00+00:00",
        "Casa de Cultura",
    )
    assert [alarm["trigger"].dt.days for alarm in event.walk("VALARM")] == [-1]


def test_the_facts_of_an_event_are_saved_from_the_page_with_their_zone(cast: Cast, sign_in: SignIn) -> None:
    piece = make_piece(cast.organisation, cast.editor, format="event", fields={})
    given_ = {
        "revision": piece.revision, "title": "Taller", "category": "ordinary", "languages": ["es"],
        "facts-starts": "2026-11-24T10:00", "facts-ends": "2026-11-24T12:00", "facts-place": "Casa de Cultura", "act": "save",
    }  # fmt: skip
    client = sign_in(cast.editor)
    client.post(reverse("piece_write", args=[cast.organisation.code, piece.pk]), given_)
    piece.refresh_from_db()
    assert (piece.facts["starts"], piece.facts["place"]) == ("2026-11-24T10:00:00+01:00", "Casa de Cultura")
    page = client.get(reverse("piece", args=[cast.organisation.code, piece.pk])).content.decode()
    assert 'value="2026-11-24T10:00"' in page
