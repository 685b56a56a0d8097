"""Attempts as the engine derives them equal a count in plain Python."""

import secrets
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plazamayor.analytics.events import Event, Kind, Origin
from plazamayor.analytics.journeys.contract import Journey, Mark, Way
from plazamayor.analytics.journeys.deriving import derive_stale
from plazamayor.analytics.store import append
from plazamayor.analytics.store.asking import run
from tests.analytics.conftest import empty
from tests.analytics.journeys.reference import Attempt, attempts_of
from tests.make.events import DAY, make_event

ZONE = "Europe/Madrid"
LATER = timedelta(days=4)


def address(text: str) -> tuple[Mark, ...]:
    return (Mark(Way.ADDRESS, text),)


def event(name: str) -> tuple[Mark, ...]:
    return (Mark(Way.EVENT, name),)


GRANT = Journey(
    number=7,
    steps=(
        address("/sede/ayudas"),
        (*address("/sede/ayudas/datos*"), *event("ayudas.datos")),
        (Mark(Way.REGEX, r"^/sede/ayudas/(firma|sign)$"),),
        event("ayudas.fin"),
    ),
    negative=event("ayudas.no-cumple"),
    failure=address("/sede/fallo"),
    error=event("error"),
    help=event("ayuda"),
    search=address("/buscar"),
    contact=address("/contacto"),
    phone=address("/telefonos"),
    limit=3600,
)


def derived(journey: Journey) -> list[Attempt]:
    """The attempts in the store, each as the reference tells it."""
    derive_stale(1, ZONE, journey, DAY - LATER, DAY + LATER)
    rows = run(
        "SELECT toString(day), reached, toString(outcome), seconds, backs, errors, helps, toString(went), toString(went_to),"
        " toString(device) FROM attempts WHERE site = 1 AND journey = {journey:UInt32} AND (day, version) IN"
        " (SELECT day, max(version) FROM journeys_done WHERE site = 1 AND journey = {journey:UInt32} GROUP BY day)",
        {"journey": journey.number},
    ).result_rows
    return sorted((Attempt(*row[:3], *map(tuple, row[3:7]), *row[7:]) for row in rows), key=repr)


def stored(*events: Event) -> None:
    append(events, token=secrets.token_hex(8))


def page(clock: str, path: str, **fields: Any) -> Event:
    return make_event(clock, path=path, **fields)


def told(clock: str, name: str, **fields: Any) -> Event:
    return make_event(clock, kind=Kind.CUSTOM, path="/sede", target=name, **fields)


def outcomes(journey: Journey = GRANT) -> list[tuple[int, str]]:
    return [(attempt.reached, attempt.outcome) for attempt in derived(journey)]


def test_steps_in_order_complete_it(store: None) -> None:
    stored(
        page("10:00", "/sede/ayudas"),
        page("10:05", "/sede/ayudas/datos-1"),
        page("10:20", "/sede/ayudas/firma"),
        told("10:21", "ayudas.fin"),
    )

    assert [(attempt.outcome, attempt.seconds) for attempt in derived(GRANT)] == [("completed", (0, 300, 1200, 1260))]


def test_steps_out_of_order_move_nothing_forward(store: None) -> None:
    stored(
        page("10:00", "/sede/ayudas/firma"), page("10:01", "/sede/ayudas"), told("10:02", "ayudas.fin"), page("10:03", "/sede/ayudas/datos")
    )

    assert outcomes() == [(2, "left")]


def test_a_step_seen_twice_counts_once_and_going_back_is_noted(store: None) -> None:
    stored(
        page("10:00", "/sede/ayudas"),
        page("10:01", "/sede/ayudas/datos"),
        page("10:02", "/sede/ayudas/datos"),
        page("10:03", "/sede/ayudas"),
        told("10:04", "error"),
        told("10:05", "ayuda"),
    )

    assert [(each.reached, each.backs, each.errors, each.helps) for each in derived(GRANT)] == [(2, (2,), (2,), (2,))]


def test_what_comes_after_the_limit_is_not_reached(store: None) -> None:
    pages = [page(f"10:{minute:02}", "/otra") for minute in range(0, 60, 20)]
    stored(*pages, page("10:00", "/sede/ayudas"), page("11:00", "/sede/ayudas/datos"), page("11:01", "/sede/ayudas/firma"))

    assert outcomes() == [(2, "left")]


def test_the_beginning_that_leads_furthest_counts(store: None) -> None:
    stored(
        page("10:00", "/sede/ayudas"),
        page("10:25", "/sede/ayudas/datos"),
        page("10:50", "/sede/ayudas"),
        page("11:10", "/sede/ayudas/datos"),
        page("11:15", "/sede/ayudas/firma"),
        told("11:20", "ayudas.fin"),
    )

    assert [(attempt.outcome, attempt.seconds) for attempt in derived(GRANT)] == [("completed", (0, 1200, 1500, 1800))]


def test_a_visit_over_midnight_keeps_its_day(store: None) -> None:
    stored(
        page("23:50", "/sede/ayudas"), page("24:05", "/sede/ayudas/datos"), page("24:10", "/sede/ayudas/firma"), told("24:11", "ayudas.fin")
    )

    assert [(attempt.day, attempt.outcome) for attempt in derived(GRANT)] == [(str(DAY), "completed")]


def test_another_salt_is_another_visitor(store: None) -> None:
    stored(
        page("10:00", "/sede/ayudas", visitor=1),
        page("10:05", "/sede/ayudas/datos", visitor=2, day=DAY + timedelta(days=1)),
        page("10:06", "/sede/ayudas/firma", visitor=2, day=DAY + timedelta(days=1)),
    )

    assert outcomes() == [(1, "left")]


