"""Watches sites: what is unusual opens an alert, and what no longer is closes it.

Rises and falls compare visits: those that began in the last six whole hours, or, where exempt mode keeps hours off, those of
the last whole day. Silence compares what the collector received in the last three whole hours, which is no statistic of anybody.
Both with the same hours of the same weekday in the twelve weeks before, as far as the tracker measured them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec
from django.db import transaction

from plazamayor.analytics.access import scope_of
from plazamayor.analytics.events import Origin
from plazamayor.analytics.mailing.planning import plan_alert
from plazamayor.analytics.models import Alert, AlertRule, Site
from plazamayor.analytics.queries import daybook_of
from plazamayor.analytics.reports.answers import origins
from plazamayor.analytics.reports.periods import Period
from plazamayor.analytics.store import ask, refresh_stale
from plazamayor.analytics.store.asking import text_of
from plazamayor.analytics.store.figures import TOTAL
from plazamayor.statistics.unusual import Verdict, is_silent, judge, summary

WEEKS = 12
HOURS, SILENT_HOURS, DAY = 6, 3, 24
KINDS = {Verdict.RISE: Alert.Kind.RISE, Verdict.FALL: Alert.Kind.FALL}


class DayCount(msgspec.Struct, frozen=True):
    """A count of a day."""

    day: date
    count: int


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


def window_of(now: datetime, zone: ZoneInfo, hours: int) -> Window:
    """The last whole hours on a site's clock; shortly after midnight, the last of the day before. 24 are all the day before."""
    here = now.astimezone(zone)
    if hours < DAY and here.hour >= hours:
        return Window(here.date(), here.hour - hours, here.hour)
    return Window(here.date() - timedelta(days=1), DAY - hours, DAY)


def watch_all(now: datetime) -> None:
    """Looks at every site of the administrations that are open."""
    for site in Site.objects.filter(organisation__closed=None).select_related("organisation", "alert_rule").order_by("pk"):
        look(site, now)


def look(site: Site, now: datetime) -> list[Alert]:
    """Looks at a site: opens, goes on with and closes its alerts, plans the letters, and returns those that are open."""
    rule = getattr(site, "alert_rule", None) or AlertRule(site=site)
    found: dict[str, Seen] = {}
    if rule.silence and is_silent((received := received_in(site, now)).observed, received.earlier):
        found[Alert.Kind.SILENCE] = received
    elif (rule.rise or rule.fall) and (seen := visits_in(site, now)) is not None:
        kind = KINDS.get(judge(seen.observed, seen.earlier))
        if kind and getattr(rule, kind):
            found[kind] = seen
    site.alerts.filter(ended=None).exclude(kind__in=list(found)).update(ended=now)
    return [_keep(site, kind, seen, now) for kind, seen in found.items()]


@transaction.atomic
def _keep(site: Site, kind: str, seen: Seen, now: datetime) -> Alert:
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
        site=site, kind=kind, ended=None, defaults=figures, create_defaults={**figures, "began": now}
    )
    plan_alert(alert, now)
    return alert


def visits_in(site: Site, now: datetime) -> Seen | None:
    """The visits of the last hours, or of the last day in exempt mode; None when the tracker does not measure the site."""
    window = window_of(now, ZoneInfo(site.time_zone), DAY if site.exempt else HOURS)
    earlier = [each.day for each in window.earlier()]
    refresh_stale(daybook_of(site), earlier[-1] - timedelta(days=1), window.day, patient=True)
    known = origins(scope_of([site]), Period(earlier[-1], window.day))
    tracker = Origin.TRACKER.name.lower()
    measured = [day for day in earlier if known.get(day) == tracker]
    if known.get(window.day, tracker) != tracker or not measured:
        return None
    counts = _visits(site, window, [window.day, *measured])
    return Seen(window, counts.get(window.day, 0), [counts.get(day, 0) for day in measured])


def _visits(site: Site, window: Window, days: Sequence[date]) -> dict[date, int]:
    never = date(1971, 1, 1)
    rows = ask(
        scope_of([site]),
        "alerts__hours",
        DayCount,
        fragments={"figures": text_of("kept__figures")},
        dimensions=[TOTAL if site.exempt else "hour"],
        first=min(days),
        last=max(days),
        before_first=never,
        before_last=never,
        days=list(days),
        first_hour=window.first,
        last_hour=window.last,
    )
    return {row.day: row.count for row in rows}


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
