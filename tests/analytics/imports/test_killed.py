"""Killed at any moment, an import that is run again leaves the figures of one that nobody killed."""

import json
import os
import random
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.analytics.imports.lines import FIREFOX, GOOGLEBOT, NOON, PHONE, line, log

PROGRAM = Path(__file__).with_name("killed.py")
ROOT = PROGRAM.parents[3]
KILLS = 8


def town_log(lines: int) -> str:
    """Three days of lines with visits across midnight, robots, assets and broken ones."""
    drawn = random.Random(7)
    made = []
    for n in range(lines):
        if n % 97 == 0:
            made.append("rota " + "x" * 40)
            continue
        path = drawn.choice(["/", "/agenda", "/tramites/padron", "/bases.pdf", "/estilo.css", "/no-esta"])
        made.append(
            line(
                path,
                at=NOON + timedelta(seconds=n * 3 * 86_400 / lines),
                address=f"192.0.2.{drawn.randrange(60)}",
                agent=drawn.choice([FIREFOX, PHONE, PHONE, GOOGLEBOT]),
                status=404 if path == "/no-esta" else 200,
            )
        )
    return log(*made)


def figures(home: Path, source: Path, *how: str) -> tuple[dict[str, Any], str]:
    home.mkdir()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PLAZAMAYOR_") and name != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, str(PROGRAM), str(home), str(source), *how],
        env=environment | {"PYTHONPATH": str(ROOT)}, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1]), done.stderr


@pytest.mark.timeout(300)
def test_an_import_killed_again_and_again_leaves_the_figures_of_one_left_alone(tmp_path: Path) -> None:
    source = tmp_path / "access.log"
    source.write_text(town_log(6_000))
    alone, said = figures(tmp_path / "alone", source, "0")
    took = float(said.split()[-1])

    killed, _said = figures(tmp_path / "killed", source, str(KILLS), str(took))

    assert alone["counts"][0] == 6_000
    assert killed == alone
