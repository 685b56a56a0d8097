"""Finds out what became of a delivery whose answer did not come, by looking in our own timeline before any other try."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from plazamayor.channels.accounts.trouble import break_channel
from plazamayor.channels.contract import Failure, Published, Reconnect
from plazamayor.channels.models import Attempt, Delivery
from plazamayor.channels.outbox import states
from plazamayor.channels.outbox.asking import Asked, outcome_of
from plazamayor.channels.outbox.pace import LONGEST_SEARCH, PATIENCE, QUIET, SEARCH, SKEW, Clock, back_off
from plazamayor.channels.outbox.sending import close
from plazamayor.channels.outbox.states import State
from plazamayor.core.errors import Mistake

FOUND, ABSENT = "found", "absent"


def look_for(delivery: Delivery, clock: Clock) -> Failure | None:
    """Looks for a delivery of which nothing is certain; gives how the network failed, if it did."""
    since = delivery.sent or delivery.created
    try:
        asked = Asked.of(delivery, clock)
    except Mistake as mistake:
        _put_off(delivery, str(mistake), clock())
        return None
    began = clock()
    attempt = Attempt.objects.create(delivery=delivery, act=Attempt.Act.FIND, began=began)
    found = outcome_of(lambda: asked.connector.find(asked.session, asked.outgoing, since - SKEW), delivery)
    _settle(delivery, attempt, found, clock())
    if isinstance(found, Reconnect):
        break_channel(delivery.channel, found, clock())
    return found if isinstance(found, Failure) else None


@transaction.atomic
def _settle(delivery: Delivery, attempt: Attempt, found: Published | Failure | None, now: datetime) -> None:
    row = states.locked(delivery)
    if isinstance(found, Failure):
        close(attempt, type(found).__name__.lower(), found.told, now)
    else:
        close(attempt, FOUND if found else ABSENT, found.address or found.network_id if found else "", now)
    if row.state != State.UNCERTAIN or row.sent != delivery.sent:
        return  # somebody else found out meanwhile
    if isinstance(found, Published):
        states.publish(row, found, now)
    elif found is None and _proves(row, attempt.began):
        _absent(row, now)
    else:
        told = found.told if isinstance(found, Failure) else row.reason
        states.go(row, State.UNCERTAIN, reason=told, next_attempt=now + _pause(row))


def _proves(row: Delivery, looked: datetime) -> bool:
    """Whether not finding it proves that it is not out: what a network accepted late may still appear for a while."""
    tried = row.tries.filter(act=Attempt.Act.PUBLISH).order_by("-pk").first()
    ended = (tried and tried.ended) or row.sent or row.created
    return looked - ended >= QUIET


def _absent(row: Delivery, now: datetime) -> None:
    """It is surely not out: sent again, unless it is too late for that."""
    if now > row.trying_since + PATIENCE:
        states.fail(row, _("It did not go out, and its hour went by. Try it again if it is still of use."), now)
    else:
        states.again(row, now, _("It was looked for in the network: it had not gone out."))


def _pause(row: Delivery) -> timedelta:
    looked = row.tries.filter(act=Attempt.Act.FIND, began__gte=row.sent or row.created).count()
    return back_off(row.key, looked, SEARCH, LONGEST_SEARCH)


@transaction.atomic
def _put_off(delivery: Delivery, why: str, now: datetime) -> None:
    row = states.locked(delivery)
    if row.state == State.UNCERTAIN:
        states.go(row, State.UNCERTAIN, reason=why, next_attempt=now + LONGEST_SEARCH / 24)
