"""Several processes: two that serve and one that works, on a PostgreSQL and an engine served over ClickHouse's protocol.

Read only where `DATABASE_URL` names a PostgreSQL (`tests/config/conftest.py`).
"""

import json
import os
import secrets
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg
import pytest
from psycopg import sql

from tests.architecture.source import ROOT
from tests.config.conftest import DOMAIN, Town
from tests.journeys.installation import PROGRAM
from tests.make.logs import write_log

pytestmark = pytest.mark.django_db


def new_database(name: str) -> str:
    """The address of an empty database of the tests' server."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"


@pytest.fixture
def region(tmp_path: Path, db: None) -> Iterator[Town]:
    """An installation with nothing of its own but spool, salts and key."""
    command = [sys.executable, "-m", "tests.make.clickhouse_http", str(tmp_path / "served")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as engine:
        assert engine.stdout is not None
        events = f"http://default@127.0.0.1:{int(engine.stdout.readline())}/default"
        settings = {"DATABASE_URL": new_database(f"region_{secrets.token_hex(4)}"), "PLAZAMAYOR_EVENTS": events}
        town = Town(tmp_path / "home", settings=settings)
        town.sign_in_link()
        yield town
        town.stop()
        engine.kill()


def test_several_processes_share_an_installation(region: Town, tmp_path: Path) -> None:
    region.run("import-logs", "--site", DOMAIN, str(write_log(tmp_path / "access.log", lines=50)))
    region.start("--workers", "2")
    with subprocess.Popen([PROGRAM, "work"], env=region.environment(), stderr=subprocess.DEVNULL) as work:
        for number in range(20):
            region.visited(f"/{number}")
        limit = time.monotonic() + 30
        while json.loads(region.now())["totals"]["page_views"] < 20 and time.monotonic() < limit:
            time.sleep(0.2)
        healths = {finding["health"] for finding in json.loads(region.run("doctor", "--json"))}
        work.terminate()

    totals = json.loads(region.now())["totals"]
    assert (totals["page_views"], totals["visitors"], "wrong" in healths, work.returncode) == (20, 1, False, 0)


def test_a_postgresql_is_restored_where_another_is_empty_and_nowhere_else(region: Town, tmp_path: Path) -> None:
    region.run("import-logs", "--site", DOMAIN, str(write_log(tmp_path / "access.log", lines=50)))
    region.run("backup", str(tmp_path / "region.tar.gz"))
    copy = Town(tmp_path / "copy", settings={**region.settings, "DATABASE_URL": new_database(f"copy_{secrets.token_hex(4)}")})

    copy.run("restore", str(tmp_path / "region.tar.gz"))
    again = copy.tries("restore", str(tmp_path / "region.tar.gz"))

    assert copy.figures() == region.figures()
    assert again.returncode == 1


def tries_to_enter(town: Town) -> str:
    """The page that a wrong password gets, asked over a connection of its own."""
    jar = CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    browser.open(f"{town.address}/accounts/login/?language=en", timeout=20).close()
    token = next(cookie.value for cookie in jar if cookie.name == "csrftoken") or ""
    form = urlencode({"login": f"nadie{secrets.token_hex(4)}@example.org", "password": "x", "csrfmiddlewaretoken": token})
    with browser.open(f"{town.address}/accounts/login/", form.encode(), timeout=20) as answer:
        return str(answer.read().decode())


def test_attempts_to_sign_in_are_counted_over_all_workers(region: Town) -> None:
    region.start("--workers", "2")

    refused = ["Demasiados intentos" in tries_to_enter(region) for _ in range(14)]

    assert refused == [False] * 10 + [True] * 4


HOLDS = """
import django, sys
django.setup()
from plazamayor.analytics.imports.operations.turns import one_at_a_time
from plazamayor.analytics.models import Site
from plazamayor.core.report import Silence
with one_at_a_time(Site.objects.get(), Silence()):
    print("holding", flush=True)
    sys.stdin.read()
"""


def test_an_import_waits_for_that_of_another_process(region: Town, tmp_path: Path) -> None:
    region.run("import-logs", "--site", DOMAIN, str(write_log(tmp_path / "first.log", lines=1, seed=9)))
    importing = [PROGRAM, "import-logs", "--site", DOMAIN, str(write_log(tmp_path / "access.log", lines=50))]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    environment = {**region.environment(), "LC_ALL": "C"}

    with subprocess.Popen([sys.executable, "-c", HOLDS], env=environment, cwd=ROOT, **pipes) as other:
        assert other.stdout is not None
        held = other.stdout.readline()
        waiting = subprocess.Popen(importing, env=environment, cwd=ROOT, **pipes)
        assert waiting.stderr is not None
        said = waiting.stderr.readline()
        before = json.loads(region.figures())["totals"]["page_views"]
        other.communicate("")

    assert held == "holding\n"
    assert said == "Another import into this site is under way: this one waits for it to end.\n"
    assert (before, waiting.communicate(timeout=60)[0]) == (1, "read=50 imported=50 filtered=0 rejected=0\n")
    assert json.loads(region.figures())["totals"]["page_views"] == 51
