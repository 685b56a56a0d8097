"""The promise of the collector: whatever it accepted is counted, once, however often it is killed."""

from pathlib import Path

import pytest

from bench._load import HOST
from bench._server import prepare
from bench.durability import VISITORS, rounds


@pytest.mark.timeout(600)
def test_a_collector_killed_twenty_times_loses_nothing_and_counts_nothing_twice(tmp_path: Path) -> None:
    prepare(tmp_path, HOST)

    accepted, found = rounds(tmp_path, 20, seed=20)

    paths, totals = found["paths"], found["totals"]
    assert len(accepted) >= 20
    assert [number for number in accepted if paths.get(f"/pagina-{number}") != 1] == []
    assert set(paths.values()) == {1}
    assert totals["page_views"] == len(paths)
    assert totals["visitors"] == min(VISITORS, totals["visits"])
