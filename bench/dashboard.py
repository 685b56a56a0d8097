"""The dashboard: all panels of one site at several sizes, of 28 days and of 12 months, unfiltered and with one page filter.

Nothing is cached between questions, and a new batch arrives before each, so that today's figures are always made anew. Cold is
the first question of a new process; warm, the median of the next ones of the same. Growth is the time at the greatest size by
that at the least, which a report that reads only kept figures does not have.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench._server import data_directory, environment_of

SIZES = {"small": (200_000, 600_000), "full": (1_000_000, 10_000_000, 100_000_000)}
QUESTIONS = {
    "28_days": (28, ""),
    "12_months": (365, ""),
    "28_days_filtered": (28, "/tramites/cita-previa"),
    "12_months_filtered": (365, "/tramites/cita-previa"),
}
TIMES = {"small": 2, "full": 4}


def town(home: Path, *arguments: str) -> dict[str, Any]:
    """Does something with the store in a process of its own."""
    command = [sys.executable, "-m", "bench._town", *arguments]
    return dict(json.loads(subprocess.run(command, env=environment_of(home), check=True, stdout=subprocess.PIPE).stdout.splitlines()[-1]))


def measured(size: int, times: int) -> dict[str, Any]:
    """Fills a store with so many events and asks every question of it."""
    with data_directory() as home:
        found = town(home, "fill", "--events", str(size))
        for name, (days, path) in QUESTIONS.items():
            often = 1 if name == "12_months_filtered" else times
            found[name] = town(home, "ask", "--days", str(days), "--path", path, "--times", str(often))
            print(f"{size:,} events, {name}: {found[name]}", file=sys.stderr)
    return found


def growth(sizes: dict[str, dict[str, Any]]) -> dict[str, float]:
    """How many times slower each question is at the greatest size than at the least."""
    least, greatest = min(sizes, key=int), max(sizes, key=int)
    return {name: round(sizes[greatest][name]["cold"] / sizes[least][name]["cold"], 2) for name in QUESTIONS}


def run(scale: str, sizes: tuple[int, ...] = ()) -> dict[str, Any]:
    """Answers the seconds of every question at every size, and how they grow."""
    found = {str(size): measured(size, TIMES[scale]) for size in sizes or SIZES[scale]}
    return {"bench": "dashboard", "scale": scale, "seconds": found, "growth": growth(found)}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", choices=list(SIZES), default="small")
    parser.add_argument("--sizes", default="", help="events of each size, separated by commas, instead of the scale's")
    given = parser.parse_args()
    print(json.dumps(run(given.scale, tuple(int(size) for size in given.sizes.split(",") if size))))
