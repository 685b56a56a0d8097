"""Questions about alerts and letters."""

from datetime import datetime, timedelta

from django.db.models import BooleanField
from django.utils.translation import gettext as _

from plazamayor.analytics.mailing.wording import Described, described
from plazamayor.analytics.models import Alert, AlertRule, Letter, Site
from plazamayor.organisation.models import Membership

RECENT = timedelta(days=30)


def alerts_for(site: Site) -> list[Described]:
    """What is unusual on a site now, in sentences."""
    return [described(alert) for alert in site.alerts.filter(ended=None).select_related("site", "goal")]


def past_alerts(site: Site, now: datetime) -> list[Alert]:
    """What was unusual in the last thirty days and no longer is, latest first."""
    return list(site.alerts.filter(ended__gte=now - RECENT).select_related("goal"))


def rule_of(site: Site) -> AlertRule:
    """What is watched of a site."""
    return AlertRule.objects.filter(site=site).first() or AlertRule(site=site)


def watched_by(rule: AlertRule) -> list[str]:
    """What is watched, in words."""
    kinds = [field for field in AlertRule._meta.fields if isinstance(field, BooleanField) and getattr(rule, field.name)]
    goals = [_("An unusual rise or fall in «%(goal)s»") % {"goal": goal} for goal in (rule.goals.all() if rule.pk else ())]
    return [*(str(field.verbose_name) for field in kinds), *goals]


def letters_of(member: Membership, site: Site, *, everybody: bool) -> list[Letter]:
    """The last letters about a site: one's own, or everybody's."""
    found = Letter.objects.filter(subscription__site=site).select_related("subscription__person", "alert__goal")
    return list((found if everybody else found.filter(subscription__person=member.person_id))[:12])
