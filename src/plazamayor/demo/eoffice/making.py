"""What the engine needs to make the attempts at the procedures of a site."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from importlib.resources import files
from itertools import accumulate
from typing import Any
from zoneinfo import ZoneInfo

from plazamayor.demo.causes import MOST, Cause
from plazamayor.demo.eoffice.eight import EIGHT
from plazamayor.demo.eoffice.planning import Agenda
from plazamayor.demo.eoffice.shape import MOST_STAGES, Blueprint, Stage, Told
from plazamayor.demo.town import ZONE
from plazamayor.demo.traffic.content import REFERRERS, Source
from plazamayor.demo.traffic.season import Season
from plazamayor.demo.traffic.story import POSTS, Story
from plazamayor.demo.traffic.tables import numbered, over

ATTEMPTS = "\nUNION ALL\n".join(
    (files("plazamayor.demo.eoffice") / name).read_text(encoding="utf-8") for name in ("attempts.sql", "untied.sql")
)
POST = 2
"""The publication of the campaign that leads straight to the e-office."""


def procedures_of(domain: str, *, planted: bool = True) -> tuple[Blueprint, ...]:
    """The procedures that are done in a site; without their causes when nothing is to be planted."""
    return tuple(each if planted else replace(each, planted=()) for each in EIGHT if each.site == domain)


@dataclass(frozen=True)
class Errands:
    """The attempts at some procedures, all of one site, in a season."""

    procedures: tuple[Blueprint, ...]
    season: Season

    def parameters(self, days: Sequence[date]) -> dict[str, Any]:
        """What the text needs besides what it shares with the rest of the visits."""
        shared = {"errand_zone": ZONE, "most": MOST}
        return {**shared, **self._plan(days), **self._stages(), **self._people(), **self._causes(), **self._untied(days)}

    @property
    def story(self) -> Story:
        """What happened in the town."""
        return self.season.story

    def _plan(self, days: Sequence[date]) -> dict[str, Any]:
        rows = [(day, number, blueprint) for day in days for number, blueprint in enumerate(self.procedures, start=1)]
        counts = [Agenda(blueprint, self.season).begun(day) for day, _number, blueprint in rows]
        return {
            "errand_total": sum(counts),
            "errand_days": [day for day, _number, _blueprint in rows],
            "errand_which": [number for _day, number, _blueprint in rows],
            "errand_ages": [max(0, (self.story.end - day).days) for day, _number, _blueprint in rows],
            "errand_starts": [_start(day) for day, _number, _blueprint in rows],
            "errand_restful": [int(self.season.rests(day)) for day, _number, _blueprint in rows],
            "errand_counts": counts,
            "errand_reached": list(accumulate(counts)),
            "errand_loses": [
                blueprint.loses(step, day, self.story) if step <= len(blueprint.stages) else 0.0
                for day, _number, blueprint in rows
                for step in range(1, MOST_STAGES + 1)
            ],
        }

    def _stages(self) -> dict[str, Any]:
        places = numbered([stage.elsewhere for blueprint in self.procedures for stage in blueprint.stages])
        return {
            "errand_steps": [len(blueprint.stages) for blueprint in self.procedures],
            "errand_codes": [blueprint.code for blueprint in self.procedures],
            "errand_ends": [blueprint.end_address for blueprint in self.procedures],
            "errand_mobile": [blueprint.mobile for blueprint in self.procedures],
            "errand_told": self._each(lambda stage: int(stage.told), 0),
            "errand_seconds": self._each(lambda stage: stage.seconds, 0),
            "errand_errors": self._each(lambda stage: stage.errors, 0.0),
            "errand_helps": self._each(lambda stage: stage.helps, 0.0),
            "errand_backs": self._each(lambda stage: stage.backs, 0.0),
            "errand_marks": _flat([mark_of(blueprint, step) for step in _steps(blueprint)] for blueprint in self.procedures),
            "errand_negative": _flat([blueprint.negative.get(step, 0.0) for step in _steps(blueprint)] for blueprint in self.procedures),
            "errand_fails": _flat([blueprint.fails.get(step, 0.0) for step in _steps(blueprint)] for blueprint in self.procedures),
            "errand_elsewhere": places,
            "errand_elsewhere_places": [
                place
                for blueprint in self.procedures
                for step in range(1, MOST_STAGES + 1)
                for place in (over(places, blueprint.stages[step - 1].elsewhere)[5::10] if step <= len(blueprint.stages) else [1] * 100)
            ],
        }

    def _each(self, read: Callable[[Stage], Any], nothing: Any) -> list[Any]:
        return _flat(([read(stage) for stage in blueprint.stages] for blueprint in self.procedures), nothing)

    def _people(self) -> dict[str, Any]:
        entries = numbered([table for blueprint in self.procedures for table in _entries(blueprint)])
        hosts = numbered([blueprint.sources for blueprint in self.procedures])
        code, post = self.story.campaign_code, POSTS[POST - 1]
        sources: list[Source] = [(REFERRERS[host][0], host, "", "", "", "", "") for host in hosts]
        sources.append(("campaign", post.host, post.source, post.medium, code, f"{code}-{POST}", code))
        known = [*hosts, code]
        return {
            "errand_entries": entries,
            "errand_entry_places": [
                place for blueprint in self.procedures for table in _entries(blueprint) for place in over(entries, table)
            ],
            "errand_sources": sources,
            "errand_source_places": [
                place
                for blueprint in self.procedures
                for place in over(known, {**blueprint.sources, **({code: blueprint.campaign} if blueprint.campaign else {})})
            ],
        }

    def _causes(self) -> dict[str, Any]:
        found = [(number, cause) for number, blueprint in enumerate(self.procedures, start=1) for cause in blueprint.causes]
        return {
            "cause_of": [number for number, _cause in found],
            "cause_steps": [cause.step for _number, cause in found],
            "cause_points": [cause.points for _number, cause in found],
            "cause_values": [values_of(cause) for _number, cause in found],
        }

    def _untied(self, days: Sequence[date]) -> dict[str, Any]:
        rows = [(day, blueprint) for day in days for blueprint in self.procedures if blueprint.untied]
        counts = [round(blueprint.untied * Agenda(blueprint, self.season).part(day) * self.season.scale) for day, blueprint in rows]
        return {
            "untied_total": sum(counts),
            "untied_days": [day for day, _blueprint in rows],
            "untied_starts": [_start(day) for day, _blueprint in rows],
            "untied_names": [mark_of(blueprint, len(blueprint.stages)) for _day, blueprint in rows],
            "untied_reached": list(accumulate(counts)),
        }


def _start(day: date) -> int:
    return int(datetime.combine(day, time.min, ZoneInfo(ZONE)).astimezone(UTC).timestamp())


def mark_of(blueprint: Blueprint, step: int) -> str:
    """By what a step is recognised: the address of its page or the name of its event."""
    stage = blueprint.stages[step - 1]
    return blueprint.address(step) if stage.told is Told.PAGE else blueprint.event(stage.key)


def values_of(cause: Cause) -> list[str]:
    """The values that somebody who suffers a cause has, as the text compares them."""
    return [f"{dimension}={value}" for dimension, value in cause.where]


def _entries(blueprint: Blueprint) -> tuple[dict[str, float], dict[str, float]]:
    return blueprint.entries, blueprint.valencian or blueprint.entries


def _steps(blueprint: Blueprint) -> range:
    return range(1, len(blueprint.stages) + 1)


def _flat(rows: Iterable[Sequence[Any]], nothing: Any = None) -> list[Any]:
    """Rows one after another, each of as many places as a procedure has at most."""
    found: list[Any] = []
    for row in rows:
        empty = nothing if nothing is not None else type(row[0])()
        found += [*row, *[empty] * (MOST_STAGES - len(row))]
    return found
