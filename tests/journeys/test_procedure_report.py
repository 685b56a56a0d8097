"""Who answers for a procedure reads where it loses people, and takes the sheet of the month to the director."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from plazamayor.analytics.models import Site
from plazamayor.procedures.models import Step
from tests.journeys.eyes import Shoot
from tests.journeys.installation import CODE, Installation
from tests.journeys.test_measure import AGENT, enter
from tests.make.grants import make_grants

DOMAIN = "sede.villaclara.example"
COMPUTER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0"
DAYS = 62
"""Enough for the last month, whatever the day it is."""


def citizens(path: Path) -> Path:
    """An access log: each day five citizens on phones, of whom three leave at the fourth step, and five on computers, who all finish."""
    today = datetime.now(ZoneInfo("Europe/Madrid")).replace(hour=9, minute=0, second=0, microsecond=0)
    lines = []
    for back in range(DAYS, 0, -1):
        for citizen in range(10):
            agent, last = (AGENT, 4 if citizen < 3 else 6) if citizen < 5 else (COMPUTER, 6)
            for step in range(1, last + 1):
                at = (today - timedelta(days=back) + timedelta(minutes=citizen * 15 + step)).strftime("%d/%b/%Y:%H:%M:%S %z")
                lines.append(f'192.0.2.{citizen + 1} - - [{at}] "GET /sede/ayudas/{step} HTTP/1.1" 200 512 "-" "{agent}"')
    path.write_text("\n".join(lines) + "\n")
    return path


def known_grants() -> None:
    """A procedure whose steps are said already, and one whose are not."""
    site = Site.objects.select_related("organisation").get(domain=DOMAIN)
    grants = make_grants(site.organisation, site, sia_code="2714093", legal_term="tres meses")
    grants.changes.create(day=datetime.now(UTC).date() - timedelta(days=20), text="Un texto de ayuda más corto")
    bare = make_grants(site.organisation, site, code="licencia", name="Licencia de obra")
    Step.objects.filter(procedure=bare).delete()


@pytest.fixture
def console(installation: Installation, page: Page, tmp_path: Path) -> str:
    """A procedure whose visits have been imported, seen by its administrator; gives the beginning of the console's addresses."""
    installation.run("import-logs", "--site", DOMAIN, str(citizens(tmp_path / "access.log")))
    installation.call(known_grants)
    enter(page, installation)
    return f"{installation.address}/a/{CODE}"


def test_a_finding_is_read_and_the_sheet_of_the_month_taken(console: str, page: Page, look: Shoot, tmp_path: Path) -> None:
    page.goto(f"{console}/procedures/ayudas-comercio/")
    expect(page.locator(".finding__claim")).to_contain_text("En el móvil, 6 de cada 10 se van en «Adjuntar documentos»", timeout=30_000)
    expect(page.locator(".finding__claim")).to_contain_text("De quienes empiezan, termina el 70 %")
    expect(page.get_by_text("sin diferencia demostrable")).to_be_visible()
    page.get_by_text("Ver el recorrido como tabla").click()
    expect(page.get_by_role("row", name="4 Adjuntar documentos").first).to_contain_text("84")
    look("procedure")

    page.get_by_label("frente a").select_option(label="nada")
    page.wait_for_url("**compare=none**")
    page.get_by_role("button", name="Finalización", exact=True).click()
    expect(page.locator("#def-procedurescompletion")).to_be_visible()
    page.keyboard.press("Escape")

    with page.expect_download() as download:
        page.get_by_role("link", name="Página para dirección").first.click()
    sheet = tmp_path / "sheet.pdf"
    download.value.save_as(sheet)
    (only,) = PdfReader(sheet).pages
    text = " ".join(only.extract_text().split())
    assert "En el móvil, 6 de cada 10 se van en «Adjuntar documentos»" in text
    assert "Las cuatro medidas" in text

    page.goto(f"{console}/procedures/")
    expect(page.get_by_role("row", name="Ayudas al comercio local")).to_contain_text("84")
    look("procedures")
    page.get_by_role("link", name="Licencia de obra", exact=True).click()
    expect(page.get_by_role("heading", name="Aquí verás en qué paso se pierde a la gente")).to_be_visible()
    look("procedure-no-steps")


def test_it_is_read_without_scripts(console: str, page: Page, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, locale="es-ES", storage_state=page.context.storage_state())
    plain = context.new_page()
    plain.goto(f"{console}/procedures/ayudas-comercio/")

    expect(plain.locator(".finding__claim")).to_contain_text("Adjuntar documentos", timeout=30_000)
    plain.get_by_label("frente a").select_option(label="nada")
    plain.get_by_role("button", name="Aplicar").click()
    expect(plain).to_have_url(f"{console}/procedures/ayudas-comercio/?period=28d&compare=none")
    expect(plain.locator(".finding__claim")).to_contain_text("Adjuntar documentos")
    context.close()
