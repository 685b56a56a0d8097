"""Questions other rooms and the command line may ask of analytics."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from plazamayor.analytics.access import scope_of
from plazamayor.analytics.models import Annotation, BasisDeclaration, Site
from plazamayor.analytics.reports import stats as document
from plazamayor.analytics.reports.answers import Figures, freshen, panels
from plazamayor.analytics.reports.periods import Period
from plazamayor.analytics.reports.query import Query
from plazamayor.analytics.store import ask
from plazamayor.analytics.store.days import Daybook, refresh_stale, stale_days
from plazamayor.analytics.store.figures import TOTAL
from plazamayor.analytics.telling import clicks_of, measured_of

__all__ = [
    "BroughtVisits",
    "PlaceViews",
    "annotations_in",
    "audience_in",
    "brought_visits",
    "clicks_of",
    "daybook_of",
    "measured_of",
    "query_of",
    "refresh_days",
    "ruling_basis",
    "stats",
    "views_by_place",
    "waiting_days",
]


def daybook_of(site: Site) -> Daybook:
    """What the store must know of a site to derive its days."""
    return Daybook(site.pk, site.time_zone, tuple((rule["prefix"], rule["type"]) for rule in site.page_types))


def query_of(site: Site, period: Period, compared: Period | None = None) -> Query:
    """A question about one site."""
    return Query(scope_of([site]), daybook_of(site), period, compared)


def stats(site: Site, first: date, last: date) -> dict[str, Any]:
    """The figures of a site in some days, both included, as `docs/stats.schema.json` says; raises WrongPeriod."""
    return document.stats(query_of(site, Period(first, last)), site.domain, exempt=site.exempt)


def annotations_in(site: Site, period: Period) -> list[Annotation]:
    """What staff noted about the days of a period, earliest first."""
    return list(site.annotations.filter(first__lte=period.last, last__gte=period.first).order_by("first", "pk"))


def ruling_basis(site: Site) -> BasisDeclaration | None:
    """The declaration under which a site is measured; None in exempt mode."""
    return None if site.exempt else site.declarations.filter(ended=None).select_related("by").first()


def audience_in(site: Site, first: date, last: date, most: int) -> tuple[Figures, list[tuple[str, int]]]:
    """The figures of a site in some days, both included, and its most visited pages with the visits of each."""
    found = panels(query_of(site, Period(first, last)), [TOTAL, "page"], limit=most)
    whole = found[TOTAL].lines[0].now if found[TOTAL].lines else Figures()
    return whole, [(line.value, line.now.visits) for line in found["page"].lines]


class BroughtVisits(msgspec.Struct, frozen=True):
    """Visits of those who came by the links of a campaign, by what the link says of its channel and its piece."""

    source: str
    content: str
    visits: int


def brought_visits(sites: Sequence[Site], campaign: str, first: date, last: date) -> list[BroughtVisits]:
    """Visits by the links of a campaign in some days that were refreshed; none of sites in exempt mode, which keep no campaign."""
    shown = [site for site in sites if not site.exempt]
    asked: dict[str, Any] = {"campaign": campaign, "first": first, "last": last}
    return ask(scope_of(shown), "brought__visits", BroughtVisits, **asked) if shown else []


def waiting_days(site: Site, first: date, last: date) -> int:
    """How many days of a site changed since they were refreshed."""
    return len(stale_days(site.pk, first, last))


def refresh_days(site: Site, first: date, last: date) -> None:
    """Refreshes what is stale of a site in some days; raises StoreUnavailable."""
    refresh_stale(daybook_of(site), first, last)


class PlaceViews(msgspec.Struct, frozen=True):
    """Page views of a page from a country (empty: not known) by a sort of device."""

    page: str
    country: str
    device: str
    page_views: int


def views_by_place(site: Site, first: date, last: date, pages: Sequence[str]) -> list[PlaceViews]:
    """Page views of some pages of a site in some days, both included, by country and device; `*` in a page stands for anything."""
    query = query_of(site, Period(first, last))
    freshen(query)
    patterns = [_like(page) for page in pages]
    return ask(query.scope, "monthly__places", PlaceViews, first=first, last=last, patterns=patterns) if patterns else []


def _like(page: str) -> str:
    """A page as LIKE reads it."""
    for mark in ("\\", "%", "_"):
        page = page.replace(mark, f"\\{mark}")
    return page.replace("*", "%")
