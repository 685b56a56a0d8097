"""Several processes: two that serve and one that works, on a PostgreSQL and an engine served over ClickHouse's protocol.

Read only where `DATABASE_URL` names a PostgreSQL (`tests/config/conftest.py`).
"""

import json
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

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
