"""Who works on what: a worker takes a few deliveries of one channel, which nobody else then touches until its lease ends.

One channel has one worker at a time, as networks ask; different channels do not wait for each other.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from plazamayor.channels.gates import Happened
from plazamayor.channels.models import Channel, Delivery
from plazamayor.channels.outbox.pace import LEASE
from plazamayor.channels.outbox.states import State, go
from plazamayor.channels.outbox.telling import speaking_to, tell

AT_ONCE = 20
WORKABLE = (State.SCHEDULED, State.UNCERTAIN, State.WITHDRAWING)


def due(now: datetime) -> QuerySet[Delivery]:
    """What has something to be done now and nobody works on, the oldest first."""
    free = Q(lease=None) | Q(lease__lte=now)
    return Delivery.objects.filter(free, state__in=WORKABLE, next_attempt__lte=now).order_by("next_attempt", "pk")


def claim(now: datetime) -> list[Delivery]:
    """Takes deliveries of the channel that waits most; none when there is nothing to do, or others are at it."""
    busy = set(Delivery.objects.filter(lease__gt=now).values_list("channel_id", flat=True).distinct())
    while (channel := due(now).exclude(channel_id__in=busy).values_list("channel_id", flat=True).first()) is not None:
        taken = _take(channel, now)
        if taken:
            return taken
        busy.add(channel)
    return []


@transaction.atomic
def _take(channel: int, now: datetime) -> list[Delivery]:
    skip, no_key = connection.features.has_select_for_update_skip_locked, connection.features.has_select_for_no_key_update
    ours = Channel.objects.select_for_update(skip_locked=skip, no_key=no_key).filter(pk=channel)
    if not ours or Delivery.objects.filter(channel_id=channel, lease__gt=now).exists():
        return []
    waiting = due(now).filter(channel_id=channel).select_related("channel", "organisation")
    rows = list(waiting.select_for_update(of=("self",), skip_locked=skip)[:AT_ONCE])
    Delivery.objects.filter(pk__in=[row.pk for row in rows]).update(lease=now + LEASE)
    return rows


def let_go(rows: Iterable[Delivery]) -> None:
    """Leaves to others what was taken and not begun."""
    Delivery.objects.filter(pk__in=[row.pk for row in rows], state__in=WORKABLE).update(lease=None)


def renew(pks: Iterable[int], now: datetime) -> None:
    """Says that whoever works on these is alive."""
    Delivery.objects.filter(pk__in=list(pks), lease__isnull=False).update(lease=now + LEASE)


def expire(now: datetime) -> int:
    """What somebody was sending when they died: it may have gone out. Tells how many there were."""
    dead = list(Delivery.objects.filter(state=State.SENDING, lease__lte=now).values_list("pk", flat=True)[:1000])
    return sum(_lost(pk, now) for pk in dead)


@transaction.atomic
def _lost(pk: int, now: datetime) -> bool:
    row = Delivery.objects.select_for_update(of=("self",)).select_related("channel", "organisation").filter(pk=pk).first()
    if row is None or row.state != State.SENDING or row.lease is None or row.lease > now:
        return False
    with speaking_to(row.organisation):
        told = _("The program was stopped while it was sending it. It is being looked for in the network.")
        row.tries.filter(ended=None).update(ended=now, outcome=State.UNCERTAIN, told=told)
        go(row, State.UNCERTAIN, reason=told, next_attempt=now)
    tell(row, Happened.UNCERTAIN, now)
    return True
