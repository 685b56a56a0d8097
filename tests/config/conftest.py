"""What the tests of the runtime need: a town hall with a site and a log imported, copied for each test."""

import json
import os
import shutil
import subprocess
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.architecture.source import ROOT
from tests.journeys.installation import PROGRAM, Installation
from tests.make.logs import AGENTS, write_log

DOMAIN = "www.villaclara.example"
# Several processes need a PostgreSQL, which `tools/with_postgres.py` gives.
collect_ignore = [] if os.environ.get("DATABASE_URL", "").startswith("postgres") else ["test_workers.py"]


class Town(Installation):
    """An installation whose commands may also fail, as people's do."""

    def tries(self, *arguments: str, given: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
        """Runs a command to its end, whatever it is."""
        command = [PROGRAM, *arguments]
        environment = {**self.environment(), **settings}
        return subprocess.run(command, env=environment, cwd=ROOT, input=given, capture_output=True, text=True, timeout=120, check=False)

    def visited(self, path: str, *, forwarded: str = "") -> None:
        """Has a citizen's browser look at a page of the site."""
        event = json.dumps({"u": f"https://{DOMAIN}{path}"}).encode()
        headers = {"User-Agent": AGENTS[0], **({"X-Forwarded-For": forwarded} if forwarded else {})}
        urllib.request.urlopen(urllib.request.Request(f"{self.address}/e", event, headers), timeout=10).close()  # noqa: S310 our own address

    def now(self) -> str:
        """What `stats` says of the days around this moment."""
        days = [f"{datetime.now(UTC) + timedelta(days=days):%Y-%m-%d}" for days in (-1, 1)]
        return self.run("stats", "--site", DOMAIN, "--from", days[0], "--to", days[1], "--json")

    def figures(self) -> str:
        """Everything that `stats` says of the site."""
        return self.run("stats", "--site", DOMAIN, "--from", "2026-01-01", "--to", "2026-01-31", "--json")


@pytest.fixture(scope="session")
def first_town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    folder = tmp_path_factory.mktemp("first")
    town = Town(folder / "home")
    town.sign_in_link()
    town.run("import-logs", "--site", DOMAIN, str(write_log(folder / "access.log")))
    return town


@pytest.fixture
def town(first_town: Town, tmp_path: Path) -> Iterator[Town]:
    """A town hall of the test's own, not served."""
    shutil.copytree(first_town.home, tmp_path / "home", symlinks=True)
    town = Town(tmp_path / "home")
    yield town
    town.stop()


@pytest.fixture
def served(town: Town) -> Town:
    """The same, being served."""
    town.start()
    return town


@pytest.fixture(scope="module", params=["served", "at rest"])
def either(request: pytest.FixtureRequest, first_town: Town, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A town hall that is served or not, shared by the tests of a file: each leaves it as it was, or adds what others do not see."""
    home = tmp_path_factory.mktemp("either") / "home"
    shutil.copytree(first_town.home, home, symlinks=True)
    town = Town(home)
    if request.param == "served":
        town.start()
    yield town
    town.stop()
