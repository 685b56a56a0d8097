"""A page of the e-office is loaded from a real server, and what would be measured of it is told."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from plazamayor.analytics.models import Hostname, Site
from plazamayor.procedures.calls.checking import Health, Said, check
from plazamayor.procedures.calls.reading import PageUnread, load
from plazamayor.procedures.models import Procedure, Step

pytestmark = [pytest.mark.usefixtures("store"), pytest.mark.django_db]

TRACKED = '<html lang="es"><script defer src="https://plaza.example/p.js"></script><a data-plaza-event="ayudas.firmar">Firmar</a>'
PAGES: dict[str, tuple[int, dict[str, str], str]] = {
    "/ayudas": (200, {}, TRACKED),
    "/suelta": (200, {}, TRACKED.replace("ayudas.firmar", "otra-cosa")),
    "/sin": (200, {}, "<p>Nada</p><form action='https://pagos.example/x'></form>"),
    "/dos": (200, {}, TRACKED + TRACKED),
    "/cerrada": (200, {"Content-Security-Policy": "default-src 'self'"}, TRACKED),
    "/abierta": (
        200,
        {"Content-Security-Policy": "default-src 'self'; script-src https://plaza.example; connect-src plaza.example"},
        TRACKED,
    ),
    "/privada": (403, {}, "No"),
    "/hoja": (200, {"Content-Type": "application/pdf"}, "%PDF"),
    "/quien?dni=12345678Z": (200, {}, TRACKED),
    "/rara": (
        200,
        {"Content-Type": "text/html; charset=de-nadie"},
        TRACKED.replace("ayudas.firmar", "uno\x1b[2Jdos") + "<form action='http://[x'></form>",
    ),
}


class _EOffice(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/lleva":
            self.send_response(302)
            self.send_header("Location", "/ayudas")
            self.end_headers()
            return
        status, headers, text = PAGES.get(self.path, (404, {}, ""))
        self.send_response(status)
        for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the name is the library's
        """Says nothing."""


@pytest.fixture(scope="module")
def office() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _EOffice)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def measured(grant: Procedure, site: Site) -> Site:
    Hostname.objects.create(site=site, name="127.0.0.1")
    Step.objects.filter(procedure=grant, key="justificante").update(marks=[["regex", "^/(suelta|otra)$"]])
    return site


def said(office: str, path: str, site: Site) -> list[Said]:
    return check(load(office + path), [site])


def wrong(office: str, path: str, site: Site) -> list[str]:
    return [each.text for each in said(office, path, site) if each.health is not Health.WELL]


def test_a_page_that_is_measured_has_nothing_to_mend(office: str, measured: Site) -> None:
    found = said(office, "/ayudas", measured)

    assert [each.health for each in found] == [Health.WELL] * 5
    assert [each.text.rpartition(": ")[2] for each in found[-2:]] == ["Ficha", "Firmar"]


def test_redirections_are_followed(office: str, measured: Site) -> None:
    assert said(office, "/lleva", measured) == said(office, "/ayudas", measured)


def test_expressions_are_the_engine_s_and_an_event_nobody_knows_is_told(office: str, measured: Site) -> None:
    found = said(office, "/suelta", measured)

    assert found[3].text.endswith("Justificante")
    assert "otra-cosa" in found[4].text


@pytest.mark.parametrize("path", ["/sin", "/dos", "/cerrada", "/privada", "/hoja", "/nada"])
def test_what_would_not_be_measured_is_wrong(path: str, office: str, measured: Site) -> None:
    assert Health.WRONG in {each.health for each in said(office, path, measured)}


def test_a_policy_that_lets_the_tracker_work_is_well(office: str, measured: Site) -> None:
    assert Health.WRONG not in {each.health for each in said(office, "/abierta", measured)}


def test_personal_data_in_an_address_is_told(office: str, measured: Site) -> None:
    assert len(wrong(office, "/quien?dni=12345678Z", measured)) == 2


def test_a_host_of_no_site_is_told(office: str, site: Site) -> None:
    assert any("127.0.0.1" in text for text in wrong(office, "/ayudas", site))


@pytest.mark.parametrize("address", ["ftp://127.0.0.1/", "http://127.0.0.1:1/", "sede", "http://"])
def test_a_page_that_cannot_be_loaded_ends_with_a_sentence(address: str) -> None:
    with pytest.raises(PageUnread):
        load(address)


def test_a_page_badly_made_is_read_as_far_as_it_can_be(office: str) -> None:
    page = load(f"{office}/rara")

    assert (page.scripts, page.events, page.forms) == (["https://plaza.example/p.js"], ["uno[2Jdos"], [])


@pytest.mark.parametrize("address", ["http://[", "https://", "file:///etc/passwd", "sede.example", "http://a b/"])
def test_what_is_no_address_of_a_page_is_told(address: str) -> None:
    with pytest.raises(PageUnread):
        load(address)
