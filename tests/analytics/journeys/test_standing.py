"""What is known of journeys without deriving them, and how far they are derived."""

import secrets
from datetime import timedelta

import pytest

from plazamayor.analytics.journeys import queries
from plazamayor.analytics.journeys.contract import Journey, Mark, Way
from plazamayor.analytics.journeys.standing import standing, sums
from plazamayor.analytics.models import Site
from plazamayor.analytics.store import append
from tests.make.events import DAY, make_event

STEPS = tuple((Mark(Way.ADDRESS, f"/sede/{number}"),) for number in range(1, 4))
JOURNEY = Journey(number=3, steps=STEPS)
OTHER = Journey(number=4, steps=STEPS[1:])
BEFORE = DAY - timedelta(days=1)


@pytest.fixture
def site(store: None) -> Site:
    events = [
        make_event(f"9:{visitor}{step}", visitor=visitor, path=f"/sede/{step}") for visitor in range(1, 5) for step in range(1, 1 + visitor)
    ]
    append([*events, make_event("8:00", day=BEFORE, path="/sede/2")], token=secrets.token_hex(8))
    return Site(pk=1, domain="www.example.es", time_zone="Europe/Madrid")


def test_days_wait_until_they_are_derived(site: Site) -> None:
    at_first = standing(site, JOURNEY, BEFORE, DAY)
    queries.prepare(site, JOURNEY, DAY, DAY)
    half = standing(site, JOURNEY, BEFORE, DAY)
    queries.prepare(site, JOURNEY, BEFORE, DAY)
    whole = standing(site, JOURNEY, BEFORE, DAY)

    assert [(each.waiting, each.derived) for each in (at_first, half, whole)] == [(2, 0), (1, 1), (0, 2)]
    assert at_first.version < half.version < whole.version


def test_many_journeys_are_summed_in_one_question(site: Site) -> None:
    for journey in (JOURNEY, OTHER):
        queries.prepare(site, journey, BEFORE, DAY)

    found = sums(site, [3, 4, 5], BEFORE, DAY)

    assert sorted(found) == [3, 4]
    assert (found[3].started, found[3].completed, found[3].left, found[3].left_by_step[:3]) == (4, 2, 2, [1, 1, 0])
    assert (found[4].started, found[4].completed, found[4].left_by_step[:2]) == (4, 2, [2, 0])
    assert sums(site, [], BEFORE, DAY) == {}
