"""From a line pasted in a website to knowing what changed: with the real tracker, from real logs, and without scripts."""

import shutil
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import ARGUMENTS, BROWSERS
from tests.journeys.eyes import Shoot
from tests.journeys.installation import CODE, Installation

AGENT = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36"
DOMAIN = "www.villaclara.example"
WEEKS = 16


@pytest.fixture
def website(installation: Installation) -> Iterator[str]:
    """A town's website, with the line pasted in its template."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            line = f'<script defer src="{installation.address}/p.js"></script>'
            body = f'<!doctype html><html lang="es"><title>Padrón</title>{line}<h1>Padrón</h1>'
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *arguments: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A citizen's phone, which is no headless browser to anybody."""
    path = next(found for name in BROWSERS if (found := shutil.which(name)))
    ordinary = browser.browser_type.launch(executable_path=path, args=[*ARGUMENTS, f"--user-agent={AGENT}"])
    yield ordinary.new_page(locale="es-ES")
    ordinary.close()


def log_of_the_last_weeks(path: Path) -> Path:
    """An access log: some ten visits a day, twice as many on two days of last week, half of them from phones."""
    now = datetime.now(UTC).replace(hour=10, minute=0, second=0, microsecond=0)
    agents = (AGENT, "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0")
    lines = []
    for back in range(WEEKS * 7, 0, -1):
        day = now - timedelta(days=back)
        for visit in range(10 + back % 3 + (14 if back in {8, 9} else 0)):
            page = ("/", "/tramites/padron", "/avisos/lluvias")[2 if back in {8, 9} and visit % 2 else visit % 2]
            at = (day + timedelta(minutes=visit)).strftime("%d/%b/%Y:%H:%M:%S +0000")
            lines.append(f'192.0.2.{visit + 1} - - [{at}] "GET {page} HTTP/1.1" 200 512 "https://www.google.com/" "{agents[visit % 2]}"')
    path.write_text("\n".join(lines) + "\n")
    return path


def enter(page: Page, installation: Installation) -> None:
    """Signs the administrator in by a one-time link."""
    page.goto(installation.sign_in_link())
    page.get_by_role("button", name="Entrar").click()


@pytest.fixture
def measured(installation: Installation, page: Page, tmp_path: Path) -> str:
    """A site whose logs have been imported, seen by its administrator; gives the address of its audience."""
    installation.run("import-logs", "--site", DOMAIN, str(log_of_the_last_weeks(tmp_path / "access.log")))
    enter(page, installation)
    return f"{installation.address}/a/{CODE}/measure/{DOMAIN}/"


def test_a_site_is_added_and_its_first_visit_is_seen_to_arrive(
    installation: Installation, website: str, phone: Page, page: Page, look: Shoot
) -> None:
    enter(page, installation)
    page.goto(f"{installation.address}/a/{CODE}/measure/")
    look("measure-no-sites")
    page.get_by_role("link", name="Añadir tu primer sitio").click()
    page.get_by_label("Dominio").fill("127.0.0.1")
    look("measure-add")
    page.get_by_role("button", name="Añadir").click()

    expect(page.get_by_text("Nada todavía en los últimos 30 minutos.")).to_be_visible()
    expect(page.get_by_role("region", name="Líneas que se pegan en la web")).to_contain_text(f"{installation.address}/p.js")
    look("measure-snippet")
    phone.goto(f"{website}/tramites/padron")

    expect(page.get_by_text("Ha llegado tu primera visita")).to_be_visible(timeout=20_000)
    expect(page.locator("#arrival")).to_contain_text("/tramites/padron")
    expect(page.locator("#arrival")).to_contain_text("Móvil")
    look("measure-arrival")
    page.get_by_role("link", name="Ver la audiencia").click()
    page.get_by_label("Periodo", exact=True).select_option("today")

    expect(page.locator("a.figure", has_text="Visitas").first).to_contain_text("1")
    expect(page.get_by_role("link", name="1 visitante en los últimos 30 min")).to_be_visible()
    look("measure-exempt")


def test_a_finding_is_read_and_its_visits_looked_at(measured: str, page: Page, look: Shoot) -> None:
    page.goto(measured)
    expect(page.locator(".finding__claim")).to_contain_text("Las visitas subieron")
    expect(page.get_by_text("el registro de acceso del servidor")).to_be_visible()
    look("measure-audience")

    page.get_by_role("table", name="Página: de más a menos").get_by_role("link", name="/avisos/lluvias").click()
    expect(page.locator(".chip", has_text="Página")).to_contain_text("/avisos/lluvias")
    expect(page.get_by_role("table", name="Dispositivo").get_by_role("link")).to_have_text(["Ordenador"])
    page.get_by_role("link", name="Rebote").first.click()
    expect(page).to_have_url(f"{measured}?figure=bounce&f=page:/avisos/lluvias")
    look("measure-filtered")

    page.get_by_label("frente a").select_option("none")
    expect(page.get_by_role("columnheader", name="Cambio")).to_have_count(0)
    page.get_by_role("link", name="Quitar el filtro Página").click()
    expect(page.locator(".chip", has_text="Página")).to_have_count(0)
    page.get_by_role("navigation", name="Páginas").get_by_role("link", name="Tipos").click()
    expect(page.get_by_role("table", name="Tipo de página").get_by_role("link")).to_have_text(["Informativa", "Sede"])
    page.reload()
    expect(page.get_by_role("table", name="Tipo de página").get_by_role("link")).to_have_text(["Informativa", "Sede"])


def test_filters_are_kept_as_a_segment_and_a_note_is_drawn(measured: str, page: Page, look: Shoot) -> None:
    page.goto(f"{measured}?f=device:mobile")
    page.get_by_text("Filtrar y elegir días").click()
    look("measure-filters")
    page.get_by_label("Nombre del segmento").fill("Móviles")
    page.get_by_role("button", name="Guardar").click()
    page.get_by_role("link", name="Móviles").click()
    expect(page.locator(".chip[aria-current]")).to_have_text("Móviles")

    page.get_by_text("Anotar algo que pasó").click()
    page.get_by_label("Qué pasó").fill("Cambio de plantilla")
    page.get_by_role("button", name="Anotar").click()
    expect(page.get_by_role("rowheader", name="Cambio de plantilla")).to_be_visible()
    look("measure-notes")
    page.goto(measured)
    expect(page.locator("svg.plot")).to_contain_text("Cambio de plantilla")


def test_everything_works_without_scripts(installation: Installation, measured: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, locale="es-ES")
    page = context.new_page()
    enter(page, installation)
    page.goto(measured)

    page.get_by_label("Periodo", exact=True).select_option("7d")
    page.get_by_role("button", name="Aplicar").click()
    expect(page).to_have_url(f"{measured}?period=7d&compare=previous")
    page.get_by_role("table", name="Dispositivo").get_by_role("link", name="Móvil").click()
    expect(page.locator(".chip", has_text="Dispositivo")).to_contain_text("Móvil")
    page.get_by_text("Filtrar y elegir días").click()
    page.get_by_label("Qué", exact=True).select_option("page")
    page.get_by_label("Cómo").select_option("no")
    page.get_by_label("Valor").fill("/avisos/lluvias")
    page.get_by_role("button", name="Filtrar", exact=True).click()
    expect(page.locator(".chip", has_text="Página")).to_contain_text("/avisos/lluvias")
    page.get_by_text("Ver el gráfico como tabla").click()
    expect(page.get_by_role("table", name="Visitas por día")).to_be_visible()
    page.locator(".panel", has_text="Páginas").first.get_by_role("link", name="Ver todo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Páginas")
    context.close()
