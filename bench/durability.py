"""Durability: a collector killed (`kill -9`) at random moments, again and again, in the middle of writing, moving and tidying.

Every accepted event is stored once and none twice, and the dashboard's figures are those of the events stored.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench._load import HOST
from bench._server import data_directory, environment_of, prepare

VISITORS = 60
ROUNDS = {"small": 8, "full": 50}


def rounds(home: Path, count: int, seed: int) -> tuple[list[int], dict[str, Any]]:
    """Kills a collector so often, and answers the numbers accepted and what was counted in the end."""
    command = [sys.executable, "-m", "bench._collecting", str(count), str(seed)]
    found = json.loads(subprocess.run(command, env=environment_of(home), check=True, stdout=subprocess.PIPE).stdout)
    return found["accepted"], found


def run(scale: str, seed: int = 1) -> dict[str, object]:
    """Answers how many events were lost and counted twice."""
    with data_directory() as home:
        prepare(home, HOST)
        accepted, found = rounds(home, ROUNDS[scale], seed)
    paths, totals = found["paths"], found["totals"]
    return {
        "bench": "durability",
        "scale": scale,
        "kills": ROUNDS[scale],
        "accepted": len(accepted),
        "stored": sum(paths.values()),
        "lost": len([number for number in accepted if f"/pagina-{number}" not in paths]),
        "twice": sum(times - 1 for times in paths.values()),
        "page_views_on_the_dashboard": totals["page_views"],
        "visitors_expected": VISITORS,
        "visitors_on_the_dashboard": totals["visitors"],
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", choices=list(ROUNDS), default="small")
    print(json.dumps(run(parser.parse_args().scale)))
