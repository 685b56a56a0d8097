"""What the outbox finds out of an account while it sends: that it has to be connected again, or that its network asks for calm."""

from datetime import datetime

from django.db import transaction

from plazamayor.channels.contract import Reconnect
from plazamayor.channels.models import Channel, Delivery
from plazamayor.channels.outbox import states


def break_channel(channel: Channel, failure: Reconnect, now: datetime) -> None:
    """The account has to be connected again: until then what was going to leave by it is held."""
    with transaction.atomic():
        row = Channel.objects.select_for_update().get(pk=channel.pk)
        if row.state not in {Channel.State.WORKING, Channel.State.EXPIRING}:
            return
        row.state, row.problem, row.missing = Channel.State.BROKEN, failure.told[:500], list(failure.missing)
        row.save(update_fields=["state", "problem", "missing"])
    for delivery in Delivery.objects.filter(channel=channel, state=states.State.SCHEDULED):
        _hold(delivery, failure.told, now)


@transaction.atomic
def _hold(delivery: Delivery, why: str, now: datetime) -> None:
    row = states.locked(delivery)
    if row.state == states.State.SCHEDULED:
        states.hold(row, why, Delivery.Holder.CHANNEL, now)


def slow_down(channel: Channel, until: datetime) -> None:
    """Nothing more leaves by a channel until then: its network asked for it, or does not answer."""
    waiting = Delivery.objects.filter(channel=channel, state=states.State.SCHEDULED, next_attempt__lt=until)
    waiting.update(next_attempt=until, lease=None)
