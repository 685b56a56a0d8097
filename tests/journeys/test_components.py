"""The living page of components, looked at; and the comforts of the shell, tried."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.eyes import Shoot
from tests.journeys.installation import Installation


@pytest.fixture
def components(installation: Installation, page: Page) -> Page:
    page.goto(f"{installation.address}/components")
    return page


def test_every_component_can_be_read_by_everybody_at_any_width(components: Page, look: Shoot) -> None:
    expect(components.get_by_role("heading", level=1)).to_have_text("Componentes")
    look("components")

    components.set_viewport_size({"width": 320, "height": 640})
    assert components.evaluate("document.documentElement.scrollWidth") == 320


def test_the_palette_opens_filters_and_goes(components: Page) -> None:
    components.keyboard.press("Control+k")
    components.keyboard.type("pers")

    places = components.locator("#palette li a:visible")
    expect(places).to_have_count(1)
    expect(places).to_contain_text("Personas")

    components.keyboard.press("Escape")
    expect(components.locator("#palette")).to_be_hidden()


def test_the_theme_is_remembered_only_when_chosen(components: Page) -> None:
    assert components.evaluate("localStorage.length") == 0

    components.get_by_role("banner").or_(components.locator(".page-head")).get_by_role("button", name="Claro u oscuro").click()
    components.reload()

    assert components.evaluate("document.documentElement.dataset.theme") == "dark"


def test_the_language_changes_from_the_menu_and_stays(components: Page) -> None:
    components.get_by_role("button", name="Preferencias").click()
    components.get_by_role("button", name="English").click()

    expect(components.get_by_role("heading", level=1)).to_have_text("Components")


def test_definitions_and_dialogues_open_and_close_by_keyboard(components: Page) -> None:
    components.get_by_role("button", name="Definición de Visitas").press("Enter")
    expect(components.locator("#def-samplevisits")).to_be_visible()
    components.keyboard.press("Escape")
    expect(components.locator("#def-samplevisits")).to_be_hidden()

    components.get_by_role("link", name="Abrirlo").press("Enter")
    expect(components.get_by_role("dialog", name="¿Borrar el sitio?")).to_be_visible()
    components.keyboard.press("Escape")
    expect(components.locator("#dialog-sample")).to_be_hidden()


def test_on_phones_the_navigation_is_a_drawer(components: Page) -> None:
    components.set_viewport_size({"width": 360, "height": 740})
    expect(components.locator("#nav")).to_be_hidden()

    components.get_by_role("button", name="Más").click()

    expect(components.locator("#nav")).to_be_visible()
