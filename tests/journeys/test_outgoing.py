"""What leaves the house: a view shared by a link, a token for a program, letters and what is kept. Looked at, and tried."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.eyes import Shoot
from tests.journeys.installation import CODE, Installation

DOMAIN = "www.villaclara.example"


def begin(domain: str) -> bool:
    """Begins to measure a site of the only administration, with a declared basis, and signs people in with one factor."""
    from django.utils import timezone

    from plazamayor.analytics.operations import add_site
    from plazamayor.organisation.models import Organisation

    Organisation.objects.update(require_second_factor=False)
    add_site(organisation=Organisation.objects.get(), domain=domain, by=None, now=timezone.now(), exempt=False)
    return True


@pytest.fixture
def console(bare_installation: Installation, page: Page) -> Page:
    link = bare_installation.sign_in_link()
    bare_installation.call(begin, domain=DOMAIN)
    bare_installation.start()
    page.goto(link)
    page.get_by_role("main").get_by_role("button").first.click()
    return page


def test_a_view_is_shared_seen_by_a_stranger_and_taken_back(
    bare_installation: Installation, console: Page, browser: Browser, look: Shoot
) -> None:
    console.goto(f"{bare_installation.address}/a/{CODE}/measure/{DOMAIN}/shares/")
    console.get_by_label("Para qué es").fill("Pleno de noviembre")
    console.get_by_label("Contraseña, si quieres ponerla").fill("arcos de mediodía")
    console.get_by_role("button", name="Crear el enlace").click()
    look("shares")
    address = console.locator("pre.snippet").inner_text()
    stranger = browser.new_context(locale="es-ES").new_page()

    stranger.goto(address)
    stranger.get_by_label("Contraseña").fill("arcos de mediodía")
    stranger.get_by_role("button", name="Abrir").click()
    expect(stranger.get_by_role("heading", level=1)).to_have_text(f"Audiencia de {DOMAIN}")
    console.get_by_role("button", name=re.compile("^Retirar")).click()
    stranger.reload()

    expect(stranger.get_by_role("heading", level=1)).to_have_text("Este enlace está cerrado")
    stranger.context.close()


def test_a_shared_view_can_be_read_by_everybody(bare_installation: Installation, console: Page, look: Shoot) -> None:
    console.goto(f"{bare_installation.address}/a/{CODE}/measure/{DOMAIN}/shares/")
    console.get_by_label("Para qué es").fill("Prensa")
    console.get_by_role("button", name="Crear el enlace").click()
    console.get_by_role("link", name="Verlo como lo ven").click()

    expect(console.get_by_role("heading", level=1)).to_have_text(f"Audiencia de {DOMAIN}")
    look("shared")


def test_a_token_is_given_once(bare_installation: Installation, console: Page, look: Shoot) -> None:
    console.goto(f"{bare_installation.address}/a/{CODE}/govern/tokens/")
    console.get_by_label("Para qué es").fill("Portal de datos abiertos")
    console.get_by_label("En todos los sitios, también los que vengan").check()
    console.get_by_role("button", name="Crear el token").click()
    expect(console.locator("#secret")).to_contain_text("pm_")
    look("token-issued")

    console.get_by_role("link", name="Ya lo tengo guardado").click()

    expect(console.get_by_role("rowheader")).to_contain_text("Portal de datos abiertos")
    look("tokens")


def test_letters_are_asked_for_and_ended(bare_installation: Installation, console: Page, look: Shoot) -> None:
    console.goto(f"{bare_installation.address}/a/{CODE}/measure/{DOMAIN}/letters/")
    console.get_by_label("El día 1 de cada mes").check()
    console.get_by_role("button", name="Suscribir").click()
    rows = console.get_by_role("row", name=re.compile("El día 1 de cada mes"))
    expect(rows).to_have_count(1)
    look("letters")

    rows.get_by_role("button", name=re.compile("^Terminar")).click()

    expect(console.get_by_role("heading", name="Nadie recibe nada todavía")).to_be_visible()


def test_what_is_kept_is_told(bare_installation: Installation, console: Page, look: Shoot) -> None:
    console.goto(f"{bare_installation.address}/a/{CODE}/measure/{DOMAIN}/kept/")

    expect(console.get_by_role("main")).to_contain_text("Todo se borra pasados 25 meses.")
    look("kept")