def test_a_pause_ends_the_visit_and_the_attempt(store: None) -> None:
    stored(page("10:00", "/sede/ayudas"), page("10:40", "/sede/ayudas/datos"))

    assert outcomes() == [(1, "left")]


def test_across_visits_a_pause_does_not(store: None) -> None:
    across = Journey(number=8, steps=GRANT.steps, limit=86_400, across=True)
    stored(page("10:00", "/sede/ayudas"), page("18:00", "/sede/ayudas/datos"))

    assert outcomes(across) == [(2, "left")]


def test_a_case_of_the_e_office_is_followed_over_days(store: None) -> None:
    across = Journey(number=8, steps=(event("a"), event("b"), event("c")), limit=3 * 86_400, across=True)
    case: dict[str, Any] = {"kind": Kind.CUSTOM, "origin": Origin.SERVER, "path": "", "visitor": 0, "properties": {"case": "k1"}}
    stored(make_event("10:00", target="a", **case), make_event("10:00", target="b", day=DAY + timedelta(days=1), **case))

    first = outcomes(across)
    stored(make_event("9:00", target="c", day=DAY + timedelta(days=2), **case))

    assert (first, outcomes(across)) == ([(2, "left")], [(3, "completed")])


def test_a_call_of_the_server_joins_the_visit_it_names(store: None) -> None:
    stored(page("10:00", "/sede/ayudas", device="mobile"), told("10:05", "ayudas.datos", origin=Origin.SERVER))

    assert [(attempt.reached, attempt.device) for attempt in derived(GRANT)] == [(2, "mobile")]


def test_ends_that_are_not_the_last_step(store: None) -> None:
    stored(page("10:00", "/sede/ayudas", visitor=1), told("10:01", "ayudas.no-cumple", visitor=1))
    stored(page("10:00", "/sede/ayudas", visitor=2), page("10:01", "/sede/fallo", visitor=2))

    assert sorted(outcomes()) == [(1, "failed"), (1, "negative")]


def test_where_somebody_who_left_went(store: None) -> None:
    def left(visitor: int, *more: Event) -> None:
        stored(page("10:00", "/sede/ayudas", visitor=visitor), *more)

    left(1)
    left(2, page("10:01", "/contacto", visitor=2))
    left(3, make_event("10:01", visitor=3, kind=Kind.OUTBOUND, target="https://boe.es/x"))
    left(4, make_event("10:01", visitor=4, kind=Kind.SEARCH, target="ayuda"), page("10:02", "/telefonos", visitor=4))
    left(5, page("10:01", "/otra", visitor=5))

    assert sorted((attempt.went, attempt.to) for attempt in derived(GRANT)) == [
        ("contact", "/contacto"),
        ("gone", ""),
        ("outside", "boe.es"),
        ("page", "/otra"),
        ("search", "ayuda"),
    ]


def test_a_journey_that_changes_is_derived_again(store: None) -> None:
    stored(page("10:00", "/sede/ayudas"), page("10:05", "/nuevo"))
    before = outcomes()
    changed = Journey(number=7, steps=(GRANT.steps[0], address("/nuevo")))

    assert (before, outcomes(changed)) == ([(1, "left")], [(2, "completed")])


PATHS = ["/sede/ayudas", "/sede/ayudas/datos", "/sede/ayudas/firma", "/sede/fallo", "/contacto", "/telefonos", "/otra", "/buscar"]
NAMES = ["ayudas.datos", "ayudas.fin", "ayudas.no-cumple", "error", "ayuda", "nada"]


@st.composite
def visits(draw: st.DrawFn) -> list[Event]:
    """Events of a few visitors who wander about the procedure, some seen by the e-office's server."""
    events: list[Event] = []
    for visitor in range(1, draw(st.integers(1, 3)) + 1):
        second = draw(st.integers(0, 86_000))
        device = draw(st.sampled_from(["mobile", "desktop"]))
        for _ in range(draw(st.integers(1, 10))):
            kind = draw(st.sampled_from([Kind.PAGE_VIEW, Kind.PAGE_VIEW, Kind.CUSTOM, Kind.OUTBOUND, Kind.SEARCH, Kind.ENGAGEMENT]))
            server = kind == Kind.CUSTOM and draw(st.booleans())
            text = draw(st.sampled_from(NAMES)) if kind == Kind.CUSTOM else "https://boe.es/" if kind == Kind.OUTBOUND else "padrón"
            fields: dict[str, Any] = {
                "visitor": visitor,
                "kind": kind,
                "origin": Origin.SERVER if server else Origin.TRACKER,
                "path": draw(st.sampled_from(PATHS)),
                "target": "" if kind in {Kind.PAGE_VIEW, Kind.ENGAGEMENT} else text,
                "device": "" if server else device,
                "properties": {"case": draw(st.sampled_from(["", "k1"]))} if server else {},
            }
            moment = make_event("0:00", **fields)
            events.append(Event(**{**_fields(moment), "time": moment.time + timedelta(seconds=second)}))
            second += draw(st.sampled_from([0, 0, 5, 60, 900, 1700, 1801, 3600]))
    return events


def _fields(moment: Event) -> dict[str, Any]:
    return {name: getattr(moment, name) for name in moment.__struct_fields__}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(visits(), st.booleans(), st.sampled_from([600, 3600, 90_000]))
def test_attempts_equal_a_count_in_plain_python(store: None, events: list[Event], across: bool, limit: int) -> None:
    empty()
    journey = Journey(**{**{name: getattr(GRANT, name) for name in GRANT.__struct_fields__}, "across": across, "limit": limit})
    stored(*events)

    assert derived(journey) == attempts_of(events, journey, ZONE)
