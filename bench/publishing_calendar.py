"""The calendar of an administration with many pieces: milliseconds in the server for a month, a week and a list, and their growth.

What grows is compared in one run: a town with ten times fewer pieces on the same machine.
"""

import argparse
import json
import subprocess
import sys
from typing import Any

from bench._server import data_directory, environment_of

SIZES = {"small": 1_000, "full": 10_000}
VIEWS = ("month", "week", "list")


def of(pieces: int) -> dict[str, Any]:
    """What a town with so many pieces takes, in a process and a data directory of its own."""
    with data_directory() as home:
        command = [sys.executable, "-m", "bench._calendar", "--pieces", str(pieces)]
        written = subprocess.run(command, env=environment_of(home), check=True, stdout=subprocess.PIPE).stdout
    found: dict[str, Any] = json.loads(written.splitlines()[-1])
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", choices=list(SIZES), default="small")
    given = parser.parse_args()
    size = SIZES[given.scale]
    few, many = of(size // 10), of(size)
    growth = {f"{view}_growth": round(many[view] / few[view], 2) for view in VIEWS}
    print(json.dumps({"bench": "publishing_calendar", "scale": given.scale, **many, "with_ten_times_fewer": few, **growth}))
