"""Friction: causes of abandonment planted in generated towns that the finder recovers, and what it tells where there are none."""

import argparse
import json
import time
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from plazamayor.procedures.friction.finder import find
from tests.make.towns import Recipe, Town, found_again, town

SEEDS = 200
AMONG = 8
"""Procedures that somebody looks at, as in the demonstration town."""
SIZES = {"small": SEEDS, "full": 1000}


@dataclass(kw_only=True)
class Tried:
    """What was planted and told in some towns. `claiming`: towns of which something was told; `held`: intervals with the planted points."""

    towns: int = 0
    planted: int = 0
    recovered: int = 0
    told: int = 0
    wrong: int = 0
    claiming: int = 0
    held: int = 0
    matched: int = 0
    tested: int = 0

    @property
    def recall(self) -> float:
        """Planted causes that were told."""
        return self.recovered / self.planted if self.planted else 1.0

    @property
    def precision(self) -> float:
        """Frictions told that are planted causes."""
        return 1 - self.wrong / self.told if self.told else 1.0

    @property
    def covered(self) -> float:
        """Intervals, of those told of a cause, that hold its points; 95 % is what they say."""
        return self.held / self.matched if self.matched else 1.0

    def __add__(self, other: "Tried") -> "Tried":
        return Tried(**{each.name: getattr(self, each.name) + getattr(other, each.name) for each in fields(Tried)})


def tried(seeds: Iterable[int], recipe: Recipe) -> Tried:
    """Makes a town of each seed and looks for frictions in it."""
    found = Tried()
    for seed in seeds:
        found += _tried(town(seed, recipe))
    return found


def _tried(made: Town) -> Tried:
    found = find(made.cells, among=AMONG)
    known, wrong = found_again(made, [(each.step, each.where) for each in found.told])
    matches = [(each, cause) for each in found.told for cause in found_again(made, [(each.step, each.where)])[0]]
    return Tried(
        towns=1,
        planted=len(made.causes),
        recovered=len(known),
        told=len(found.told),
        wrong=wrong,
        claiming=bool(found.told),
        held=sum(made.causes[cause].points in each.difference for each, cause in matches),
        matched=len(matches),
        tested=found.tested,
    )


def run(scale: str, first: int = 0) -> dict[str, Any]:
    """Recall and precision with causes of 8 to 25 points, at the least that is asked (8 to 9 points, 200 to 300 visits), and with none."""
    began = time.perf_counter()
    each = range(first, first + SIZES[scale])
    planted, least, none = (
        tried(each, recipe) for recipe in (Recipe(), Recipe(points=(0.08, 0.09), visits=(200, 300)), Recipe(causes=(0, 0)))
    )
    return {
        "bench": "friction",
        "scale": scale,
        "towns": planted.towns,
        "first_seed": first,
        "planted": planted.planted,
        "recall": round(planted.recall, 3),
        "precision": round(planted.precision, 3),
        "intervals_that_hold_the_points": round(planted.covered, 3),
        "combinations_tested_in_a_town": round(planted.tested / planted.towns),
        "recall_at_the_least": round(least.recall, 3),
        "precision_at_the_least": round(least.precision, 3),
        "towns_with_nothing_planted_and_something_told": none.claiming,
        "seconds": round(time.perf_counter() - began, 1),
        "aim": {"recall": 0.8, "precision": 0.9, "towns_with_nothing_planted_and_something_told": 16},
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", choices=list(SIZES), default="small")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    chosen = parser.parse_args()
    print(json.dumps(run(chosen.scale, chosen.first)))
