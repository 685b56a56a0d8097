"""The procedures of the demonstration town in the real engine, with other seeds: what was planted, and what the finder tells.

python -m bench._frictions FIRST COUNT --days N [KIND...]     prints one object of JSON for each town and kind
The store is that of PLAZAMAYOR_HOME. Each town has a year of its own, the same days of the week and of the season, so that a procedure
of all of them is made by one statement and derived at once, and each town is asked by its days. Chance comes of the seed and the days.
Each procedure has a site of its own: nobody does two, and whoever looks for one need not read the rest. Kinds:

planted    the causes that `docs/demo-truth.md` tells
nothing    none
drawn      none to two in each procedure, of 8 to 25 points, of one value or of two, drawn with the seed among the groups that reached
           a step in sufficient number while nothing was planted
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import django

django.setup()

from plazamayor.analytics import store  # noqa: E402 Django has to be ready
from plazamayor.analytics.contract import permit  # noqa: E402 the same
from plazamayor.analytics.journeys import queries as journeys  # noqa: E402 the same
from plazamayor.analytics.journeys.contract import Cell, Journey  # noqa: E402 the same
from plazamayor.analytics.models import Site  # noqa: E402 the same
from plazamayor.demo.causes import Cause  # noqa: E402 the same
from plazamayor.demo.eoffice.eight import EIGHT  # noqa: E402 the same
from plazamayor.demo.eoffice.founding import steps_of  # noqa: E402 the same
from plazamayor.demo.eoffice.making import ATTEMPTS, Errands  # noqa: E402 the same
from plazamayor.demo.eoffice.shape import Blueprint, Planted  # noqa: E402 the same
from plazamayor.demo.town import EXEMPT, ZONE  # noqa: E402 the same
from plazamayor.demo.traffic.making import Flow  # noqa: E402 the same
from plazamayor.demo.traffic.season import Season  # noqa: E402 the same
from plazamayor.demo.traffic.story import Story  # noqa: E402 the same
from plazamayor.procedures.friction.queries import DIMENSIONS, frictions  # noqa: E402 the same
from plazamayor.procedures.models import Procedure  # noqa: E402 the same
from plazamayor.procedures.queries import journey_of  # noqa: E402 the same

END = date(2026, 11, 19)
KINDS = {"planted": 10, "nothing": 20, "drawn": 30}
"""Kinds of town, and what is added to the numbers of its procedures to number their sites."""
TOWNS_AT_ONCE = 5
"""Towns whose attempts one statement makes: each attempt is looked up among all their days."""
ENOUGH = 200
"""Visits that a cause has to reach at its step for the finder to be asked to find it."""
POINTS = 0.08, 0.25
"""Of the causes drawn; a cause of fewer points than the least is not asked for."""
MOST_DRAWN = 2
MOST_OF_STEP = 0.7
"""A cause that is drawn reaches at most this part of those at its step: there has to be somebody to compare with."""
SAME = 0.8
"""Two groups are the same people when so many of those in either are in both."""
TOTALS_OF = {"errand_reached": "errand_total", "untied_reached": "untied_total"}
"""Sums that go on from day to day, and where their last one is."""
TOTALS = frozenset(TOTALS_OF.values())
OF_DAYS = (
    *TOTALS_OF,
    *("errand_days", "errand_which", "errand_ages", "errand_starts", "errand_restful", "errand_counts", "errand_loses"),
    *("untied_days", "untied_starts", "untied_names"),
    *sorted(TOTALS),
)
"""What the text needs to know that depends on the days."""
Where = tuple[tuple[str, str], ...]
Blueprints = Sequence[Blueprint]
NOTHING: Blueprints = tuple(replace(each, planted=()) for each in EIGHT)


@dataclass(frozen=True)
class Verdict:
    """A procedure: causes that reached enough visits, those that were told (also of those that reached fewer), and tellings of no cause."""

    code: str
    due: list[str]
    told: list[str]
    wrong: list[str]


@dataclass(frozen=True)
class Measured:
    """A procedure in some days of a store."""

    site: Site
    journey: Journey
    days: Sequence[date]

    def prepare(self) -> None:
        """Derives its attempts."""
        journeys.prepare(self.site, self.journey, self.days[0], self.days[-1])

    def cells(self, dimensions: Sequence[str]) -> list[Cell]:
        """Its attempts by some dimensions."""
        return journeys.cells(self.site, self.journey, self.days[0], self.days[-1], dimensions)

    def reached(self, step: int, where: Where) -> int:
        """How many with some values reached a step."""
        wanted = tuple(value for _dimension, value in where)
        return sum(cell.reached for cell in self.cells([name for name, _value in where]) if (cell.step, cell.values) == (step, wanted))

    def overlap(self, step: int, one: Where, two: Where) -> float:
        """How much two groups are the same people at a step: those in both, of those in either."""
        if dict(one) == dict(two):
            return 1.0
        if any(dict(one).get(name, value) != value for name, value in two):
            return 0.0
        both = self.reached(step, tuple(sorted({*one, *two})))
        either = self.reached(step, one) + self.reached(step, two) - both
        return both / either if either else 0.0

    def groups(self) -> Iterator[tuple[int, Where]]:
        """Groups that reached a step in sufficient number, and by far not all who did, that the site's mode lets be told."""
        allowed = permit(exempt=self.site.exempt, origins=())
        mine = [dimension for dimension in DIMENSIONS if allowed.allows(dimension)]
        sets = [(one,) for one in mine] + (list(combinations(mine, 2)) if allowed.crossing else [])
        for some, cells in journeys.cells_of(self.site, self.journey, self.days[0], self.days[-1], sets).items():
            totals = [sum(cell.reached for cell in cells if cell.step == step) for step in range(len(self.journey.steps) + 1)]
            for cell in cells:
                known = "" not in cell.values and cell.step < len(self.journey.steps)
                if known and ENOUGH <= cell.reached <= MOST_OF_STEP * totals[cell.step]:
                    yield cell.step, tuple(sorted(zip(some, cell.values, strict=True)))


