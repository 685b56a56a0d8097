"""The first minutes of a newcomer: one command, a town, and their own visit arriving."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.architecture.source import ROOT
from tests.journeys.eyes import Shoot
from tests.journeys.installation import PROGRAM, Installation

LINK = re.compile(r"http://localhost:\d+/enter/\S+")
PATIENCE = 240
STORED_WITHIN = 3
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0"
SITE = "villaclaradelmar.example"


@contextmanager
def demonstrated(installation: Installation) -> Iterator[str]:
    """Runs `plazamayor demo` as `make demo` does, until it serves; gives the link it prints."""
    written = Path(installation.home) / "demo.log"
    command = [PROGRAM, "demo", "--port", str(installation.port), "--no-browser"]
    with written.open("w") as log:
        process = subprocess.Popen(command, env=installation.environment(), cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
    try:
        until = time.monotonic() + PATIENCE
        while not installation.answers():
            assert process.poll() is None, written.read_text()
            assert time.monotonic() < until, written.read_text()
            time.sleep(0.2)
        found = LINK.search(written.read_text())
        assert found, written.read_text()
        yield found.group()
    finally:
        os.kill(process.pid, signal.SIGTERM)
        process.wait(60)


def visit(page: Page, address: str) -> None:
    """Looks at a page as a citizen does, with a browser that does not say it is a machine's, and waits until it is stored."""
    assert page.context.browser
    context = page.context.browser.new_context(user_agent=FIREFOX)
    citizen = context.new_page()
    with citizen.expect_response(lambda answer: answer.url.endswith("/e")):
        citizen.goto(address)
    time.sleep(STORED_WITHIN)
    context.close()


@pytest.mark.timeout(400)
def test_a_newcomer_s_visit_arrives_in_the_town_of_the_demonstration(bare_installation: Installation, page: Page, look: Shoot) -> None:
    with demonstrated(bare_installation) as link:
        page.goto(f"{bare_installation.address}/p/villaclara/")
        expect(page.get_by_role("link", name="Guía: cómo pedir la ayuda al comercio")).to_be_visible()
        page.goto(f"{bare_installation.address}/p/villaclara/measured/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Qué medimos de esta web, y qué no")
        look("square")
        page.get_by_role("button", name="No me contéis").click()
        expect(page.get_by_role("button", name="Volved a contarme")).to_be_focused()
        assert page.evaluate("localStorage.getItem('plaza-optout')") == "1"
        page.get_by_role("button", name="Volved a contarme").click()
        assert page.evaluate("localStorage.getItem('plaza-optout')") is None
        page.goto(f"{bare_installation.address}/p/villaclara/accessibility/")
        look("square-accessibility")
        assert page.context.cookies() == []

        visit(page, f"{bare_installation.address}/p/villaclara/")
        page.goto(link)
        page.get_by_role("button", name="Entrar").click()
        page.goto(f"{bare_installation.address}/a/villaclara/measure/{SITE}/")
        expect(page.get_by_text("Demostración.", exact=True)).to_be_visible()
        page.get_by_text("Qué mirar en esta demostración").click()
        expect(page.locator("main .live strong")).to_have_text("1 visitante")
        look("demo-console")

        page.goto(f"{bare_installation.address}/a/villaclara/measure/{SITE}/live/")
        expect(page.get_by_text("/p/villaclara/", exact=True).first).to_be_visible()
        page.goto("about:blank")
        again(bare_installation)


def again(installation: Installation) -> None:
    """Runs the command while the server runs: a new link, and not a visit more."""
    period = ("stats", "--site", SITE, "--from", "2020-01-01", "--to", "2029-12-31")
    before = installation.run(*period)

    assert LINK.search(installation.run("demo", "--no-browser"))
    assert installation.run(*period) == before
