"""How far journeys are derived, and what is known of many at once without deriving anything."""

from collections.abc import Sequence
from datetime import date

import msgspec

from plazamayor.analytics.access import scope_of
from plazamayor.analytics.journeys.contract import Journey
from plazamayor.analytics.journeys.deriving import stale_days
from plazamayor.analytics.models import Site
from plazamayor.analytics.store import ask


class Standing(msgspec.Struct, frozen=True):
    """Days of a period that wait to be derived, days that were, and the last version of these: while it stays, so do the answers."""

    waiting: int
    derived: int
    version: int


class Sums(msgspec.Struct, frozen=True):
    """A journey in some days: how its attempts ended, and how many left at each step, from the first."""

    journey: int
    started: int
    completed: int
    negative: int
    failed: int
    left: int
    left_by_step: list[int]
    reached_by_step: list[int]


class _Derived(msgspec.Struct, frozen=True):
    derived: int
    version: int


def standing(site: Site, journey: Journey, first: date, last: date) -> Standing:
    """How far a journey is derived in a period; raises StoreUnavailable."""
    (found,) = ask(scope_of([site]), "journeys__standing", _Derived, journey=journey.number, first=first, last=last)
    return Standing(len(stale_days(site.pk, journey, first, last)), found.derived, found.version)


def sums(site: Site, journeys: Sequence[int], first: date, last: date) -> dict[int, Sums]:
    """What was derived of some journeys of a site, by their number; those without attempts are not among them."""
    if not journeys:
        return {}
    found = ask(scope_of([site]), "journeys__sums", Sums, journeys=list(journeys), first=first, last=last)
    return {each.journey: each for each in found}
