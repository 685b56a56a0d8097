"""Durability of what is derived: processes killed (`kill -9`) while they import, make, derive, merge and sweep.

The dashboard's whole document, of the imported days and of the generated ones, equals that of an unkilled run on the same input.
`bench.durability` does the same to the collector.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench._server import data_directory, environment_of, prepare
from bench.import_logs import HOST, Town

LINES = {"small": 20_000, "full": 300_000}
KILLS = {"small": 6, "full": 60}


def finished(log: Path, kills: int, seed: int) -> dict[str, Any]:
    """Does both works in an installation of its own, killed so often."""
    with data_directory() as home:
        prepare(home, HOST)
        command = [sys.executable, "-m", "bench._deriving", str(kills), str(seed), str(log)]
        return dict(json.loads(subprocess.run(command, env=environment_of(home), check=True, stdout=subprocess.PIPE).stdout))


def differences(one: Any, other: Any, where: str = "") -> list[str]:
    """Where two documents differ."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        return [found for key in one for found in differences(one[key], other[key], f"{where}/{key}")]
    return [] if one == other else [where]


def run(scale: str, seed: int = 1) -> dict[str, Any]:
    """Answers how many were killed at each work and where the figures differ from those of the unkilled run."""
    with data_directory() as folder:
        log = folder / "access.log"
        Town(LINES[scale]).write(log)
        quiet, torn = finished(log, 0, seed), finished(log, KILLS[scale], seed)
    return {
        "bench": "durability_figures",
        "scale": scale,
        "kills": torn["kills"],
        "visits": {name: document["totals"]["visits"] for name, document in torn["documents"].items()},
        "differences": differences(quiet["documents"], torn["documents"]),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", choices=list(KILLS), default="small")
    found = run(parser.parse_args().scale)
    print(json.dumps(found))
    sys.exit(1 if found["differences"] else 0)
