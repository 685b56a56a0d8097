"""Watches sites: what is unusual opens an alert, and what no longer is closes it.

Rises and falls compare what came of the visits that began in the last six whole hours or, where exempt mode keeps hours off, in the
last whole day: how many they were, their page views, the addresses they did not find and how many reached each goal. Silence compares
what the collector received in the last three whole hours, which is no statistic of anybody. All with the same hours of the same
weekday in the twelve weeks before, as far as the tracker measured them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from operator import attrgetter
from zoneinfo import ZoneInfo

import msgspec
from django.db import transaction

from plazamayor.analytics.access import scope_of
from plazamayor.analytics.events import Origin
from plazamayor.analytics.mailing.planning import plan_alert
from plazamayor.analytics.mailing.wording import GOAL_LEAST
from plazamayor.analytics.models import Alert, AlertRule, Goal, Site
from plazamayor.analytics.queries import daybook_of
from plazamayor.analytics.reports.answers import origins
from plazamayor.analytics.reports.periods import Period
from plazamayor.analytics.store import ask, refresh_stale
from plazamayor.analytics.store.asking import text_of
from plazamayor.statistics.unusual import LEAST, Verdict, is_silent, judge, summary

WEEKS = 12
HOURS, SILENT_HOURS, DAY = 6, 3, 24
KIND = Alert.Kind


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """What the visits that began in some hours of a day came to; `goals` in the order they were asked."""

    day: date
    visits: int = 0
    page_views: int = 0
    not_found: int = 0
    goals: list[int] = []


class StretchCount(msgspec.Struct, frozen=True):
    """A count of a stretch of time, by its place among those asked, from 1."""

    stretch: int
    count: int


@dataclass(frozen=True)
class Window:
    """Some whole hours of a day, on the site's clock: from the first, included, to the last, not included."""

    day: date
    first: int
    last: int

    def earlier(self) -> list["Window"]:
        """The same hours of the same weekday in the weeks before."""
        return [Window(self.day - timedelta(weeks=week), self.first, self.last) for week in range(1, WEEKS + 1)]

    def seconds(self, zone: ZoneInfo) -> tuple[int, int]:
        """When it begins and ends, in seconds since 1970."""
        midnight = datetime.combine(self.day, time(), zone)
        end = midnight + timedelta(days=1) if self.last == DAY else midnight.replace(hour=self.last)
        return int(midnight.replace(hour=self.first).timestamp()), int(end.timestamp())


@dataclass(frozen=True)
class Seen:
    """What was counted in a window and in the earlier ones."""

    window: Window
    observed: int
    earlier: Sequence[int]


@dataclass(frozen=True)
class Watch:
    """A count that may be watched, and the kind of alert of each verdict, which but for goals is the name of what is chosen."""

    take: Callable[[Counts], int]
    kinds: Mapping[Verdict, Alert.Kind]
    least: float = LEAST
    goal: Goal | None = None


WATCHED = (
    Watch(attrgetter("visits"), {Verdict.RISE: KIND.RISE, Verdict.FALL: KIND.FALL}),
    Watch(attrgetter("page_views"), {Verdict.RISE: KIND.VIEWS_RISE, Verdict.FALL: KIND.VIEWS_FALL}),
    Watch(attrgetter("not_found"), {Verdict.RISE: KIND.NOT_FOUND}),
)


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What the tracker measured in a window and in the earlier ones."""

    window: Window
    now: Counts
    earlier: Sequence[Counts]

    def seen(self, take: Callable[[Counts], int]) -> Seen:
        """One of its counts."""
        return Seen(self.window, take(self.now), [take(each) for each in self.earlier])


def window_of(now: datetime, zone: ZoneInfo, hours: int) -> Window:
    """The last whole hours on a site's clock; shortly after midnight, the last of the day before. 24 are all the day before."""
    here = now.astimezone(zone)
    if hours < DAY and here.hour >= hours:
        return Window(here.date(), here.hour - hours, here.hour)
    return Window(here.date() - timedelta(days=1), DAY - hours, DAY)


Found = tuple[Alert.Kind, Goal | None, Seen]
"""What is unusual: the kind of alert, the goal it is about, if it is about one, and the counts."""


def watch_all(now: datetime) -> None:
    """Looks at every site of the administrations that are open."""
    for site in Site.objects.filter(organisation__closed=None).select_related("organisation", "alert_rule").order_by("pk"):
        look(site, now)


