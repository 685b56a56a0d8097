"""Ten thousand deliveries that are all due at once, drained by two workers; the network answers at once.

For the figure that is asked for, on PostgreSQL: `python tools/with_postgres.py python -m bench.publishing_deliveries --scale full`.
"""

import argparse
import json
import os
import sys

from bench.at_most_once import holds, trial

SIZES = {"small": 500, "full": 10_000}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", choices=list(SIZES), default="small")
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    size = SIZES[given.scale]
    calm = ("--kills=0", "--share=0", "--speed=1", "--most=900")
    came = trial(f"--deliveries={size}", "--channels=40", "--workers=2", f"--threads={given.threads}", *calm)
    database = "postgresql" if "DATABASE_URL" in os.environ else "sqlite"
    rate = round(size / came["seconds"], 1)
    print(json.dumps({"bench": "publishing_deliveries", "scale": given.scale, "database": database, "a_second": rate, **came}))
    sys.exit(0 if holds(came) else 1)