@dataclass(frozen=True)
class Town:
    """A town: the last days of a year of it, and its procedures as they are planted."""

    seed: int
    days: Sequence[date]
    blueprints: Blueprints = EIGHT

    def told(self, place: int, which: int) -> dict[str, Any]:
        """What the text needs to know of the days of one procedure of it, the text's `which`."""
        plan = Errands((self.blueprints[place],), Season(Story(self.days[-1]), seed=self.seed)).parameters(self.days)
        return {**{name: value for name, value in plan.items() if name in OF_DAYS}, "errand_which": [which] * len(self.days)}


def make(towns: Sequence[Town], kind: str = "planted") -> None:
    """Makes the attempts of some towns, each of other days, in a store that has none of them; nothing else is visited."""
    for place, blueprint in enumerate(NOTHING):
        for start in range(0, len(towns), TOWNS_AT_ONCE):
            _make(towns[start : start + TOWNS_AT_ONCE], place, _site(blueprint, kind))


def _make(towns: Sequence[Town], place: int, site: int) -> None:
    distinct: list[Blueprint] = []
    plans = []
    for town in towns:
        if town.blueprints[place] not in distinct:
            distinct.append(town.blueprints[place])
        plans.append(town.told(place, distinct.index(town.blueprints[place]) + 1))
    first, days = towns[0], [day for town in towns for day in town.days]
    story = Story(first.days[-1])
    flow = Flow(site, distinct[0].site, story, seed=first.seed)
    errands = Errands(tuple(distinct), Season(story, seed=first.seed))
    told = {**flow.parameters(first.days[:1]), **errands.parameters(first.days[:1]), **_together(plans)}
    store.make(ATTEMPTS, {name: value for name, value in told.items() if f"{{{name}:" in ATTEMPTS}, site=site, days=days)


