"""A thousand deliveries while workers are killed at random instants and the network accepts and then times out, or worse.

What must hold: nothing is on the network twice, nothing that is said to be out is missing there, and nothing that is there is said to have
failed. On SQLite, or on the PostgreSQL of `DATABASE_URL` (`python tools/with_postgres.py python -m bench.at_most_once`), left as it is.
"""

import argparse
import json
import os
import subprocess
import sys
from typing import Any

from bench._server import data_directory, environment_of

SIZES = {
    "small": ("--deliveries=120", "--kills=12", "--most=60"),
    "full": ("--deliveries=1000", "--channels=16", "--kills=90", "--most=420"),
}
PREPARE = "import django; django.setup(); from django.core.management import call_command; call_command('migrate', verbosity=0)"


def trial(*arguments: str) -> dict[str, Any]:
    """One trial, on a database of its own."""
    with data_directory() as home:
        environment = {**environment_of(home), **({"DATABASE_URL": os.environ["DATABASE_URL"]} if "DATABASE_URL" in os.environ else {})}
        subprocess.run([sys.executable, "-c", PREPARE], env=environment, check=True)
        command = [sys.executable, "-m", "bench._outbox", *arguments]
        return dict(json.loads(subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE).stdout.splitlines()[-1]))


def holds(found: dict[str, Any]) -> bool:
    """Whether what was promised was kept."""
    return not (found["duplicates"] or found["lost"] or found["denied"])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", choices=list(SIZES), default="small")
    parser.add_argument("--seed", default="1")
    given = parser.parse_args()
    came = trial(*SIZES[given.scale], f"--seed={given.seed}")
    database = "postgresql" if "DATABASE_URL" in os.environ else "sqlite"
    print(json.dumps({"bench": "at_most_once", "scale": given.scale, "database": database, **came}))
    sys.exit(0 if holds(came) else 1)
