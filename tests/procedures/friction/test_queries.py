"""Frictions of real attempts: what visits did, cut and counted by the store."""

import secrets
from datetime import timedelta
from typing import Any

import pytest

from plazamayor.analytics.events import Event
from plazamayor.analytics.journeys.contract import Journey, Mark, Way
from plazamayor.analytics.journeys.queries import prepare
from plazamayor.analytics.models import Site
from plazamayor.analytics.store import append, refresh_stale
from plazamayor.analytics.store.days import Daybook
from plazamayor.procedures.friction.queries import DIMENSIONS, frictions
from tests.make.events import DAY, make_event

ZONE = "Europe/Madrid"
JOURNEY = Journey(number=9, steps=tuple((Mark(Way.ADDRESS, f"/sede/{number}"),) for number in (1, 2, 3)))
FIRST = DAY - timedelta(days=9)


@pytest.fixture
def site(store: None) -> Site:
    append([event for visitor in range(1, 401) for event in _visit(visitor)], token=secrets.token_hex(8))
    refresh_stale(Daybook(1, ZONE), FIRST, DAY)
    found = Site(pk=1, domain="www.example.es", time_zone=ZONE)
    prepare(found, JOURNEY, FIRST, DAY)
    return found


def _visit(visitor: int) -> list[Event]:
    """Every second one has a phone; of those, half leave at the second step, and a tenth of the others. All else is alike in both."""
    phone, block = visitor % 2 == 0, visitor // 20
    steps = 2 if (visitor % 4 == 0 if phone else visitor % 20 == 1) else 3
    fields: dict[str, Any] = {
        "visitor": visitor,
        "day": DAY - timedelta(days=visitor % 10),
        "device": "mobile" if phone else "desktop",
        "browser": ("Chrome", "Firefox", "Safari")[block % 3],
        "language": "es",
        "channel": "direct" if block % 7 else "search",
    }
    return [make_event(f"{8 + block % 12}:{step}", path=f"/sede/{step}", **fields) for step in range(1, steps + 1)]


def test_what_visits_did_is_told(site: Site) -> None:
    found = frictions(site, JOURNEY, FIRST, DAY, exempt=False)

    assert [(each.step, each.where, each.reached, each.left, each.others_reached, each.others_left) for each in found.told] == [
        (2, (("device", "mobile"),), 200, 100, 200, 20)
    ]
    assert (found.days, found.kind, found.dimensions, found.refused) == (10, "voluntary", DIMENSIONS, ())


def test_exempt_mode_looks_only_where_it_may_and_at_one_thing_at_a_time(site: Site) -> None:
    found = frictions(site, JOURNEY, FIRST, DAY, exempt=True, kind="obligatory")

    assert [each.where for each in found.told] == [(("device", "mobile"),)]
    assert (found.dimensions, found.refused, found.kind) == (
        ("device", "browser"),
        ("language", "channel", "hour", "entry"),
        "obligatory",
    )
    assert found.tested == 5  # two devices and three browsers, at the one step that is left


def test_days_without_attempts_have_no_frictions(site: Site) -> None:
    found = frictions(site, JOURNEY, FIRST - timedelta(days=40), FIRST - timedelta(days=20), exempt=False)

    assert (found.told, found.tested, found.suppressed) == ((), 0, 0)
