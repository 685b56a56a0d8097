"""The figures of a stream counted again in plain Python, as slowly and plainly as can be: what the store must equal."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from plazamayor.analytics.events import Event, Kind

IDLE = timedelta(minutes=30)
ACTS = {
    Kind.OUTBOUND: "outbound",
    Kind.DOWNLOAD: "download",
    Kind.FORM: "form",
    Kind.NOT_FOUND: "not_found",
    Kind.SEARCH: "search",
    Kind.CUSTOM: "custom",
}
FROM_FIRST_VIEW = (
    "host",
    "channel",
    "referrer",
    "utm_source",
    "utm_medium",
    "utm_campaign",
    "utm_term",
    "utm_content",
    "campaign",
    "language",
)
OF_VISITOR = ("country", "region", "device", "browser", "system")
EMPTY_COUNTS = {"total", "channel", "country", "device", "browser", "browser_version", "system", "language"}

Key = tuple[str, str, date]


@dataclass
class Counts:
    """What is counted of a value of a dimension on a day."""

    visits: int = 0
    visitors: set[object] = field(default_factory=set)
    page_views: int = 0
    events: int = 0
    bounces: int = 0
    seconds: int = 0

    def as_row(self) -> tuple[int, ...]:
        return self.visits, len(self.visitors), self.page_views, self.events, self.bounces, self.seconds


def visits_of(events: Iterable[Event]) -> list[list[Event]]:
    """Cuts the events of each visitor wherever more than 30 minutes go by."""
    by_visitor: defaultdict[tuple[date, int], list[Event]] = defaultdict(list)
    for event in events:
        by_visitor[event.day, event.visitor].append(event)
    visits = []
    for mine in by_visitor.values():
        mine.sort(key=_in_order)
        visit = [mine[0]]
        for before, event in pairwise(mine):
            if event.time - before.time > IDLE:
                visits.append(visit)
                visit = []
            visit.append(event)
        visits.append(visit)
    return visits


def _in_order(event: Event) -> tuple[object, ...]:
    """What happened first; within a second, an order of our own that is always the same."""
    brought = (event.host, event.channel, event.referrer, event.utm_source, event.utm_medium, event.utm_campaign, event.utm_term)
    return (
        event.time,
        event.kind,
        event.path,
        event.target,
        event.seconds,
        event.scroll,
        *brought,
        event.utm_content,
        event.campaign,
        event.language,
    )


def shown(events: list[Event]) -> list[Event]:
    """One origin a day: the least of those with page views, or of all where there are none. What is told is of no site."""
    events = [event for event in events if event.kind < Kind.CLICK]
    best: dict[date, tuple[bool, int]] = {}
    for event in events:
        rank = (event.kind != Kind.PAGE_VIEW, int(event.origin))
        best[event.day] = min(best.get(event.day, rank), rank)
    return [event for event in events if event.origin == best[event.day][1]]


def figures(events: list[Event], zone: str, page_types: dict[str, str] | None = None) -> dict[Key, tuple[int, ...]]:
    """Every figure by (dimension, value, day): visits, visitors, page views, events, bounces, seconds."""
    found: defaultdict[Key, Counts] = defaultdict(Counts)
    for visit in visits_of(shown(events)):
        _count_visit(found, visit, ZoneInfo(zone))
        _count_pages(found, visit, ZoneInfo(zone), page_types or {})
        _count_acts(found, visit)
    kept = {key: counts.as_row() for key, counts in found.items() if key[1] or key[0] in EMPTY_COUNTS}
    return {key: row for key, row in kept.items() if any(row)}


def _day_of(view: Event, visit: list[Event], zone: ZoneInfo) -> date:
    """The day a page view counts for: that of its visit, or the next one once midnight has gone by."""
    return visit[0].day + timedelta(days=view.time.astimezone(zone).date() > visit[0].day)


def _count_visit(found: defaultdict[Key, Counts], visit: list[Event], zone: ZoneInfo) -> None:
    views = [event for event in visit if event.kind == Kind.PAGE_VIEW]
    first = (views or visit)[0]
    values = {name: getattr(first, name) for name in FROM_FIRST_VIEW} | {name: getattr(visit[0], name) for name in OF_VISITOR}
    values |= {
        "total": "",
        "hour": str(visit[0].time.astimezone(zone).hour),
        "entry": views[0].path if views else "",
        "exit": views[-1].path if views else "",
        "browser_version": f"{visit[0].browser} {visit[0].browser_version}".strip(),
    }
    day = visit[0].day
    for name, value in values.items():
        counts = found[name, value, day]
        if views:
            counts.visits += 1
            counts.visitors.add(visit[0].visitor)
            counts.bounces += len(views) == 1
        counts.seconds += sum(event.seconds for event in visit)
        for view in views:
            found[name, value, _day_of(view, visit, zone)].page_views += 1


def _type_of(path: str, page_types: dict[str, str]) -> str:
    matching = [prefix for prefix in page_types if path.startswith(prefix)]
    return page_types[max(matching, key=len)] if matching else ""


def _count_pages(found: defaultdict[Key, Counts], visit: list[Event], zone: ZoneInfo, page_types: dict[str, str]) -> None:
    views = [event for event in visit if event.kind == Kind.PAGE_VIEW]
    read = Counter[str]()
    for event in visit:
        if event.kind == Kind.ENGAGEMENT:
            read[event.path] += event.seconds
    seen: set[tuple[str, str]] = set()
    for view in views:
        day = _day_of(view, visit, zone)
        seconds = read.pop(view.path, 0)
        for name, value in (("page", view.path), ("page_type", _type_of(view.path, page_types))):
            counts = found[name, value, day]
            counts.page_views += 1
            counts.bounces += len(views) == 1
            counts.seconds += seconds
            if (name, value) not in seen:
                counts.visits += 1
                counts.visitors.add(visit[0].visitor)
            seen.add((name, value))


def _count_acts(found: defaultdict[Key, Counts], visit: list[Event]) -> None:
    whole = any(event.kind == Kind.PAGE_VIEW for event in visit)
    seen: set[tuple[str, str]] = set()
    for event in visit:
        if event.kind not in ACTS:
            continue
        key = ACTS[event.kind], event.target or event.path
        counts = found[*key, visit[0].day]
        counts.events += 1
        counts.visitors.add(visit[0].visitor)
        counts.visits += whole and key not in seen
        seen.add(key)
