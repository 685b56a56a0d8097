"""Pages that belong to no room."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from plazamayor.core import parts, samples
from plazamayor.core.parts import Column, Row, Table

TEMPLATES = Path(samples.__file__).parents[1] / "templates"
# Parts that only other rooms' pages or the frame of a page use.
FRAMES = {"base", "door", "error", "public", "search", "components", "form", "dialog", "toasts"}


@pytest.fixture
def client() -> Client:
    return Client()


@pytest.mark.parametrize(("language", "heading"), [("es", "Componentes"), ("en", "Components")])
def test_the_components_are_shown_in_both_languages(client: Client, language: str, heading: str) -> None:
    client.cookies["language"] = language

    answer = client.get("/components")

    page = answer.content.decode()
    assert answer.headers["Content-Language"] == language
    assert f'<html lang="{language}">' in page
    assert f"<h1>{heading}</h1>" in page
    assert " style=" not in page


def test_every_component_is_on_the_living_page(client: Client) -> None:
    answer = client.get("/components")

    drawn = {template.name for template in answer.templates}
    components = {f"ui/{path.relative_to(TEMPLATES / 'ui').as_posix()}" for path in (TEMPLATES / "ui").rglob("*.html")}
    assert sorted(components - drawn - {f"ui/{name}.html" for name in FRAMES}) == []


def test_no_id_is_used_twice(client: Client) -> None:
    ids = re.findall(r'\sid="([^"]+)"', client.get("/components").content.decode())

    assert sorted({each for each in ids if ids.count(each) > 1}) == []


def test_everything_pointed_at_exists(client: Client) -> None:
    page = client.get("/components").content.decode()

    ids = set(re.findall(r'\sid="([^"]+)"', page))
    pointed = {
        word
        for names in re.findall(r'(?:aria-labelledby|aria-describedby|popovertarget|data-copy|data-dialog)="([^"]+)"', page)
        for word in names.split()
    }
    assert sorted(pointed - ids) == []


def test_the_language_is_kept_in_its_cookie_and_leads_back(client: Client) -> None:
    answer = client.post("/language", {"language": "en", "next": "/components?page=2"})

    assert answer.headers["Location"] == "/components?page=2"
    assert client.cookies["language"].value == "en"
    assert client.cookies["language"]["httponly"]


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_the_language_leads_nowhere_else(client: Client, back: str) -> None:
    assert client.post("/language", {"language": "en", "next": back}).headers["Location"] == "/"


def test_an_unknown_language_is_not_kept(client: Client) -> None:
    client.post("/language", {"language": "xx", "next": "/"})

    assert "language" not in client.cookies


def test_the_language_is_not_changed_by_a_link(client: Client) -> None:
    assert client.get("/language?language=en").status_code == 405


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500"])
def test_error_pages_ask_nothing_of_the_request(name: str) -> None:
    page = render_to_string(f"{name}.html")

    assert page.count("<h1>") == 1
    assert 'href="/"' in page


def test_a_forbidden_page_says_why() -> None:
    assert "An administrator can change it." in render_to_string("403.html", {"exception": "An administrator can change it."})


def test_the_page_says_where_it_is() -> None:
    request = RequestFactory().get("/")
    request.member = samples.MEMBER  # type: ignore[attr-defined]  # as `console` leaves it

    page = render_to_string("ui/shell.html", {**samples.context(), "area": "sample.people"}, request=request)

    nav = page[page.index('class="nav__verbs"') : page.index('class="nav__foot"')]
    assert re.findall(r'aria-current="page">([^<]+)<', nav) == ["Personas"]
    assert nav.count('class="is-open"') == 1


def test_a_row_has_as_many_cells_as_columns() -> None:
    table = Table(caption="Pages", head="Page", columns=[Column(name="Visits")], rows=[Row(name="/", cells=["1", "2"])])

    with pytest.raises(ValueError, match="longer than"):
        assert table.lines


def test_a_figure_without_a_past_has_no_change() -> None:
    assert parts.Figure(name="Cost", value=None).change is None
