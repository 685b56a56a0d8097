"""A funnel of eight steps with its breakdowns, over the events of one site: time, and growth with size.

The events are made in the store: visits of five events on average over a year, of which one in ten begins the procedure and comes as far
as chance has it, by device and hour. `derive` is what it costs to make the attempts of the whole year from the events, once; `cold` is the
first question of a new process, `warm` the median of the next ones. A question is the funnel with where people went, and the cells of six
breakdowns and their fifteen pairs, over the whole year, a new batch having arrived and been derived before each.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench._server import data_directory, environment_of

SIZES = {"small": (300_000, 900_000), "full": (1_000_000, 10_000_000, 100_000_000)}
TIMES = {"small": 3, "full": 5}
STEPS = 8


def child(home: Path, *arguments: str) -> dict[str, Any]:
    """Does something with the store in a process of its own."""
    command = [sys.executable, "-m", "bench._attempts", *arguments]
    return dict(json.loads(subprocess.run(command, env=environment_of(home), check=True, stdout=subprocess.PIPE).stdout.splitlines()[-1]))


def measured(size: int, times: int) -> dict[str, Any]:
    """Fills a store with so many events, derives the attempts and asks."""
    with data_directory() as home:
        found = {**child(home, "fill", str(size)), **child(home, "ask", str(times))}
    print(f"{size:,} events: {found}", file=sys.stderr)
    return found


def run(scale: str, sizes: tuple[int, ...] = ()) -> dict[str, Any]:
    """Answers the seconds at every size, and how they grow from the least to the greatest."""
    found = {str(size): measured(size, TIMES[scale]) for size in sizes or SIZES[scale]}
    least, greatest = min(found, key=int), max(found, key=int)
    growth = {name: round(found[greatest][name] / found[least][name], 2) for name in ("cold", "warm")}
    return {"bench": "funnel", "scale": scale, "steps": STEPS, "seconds": found, "growth": {**growth, "events": int(greatest) / int(least)}}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", choices=list(SIZES), default="small")
    parser.add_argument("--sizes", default="", help="events of each size, separated by commas, instead of the scale's")
    given = parser.parse_args()
    print(json.dumps(run(given.scale, tuple(int(size) for size in given.sizes.split(",") if size))))
