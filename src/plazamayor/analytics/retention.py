"""Erases what is older than a site keeps, and what nobody reads any more: superseded figures and salts whose time has passed."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from plazamayor.analytics import store
from plazamayor.analytics.access import scope_of
from plazamayor.analytics.models import Erasure, Site
from plazamayor.analytics.salts import salts
from plazamayor.analytics.store.days import sweep
from plazamayor.core.due import DueWork
from plazamayor.core.models import DueRun

WORK = "analytics.retention"
TWELVE = 12


class Held(msgspec.Struct, frozen=True):
    """What the store holds of a site: events before a day, the oldest day of all and events in all."""

    events: int
    oldest: date
    held: int


@dataclass(frozen=True, kw_only=True)
class Retained:
    """What is kept of a site and what was erased, for people to see."""

    first: date
    """The first day that is kept."""
    oldest: date | None
    """The oldest day there is."""
    looked: datetime | None
    """When it was last looked whether something had to be erased."""
    erasures: list[Erasure]


def first_kept(today: date, months: int) -> date:
    """The first day that is kept: the same day of the month, so many months before, or the last of a shorter month."""
    month = today.year * TWELVE + today.month - 1 - months
    year, month = divmod(month, TWELVE)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def first_kept_of(site: Site, now: datetime) -> date:
    """The first day that is kept of a site, in its own zone."""
    return first_kept(now.astimezone(ZoneInfo(site.time_zone)).date(), site.retention_months)


def erase_old(now: datetime) -> None:
    """Erases, site by site, the events older than it keeps, and writes down how many they were. Repeating it erases nothing more."""
    for site in Site.objects.select_related("organisation").order_by("pk"):
        before = first_kept_of(site, now)
        events = held(site, before).events
        if events:
            store.forget(site.pk, before)
            Erasure.objects.create(site=site, before=before, events=events, at=now)


def held(site: Site, before: date) -> Held:
    """What the store holds of a site."""
    (found,) = store.ask(scope_of([site]), "retention__before", Held, before=before)
    return found


def retained(site: Site, now: datetime) -> Retained:
    """What is kept of a site, and what was erased: the last twelve times."""
    first = first_kept_of(site, now)
    known = held(site, first)
    run = DueRun.objects.filter(name=WORK).first()
    return Retained(
        first=first,
        oldest=known.oldest if known.held else None,
        looked=run.succeeded if run else None,
        erasures=list(site.erasures.all()[:TWELVE]),
    )


def sweep_figures(now: datetime) -> None:
    """Erases the figures that newer ones replaced."""
    sweep(int(now.timestamp() * 1_000_000_000))


def erase_salts(now: datetime) -> None:
    """Erases the salts whose time has passed, also where no collector runs."""
    salts().erase_expired(now, {site: ZoneInfo(zone) for site, zone in Site.objects.values_list("pk", "time_zone")})


WORKS = (
    DueWork(name=WORK, every=timedelta(hours=6), run=erase_old),
    DueWork(name="analytics.figures_swept", every=timedelta(hours=1), run=sweep_figures),
    DueWork(name="analytics.salts_erased", every=timedelta(minutes=10), run=erase_salts),
)
