"""Nothing is published twice and nothing is lost, whatever happens to the workers and to the network."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

ROOT = Path(__file__).parents[2]


def database(folder: Path) -> str:
    """The URL of a database of the trial's own with every table: a copy of the test's in memory, or the test's own on PostgreSQL."""
    if connection.vendor == "postgresql":
        told = connection.settings_dict
        return f"postgresql://{told['USER']}@/{told['NAME']}?host={quote(str(told['HOST']), safe='')}"
    connection.ensure_connection()
    copy = sqlite3.connect(folder / "trial.sqlite3")
    connection.connection.backup(copy)
    copy.close()
    return f"sqlite:///{folder / 'trial.sqlite3'}"


@pytest.mark.timeout(180)
@pytest.mark.django_db(transaction=True)
def test_killed_workers_and_a_network_that_accepts_and_says_nothing_neither_repeat_nor_lose(tmp_path: Path) -> None:
    given = {"DATABASE_URL": database(tmp_path), "PLAZAMAYOR_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "plazamayor.config.settings"}
    trial = [sys.executable, "-m", "bench._outbox", "--deliveries=120", "--kills=8", "--seed=7", "--most=100"]

    done = subprocess.run(trial, cwd=ROOT, env={**os.environ, **given}, check=True, capture_output=True, text=True)

    found = json.loads(done.stdout.splitlines()[-1])
    assert found["killed"] > 3
    assert [found[name] for name in ("duplicates", "lost", "denied", "on_the_network", "states")] == [0, 0, 0, 120, {"published": 120}]
