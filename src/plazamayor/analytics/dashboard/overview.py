"""All the sites of an administration, and of those it hosts, at a glance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import msgspec
from django.urls import reverse

from plazamayor.analytics import store
from plazamayor.analytics.access import hosted_sites_for, scope_of, sites_for
from plazamayor.analytics.dashboard.audience import today_of
from plazamayor.analytics.models import Site
from plazamayor.analytics.queries import daybook_of
from plazamayor.analytics.reports.periods import last_days
from plazamayor.core import charts, formatting
from plazamayor.organisation.models import Membership, Organisation

DAYS = 28


class SiteDay(msgspec.Struct, frozen=True):
    """The visits of a day of a site."""

    site: int
    day: date
    visits: int
    page_views: int


@dataclass(frozen=True, kw_only=True)
class SiteLine:
    """A site with its last four weeks against the four before."""

    site: Site
    address: str
    visits: int
    before: int
    page_views: int
    spark: str

    @property
    def change(self) -> str:
        """How visits moved."""
        return formatting.change_in_row(self.visits, self.before)

    @property
    def silent(self) -> bool:
        """Whether nothing was measured in eight weeks."""
        return not self.visits and not self.before


@dataclass(frozen=True, kw_only=True)
class Group:
    """The sites of an administration."""

    organisation: Organisation
    own: bool
    lines: Sequence[SiteLine]


def overview(member: Membership, now: datetime) -> list[Group]:
    """The member's own sites first, then those of each hosted administration: one question for all of them."""
    own, hosted = sites_for(member), hosted_sites_for(member)
    every = [*own, *hosted]
    figures = _figures(every, now) if every else {}
    groups: dict[int, list[Site]] = {member.organisation.pk: own}
    for site in hosted:
        groups.setdefault(site.organisation_id, []).append(site)
    return [
        Group(
            organisation=sites[0].organisation if sites else member.organisation,
            own=number == member.organisation.pk,
            lines=[_line(site, figures.get(site.pk, {}), now) for site in sites],
        )
        for number, sites in groups.items()
        if sites or number == member.organisation.pk
    ]


def _figures(sites: Sequence[Site], now: datetime) -> dict[int, dict[date, SiteDay]]:
    last = max(today_of(site, now) for site in sites)
    first = last - timedelta(days=2 * DAYS + 1)
    stale = store.stale_sites([site.pk for site in sites], first, last)
    for site in sites:
        if site.pk in stale:
            store.refresh_stale(daybook_of(site), first, last)
    found: dict[int, dict[date, SiteDay]] = {}
    for row in store.ask(scope_of(sites), "overview__days", SiteDay, first=first, last=last):
        found.setdefault(row.site, {})[row.day] = row
    return found


def _line(site: Site, days: dict[date, SiteDay], now: datetime) -> SiteLine:
    period = last_days(DAYS, today_of(site, now))
    seen = [days[day].visits if day in days else 0 for day in period.days]
    return SiteLine(
        site=site,
        address=reverse("audience", args=[site.organisation.code, site.domain]),
        visits=sum(seen),
        before=sum(days[day].visits for day in period.before.days if day in days),
        page_views=sum(days[day].page_views for day in period.days if day in days),
        spark=charts.spark(seen) if any(seen) else "",
    )
