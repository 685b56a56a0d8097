"""The demonstration town from end to end: events, attempts, breakdowns and the finder, in the real engine, with many seeds.

Each seed is made three times: as `docs/demo-truth.md` says (`planted`), with `nothing` planted, and with causes of 8 to 25 points `drawn`
with the seed. Counted are the causes that reached at least 200 visits and were told, what was told that is no cause, and of how many
towns, and of how many of their procedures, something was told though nothing was planted. Ten seeds share a store, one after another
in time. `python -m bench.friction_town --seeds 200` takes about an hour of one core; `bench/friction.py` tries 200 towns at
the level of counts, with many more sorts of causes, in one minute.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from bench._server import data_directory, environment_of

SEEDS = {"small": 1, "full": 200}
DAYS = 84
FIRST = 100
"""Seeds go on from here: none was chosen."""
CHUNK = 10
KINDS = ("nothing", "drawn", "planted")
Town = dict[str, Any]


def chunk(first: int, count: int, kinds: Sequence[str]) -> list[Town]:
    """What is told of some towns of each kind, in a store of their own."""
    with data_directory() as home:
        command = [sys.executable, "-m", "bench._frictions", str(first), str(count), *kinds, "--days", str(DAYS)]
        found = subprocess.run(command, env=environment_of(home), check=True, stdout=subprocess.PIPE).stdout
    towns = [json.loads(line) for line in found.splitlines()]
    for town in towns:
        _explain(town)
    return towns


def _explain(town: Town) -> None:
    """Says what was missed and what was told wrong."""
    for each in town["verdicts"]:
        missed = sorted(set(each["due"]) - set(each["told"]))
        if missed or each["wrong"]:
            found = f"missed {missed} wrong {each['wrong']}"
            print(f"seed {town['seed']} {town['kind']} {each['code']}: {found} of {each['due']}", file=sys.stderr)


def counted(towns: Sequence[Town]) -> dict[str, Any]:
    """Recall and precision over the procedures of all towns of each kind with causes; of those without, whatever was told."""
    return {"nothing": _nothing(towns), **{kind: _told(list(_of(towns, kind))) for kind in KINDS[1:]}}


def _of(towns: Sequence[Town], kind: str) -> Iterator[Any]:
    return (verdict for town in towns if town["kind"] == kind for verdict in town["verdicts"])


def _told(verdicts: list[Any]) -> dict[str, Any]:
    due = sum(len(each["due"]) for each in verdicts)
    found = sum(len(set(each["due"]) & set(each["told"])) for each in verdicts)
    right, wrong = (sum(len(each[name]) for each in verdicts) for name in ("told", "wrong"))
    told = right + wrong
    figures = {"recall": round(found / due, 3) if due else None, "precision": round(right / told, 3) if told else None}
    return {"due": due, "found": found, "told": told, "wrong": wrong, **figures}


def _nothing(towns: Sequence[Town]) -> dict[str, int]:
    claims = [[bool(each["told"] or each["wrong"]) for each in town["verdicts"]] for town in towns if town["kind"] == "nothing"]
    return {
        "towns": len(claims),
        "of_which_something_was_told": sum(any(each) for each in claims),
        "procedures": sum(len(each) for each in claims),
        "procedures_of_which_something_was_told": sum(sum(each) for each in claims),
    }


def run(scale: str, seeds: int = 0, first: int = FIRST, kinds: Sequence[str] = KINDS) -> dict[str, Any]:
    """Makes and judges all towns; what is known so far goes to standard error after each chunk."""
    last = first + (seeds or SEEDS[scale])
    towns: list[Town] = []
    for start in range(first, last, CHUNK):
        towns += chunk(start, min(CHUNK, last - start), kinds)
        print(f"seeds {first} to {min(start + CHUNK, last) - 1}: {json.dumps(counted(towns))}", file=sys.stderr, flush=True)
    aim = {"recall": 0.8, "precision": 0.9, "towns_of_which_something_was_told": 16}
    return {
        "bench": "friction_town",
        "scale": scale,
        "first_seed": first,
        "seeds": last - first,
        "days": DAYS,
        **counted(towns),
        "aim": aim,
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", choices=list(SEEDS), default="small")
    parser.add_argument("--seeds", type=int, default=0, help="how many, instead of the scale's")
    parser.add_argument("--first", type=int, default=FIRST, help="the first seed")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS), help="which; those drawn need those with nothing")
    given = parser.parse_args()
    print(json.dumps(run(given.scale, given.seeds, given.first, given.kinds)))
