"""Writes down which letters are due. A letter exists once: planning again, or in two processes, changes nothing."""

from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet

from plazamayor.analytics.mailing.calendar import Due, is_due, latest
from plazamayor.analytics.models import Alert, Letter, Subscription


def plan_reports(now: datetime) -> None:
    """Plans the weekly and monthly reports that fell due."""
    if not settings.MAIL_CONFIGURED:
        return
    for subscription in _open().exclude(rhythm=Subscription.Rhythm.ALERTS):
        due = latest(subscription.rhythm, subscription.site.time_zone, now)
        if is_due(due, subscription.since, now):
            _plan_report(subscription, due, now)


def _plan_report(subscription: Subscription, due: Due, now: datetime) -> None:
    days = {"first": due.period.first, "last": due.period.last}
    Letter.objects.get_or_create(
        subscription=subscription, about=due.period.first.isoformat(), defaults={**days, "planned": due.at, "next_attempt": now}
    )


def plan_alert(alert: Alert, now: datetime) -> None:
    """Plans word of an alert to whoever asked for it, once for each alert and day."""
    if not settings.MAIL_CONFIGURED:
        return
    for subscription in _open().filter(site=alert.site_id, rhythm=Subscription.Rhythm.ALERTS):
        Letter.objects.get_or_create(
            subscription=subscription,
            about=" ".join([alert.kind, *([str(alert.goal_id)] if alert.goal_id else []), alert.day.isoformat()]),
            defaults={"alert": alert, "first": alert.day, "last": alert.day, "planned": now, "next_attempt": now},
        )


def _open() -> QuerySet[Subscription]:
    """The subscriptions to sites of administrations that are open."""
    return Subscription.objects.filter(site__organisation__closed=None).select_related("site__organisation").order_by("pk")
