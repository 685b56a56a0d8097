"""Questions other rooms and the command line may ask of analytics."""

from datetime import date
from typing import Any

from plazamayor.analytics.access import scope_of
from plazamayor.analytics.models import Site
from plazamayor.analytics.reports import stats as document
from plazamayor.analytics.reports.periods import Period
from plazamayor.analytics.reports.query import Query
from plazamayor.analytics.store.days import Daybook


def daybook_of(site: Site) -> Daybook:
    """What the store must know of a site to derive its days."""
    return Daybook(site.pk, site.time_zone, tuple((rule["prefix"], rule["type"]) for rule in site.page_types))


def query_of(site: Site, period: Period, compared: Period | None = None) -> Query:
    """A question about one site."""
    return Query(scope_of([site]), daybook_of(site), period, compared)


def stats(site: Site, first: date, last: date) -> dict[str, Any]:
    """The figures of a site in some days, both included, as `docs/stats.schema.json` says; raises WrongPeriod."""
    return document.stats(query_of(site, Period(first, last)), site.domain, exempt=site.exempt)
