"""Storage: bytes of disk that an event takes, with the visits and figures derived from it, and while it waits in the spool."""

import argparse
import json
from typing import Any

from bench._server import data_directory
from bench.dashboard import town

SIZES = {"small": 500_000, "full": 10_000_000}


def run(scale: str) -> dict[str, Any]:
    """Answers the bytes an event takes, by table and in all."""
    with data_directory() as home:
        town(home, "fill", "--events", str(SIZES[scale]))
        found = town(home, "size")
    tables = {name: round(size / found["events"], 2) for name, size in found["tables"].items()}
    return {
        "bench": "storage",
        "scale": scale,
        "events": found["events"],
        "bytes_per_event": round(sum(found["tables"].values()) / found["events"], 2),
        "by_table": tables,
        "bytes_in_the_spool_until_stored": found["spool"],
        "aim": 25,
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", choices=list(SIZES), default="small")
    print(json.dumps(run(parser.parse_args().scale)))
