"""A citizen tells how a procedure went: in a page of the town with the keyboard alone, and without JavaScript."""

import http.client
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.eyes import Shoot
from tests.journeys.installation import CODE, Installation

LIGHTEST = 30_000
"""Bytes that the survey's page may weigh, with all it needs."""
DONE = """<!doctype html><html lang="es"><title>Justificante</title><main><h1>Solicitud presentada</h1>
<div data-plaza-survey><a href="{plaza}/o/{survey}?moment={moment}">Cuéntanos qué tal te ha ido</a></div></main>
<script defer src="{plaza}/s.js"></script>"""
STRICT = "default-src 'none'; script-src {plaza}; connect-src {plaza}; base-uri 'none'; form-action 'none'"
FOCUSED = """() => {
  let on = document.activeElement;
  while (on.shadowRoot) on = on.shadowRoot.activeElement;
  return on.textContent.trim();
}"""
NO_STORAGE = "Object.defineProperty(window, 'localStorage', {get() { throw new Error('denied') }})"


def ask_about_grants(count: int) -> list[str]:
    """Makes procedures with a survey each, and gives their addresses. Runs in a process of the installation's."""
    from plazamayor.organisation.models import Organisation
    from plazamayor.procedures.models import Procedure, Survey

    town = Organisation.objects.get()
    made = [Procedure.objects.create(organisation=town, code=f"ayudas-{n}", name="Ayudas al comercio local") for n in range(count)]
    return [Survey.objects.create(procedure=procedure).address for procedure in made]


def kept(survey: str) -> dict[str, Any]:
    """What is kept of the replies to a survey, earliest first, and of its invitations. Runs in a process of the installation's."""
    from plazamayor.procedures.models import Reply, Tally

    names = ("moment", "satisfaction", "clarity", "help_sought", "help_reached", "help_quality", "reason", "text", "invited", "language")
    tallies = Tally.objects.filter(survey__address=survey).order_by("moment").values_list("moment", "invited", "closed")
    replies = Reply.objects.filter(survey__address=survey).order_by("pk").values(*names)
    return {"replies": list(replies), "invitations": [list(each) for each in tallies]}


def change(survey: str, *, takes: bool = True, percent: int = 100) -> bool:
    """Runs in a process of the installation's."""
    from plazamayor.procedures.models import Survey

    return bool(Survey.objects.filter(address=survey).update(open=takes, sample_percent=percent))


def answer_for_staff(survey: str) -> str:
    """Puts answers of the last days in a survey, and gives its procedure's code. Runs in a process of the installation's."""
    from datetime import timedelta

    from django.utils import timezone

    from plazamayor.procedures.models import Reply, Survey

    found = Survey.objects.select_related("procedure").get(address=survey)
    day = timezone.now().date() - timedelta(days=3)
    found.tallies.create(moment="completed", day=day, invited=260, closed=31)
    for number in range(128):
        sought = [["none"], ["none"], ["none"], ["phone", "website"], ["counter"]][number % 5]
        reached = {"phone": number % 2 == 0} if "phone" in sought else {"counter": True} if "counter" in sought else {}
        Reply.objects.create(
            survey=found,
            key=f"{survey}-{number}",
            moment="completed",
            day=day,
            language="es",
            invited=number % 9 > 0,
            satisfaction=(5, 4, 4, 3, 2, 4, 1)[number % 7],
            clarity=(5, 4, 3, 4, 2)[number % 5] if number % 4 else None,
            help_sought=sought,
            help_reached=reached,
            help_quality={name: 3 + number % 3 for name, answered in reached.items() if answered},
            text="No encontraba dónde adjuntar la factura. Me llamaron al [phone]." if number % 16 == 0 else "",
            tags=["adjuntar"] if number % 32 == 0 else [],
        )
    for number, reason in enumerate(["file"] * 19 + ["document"] * 12 + ["identification"] * 8 + ["in_person"] * 5):
        Reply.objects.create(survey=found, key=f"{survey}-left-{number}", moment="left", day=day, satisfaction=2, reason=reason)
    return found.procedure.code


