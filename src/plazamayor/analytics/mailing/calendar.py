"""When a report is due and of which days: Mondays and first days at eight, on the clock of the site. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from plazamayor.analytics.models import Subscription
from plazamayor.analytics.reports.periods import Period

AT = time(8)
PATIENCE = timedelta(days=3)
"""How late a report may still leave: after a longer stop it would be old news."""


@dataclass(frozen=True)
class Due:
    """A report: the moment it is due and the days it tells."""

    at: datetime
    period: Period


def latest(rhythm: str, zone: str, now: datetime) -> Due:
    """The last report that was due by now: of the week that ended on Sunday, or of the month that ended."""
    here = now.astimezone(ZoneInfo(zone))
    day = here.date() if here.time() >= AT else here.date() - timedelta(days=1)
    if rhythm == Subscription.Rhythm.WEEKLY:
        monday = day - timedelta(days=day.weekday())
        return Due(_eight(monday, zone), Period(monday - timedelta(days=7), monday - timedelta(days=1)))
    first = day.replace(day=1)
    last = first - timedelta(days=1)
    return Due(_eight(first, zone), Period(last.replace(day=1), last))


def is_due(due: Due, since: datetime, now: datetime) -> bool:
    """Tells whether a report still has to leave to somebody who asked for reports at a moment."""
    return since < due.at <= now < due.at + PATIENCE


def _eight(day: date, zone: str) -> datetime:
    return datetime.combine(day, AT, ZoneInfo(zone))