def _together(plans: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Plans one after another; what is added up goes on from one to the next."""
    found: dict[str, Any] = {name: 0 if name in TOTALS else [] for name in OF_DAYS}
    for plan in plans:
        for name, total in TOTALS_OF.items():
            found[name] += [reached + found[total] for reached in plan[name]]
        for name in OF_DAYS:
            if name not in TOTALS_OF:
                found[name] += plan[name]
    return found


def _site(blueprint: Blueprint, kind: str) -> int:
    return KINDS[kind] + int(blueprint.sia[-1])


def measured(blueprint: Blueprint, days: Sequence[date], kind: str) -> Measured:
    """A procedure of a town, to be asked."""
    site = Site(pk=_site(blueprint, kind), domain=blueprint.site, time_zone=ZONE, exempt=blueprint.site in EXEMPT)
    procedure = Procedure(pk=int(blueprint.sia[-1]), code=blueprint.code, kind=blueprint.kind, site=site)
    journey = journey_of(procedure, steps_of(procedure, blueprint))
    if journey is None:
        raise ValueError(f"{blueprint.code} has no steps")
    return Measured(site, journey, days)


def judged(town: Town, kind: str = "planted") -> Iterator[Verdict]:
    """What is told of each procedure of a town that was made, beside what is planted."""
    for blueprint in town.blueprints:
        found = measured(blueprint, town.days, kind)
        found.prepare()
        yield _judged(found, blueprint)


def _judged(measured: Measured, blueprint: Blueprint) -> Verdict:
    site, journey, days = measured.site, measured.journey, measured.days
    told = frictions(site, journey, days[0], days[-1], exempt=site.exempt, kind=blueprint.kind, among=len(EIGHT)).told
    found = {
        cause: [each for each in told if each.step == cause.step and measured.overlap(cause.step, cause.where, each.where) >= SAME]
        for cause in blueprint.causes
    }
    right = [each for matched in found.values() for each in matched]
    return Verdict(
        blueprint.code,
        due=[_named(each.step, each.where) for each in blueprint.causes if measured.reached(each.step, each.where) >= ENOUGH],
        told=[_named(cause.step, cause.where) for cause, matched in found.items() if matched],
        wrong=[_named(each.step, each.where) for each in told if each not in right],
    )


def drawn(seed: int, days: Sequence[date]) -> Blueprints:
    """The procedures with causes drawn among the groups of a town of that seed in which nothing was planted, one a step at most."""
    chance = random.Random(seed)
    return tuple(replace(each, planted=tuple(_drawn(chance, measured(each, days, "nothing")))) for each in NOTHING)


def _drawn(chance: random.Random, found: Measured) -> Iterator[Planted]:
    """A step, then whether one value or two, then which dimensions, then which group: so that the many do not crowd out the few."""
    count = chance.randint(0, MOST_DRAWN)
    groups = sorted(found.groups()) if count else []
    for _ in range(count):
        chosen = groups
        for read in (_step, _values, _dimensions):
            keys = sorted({read(each) for each in chosen})
            key = chance.choice(keys) if keys else None
            chosen = [each for each in chosen if read(each) == key]
        if chosen:
            step, where = chance.choice(chosen)
            yield Planted(Cause(step, where, chance.uniform(*POINTS)), "", "")
            groups = [each for each in groups if each[0] != step]


def _step(group: tuple[int, Where]) -> tuple[Any, ...]:
    return (group[0],)


def _values(group: tuple[int, Where]) -> tuple[Any, ...]:
    return (len(group[1]),)


def _dimensions(group: tuple[int, Where]) -> tuple[Any, ...]:
    return tuple(name for name, _value in group[1])


def _named(step: int, where: Where) -> str:
    return f"{step} {' '.join(f'{name}={value}' for name, value in sorted(where))}"


def days_until_end(count: int, place: int = 0) -> list[date]:
    """The last days of a year of the town, in order; `place`: how many years before its own, at the same season and day of the week."""
    end = END - timedelta(weeks=round(place * 365.25 / 7))
    return [end - timedelta(days=back) for back in range(count - 1, -1, -1)]


def town_of(seed: int, days: Sequence[date], kind: str) -> Town:
    """A town of a kind; one with causes drawn needs that with nothing to have been derived."""
    if kind == "drawn":
        return Town(seed, days, drawn(seed, days))
    return Town(seed, days, EIGHT if kind == "planted" else NOTHING)


def verdicts(first: int, count: int, days: int, kind: str) -> Iterator[dict[str, Any]]:
    """Makes towns with seeds from one on, derives all of them, and judges one after another."""
    towns = [town_of(seed, days_until_end(days, seed - first), kind) for seed in range(first, first + count)]
    make(towns, kind)
    ever = [min(town.days[0] for town in towns), END]
    for blueprint in NOTHING:
        measured(blueprint, ever, kind).prepare()
    for town in towns:
        yield {"seed": town.seed, "kind": kind, "verdicts": [asdict(each) for each in judged(town, kind)]}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("first", type=int)
    parser.add_argument("count", type=int)
    parser.add_argument("kinds", nargs="*", default=["planted", "nothing"])
    parser.add_argument("--days", type=int, default=365)
    given = parser.parse_args()
    store.open_store()
    for kind in given.kinds:
        for verdict in verdicts(given.first, given.count, given.days, kind):
            print(json.dumps(verdict), flush=True)
    store.close_store()
