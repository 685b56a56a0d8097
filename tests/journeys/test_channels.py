"""The counter's figures of a month brought in a file, with a mistake first, and what is then known of the procedure."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.eyes import Shoot
from tests.journeys.installation import CODE, Installation
from tests.journeys.test_measure import enter

LAST = datetime.now(UTC).date().replace(day=1) - timedelta(days=1)
FIRST = LAST.replace(day=1)
HEAD = "Trámite;Canal;Desde;Hasta;Terminados;Dónde se contó\n"


def rows(**figures: int) -> str:
    """A file of the month that ended, as a Spanish spreadsheet saves it."""
    days = f"{FIRST:%d/%m/%Y};{LAST:%d/%m/%Y}"
    return HEAD + "".join(f"ayudas-al-comercio;{name.replace('_', ' ')};{days};{figure};\n" for name, figure in figures.items())


@pytest.fixture
def console(installation: Installation, page: Page) -> str:
    """A procedure in the catalogue; gives the address of the console's procedures."""
    enter(page, installation)
    page.goto(f"{installation.address}/a/{CODE}/catalogue/add")
    page.locator("main [name=name]").fill("Ayudas al comercio local")
    page.locator("main [name=code]").fill("ayudas-al-comercio")
    page.locator("main form button[type=submit].button--primary").click()
    return f"{installation.address}/a/{CODE}/procedures/"


def test_counter_figures_come_in_a_file_and_say_how_much_is_done_on_line(console: str, page: Page, look: Shoot, tmp_path: Path) -> None:
    page.goto(f"{console}all/counts/")
    look("counts-file")

    bad = tmp_path / "mostrador.csv"
    bad.write_text(rows(presencial=96, fax=3), encoding="cp1252")
    page.get_by_label("Fichero CSV").set_input_files(bad)
    page.get_by_role("button", name="Ver qué cambiaría").click()
    expect(page.get_by_role("row", name="Fila 3")).to_contain_text("«fax» no es un canal")
    expect(page.get_by_role("button", name="Admitirlas todas")).to_have_count(0)
    look("counts-wrong")

    good = tmp_path / "mostrador-corregido.csv"
    good.write_text(rows(presencial=96, asistido=41, en_línea=388, teléfono=0), encoding="cp1252")
    page.get_by_role("link", name="Traer otro fichero").click()
    page.get_by_label("Fichero CSV").set_input_files(good)
    page.get_by_role("button", name="Ver qué cambiaría").click()
    expect(page.get_by_text("Filas que se añadirían: 4; que cambiarían: 0; que ya están: 0.")).to_be_visible()
    look("counts-tried")
    page.get_by_role("button", name="Admitirlas todas").click()
    expect(page.get_by_text("Filas añadidas: 4; cambiadas: 0; ya estaban: 0.")).to_be_visible()

    page.goto(f"{console}ayudas-al-comercio/channels/costs/")
    for channel, euros in (("in_person", "1401.60"), ("assisted", "461.25"), ("online", "1202.80")):
        page.locator("main [name=channel]").select_option(channel)
        page.locator("[name=euros]").fill(euros)
        page.get_by_role("button", name="Anotarlo").click()
        expect(page.get_by_text("Anotado.").first).to_be_visible()
    look("costs")

    page.get_by_role("link", name="Por dónde se hace").click()
    expect(page.get_by_text("El 82 % se hizo en línea; el 8 % necesitó a una persona al lado.")).to_be_visible()
    expect(page.get_by_role("row", name="Presencial")).to_contain_text("96")
    look("channels")
    page.get_by_role("link", name="Recuentos").click()
    look("counts")


def test_the_burden_is_told_from_the_official_table(console: str, page: Page, look: Shoot) -> None:
    page.goto(f"{console}ayudas-al-comercio/burden/")
    for channel, burden in (("in_person", "request-in-person"), ("online", "request-online")):
        page.locator("[name=burden-channel]").select_option(channel)
        page.locator("[name=burden-price]").select_option(burden)
        page.get_by_role("button", name="Añadir esta carga").click()
    expect(page.get_by_role("table", name="Carga y tiempo de hacerlo una vez, por canal")).to_contain_text("80,00")
    page.locator("[name=time-channel]").select_option("in_person")
    page.locator("[name=time-minutes]").fill("95")
    page.locator("[name=time-source]").fill("Cronometrado con diez personas")
    page.get_by_role("button", name="Decir los minutos").click()
    expect(page.get_by_text("Cronometrado con diez personas")).to_be_visible()
    look("burden")

    page.get_by_role("link", name="Precios de las cargas").click()
    expect(page.get_by_text("Precios de hacia 2009, calculados para empresas").first).to_be_visible()
    look("burden-prices")
    page.get_by_role("link", name="Cambiar Informe o memoria").click()
    look("burden-price")


def test_what_fails_the_month_and_all_the_measures_are_pages_of_their_own(console: str, page: Page, look: Shoot) -> None:
    for name, heading in (("now", "Emergencia"), ("month", "Fichero mensual"), ("measures", "Las medidas de todos")):
        page.goto(f"{console}all/{name}/")
        expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
        look(f"procedures-{name}-empty")


def test_a_file_is_tried_and_taken_without_scripts(
    console: str, installation: Installation, browser: Browser, page: Page, tmp_path: Path
) -> None:
    context = browser.new_context(java_script_enabled=False, locale="es-ES")
    plain = context.new_page()
    enter(plain, installation)
    plain.goto(f"{console}all/counts/")
    file = tmp_path / "mostrador.csv"
    file.write_text(rows(presencial=96))
    plain.get_by_label("Fichero CSV").set_input_files(file)
    plain.get_by_role("button", name="Ver qué cambiaría").click()
    plain.get_by_role("button", name="Admitirlas todas").click()
    expect(plain.get_by_text("Filas añadidas: 1")).to_be_visible()
    context.close()
