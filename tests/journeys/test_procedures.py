"""A procedure is defined from the pages that citizens really see, and its steps say at once how many reach them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.eyes import Shoot
from tests.journeys.installation import CODE, Installation
from tests.journeys.test_measure import AGENT, enter

DOMAIN = "sede.villaclara.example"
WAY = (
    "/tramites/ayudas",
    "/sede/ayudas/identificarse",
    "/sede/ayudas/datos",
    "/sede/ayudas/adjuntar-documentos",
    "/sede/ayudas/justificante",
)
A_DAY = (8, 6, 5, 4, 2)
"""How many citizens reach each page on each of the days."""
DAYS = 10


def citizens(path: Path) -> Path:
    """An access log of the last days: citizens who go through a grant's pages, and leave at one or another."""
    today = datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0)
    lines = []
    for back in range(DAYS, 0, -1):
        for citizen in range(A_DAY[0]):
            reached = [page for page, many in zip(WAY, A_DAY, strict=True) if citizen < many]
            for minute, page in enumerate(reached):
                at = (today - timedelta(days=back) + timedelta(minutes=citizen * 10 + minute)).strftime("%d/%b/%Y:%H:%M:%S +0000")
                lines.append(f'192.0.2.{citizen + 1} - - [{at}] "GET {page} HTTP/1.1" 200 512 "-" "{AGENT}"')
    path.write_text("\n".join(lines) + "\n")
    return path


@pytest.fixture
def console(installation: Installation, page: Page, tmp_path: Path) -> str:
    """A site whose logs have been imported, seen by its administrator; gives the beginning of the console's addresses."""
    installation.run("import-logs", "--site", DOMAIN, str(citizens(tmp_path / "access.log")))
    enter(page, installation)
    return f"{installation.address}/a/{CODE}"


def define(page: Page, console: str) -> None:
    """Adds a procedure and makes its steps of the pages that people see."""
    page.goto(f"{console}/procedures/")
    page.get_by_role("link", name="Definir tu primer trámite").click()
    page.get_by_label("Nombre").fill("Ayudas al comercio local")
    page.get_by_label("Sitio donde se hace").select_option(label=DOMAIN)
    page.get_by_label("Páginas que lo explican").fill(f"https://{DOMAIN}/tramites/ayudas")
    page.get_by_role("button", name="Añadirlo e ir a sus pasos").click()
    page.get_by_label("Páginas cuya dirección empieza así").fill("/sede/")
    page.get_by_role("button", name="Mirar").click()
    for step in WAY[1:]:
        page.get_by_role("checkbox", name=step).check()
    page.get_by_role("button", name="Hacer pasos con las marcadas").click()


def counts(page: Page) -> list[str]:
    """What each row of the builder says of the visits in which it was recognised."""
    return [each.inner_text() for each in page.locator(".step__tried").all()]


def test_a_procedure_is_defined_from_its_pages_and_its_counts_are_seen(console: str, page: Page, look: Shoot) -> None:
    define(page, console)
    assert page.get_by_label("Nombre").all()[2].input_value() == "Adjuntar documentos"
    assert counts(page) == [f"{many * DAYS} visitas" for many in A_DAY[1:]]

    page.get_by_label("Direcciones").nth(1).fill("sede/ayudas/datos")
    expect(page.locator("#s1-tried")).to_contain_text("no empieza por una barra")
    page.get_by_label("Direcciones").nth(1).fill("/sede/ayudas/*")
    expect(page.locator("#s1-tried")).to_have_text(f"{A_DAY[1] * DAYS} visitas")
    page.get_by_label("Direcciones").nth(1).fill("/sede/ayudas/dat*")
    expect(page.locator("#s1-tried")).to_have_text(f"{A_DAY[2] * DAYS} visitas")
    page.get_by_role("button", name="Escribir uno").click()
    page.get_by_label("Qué es").select_option("contact")
    page.get_by_label("Nombre").last.fill("Contacto")
    page.get_by_label("Direcciones").last.fill("/contacto")
    expect(page.locator("#s4-tried")).to_contain_text("ninguna visita")
    look("procedures-steps")
    page.get_by_role("button", name="Guardar los pasos").click()

    expect(page.get_by_text("Los pasos están guardados.")).to_be_visible()
    page.reload()
    assert [each.input_value() for each in page.get_by_label("Direcciones").all()] == [
        WAY[1],
        "/sede/ayudas/dat*",
        WAY[3],
        WAY[4],
        "/contacto",
    ]
    page.get_by_role("link", name="Cambios").click()
    page.get_by_label("Qué ha cambiado").fill("Los archivos pesan hasta 20 MB")
    page.get_by_role("button", name="Anotarlo").click()
    expect(page.get_by_role("listitem").filter(has_text="Los archivos pesan hasta 20 MB")).to_be_visible()


def test_the_pages_that_keep_a_procedure_are_looked_at(console: str, page: Page, look: Shoot) -> None:
    page.goto(f"{console}/procedures/")
    look("procedures-none")
    page.goto(f"{console}/catalogue/add")
    look("procedures-add")
    define(page, console)
    page.get_by_role("link", name="Cambios").click()
    look("procedures-changes")


def test_steps_are_built_with_the_keyboard_and_without_scripts(console: str, page: Page, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, locale="es-ES", storage_state=page.context.storage_state())
    plain = context.new_page()
    define(plain, console)
    assert counts(plain) == [f"{many * DAYS} visitas" for many in A_DAY[1:]]

    plain.get_by_role("button", name="Subir «Justificante»").press("Enter")
    assert [each.input_value() for each in plain.get_by_label("Nombre").all()][2:] == ["Justificante", "Adjuntar documentos"]
    plain.get_by_role("button", name="Quitar «Justificante»").press("Enter")
    plain.get_by_label("Direcciones").first.fill("/sede/x")
    plain.get_by_label("Nombre").first.press("Enter")
    assert counts(plain)[0] == "ninguna visita: mira cómo está escrito"
    plain.get_by_role("button", name="Guardar los pasos").press("Enter")
    expect(plain.get_by_text("Los pasos están guardados.")).to_be_visible()
    context.close()


def test_a_catalogue_is_brought_from_a_file_once_it_has_been_seen(console: str, page: Page, tmp_path: Path, look: Shoot) -> None:
    page.goto(f"{console}/catalogue/import")
    wrong = tmp_path / "tramites.csv"
    wrong.write_bytes("Código;Nombre;Tipo;Se abre\npadron;Padrón;obligatorio;\nmultas;Multas;raro;31/02/2026\n".encode("cp1252"))
    page.get_by_label("Archivo", exact=True).set_input_files(wrong)
    page.get_by_role("button", name="Ver qué cambiaría").click()
    expect(page.get_by_role("heading", name="Hay 2 cosas que corregir en el archivo")).to_be_visible()
    expect(page.get_by_role("table", name="Qué está mal, por fila y columna")).to_contain_text("«raro» no es ninguno de estos")
    look("procedures-import-wrong")

    page.get_by_role("link", name="Traerlo corregido").click()
    right = tmp_path / "corregido.csv"
    right.write_text("Código;Nombre;Tipo;Se abre\npadron;Padrón;obligatorio;\nmultas;Multas;obligatorio;1/3/2026\n")
    page.get_by_label("Archivo", exact=True).set_input_files(right)
    page.get_by_role("button", name="Ver qué cambiaría").click()
    page.get_by_role("button", name="Hacerlo").click()

    expect(page.get_by_text("Hecho: 2 añadidos, 0 cambiados, los pasos de 0 escritos.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Exportar").click()
    assert download.value.suggested_filename == f"procedures-{CODE}.xlsx"