class Town:
    """Pages of the town's e-office, with a policy as strict as can be, and the survey that they ask."""

    def __init__(self, installation: Installation, survey: str) -> None:
        self.installation = installation
        self.plaza = installation.address
        self.survey = survey
        town = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                moment = self.path.strip("/") or "completed"
                body = DONE.format(plaza=town.plaza, survey=town.survey, moment=moment).encode()
                self.send_response(200)
                self.send_header("content-type", "text/html; charset=utf-8")
                self.send_header("content-security-policy", STRICT.format(plaza=town.plaza))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments: Any) -> None:
                """Says nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.socket.getsockname()[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def kept(self) -> dict[str, Any]:
        found: dict[str, Any] = self.installation.call(kept, survey=self.survey)
        return found


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Installation, list[str]]]:
    """An installation with surveys that nobody has answered yet."""
    installation = Installation(tmp_path_factory.mktemp("survey"))
    installation.sign_in_link()
    surveys = installation.call(ask_about_grants, count=12)
    installation.start()
    yield installation, surveys
    installation.stop()


@pytest.fixture
def town(served: tuple[Installation, list[str]]) -> Iterator[Town]:
    installation, surveys = served
    found = Town(installation, surveys.pop())
    yield found
    found.server.shutdown()


def stored(page: Page) -> list[str]:
    found: list[str] = page.evaluate("Object.keys(localStorage)")
    return found


def focused(page: Page) -> str:
    """What the keyboard is on, looking into shadows."""
    found: str = page.evaluate(FOCUSED)
    return found


def tab_to(page: Page, text: str, most: int = 40) -> None:
    """Goes with the tabulator until it is on something that says a text."""
    for _step in range(most):
        page.keyboard.press("Tab")
        if text in focused(page):
            return
    pytest.fail(f"the keyboard does not reach «{text}»")


def press(page: Page, text: str, key: str = "Enter") -> None:
    """Goes with the tabulator to what says a text, and presses it."""
    tab_to(page, text)
    page.keyboard.press(key)


def test_a_citizen_answers_with_the_keyboard_alone(page: Page, town: Town, look: Shoot) -> None:
    page.goto(town.address)
    page.get_by_role("group", name="¿Qué tal te ha ido con «Ayudas al comercio local»?").wait_for()
    assert (stored(page), page.context.cookies()) == ([], [])
    look("survey-in-a-page")

    press(page, "Bien")
    page.get_by_text("Gracias. Está guardado.").wait_for()
    assert stored(page) == ["plaza-survey"]
    assert focused(page) == "Gracias. Está guardado."
    assert town.kept()["replies"][0]["satisfaction"] == 4

    with page.context.expect_page() as opened:
        press(page, "Cuéntanos por qué")
    survey = opened.value
    survey.wait_for_load_state()
    press(survey, "Poco claro")
    survey.wait_for_url("**/help*")
    survey.get_by_label("Por teléfono").press("Space")
    press(survey, "Seguir")
    survey.wait_for_url("**/reached*")
    survey.get_by_label("Sí").press("Space")
    survey.keyboard.press("Enter")
    survey.wait_for_url("**/quality*")
    press(survey, "Saltar la pregunta")
    survey.wait_for_url("**/text*")
    survey.get_by_role("textbox").press_sequentially("Mi DNI 12345678Z no cabía")
    press(survey, "Enviar y terminar")
    survey.get_by_role("heading", name="Gracias").wait_for()

    found = town.kept()
    assert found["replies"] == [
        {
            "moment": "completed",
            "satisfaction": 4,
            "clarity": 2,
            "help_sought": ["phone"],
            "help_reached": {"phone": True},
            "help_quality": {},
            "reason": "",
            "text": "Mi DNI [id] no cabía",
            "invited": True,
            "language": "es",
        }
    ]
    assert found["invitations"] == [["completed", 1, 0]]
    assert page.context.cookies() == []
    page.reload()
    page.wait_for_load_state("networkidle")
    assert page.get_by_text("Cuéntanos").is_hidden()


def test_a_citizen_answers_without_javascript(browser: Browser, town: Town) -> None:
    context = browser.new_context(java_script_enabled=False, locale="es-ES")
    page = context.new_page()
    page.goto(f"{town.address}/left")
    page.get_by_role("link", name="Cuéntanos").click()
    page.get_by_role("button", name="Muy mal").click()
    page.get_by_role("button", name="No he podido adjuntar un archivo").click()
    page.get_by_role("button", name="Más o menos claro").click()
    page.get_by_label("No me ha hecho falta ayuda").check()
    page.get_by_role("button", name="Seguir").click()
    page.get_by_role("textbox").fill("Una foto del móvil pesa más de 4 MB")
    page.get_by_role("button", name="Enviar y terminar").click()
    page.get_by_text("puede que te lo vuelva a preguntar").wait_for()

    (reply,) = town.kept()["replies"]
    assert (reply["moment"], reply["satisfaction"], reply["reason"], reply["clarity"]) == ("left", 1, "file", 3)
    assert (reply["help_sought"], reply["text"], reply["invited"]) == (["none"], "Una foto del móvil pesa más de 4 MB", False)
    assert context.cookies() == []
    context.close()


def test_whoever_closes_the_invitation_is_not_asked_again_in_a_month(page: Page, town: Town) -> None:
    page.goto(town.address)
    page.get_by_role("button", name="Ahora no").click()
    page.get_by_text("No te lo volveremos a preguntar este mes.").wait_for()
    page.wait_for_load_state("networkidle")

    assert stored(page) == ["plaza-survey"]
    assert town.kept() == {"replies": [], "invitations": [["completed", 1, 1]]}
    page.evaluate("localStorage.setItem('plaza-survey', Date.now() - 31 * 864e5)")
    page.reload()
    page.get_by_role("button", name="Ahora no").wait_for()


def test_where_nothing_can_be_stored_it_says_that_it_may_ask_again(page: Page, town: Town) -> None:
    page.add_init_script(NO_STORAGE)
    page.goto(town.address)
    page.get_by_role("button", name="Ahora no").click()

    page.get_by_text("puede que te lo volvamos a preguntar").wait_for()


def test_whoever_leaves_is_asked_when_they_say_so(page: Page, town: Town) -> None:
    page.goto(f"{town.address}/left")
    page.wait_for_load_state("networkidle")
    assert town.kept()["invitations"] == []
    page.get_by_role("link", name="Cuéntanos").click()
    page.get_by_role("button", name="Mal", exact=True).click()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Cuéntanos por qué").click()

    opened.value.get_by_role("heading", name="¿Por qué lo dejas?").wait_for()
    assert town.kept()["invitations"] == [["left", 1, 0]]


def test_a_closed_survey_leaves_no_trace_in_the_page(page: Page, town: Town) -> None:
    town.installation.call(change, survey=town.survey, takes=False)
    page.goto(town.address)
    page.wait_for_load_state("networkidle")

    assert page.get_by_text("Cuéntanos").is_hidden()


def test_only_so_many_of_every_hundred_are_invited_and_the_link_stays_for_the_rest(page: Page, town: Town) -> None:
    town.installation.call(change, survey=town.survey, percent=20)
    page.add_init_script("Math.random = () => 0.2")
    page.goto(town.address)
    page.wait_for_load_state("networkidle")
    assert page.get_by_role("link", name="Cuéntanos").is_visible()

    page.add_init_script("Math.random = () => 0.19")
    page.reload()
    page.get_by_role("button", name="Ahora no").wait_for()
    assert town.kept()["invitations"] == [["completed", 1, 0]]


def test_the_page_of_the_survey_is_light_and_can_be_used_by_everybody(page: Page, town: Town, look: Shoot) -> None:
    weights: list[int] = []
    page.on("requestfinished", lambda request: weights.append(request.sizes()["responseBodySize"] + request.sizes()["responseHeadersSize"]))
    page.goto(f"{town.plaza}/o/{town.survey}?moment=left")
    page.wait_for_load_state("networkidle")
    assert sum(weights) < LIGHTEST

    look("survey-first")
    page.get_by_role("button", name="Mal", exact=True).click()
    look("survey-reason")
    page.get_by_role("link", name="Saltar la pregunta").click()
    look("survey-clarity")
    page.get_by_role("link", name="Saltar la pregunta").click()
    look("survey-help")
    page.get_by_label("Por teléfono").check()
    page.get_by_label("En una oficina o un mostrador").check()
    page.get_by_role("button", name="Seguir").click()
    look("survey-reached")
    page.get_by_role("group", name="Por teléfono").get_by_label("Sí").check()
    page.get_by_role("button", name="Seguir").click()
    look("survey-quality")
    page.get_by_role("button", name="Seguir").click()
    look("survey-text")
    page.get_by_role("link", name="Terminar aquí").click()
    look("survey-thanks")


def test_an_answer_of_fifty_megabytes_is_refused_at_once(town: Town) -> None:
    begin = http.client.HTTPConnection("127.0.0.1", town.installation.port, timeout=20)
    begin.request("GET", f"/o/{town.survey}/invitation")
    ticket = begin.getresponse().read().decode().partition('"ticket": "')[2].partition('"')[0]
    begin.putrequest("POST", f"/o/{town.survey}/{ticket}/satisfaction")
    begin.putheader("content-type", "application/x-www-form-urlencoded")
    begin.putheader("content-length", str(50 << 20))
    begin.endheaders()
    begin.send(b"satisfaction=5&text=" + b"a" * 4096)
    refused = begin.getresponse()

    assert (refused.status, town.kept()["replies"]) == (413, [])
    assert refused.read()


def test_staff_read_what_citizens_say_and_print_the_code_of_the_counter(page: Page, town: Town, look: Shoot) -> None:
    code = town.installation.call(answer_for_staff, survey=town.survey)
    page.goto(town.installation.sign_in_link())
    page.get_by_role("button", name="Entrar").click()
    page.goto(f"{town.plaza}/a/{CODE}/procedures/{code}/survey/")
    page.get_by_text("Les fue bien a").wait_for()
    look("survey-results")
    page.get_by_role("link", name="Qué escriben").click()
    page.get_by_role("heading", name="Qué dice la ciudadanía").wait_for()
    page.get_by_label("Etiquetas").first.fill("factura, adjuntar")
    page.get_by_role("button", name="Etiquetar").first.click()
    page.get_by_role("combobox", name="Etiqueta", exact=True).locator("option", has_text="factura").wait_for(state="attached")
    look("survey-texts")
    page.get_by_role("link", name="Dónde se pone").click()
    page.get_by_role("heading", name="En el mostrador").wait_for()
    look("survey-place")
    page.get_by_role("link", name="Hoja para imprimir").click()
    page.get_by_role("heading", name="¿Qué tal lo hemos hecho?").wait_for()
    look("survey-poster")
    page.go_back()
    page.get_by_role("link", name="Cómo pregunta").click()
    page.get_by_label("Recoge respuestas").uncheck()
    page.get_by_role("button", name="Guardar").click()
    page.get_by_text("La encuesta está cerrada").wait_for()
    look("survey-settings")
