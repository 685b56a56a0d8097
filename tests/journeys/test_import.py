"""An access log brought by hand: uploaded, imported and read, with scripts and without."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.eyes import Shoot
from tests.journeys.installation import CODE, Installation
from tests.journeys.test_measure import enter

DOMAIN = "www.villaclara.example"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0"
PATIENCE = 30_000


def written(path: Path, sheets: int = 1) -> Path:
    """A small log of yesterday: three visitors of a page, its style sheet so many times, a robot and a line cut short."""
    at = (datetime.now(UTC) - timedelta(days=1)).strftime("%d/%b/%Y:10:%M:%S +0000")
    lines = [f'192.0.2.{n} - - [{at}] "GET /tramites/padron HTTP/1.1" 200 512 "-" "{FIREFOX}"' for n in (1, 2, 3)]
    lines += [f'192.0.2.1 - - [{at}] "GET /estilo.css HTTP/1.1" 200 512 "-" "{FIREFOX}"'] * sheets
    lines.append(f'192.0.2.9 - - [{at}] "GET / HTTP/1.1" 200 512 "-" "Mozilla/5.0 (compatible; Googlebot/2.1)"')
    lines.append('192.0.2.1 - - [ayer] "GET')
    path.write_text("\n".join(lines) + "\n")
    return path


@pytest.fixture
def site(installation: Installation, page: Page) -> str:
    """A site just added; gives the address of its audience."""
    enter(page, installation)
    page.goto(f"{installation.address}/a/{CODE}/measure/add/")
    page.get_by_label("Dominio").fill(DOMAIN)
    page.get_by_role("button", name="Añadir").click()
    expect(page.get_by_text("Nada todavía")).to_be_visible()
    return f"{installation.address}/a/{CODE}/measure/{DOMAIN}/"


def test_a_log_is_uploaded_in_pieces_and_its_page_is_in_the_audience(site: str, page: Page, look: Shoot, tmp_path: Path) -> None:
    page.goto(site)
    page.get_by_role("link", name="Traer registros de acceso").click()
    expect(page.get_by_text("Tu web llevaba un diario")).to_be_visible()
    look("import-empty")

    log = written(tmp_path / "access.log", sheets=20_000)
    page.route("**/piece/?start=2097152", lambda route: route.abort())
    page.get_by_label("Archivos de registro").set_input_files(log)
    page.get_by_role("button", name="Subir e importar").click()
    expect(page.get_by_text("Se ha perdido la conexión.")).to_be_visible(timeout=PATIENCE)
    page.unroute("**/piece/?start=2097152")
    page.reload()
    expect(page.locator("#imports .hint")).to_contain_text("2,1 MB de 3,3 MB. Elige otra vez el mismo archivo")
    look("import-halfway")
    pieces: list[str] = []
    page.on("request", lambda request: pieces.append(request.url.partition("start=")[2]) if "/piece/" in request.url else None)
    page.get_by_label("Archivos de registro").set_input_files(log)
    page.get_by_role("button", name="Subir e importar").click()

    done = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="access.log"))
    expect(done.locator("dl")).to_contain_text("Importadas3", timeout=PATIENCE)
    assert pieces == ["2097152"]
    done.get_by_text("Por qué algunas no cuentan").click()
    expect(done.get_by_role("rowheader", name="Robots")).to_be_visible()
    look("import-done")

    done.get_by_role("link", name="Ver la audiencia de esos días").click()
    expect(page.get_by_role("table", name="Página: de más a menos")).to_contain_text("/tramites/padron")


def test_a_log_is_uploaded_without_scripts(
    installation: Installation, site: str, browser: Browser, page: Page, look: Shoot, tmp_path: Path
) -> None:
    context = browser.new_context(java_script_enabled=False, locale="es-ES")
    plain = context.new_page()
    enter(plain, installation)
    plain.goto(f"{site}settings/")
    plain.get_by_role("link", name="Importar registros o historia").click()
    address = plain.url
    (tmp_path / "notas.txt").write_text("ayer alguien vio algo\n")
    log = written(tmp_path / "access.log")
    for _time in range(2):
        plain.get_by_label("Archivos de registro").set_input_files([log, tmp_path / "notas.txt"])
        plain.get_by_role("button", name="Subir e importar").click()

    page.goto(address)
    expect(page.get_by_text("Ya importado: sus 6 líneas se habían importado antes.")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("El archivo se ha borrado.")).to_have_count(2, timeout=PATIENCE)
    look("import-again")
    expect(page.locator("#imports")).not_to_have_attribute("hx-trigger", "every 2s")
    context.close()
