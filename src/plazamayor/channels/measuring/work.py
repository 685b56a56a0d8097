"""Asks the networks how what is out goes, ever less often, and keeps what they say: the last counts here, every one in the stream."""

import logging
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

from plazamayor.analytics.operations import write_counts
from plazamayor.analytics.store import StoreUnavailable
from plazamayor.channels.accounts.trouble import break_channel
from plazamayor.channels.contract import Failure, Gone, Measures, Metrics, Reconnect, TryLater
from plazamayor.channels.measuring.pace import next_measure
from plazamayor.channels.models import Channel, Delivery
from plazamayor.channels.outbox.asking import Asked, outcome_of, published_of
from plazamayor.channels.outbox.pace import Clock, running_from
from plazamayor.channels.outbox.telling import speaking_to
from plazamayor.core.due import DueWork
from plazamayor.core.errors import Mistake

log = logging.getLogger(__name__)
AT_ONCE: Final = 500
ABLE: Final = (Channel.State.WORKING, Channel.State.EXPIRING)


def collect(clock: Clock) -> int:
    """Asks about what is due; gives how many answered. A channel that does not answer is left in peace until next time."""
    due = Delivery.objects.filter(state=Delivery.State.PUBLISHED, next_measure__lte=clock(), channel__state__in=ABLE)
    answered, silent = 0, set[int]()
    for row in due.select_related("channel", "organisation").order_by("next_measure")[:AT_ONCE]:
        if row.channel_id in silent or not _taken(row, clock()):
            continue
        with speaking_to(row.organisation):
            outcome = _ask(row, clock)
            if isinstance(outcome, TryLater | Reconnect):
                silent.add(row.channel_id)
            answered += _keep(row, outcome, clock())
    return answered


def _taken(row: Delivery, now: datetime) -> bool:
    """Takes a delivery by writing when it is asked about next; another worker then leaves it alone."""
    following = next_measure(row.published or row.due, now)
    return bool(Delivery.objects.filter(pk=row.pk, next_measure=row.next_measure).update(next_measure=following))


def _ask(row: Delivery, clock: Clock) -> Metrics | Failure | None:
    try:
        asked = Asked.of(row, clock)
    except Mistake as mistake:
        log.warning("delivery %s was not measured: %s", row.pk, type(mistake).__name__)
        return None
    measuring: object = asked.connector
    if not isinstance(measuring, Measures):
        return None
    return outcome_of(lambda: measuring.measure(asked.session, published_of(row)), row)


def _keep(row: Delivery, outcome: Metrics | Failure | None, now: datetime) -> bool:
    """Writes down what the network says; tells whether it gave counts."""
    if isinstance(outcome, Reconnect):
        break_channel(row.channel, outcome, now)
    elif isinstance(outcome, Gone):
        told = _("It is no longer in the network: somebody took it away there.")
        Delivery.objects.filter(pk=row.pk, state=Delivery.State.PUBLISHED).update(next_measure=None, reason=told, measured=now)
    if not isinstance(outcome, Metrics):
        return False
    counts = {name: value for name, value in asdict(outcome).items() if value is not None}
    Delivery.objects.filter(pk=row.pk).update(measures=counts, measured=now)
    campaign = str(row.content.get("extra", {}).get("campaign", ""))
    try:
        write_counts(row.organisation, str(row.pk), row.channel.connector, counts, now, campaign)
    except StoreUnavailable:
        log.warning("the counts of delivery %s are kept, but the stream does not have them", row.pk)
    return True


def measure(now: datetime) -> None:
    """Asks about what is due."""
    collect(running_from(now))


WORKS = (DueWork(name="channels.measured", every=timedelta(minutes=10), run=measure),)
