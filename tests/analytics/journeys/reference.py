"""Attempts counted in plain Python, from what the contract says and nothing else, to hold the engine to it."""

import fnmatch
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from plazamayor.analytics.events import Event, Kind, Origin
from plazamayor.analytics.journeys.contract import Journey, Marks, Way

IDLE = 1800


@dataclass(frozen=True)
class Attempt:
    """What one visit did of a journey."""

    day: str
    reached: int
    outcome: str
    seconds: tuple[int, ...]
    backs: tuple[int, ...]
    errors: tuple[int, ...]
    helps: tuple[int, ...]
    went: str
    to: str
    device: str


def attempts_of(events: Iterable[Event], journey: Journey, zone: str) -> list[Attempt]:
    """Every attempt in some events, whatever their order."""
    shown = _origins([event for event in events if event.kind < Kind.CLICK])
    units: dict[tuple[str, object], list[Event]] = defaultdict(list)
    for event in shown:
        case = event.properties.get("case", "") if journey.across and event.origin == Origin.SERVER else ""
        if case:
            units["case", case].append(event)
        elif event.visitor:
            units["visitor", (event.day, event.visitor)].append(event)
    found = []
    for (kind, _key), some in units.items():
        for visit in [some] if journey.across else _cut(some):
            attempt = _attempt(visit, journey)
            if attempt:
                local = datetime.fromtimestamp(attempt[0], ZoneInfo(zone)).date()
                found.append(_told(attempt, local if kind == "case" else some[0].day, visit))
    return sorted(found, key=repr)


def _origins(events: list[Event]) -> list[Event]:
    best: dict[object, tuple[bool, int]] = {}
    for event in events:
        rank = (event.kind != Kind.PAGE_VIEW, int(event.origin))
        best[event.day] = min(best.get(event.day, rank), rank)
    return [event for event in events if event.origin == Origin.SERVER or event.origin == best[event.day][1]]


def _cut(events: list[Event]) -> list[list[Event]]:
    visits: list[list[Event]] = []
    for event in sorted(events, key=lambda each: each.time):
        if visits and (event.time - visits[-1][-1].time).total_seconds() <= IDLE:
            visits[-1].append(event)
        else:
            visits.append([event])
    return visits


def _is(event: Event, marks: Marks) -> bool:
    for mark in marks:
        if mark.way is Way.EVENT and event.kind in {Kind.CUSTOM, Kind.FORM} and event.target == mark.text:
            return True
        if event.kind != Kind.PAGE_VIEW:
            continue
        if mark.way is Way.ADDRESS and fnmatch.fnmatchcase(event.path, mark.text.replace("[", "[[]").replace("?", "[?]")):
            return True
        if mark.way is Way.REGEX and re.search(mark.text, event.path):
            return True
    return False


def _steps(event: Event, journey: Journey) -> list[int]:
    return [number for number, marks in enumerate(journey.steps, start=1) if _is(event, marks)]


def _weight(event: Event, journey: Journey) -> tuple[object, ...]:
    """Events of one second are taken in the order of the steps they are."""
    others = (journey.negative, journey.failure, journey.error, journey.help, journey.search, journey.contact, journey.phone)
    mask = sum(1 << number - 1 for number in _steps(event, journey)) + sum(
        1 << 32 + place for place, some in enumerate(others) if _is(event, some)
    )
    text = event.path if event.kind == Kind.PAGE_VIEW else event.target
    return (event.time, mask, int(event.kind), text, event.channel if event.kind == Kind.PAGE_VIEW else "")


def _attempt(visit: list[Event], journey: Journey) -> tuple[float, list[Event], list[int], Journey] | None:
    seen = sorted(visit, key=lambda event: _weight(event, journey))
    best: list[int] = []
    for place, event in enumerate(seen):
        if 1 in _steps(event, journey):
            chain = _chain(seen, place, journey)
            best = chain if len(chain) > len(best) else best
    return (seen[best[0]].time.timestamp(), seen, best, journey) if best else None


def _chain(seen: list[Event], start: int, journey: Journey) -> list[int]:
    chain = [start]
    for place in range(start + 1, len(seen)):
        soon = (seen[place].time - seen[start].time).total_seconds() <= journey.limit
        if soon and len(chain) < len(journey.steps) and len(chain) + 1 in _steps(seen[place], journey):
            chain.append(place)
    return chain


def _told(attempt: tuple[float, list[Event], list[int], Journey], day: object, visit: list[Event]) -> Attempt:
    began, seen, chain, journey = attempt
    within = [(place, event) for place, event in enumerate(seen) if place > chain[0] and event.time.timestamp() - began <= journey.limit]
    outcome = _outcome([event for _place, event in within], len(chain), journey)
    along = [(sum(1 for each in chain if each < place), event) for place, event in within if place not in chain]
    went, to = _went(seen[chain[-1] + 1 :], journey) if outcome == "left" else ("", "")
    known = [event for event in visit if event.origin != Origin.SERVER]
    return Attempt(
        day=str(day),
        reached=len(chain),
        outcome=outcome,
        seconds=tuple(int(seen[place].time.timestamp() - began) for place in chain),
        backs=tuple(at for at, event in along if at not in _steps(event, journey) and any(step < at for step in _steps(event, journey))),
        errors=tuple(at for at, event in along if _is(event, journey.error)),
        helps=tuple(at for at, event in along if _is(event, journey.help)),
        went=went,
        to=to,
        device=known[0].device if known else "",
    )


def _outcome(events: Sequence[Event], reached: int, journey: Journey) -> str:
    if reached == len(journey.steps):
        return "completed"
    if any(_is(event, journey.negative) for event in events):
        return "negative"
    return "failed" if any(_is(event, journey.failure) for event in events) else "left"


def _went(later: Sequence[Event], journey: Journey) -> tuple[str, str]:
    for event in later:
        if _steps(event, journey) or event.kind not in {Kind.PAGE_VIEW, Kind.OUTBOUND, Kind.SEARCH}:
            continue
        if event.kind == Kind.OUTBOUND:
            return "outside", urlsplit(event.target).hostname or ""
        text = event.path if event.kind == Kind.PAGE_VIEW else event.target
        if event.kind == Kind.SEARCH or _is(event, journey.search):
            return "search", text
        for kind in ("contact", "phone"):
            if _is(event, getattr(journey, kind)):
                return kind, text
        return "page", text
    return "gone", ""
