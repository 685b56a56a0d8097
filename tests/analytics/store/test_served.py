"""The embedded engine and the same engine served over ClickHouse's HTTP protocol give the same answers to every report."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from plazamayor.analytics.store import schema

ROOT = Path(__file__).parents[3]


def run(module: str, *arguments: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    return subprocess.Popen([sys.executable, "-m", module, *arguments], stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """The address of an empty engine in a process of its own."""
    process = run("tests.make.clickhouse_http", str(tmp_path / "served"))
    assert process.stdout is not None
    yield f"http://default@127.0.0.1:{int(process.stdout.readline())}/default"
    process.kill()
    process.wait()


def answered_by(dsn: str) -> Any:
    output, _ = (process := run("tests.make.answers", dsn)).communicate(timeout=100)
    assert process.returncode == 0
    return json.loads(output)


def test_the_served_engine_answers_as_the_embedded_one(served: str, tmp_path: Path) -> None:
    embedded = answered_by(f"chdb://{tmp_path / 'embedded'}")

    assert answered_by(served) == embedded
    assert embedded["totals"]["now"]["page_views"] == 5


def test_every_table_can_be_rendered_for_a_cluster_from_the_same_source() -> None:
    statements = [text for _number, file in schema.numbered() for text in schema.statements(file)]

    rendered = [text for statement in statements for text in schema.for_cluster(statement, "plaza")]

    program = "import chdb, sys, json; c = chdb.connect(':memory:'); [c.query('EXPLAIN AST ' + text) for text in json.load(sys.stdin)]"
    subprocess.run([sys.executable, "-c", program], input=json.dumps(rendered), text=True, check=True, timeout=60)
    made, changed = [text for text in rendered if text.startswith("CREATE")], [text for text in rendered if text.startswith("ALTER")]
    assert all("Replicated" in text or "Distributed" in text for text in made)
    assert all(" ON CLUSTER plaza " in text for text in changed)
    assert len(made) + len(changed) == len(rendered)
