"""The procedures of the demonstration town in the real engine, with another seed: what was planted, and what the finder tells.

python -m bench._frictions SEED --days N [--nothing]     prints one object of JSON
The store is that of PLAZAMAYOR_HOME.
"""

import argparse
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta

import django

django.setup()

from plazamayor.analytics import store  # noqa: E402 Django has to be ready
from plazamayor.analytics.journeys import queries as journeys  # noqa: E402 the same
from plazamayor.analytics.journeys.contract import Cell, Journey  # noqa: E402 the same
from plazamayor.analytics.models import Site  # noqa: E402 the same
from plazamayor.demo.eoffice.founding import steps_of  # noqa: E402 the same
from plazamayor.demo.eoffice.making import ATTEMPTS  # noqa: E402 the same
from plazamayor.demo.eoffice.shape import Blueprint  # noqa: E402 the same
from plazamayor.demo.town import EXEMPT, OFFICE, SPORTS, ZONE  # noqa: E402 the same
from plazamayor.demo.traffic.making import Flow  # noqa: E402 the same
from plazamayor.demo.traffic.story import Story  # noqa: E402 the same
from plazamayor.procedures.friction.queries import frictions  # noqa: E402 the same
from plazamayor.procedures.models import Procedure  # noqa: E402 the same
from plazamayor.procedures.queries import journey_of  # noqa: E402 the same

END = date(2026, 11, 19)
SITES = {OFFICE: 2, SPORTS: 3}
PORTION = 66
ENOUGH = 200
"""Visits that a cause has to reach at its step for the finder to be asked to find it."""
SAME = 0.8
"""Two groups are the same people when so many of those in either are in both."""
Where = tuple[tuple[str, str], ...]


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


def make(seed: int, days: Sequence[date], *, planted: bool = True) -> None:
    """Makes the attempts of some days in an empty store; the rest of the visits to the sites begins no procedure."""
    for domain, number in SITES.items():
        flow = Flow(number, domain, Story(END), seed=seed, planted=planted)
        for start in range(0, len(days), PORTION):
            some = days[start : start + PORTION]
            store.make(ATTEMPTS, flow.parameters(some), site=number, days=some)


def judged(days: Sequence[date]) -> Iterator[Verdict]:
    """What is told of each procedure of a town that was made, beside what is planted in the demonstration."""
    for domain, number in SITES.items():
        site = Site(pk=number, domain=domain, time_zone=ZONE, exempt=domain in EXEMPT)
        for blueprint in Flow(number, domain, Story(END)).errands.procedures:
            yield _judged(site, blueprint, days)


def _judged(site: Site, blueprint: Blueprint, days: Sequence[date]) -> Verdict:
    procedure = Procedure(pk=int(blueprint.sia[-1]), code=blueprint.code, kind=blueprint.kind, site=site)
    journey = journey_of(procedure, steps_of(procedure, blueprint))
    if journey is None:
        raise ValueError(f"{blueprint.code} has no steps")
    journeys.prepare(site, journey, days[0], days[-1])
    measured = Measured(site, journey, days)
    told = frictions(site, journey, days[0], days[-1], exempt=site.exempt, kind=blueprint.kind).told
    found = {
        cause: [each for each in told if each.step == cause.step and measured.overlap(cause.step, cause.where, each.where) >= SAME]
        for cause in blueprint.causes
    }
    right = [each for matched in found.values() for each in matched]
    return Verdict(
        blueprint.code,
        due=[_named(cause.step, cause.where) for cause in blueprint.causes if measured.reached(cause.step, cause.where) >= ENOUGH],
        told=[_named(cause.step, cause.where) for cause, matched in found.items() if matched],
        wrong=[_named(each.step, each.where) for each in told if each not in right],
    )


def _named(step: int, where: Where) -> str:
    return f"{step} {' '.join(f'{name}={value}' for name, value in sorted(where))}"


def days_until_end(count: int) -> list[date]:
    """The last days of the town's year, in order."""
    return [END - timedelta(days=back) for back in range(count - 1, -1, -1)]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seed", type=int)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--nothing", action="store_true")
    given = parser.parse_args()
    store.open_store()
    began = time.monotonic()
    make(given.seed, days_until_end(given.days), planted=not given.nothing)
    verdicts = [asdict(each) for each in judged(days_until_end(given.days))]
    count = store.engine().command("SELECT count() FROM attempts")
    print(json.dumps({"attempts": count, "seconds": round(time.monotonic() - began, 1), "verdicts": verdicts}))
    store.close_store()