def look(site: Site, now: datetime) -> list[Alert]:
    """Looks at a site: opens, goes on with and closes its alerts, plans the letters, and returns those that are open."""
    rule = getattr(site, "alert_rule", None) or AlertRule(site=site)
    if rule.silence and is_silent((received := received_in(site, now)).observed, received.earlier):
        found: list[Found] = [(KIND.SILENCE, None, received)]
    else:
        found = _unusual(site, rule, now)
    kept = [_keep(site, kind, goal, seen, now) for kind, goal, seen in found]
    site.alerts.filter(ended=None).exclude(pk__in=[alert.pk for alert in kept]).update(ended=now)
    return kept


def _unusual(site: Site, rule: AlertRule, now: datetime) -> list[Found]:
    """What is watched and unusual, with the goal it is about."""
    goals = list(rule.goals.all()) if rule.pk and not site.exempt else []
    watches = [each for each in WATCHED if any(getattr(rule, kind) for kind in each.kinds.values())] + _of_goals(goals)
    measured = measured_in(site, goals, now) if watches else None
    if measured is None:
        return []
    found: list[Found] = []
    for watch in watches:
        seen = measured.seen(watch.take)
        kind = watch.kinds.get(judge(seen.observed, seen.earlier, least=watch.least))
        if kind and (watch.goal or getattr(rule, kind)):
            found.append((kind, watch.goal, seen))
    return found


def _of_goals(goals: Sequence[Goal]) -> list[Watch]:
    kinds = {Verdict.RISE: KIND.GOAL_RISE, Verdict.FALL: KIND.GOAL_FALL}
    return [Watch(partial(_reached, place), kinds, GOAL_LEAST, goal) for place, goal in enumerate(goals)]


def _reached(place: int, counts: Counts) -> int:
    return counts.goals[place]


@transaction.atomic
def _keep(site: Site, kind: str, goal: Goal | None, seen: Seen, now: datetime) -> Alert:
    """Opens an alert or goes on with it; its figures are those of the last look."""
    known = summary(seen.earlier)
    figures = {
        "day": seen.window.day,
        "first_hour": seen.window.first,
        "last_hour": seen.window.last,
        "observed": seen.observed,
        "usual": known.middle,
        "low": int(known.low),
        "high": int(known.high),
        "weeks": known.count,
        "seen": now,
    }
    alert, _made = Alert.objects.update_or_create(
        site=site, kind=kind, goal=goal, ended=None, defaults=figures, create_defaults={**figures, "began": now}
    )
    plan_alert(alert, now)
    return alert


def measured_in(site: Site, goals: Sequence[Goal], now: datetime) -> Measured | None:
    """What came of the last hours, or of the last day in exempt mode; None when the tracker does not measure the site."""
    window = window_of(now, ZoneInfo(site.time_zone), DAY if site.exempt else HOURS)
    earlier = [each.day for each in window.earlier()]
    refresh_stale(daybook_of(site), earlier[-1] - timedelta(days=1), window.day, patient=True)
    known = origins(scope_of([site]), Period(earlier[-1], window.day))
    tracker = Origin.TRACKER.name.lower()
    measured = [day for day in earlier if known.get(day) == tracker]
    if known.get(window.day, tracker) != tracker or not measured:
        return None
    counts = _counts(site, window, [window.day, *measured], goals)
    return Measured(window=window, now=counts[window.day], earlier=[counts[day] for day in measured])


def _counts(site: Site, window: Window, days: Sequence[date], goals: Sequence[Goal]) -> dict[date, Counts]:
    never = date(1971, 1, 1)
    rows = ask(
        scope_of([site]),
        "alerts__counts",
        Counts,
        fragments={"where": text_of("chosen__visits")},
        first=min(days),
        last=max(days),
        before_first=never,
        before_last=never,
        days=list(days),
        first_hour=window.first,
        last_hour=window.last,
        kinds=[goal.kind for goal in goals],
        values=[goal.value for goal in goals],
    )
    none = [0] * len(goals)
    known = {row.day: msgspec.structs.replace(row, goals=row.goals or none) for row in rows}
    return {day: known.get(day, Counts(day=day, goals=none)) for day in days}


def received_in(site: Site, now: datetime) -> Seen:
    """What the collector accepted of a site in the last three whole hours, and in the same ones of the weeks since it first did."""
    zone = ZoneInfo(site.time_zone)
    window = window_of(now, zone, SILENT_HOURS)
    bounds = [each.seconds(zone) for each in (window, *window.earlier())]
    rows = ask(
        scope_of([site]), "alerts__received", StretchCount, starts=[start for start, _end in bounds], ends=[end for _start, end in bounds]
    )
    counts = {row.stretch: row.count for row in rows}
    found = [counts.get(number, 0) for number in range(1, len(bounds) + 1)]
    since = max((place for place, count in enumerate(found) if count), default=0)
    return Seen(window, found[0], found[1 : since + 1])
