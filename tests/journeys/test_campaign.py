"""Something told takes a citizen to the end of a procedure, and the page of its campaign shows it, step by step, without knowing who."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.eyes import Shoot
from tests.journeys.installation import CODE, Installation
from tests.journeys.test_measure import enter
from tests.make.told import ready_campaign

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0"


@pytest.fixture
def links(installation: Installation, page: Page) -> dict[str, str]:
    """A campaign with its piece published, and the administrator signed in."""
    found: dict[str, str] = installation.call(ready_campaign, address=installation.address)
    enter(page, installation)
    return found


def test_a_click_on_what_was_told_ends_in_a_completion(
    installation: Installation, links: dict[str, str], page: Page, browser: Browser, look: Shoot
) -> None:
    citizen = browser.new_context(locale="es-ES", user_agent=FIREFOX)
    read = citizen.new_page()
    with read.expect_response(lambda answer: answer.url.endswith("/e")):
        read.goto(links["network"])
    assert "utm_campaign=ac26" in read.url
    read.wait_for_timeout(1100)  # hours are kept to the second, and what was seen first is where a visit came in
    expect(read.get_by_role("heading", level=1)).to_have_text("Ayudas al comercio local: cómo pedirlas antes del 1 de diciembre")
    with read.expect_response(lambda answer: answer.url.endswith("/e") and answer.status == 202):
        read.get_by_role("link", name="Empezar la solicitud").click()
    read.wait_for_url("**/accessibility/**")
    citizen.close()

    campaign = f"{installation.address}/a/{CODE}/campaigns/ac26/"
    figures: list[str] = []
    for _again in range(30):
        page.goto(campaign)
        figures = page.locator(".stages strong").all_inner_texts()
        if figures[3:7] == ["2", "1", "1", "1"]:
            break
        page.wait_for_timeout(1000)

    assert figures[1:7] == ["1", "3", "2", "1", "1", "1"]
    expect(page.get_by_text("Nadie es seguido")).to_be_visible()
    look("campaign")
    page.goto(f"{installation.address}/a/{CODE}/campaigns/")
    look("campaigns")
    page.goto(f"{installation.address}/a/{CODE}/campaigns/ac26/edit")
    look("campaign-edit")


def test_what_is_published_is_read_found_and_followed(installation: Installation, links: dict[str, str], page: Page, look: Shoot) -> None:
    page.goto(f"{installation.address}/p/{CODE}/")
    look("square-news")
    page.get_by_label("Busca en lo que hemos publicado").fill("taller")
    page.get_by_role("button", name="Buscar").click()
    expect(page.get_by_role("status").first).to_contain_text("1 página con «taller»")
    page.get_by_role("link", name="Ayudas al comercio local").click()
    look("square-piece")
    page.get_by_text("Corregido el").click()
    expect(page.locator("ins")).to_contain_text("20 MB")
    page.goto(f"{installation.address}/a/{CODE}/square/")
    page.get_by_label("Color de botones y enlaces").fill("#0b5c8a")
    page.get_by_label("Nombre, como lo conoce la gente").fill("Villaclara del Mar")
    page.get_by_role("button", name="Guardar").click()
    look("square-settings")
    page.goto(f"{installation.address}/p/{CODE}/n/ayudas-comercio/")
    look("square-piece-themed")
