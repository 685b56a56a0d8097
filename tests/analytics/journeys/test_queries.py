"""What is told of a journey equals what a count in plain Python tells."""

import secrets
import statistics
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from plazamayor.analytics.events import Event, Kind, Origin
from plazamayor.analytics.journeys import queries
from plazamayor.analytics.journeys.contract import Cell, Journey, Mark, Way
from plazamayor.analytics.journeys.reading import MOST_ENTRIES
from plazamayor.analytics.models import Site
from plazamayor.analytics.reports.periods import Period
from plazamayor.analytics.store import append, refresh_stale
from plazamayor.analytics.store.days import Daybook
from tests.analytics.journeys.reference import Attempt, attempts_of
from tests.make.events import DAY, make_event

ZONE = "Europe/Madrid"
STEPS = tuple((Mark(Way.ADDRESS, f"/sede/{number}"),) for number in range(1, 5))
JOURNEY = Journey(number=3, steps=STEPS, error=(Mark(Way.EVENT, "error"),))
WEEK = Period(DAY - timedelta(days=6), DAY)


@pytest.fixture
def site(store: None) -> Site:
    return Site(pk=1, domain="www.example.es", time_zone=ZONE)


def town() -> list[Event]:
    """Two days of forty visitors, who come as far as chance by their number has it."""
    events = []
    for visitor in range(1, 41):
        fields: dict[str, Any] = {
            "visitor": visitor,
            "day": DAY - timedelta(days=visitor % 2),
            "device": "mobile" if visitor % 3 else "desktop",
        }
        minutes = [(step, visitor % 7 + step * (1 + visitor % 6)) for step in range(1, 1 + visitor % 5)]
        events += [make_event(f"{8 + visitor % 12}:{minute}", path=f"/sede/{step}", **fields) for step, minute in minutes]
        if visitor % 4 == 0 and visitor % 5:
            events.append(make_event(f"{8 + visitor % 12}:{visitor % 7 + 31}", kind=Kind.CUSTOM, path="/sede", target="error", **fields))
    return events


@pytest.fixture
def attempts(site: Site) -> list[Attempt]:
    events = town()
    append(events, token=secrets.token_hex(8))
    refresh_stale(Daybook(1, ZONE), WEEK.first, WEEK.last)
    queries.prepare(site, JOURNEY, WEEK.first, WEEK.last)
    return attempts_of(events, JOURNEY, ZONE)


def test_a_funnel_is_that_of_its_attempts(site: Site, attempts: list[Attempt]) -> None:
    found = queries.funnel(site, JOURNEY, WEEK.first, WEEK.last)

    assert (found.started, found.completed, found.left) == (
        len(attempts),
        sum(1 for each in attempts if each.outcome == "completed"),
        sum(1 for each in attempts if each.outcome == "left"),
    )
    for number, step in enumerate(found.steps, start=1):
        between = [each.seconds[number] - each.seconds[number - 1] for each in attempts if each.reached > number]
        assert (step.reached, step.left, step.errors) == (
            sum(1 for each in attempts if each.reached >= number),
            sum(1 for each in attempts if each.outcome == "left" and each.reached == number),
            sum(1 for each in attempts if number in each.errors),
        )
        assert step.seconds_median == (statistics.median(between) if between else None)
        assert step.seconds_p90 == (pytest.approx(statistics.quantiles(between, n=10, method="inclusive")[-1]) if between else None)


def test_a_funnel_of_some_values_is_that_of_their_attempts(site: Site, attempts: list[Attempt]) -> None:
    found = queries.funnel(site, JOURNEY, WEEK.first, WEEK.last, {"device": "desktop"})

    assert found.started == sum(1 for each in attempts if each.device == "desktop")


def test_a_funnel_of_nobody_has_no_rate(site: Site) -> None:
    found = queries.funnel(site, JOURNEY, WEEK.first, WEEK.last)

    assert (found.started, found.completion, found.seconds_median, [step.reached for step in found.steps]) == (0, None, None, [0] * 4)


