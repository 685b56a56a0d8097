"""From which state a delivery may go to which: every change of a row is one of these, made with the row locked."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from plazamayor.channels.accounts.sessions import connector_of
from plazamayor.channels.contract import Measures, Published
from plazamayor.channels.gates import Happened
from plazamayor.channels.measuring.pace import FIRST_MEASURE
from plazamayor.channels.models import Delivery
from plazamayor.channels.outbox.telling import tell
from plazamayor.core.errors import Mistake

State = Delivery.State
MOST_TOLD = 500
WAITING = (State.SCHEDULED, State.HELD)
STOPPED = (*WAITING, State.FAILED)


class NotNow(Mistake):
    """A delivery is no longer, or not yet, where that can be done to it."""


def of_the_web(address: str) -> str:
    """An address that a page may lead to; empty when it is not one: a network may be anybody's."""
    return address[:500] if urlsplit(address).scheme in {"http", "https"} else ""


def locked(delivery: Delivery) -> Delivery:
    """The row as it is now, ours until the transaction ends."""
    return Delivery.objects.select_for_update(of=("self",)).select_related("channel", "organisation").get(pk=delivery.pk)


def require(delivery: Delivery, *states: str) -> None:
    """Raises NotNow unless a delivery is in one of the states."""
    if delivery.state not in states:
        raise NotNow(_("That cannot be done any more: it is %(state)s.") % {"state": delivery.get_state_display()})


def go(delivery: Delivery, state: str, *, reason: str = "", **changed: Any) -> Delivery:
    """Writes a state and why; whoever worked on it lets it go unless a lease is given."""
    for name, value in {"state": state, "reason": reason[:MOST_TOLD], "lease": None, "held_by": "", **changed}.items():
        setattr(delivery, name, value)
    delivery.save()
    return delivery


def publish(delivery: Delivery, published: Published, now: datetime, reason: str = "") -> Delivery:
    """It is out. When somebody asked meanwhile for its withdrawal, that begins at once."""
    measures = isinstance(connector_of(delivery.channel), Measures)
    parts = [[name, of_the_web(address)] for name, address in published.parts]
    go(
        delivery,
        State.PUBLISHED,
        reason=reason,
        published=published.at or now,
        network_id=published.network_id[:300],
        address=of_the_web(published.address),
        parts=parts,
        next_measure=now + FIRST_MEASURE if measures else None,
    )
    tell(delivery, Happened.PUBLISHED, now)
    return begin_withdrawal(delivery, now) if delivery.withdraw_asked else delivery


def begin_withdrawal(delivery: Delivery, now: datetime) -> Delivery:
    """It is out and has to be taken away."""
    return go(delivery, State.WITHDRAWING, withdraw_asked=delivery.withdraw_asked or now, next_attempt=now, next_measure=None)


def withdrawn(delivery: Delivery, now: datetime, reason: str = "") -> Delivery:
    """It is no longer there."""
    go(delivery, State.WITHDRAWN, reason=reason, withdrawn=now, next_measure=None)
    tell(delivery, Happened.WITHDRAWN, now)
    return delivery


def hold(delivery: Delivery, reason: str, holder: str, now: datetime) -> Delivery:
    """It does not leave until somebody lets it go."""
    go(delivery, State.HELD, reason=reason, held_by=holder)
    tell(delivery, Happened.HELD, now)
    return delivery


def fail(delivery: Delivery, reason: str, now: datetime) -> Delivery:
    """It is given up; surely it is not out."""
    go(delivery, State.FAILED, reason=reason)
    tell(delivery, Happened.FAILED, now)
    return delivery


def cancel(delivery: Delivery, now: datetime, reason: str = "") -> Delivery:
    """Nobody wants it any more; surely it is not out."""
    go(delivery, State.CANCELLED, reason=reason)
    tell(delivery, Happened.CANCELLED, now)
    return delivery


def again(delivery: Delivery, now: datetime, reason: str = "") -> Delivery:
    """It is surely not out: it leaves at its hour, or now. When its withdrawal was asked for, it never does."""
    if delivery.withdraw_asked:
        return cancel(delivery, now, reason)
    return go(delivery, State.SCHEDULED, reason=reason, next_attempt=max(delivery.due, now))


def let_go(delivery: Delivery, now: datetime) -> None:
    """What was held is so no longer, and its series of tries begins again."""
    with transaction.atomic():
        row = locked(delivery)
        if row.state == State.HELD:
            restart(row, now)


def restart(row: Delivery, now: datetime) -> None:
    """It is tried from the beginning: at its hour, or now."""
    again(row, now)
    if row.state == State.SCHEDULED:
        row.trying_since = max(row.due, now)
        row.save(update_fields=["trying_since"])
        tell(row, Happened.RELEASED, now)
