"""What is to be expected of a procedure of the town: for each step, how many reach it and leave it, all told and by each cause.

It is arithmetic on the tables that the engine draws from, so it does not depend on a seed: what a town shows differs by chance.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from plazamayor.demo.causes import Cause, leaving
from plazamayor.demo.eoffice.planning import Agenda
from plazamayor.demo.eoffice.shape import Blueprint
from plazamayor.demo.traffic import content
from plazamayor.demo.traffic.content import REFERRERS

TABLETS = 0.038
BANDS = (("00-08", 0, 8), ("08-14", 8, 14), ("14-20", 14, 20), ("20-24", 20, 24))
Values = dict[str, str]
T = TypeVar("T")

_known: dict[tuple[str, tuple[Cause, ...], bool], list[tuple[Values, float]]] = {}


@dataclass(frozen=True)
class Suffered:
    """A cause in some days: how many of those who suffer it reach its step, how many leave there, and how many of these for the cause."""

    reached: float
    left: float
    lost: float


@dataclass(frozen=True)
class Expected:
    """A procedure in some days. `reached` and `left` by step; the rest ends at the last step, or before as not eligible or by a failure."""

    begun: float
    reached: tuple[float, ...]
    left: tuple[float, ...]
    suffered: Mapping[Cause, Suffered]

    @property
    def completed(self) -> float:
        """Those who reach the end."""
        return self.reached[-1]


def expected(agenda: Agenda, days: Iterable[date]) -> Expected:
    """What is to be expected of a procedure in some days."""
    stages, causes = len(agenda.blueprint.stages), agenda.blueprint.causes
    reached, left, begun = [0.0] * stages, [0.0] * stages, 0
    suffered = dict.fromkeys(causes, (0.0, 0.0, 0.0))
    kinds: dict[tuple[bool, tuple[float, ...]], int] = {}
    for day in days:
        loses = tuple(agenda.blueprint.loses(step, day, agenda.season.story) for step in range(1, stages + 1))
        kinds[agenda.rests(day), loses] = kinds.get((agenda.rests(day), loses), 0) + agenda.begun(day)
    for (restful, loses), count in kinds.items():
        begun += count
        for values, part in _people(agenda.blueprint, restful=restful):
            there = count * part
            for step, base in enumerate(loses, start=1):
                leaves = leaving(base, step, values, causes) if step < stages else 0.0
                reached[step - 1] += there
                left[step - 1] += there * leaves
                for cause in causes:
                    if cause.step == step and cause.reaches(values):
                        before = suffered[cause]
                        suffered[cause] = (before[0] + there, before[1] + there * leaves, before[2] + there * cause.points)
                there *= 1 - leaves - agenda.blueprint.negative.get(step, 0.0) - agenda.blueprint.fails.get(step, 0.0)
    return Expected(begun, tuple(reached), tuple(left), {cause: Suffered(*found) for cause, found in suffered.items()})


def _people(blueprint: Blueprint, *, restful: bool) -> list[tuple[Values, float]]:
    """Who begins a procedure: the values that its causes look at, and the part of all that has them."""
    key = (blueprint.code, blueprint.causes, restful)
    if key not in _known:
        _known[key] = _added_up(blueprint, restful=restful)
    return _known[key]


def _added_up(blueprint: Blueprint, *, restful: bool) -> list[tuple[Values, float]]:
    wanted = {dimension for cause in blueprint.causes for dimension in cause.values}
    found: dict[tuple[tuple[str, str], ...], float] = {}
    for values, part in _everybody(blueprint, restful=restful, hours="hour" in wanted, ways="channel" in wanted):
        key = tuple((dimension, value) for dimension, value in values.items() if dimension in wanted)
        found[key] = found.get(key, 0.0) + part
    return [(dict(key), part) for key, part in found.items()]


def _everybody(blueprint: Blueprint, *, restful: bool, hours: bool, ways: bool) -> Iterator[tuple[Values, float]]:
    table = content.RESTFUL_HOURS if restful else content.WORKING_HOURS
    bands = [(name, sum(table[low:high]) / sum(table)) for name, low, high in BANDS] if hours else [("", 1.0)]
    channels = [(REFERRERS[host][0], part) for host, part in _parts(blueprint.sources)] if ways else [("", 1.0)]
    for device, browser, system, with_it in _setups(blueprint):
        for (country, region, language), from_it in _parts(content.RESIDENTS):
            entries = blueprint.valencian if language == "ca" and blueprint.valencian else blueprint.entries
            for entry, by_it in _parts(entries):
                for band, at_it in bands:
                    for channel, through_it in channels:
                        values = {"device": device, "browser": browser, "system": system, "language": language, "country": country}
                        values |= {"region": region, "entry": entry or blueprint.address(1), "hour": band, "channel": channel}
                        yield values, with_it * from_it * by_it * at_it * through_it


def _setups(blueprint: Blueprint) -> Iterator[tuple[str, str, str, float]]:
    tables = ((content.MOBILE, blueprint.mobile), (content.TABLET, TABLETS), (content.DESKTOP, 1 - blueprint.mobile - TABLETS))
    for table, part in tables:
        for (device, browser, _version, _pace, system), weight in _parts(table):
            yield device, browser, system, part * weight


def _parts(weights: Mapping[T, float]) -> list[tuple[T, float]]:
    whole = sum(weights.values())
    return [(choice, weight / whole) for choice, weight in weights.items()]
