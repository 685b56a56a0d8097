"""Links are asked beside the pages, over a real server."""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from plazamayor.guards import operations, queries
from plazamayor.guards.asking import FORGOTTEN
from plazamayor.guards.contract import Content, Gravity, Passage
from plazamayor.guards.models import Link
from plazamayor.organisation.models import Organisation

ANSWERS = {"/there": 200, "/gone": 404, "/broken": 500, "/private": 403, "/no-head": 200}


class Site(BaseHTTPRequestHandler):
    def do_HEAD(self) -> None:
        self.send_response(404 if self.path == "/no-head" else ANSWERS[self.path])
        self.end_headers()

    def do_GET(self) -> None:
        self.send_response(ANSWERS[self.path])
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Says nothing."""


@pytest.fixture
def site(settings: Any) -> Iterator[str]:
    settings.PRIVATE_HOSTS = ["127.0.0.0/8"]
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def content(town: Organisation, text: str, now: datetime) -> Content:
    return Content(organisation_id=town.pk, at=now, passages=(Passage(where="text", language="es", text=text),))


def test_each_address_is_known_after_it_is_asked_and_not_before(town: Organisation, site: str, now: datetime) -> None:
    given = content(town, " ".join(f"{site}{path}" for path in ANSWERS), now)
    assert operations.remember_links(content=given, now=now) == 5
    assert operations.remember_links(content=given, now=now) == 0
    assert {each.state for each in Link.objects.all()} == {"unknown"}
    operations.ask_links(now)
    found = {each.address.removeprefix(site): (each.state, each.status) for each in Link.objects.all()}
    assert found == {
        "/there": ("answers", 200),
        "/gone": ("missing", 404),
        "/broken": ("silent", 500),
        "/private": ("answers", 403),
        "/no-head": ("answers", 200),
    }


def test_what_was_asked_waits_for_its_turn_and_the_silent_are_asked_sooner(town: Organisation, site: str, now: datetime) -> None:
    operations.remember_links(content=content(town, f"{site}/there {site}/broken", now), now=now)
    operations.ask_links(now)
    due = {each.address.removeprefix(site): each.due - now for each in Link.objects.all()}
    assert due == {"/there": timedelta(days=1), "/broken": timedelta(minutes=20)}


def test_an_address_that_no_text_leads_to_is_forgotten(town: Organisation, site: str, now: datetime) -> None:
    operations.remember_links(content=content(town, f"{site}/there", now), now=now)
    operations.ask_links(now + FORGOTTEN + timedelta(seconds=1))
    assert Link.objects.count() == 0


def test_the_own_network_is_not_asked(town: Organisation, now: datetime) -> None:
    operations.remember_links(content=content(town, "http://127.0.0.1:9/ http://169.254.169.254/latest", now), now=now)
    operations.ask_links(now)
    assert set(Link.objects.values_list("state", flat=True)) == {"inside"}


def test_the_guard_says_what_is_gone_and_until_then_that_it_is_not_known(town: Organisation, site: str, now: datetime) -> None:
    given = content(town, f"{site}/gone", now)
    operations.remember_links(content=given, now=now)
    before = [each for each in queries.check(given, now) if each.guard == "links"]
    operations.ask_links(now)
    after = [each for each in queries.check(given, now) if each.guard == "links"]
    assert ([each.gravity for each in before], [each.gravity for each in after]) == ([Gravity.WARNS], [Gravity.WARNS] * 2)
    assert "404" in after[1].told
    unknown = queries.check(content(town, "https://villaclara.example/bases", now), now)
    assert [each.gravity for each in unknown if each.guard == "links"] == [Gravity.FINE]
