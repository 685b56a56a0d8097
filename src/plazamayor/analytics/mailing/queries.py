"""Questions about alerts and letters."""

from datetime import datetime, timedelta

from plazamayor.analytics.mailing.wording import Described, described
from plazamayor.analytics.models import Alert, AlertRule, Letter, Site
from plazamayor.organisation.models import Membership

RECENT = timedelta(days=30)


def alerts_for(site: Site) -> list[Described]:
    """What is unusual on a site now, in sentences."""
    return [described(alert) for alert in site.alerts.filter(ended=None).select_related("site")]


def past_alerts(site: Site, now: datetime) -> list[Alert]:
    """What was unusual in the last thirty days and no longer is, latest first."""
    return list(site.alerts.filter(ended__gte=now - RECENT))


def rule_of(site: Site) -> AlertRule:
    """What is watched of a site."""
    return AlertRule.objects.filter(site=site).first() or AlertRule(site=site)


def letters_of(member: Membership, site: Site, *, everybody: bool) -> list[Letter]:
    """The last letters about a site: one's own, or everybody's."""
    found = Letter.objects.filter(subscription__site=site).select_related("subscription__person", "alert")
    return list((found if everybody else found.filter(subscription__person=member.person_id))[:12])
