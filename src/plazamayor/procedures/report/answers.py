"""What the store says of a procedure in some days, kept while its days stay as they were."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any, TypeVar

from plazamayor.analytics.contract import Memory, Period
from plazamayor.analytics.journeys import queries as journeys
from plazamayor.analytics.journeys.contract import Funnel, Journey
from plazamayor.analytics.journeys.marking import definition_of
from plazamayor.analytics.models import Site
from plazamayor.procedures.deriving import Wanted
from plazamayor.procedures.kpis.queries import window_of
from plazamayor.procedures.models import Change, Procedure, Step
from plazamayor.procedures.queries import event_of, journey_of
from plazamayor.procedures.report.look import View, changes_of

MOST = 2_000
"""Answers kept at once in a process."""
MOST_CHANGES = 5
AROUND = 28
"""Days before and after a change that are compared, at most."""
SOON = 7
"""Days after a change before which nothing is said of it."""

T = TypeVar("T")
_memory = Memory(MOST)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A procedure that is measured, its steps in order, and the days looked at."""

    procedure: Procedure
    site: Site
    journey: Journey
    steps: Sequence[Step]
    view: View

    @cached_property
    def span(self) -> Period:
        """The days that the page needs derived: those looked at and compared with, the year of costs, and those about its changes."""
        cost = window_of(self.view.period.last)[0]
        days = [
            self.view.period,
            *([self.view.compared] if self.view.compared else []),
            *(both for each in self.around for both in each[1:]),
        ]
        return Period(min(cost, *(each.first for each in days)), max(each.last for each in days))

    @cached_property
    def around(self) -> list[tuple[Change, Period, Period]]:
        """The last changes, each with as many days before it as have gone by since, four weeks at most."""
        yesterday = self.view.today - timedelta(days=1)
        found = []
        for change in changes_of(self.procedure, self.view.today)[:MOST_CHANGES]:
            length = min(AROUND, (yesterday - change.day).days + 1)
            if length >= SOON:
                after = Period(change.day, change.day + timedelta(days=length - 1))
                found.append((change, after.before, after))
        return found

    @property
    def wanted(self) -> Wanted:
        """What has to be derived."""
        return Wanted(self.procedure, self.site, self.journey, self.span.first, self.span.last)


@dataclass(frozen=True)
class Told:
    """What the store said: the funnel of both periods, the calls of the e-office that belong to no visit, and before and after changes."""

    now: Funnel
    before: Funnel | None
    untied: Mapping[Step, int]
    changes: Sequence[tuple[Change, Funnel, Funnel]]

    @property
    def comparable(self) -> Funnel | None:
        """The funnel compared with, if anybody started then."""
        return self.before if self.before and self.before.started else None


def asked_of(procedure: Procedure, view: View) -> Asked | None:
    """A procedure with what is looked for of it; None while it has no steps or no site where it is done."""
    known = list(procedure.steps.all())
    journey = journey_of(procedure, known)
    if journey is None or procedure.site is None:
        return None
    steps = sorted((step for step in known if step.role == Step.Role.STEP), key=lambda step: (step.position, step.pk or 0))
    return Asked(procedure=procedure, site=procedure.site, journey=journey, steps=steps, view=view)


def told(asked: Asked, version: int) -> Told:
    """What the store says of days that were derived."""
    view = asked.view
    return Told(
        now=funnel(asked, view.period, version),
        before=funnel(asked, view.compared, version) if view.compared else None,
        untied=kept(asked, version, ("untied", view.period), lambda: _untied(asked)),
        changes=[(change, funnel(asked, before, version), funnel(asked, after, version)) for change, before, after in asked.around],
    )


def funnel(asked: Asked, period: Period, version: int) -> Funnel:
    """The funnel of some days that were derived."""
    return kept(
        asked,
        version,
        ("funnel", period),
        lambda: journeys.funnel(asked.site, asked.journey, period.first, period.last),
        lambda found: len(found.went),
    )


def kept(asked: Asked, version: int, what: Hashable, ask: Callable[[], T], size: Callable[[T], int] = lambda _found: 1) -> T:
    """An answer about a procedure, asked once for each version of its days."""
    key = (asked.site.pk, asked.journey.number, definition_of(asked.journey), version, what)
    known: Any = _memory.recall(key)
    if known is None:
        known = ask()
        _memory.keep(key, known, max(1, size(known)))
    found: T = known
    return found


def _untied(asked: Asked) -> dict[Step, int]:
    names = {event_of(asked.procedure, step): step for step in asked.steps}
    counts = journeys.untied(asked.site, list(names), asked.view.period.first, asked.view.period.last)
    return {step: counts[name] for name, step in names.items() if counts.get(name)}
