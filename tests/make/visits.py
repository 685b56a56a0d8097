"""Visits of a site's last days, written in a real store."""

from datetime import date, timedelta
from itertools import count
from time import time_ns
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from plazamayor.analytics import store
from plazamayor.analytics.events import Event
from plazamayor.analytics.models import Site
from tests.make.events import make_event

ZONE = ZoneInfo("Europe/Madrid")
_visitors = count(time_ns())


def today() -> date:
    return timezone.now().astimezone(ZONE).date()


def day_before(days: int) -> date:
    return today() - timedelta(days=days)


def make_visits(site: Site, day: date, some: int, **fields: Any) -> list[Event]:
    """Visits of a single page at noon, each of another visitor."""
    numbers = [next(_visitors) for _ in range(some)]
    made = [make_event("12:00", day=day, site=site.pk, **{"visitor": number, "path": "/", **fields}) for number in numbers]
    store.append(made, token=f"{site.pk}-{day}-{numbers}")
    return made


def make_weeks(site: Site, weeks: int, *, a_day: int = 5, until: int = 1) -> None:
    """The same number of visits each day of some weeks, the last of them `until` days before today."""
    for back in range(until, until + 7 * weeks):
        make_visits(site, day_before(back), a_day)