def test_cells_add_up_to_the_funnel(site: Site, attempts: list[Attempt]) -> None:
    found = queries.cells_of(site, JOURNEY, WEEK.first, WEEK.last, [["device"], ["device", "hour"], ["weekday"]])

    expected = Counter((each.device,) for each in attempts if each.reached >= 2)
    assert {cell.values: cell.reached for cell in found["device",] if cell.step == 2} == expected
    for cells in found.values():
        assert sum(cell.reached for cell in cells if cell.step == 1) == len(attempts)
        assert sum(cell.left for cell in cells) == sum(1 for each in attempts if each.outcome == "left")
    assert queries.cells(site, JOURNEY, WEEK.first, WEEK.last, ["device"]) == found["device",]
    assert all(isinstance(cell, Cell) for cell in found["weekday",])


def test_only_the_pages_by_which_most_come_are_told_apart(site: Site) -> None:
    came = Counter({f"/pagina/{number:03}": 1 + number % 4 for number in range(3 * MOST_ENTRIES)})
    ways = [page for page, times in came.items() for _ in range(times)]
    events = [
        make_event(f"10:0{minute}", path=path, visitor=visitor, device="mobile" if visitor % 3 else "desktop")
        for visitor, page in enumerate(ways, start=1)
        for minute, path in enumerate([page, "/sede/1", *(["/sede/2"] if visitor % 5 else [])])
    ]
    append([*events, *(make_event("10:00", path="/sede/1", visitor=10_000 + each) for each in range(9))], token=secrets.token_hex(8))
    queries.prepare(site, JOURNEY, WEEK.first, WEEK.last)

    found = queries.cells_of(site, JOURNEY, WEEK.first, WEEK.last, [["entry"], ["device", "entry"]])

    told = sorted(came, key=lambda page: (-came[page], page))[: MOST_ENTRIES - 1]
    begun = {cell.values[0]: cell.reached for cell in found["entry",] if cell.step == 1}
    assert begun == {page: came[page] for page in told} | {"/sede/1": 9, "": len(ways) - sum(came[page] for page in told)}
    crossed = Counter[str]()
    for cell in found["device", "entry"]:
        crossed[cell.values[1]] += cell.reached if cell.step == 1 else 0
    assert crossed == begun
    assert sum(cell.left for cell in found["entry",]) == len(ways) + 9
    assert queries.funnel(site, JOURNEY, WEEK.first, WEEK.last, {"entry": "/pagina/000"}).started == came["/pagina/000"]


def test_days_and_hours_are_those_of_the_attempts(site: Site, attempts: list[Attempt]) -> None:
    by_day = {each.at: each.started for each in queries.days(site, JOURNEY, WEEK.first, WEEK.last)}
    by_hour = queries.hours(site, JOURNEY, DAY)

    assert by_day == Counter(each.day for each in attempts)
    assert (by_hour[0].at[:10], sum(each.started for each in by_hour)) == (str(DAY), by_day[str(DAY)])


def test_visits_are_matched_while_steps_are_edited(site: Site, attempts: list[Attempt]) -> None:
    wanted = [STEPS[0], (Mark(Way.ADDRESS, "/sede/*"), Mark(Way.EVENT, "error")), (Mark(Way.REGEX, "^/nunca"),)]

    assert queries.matched(site, wanted, WEEK.first, WEEK.last) == [len(attempts), len(attempts), 0]


def test_a_cruel_regular_expression_is_harmless(site: Site) -> None:
    append([make_event("10:00", path="/" + "a" * 2000 + "!")], token=secrets.token_hex(8))
    refresh_stale(Daybook(1, ZONE), WEEK.first, WEEK.last)

    assert queries.matched(site, [(Mark(Way.REGEX, "(a+)+$"),)], WEEK.first, WEEK.last) == [0]


def test_calls_that_belong_to_no_visit_are_counted_once(site: Site) -> None:
    def call(key: str) -> Event:
        told: dict[str, Any] = {"kind": Kind.CUSTOM, "origin": Origin.SERVER, "visitor": 0, "path": "", "target": "ayudas.firma"}
        return make_event("10:00", **told, properties={"call": key})

    append([call("k1"), call("k2")], token=secrets.token_hex(8))
    append([call("k1")], token=secrets.token_hex(8))

    assert queries.untied(site, ["ayudas.firma", "ayudas.fin"], WEEK.first, WEEK.last) == {"ayudas.firma": 2, "ayudas.fin": 0}
