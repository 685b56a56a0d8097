"""What people and upper rooms do to deliveries. Each is one transaction; acts of people leave a line in the audit trail."""

from datetime import datetime
from secrets import token_hex
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from plazamayor.channels.accounts.sessions import connector_of
from plazamayor.channels.contract import Charges, Outgoing, Price, Published
from plazamayor.channels.models import Channel, Delivery
from plazamayor.channels.outbox import states
from plazamayor.channels.outbox.freezing import digest, freeze
from plazamayor.channels.outbox.states import STOPPED, WAITING, NotNow, State
from plazamayor.core.errors import Mistake
from plazamayor.organisation.models import Membership, Person
from plazamayor.organisation.operations import record

By = Membership | Person | None


class KeyUsed(Mistake):
    """Something else was scheduled with the same key."""


class ChannelGone(Mistake):
    """The channel was removed."""


class AddressMissing(Mistake):
    """Somebody says that it went out, and not where."""


def price_of(channel: Channel, outgoing: Outgoing) -> Price | None:
    """What the network would charge for it; None when nothing."""
    found: object = connector_of(channel)
    return found.price(outgoing) if isinstance(found, Charges) else None


def _priced(channel: Channel, outgoing: Outgoing) -> dict[str, Any]:
    price = price_of(channel, outgoing)
    if price is None:
        return {}
    return {"thousandths": price.thousandths, "currency": price.currency, "source": str(price.source)}


@transaction.atomic
def enqueue(*, channel: Channel, subject: str, outgoing: Outgoing, due: datetime, by: By, now: datetime, title: str = "") -> Delivery:
    """Schedules something to leave at an hour. `outgoing.key` may be empty: one is made.

    Asking twice with the same key and the same content gives the same delivery; raises KeyUsed when the content is another, and
    ChannelGone. The audit line is of the room that asks: this is part of its act.
    """
    if channel.state == Channel.State.REMOVED:
        raise ChannelGone(_("The channel “%(name)s” was removed. Choose another.") % {"name": channel})
    key = outgoing.key or token_hex(16)
    frozen = {**freeze(outgoing), "key": key}
    known = Delivery.objects.filter(key=key).first()
    if known is not None:
        if (known.digest, known.channel_id) != (digest(frozen), channel.pk):
            raise KeyUsed(_("Something else was already scheduled with the key %(key)s.") % {"key": key})
        return known
    return Delivery.objects.create(
        organisation_id=channel.organisation_id,
        channel=channel,
        subject=subject,
        title=(title or outgoing.title or outgoing.text)[:200],
        key=key,
        content=frozen,
        digest=digest(frozen),
        due=due,
        next_attempt=due,
        trying_since=max(due, now),
        price=_priced(channel, outgoing),
        by=by.person if isinstance(by, Membership) else by,
        created=now,
    )


@transaction.atomic
def cancel(*, delivery: Delivery, by: By, now: datetime, reason: str = "") -> Delivery:
    """What did not leave never will; raises NotNow when it may have left."""
    row = states.locked(delivery)
    states.require(row, *STOPPED)
    states.cancel(row, now, reason)
    _record(row, by, "delivery.cancelled", now, reason)
    return row


@transaction.atomic
def hold(*, delivery: Delivery, reason: str, by: By, now: datetime, holder: str = Delivery.Holder.PERSON) -> Delivery:
    """It waits, with a reason, until it is released; raises NotNow."""
    row = states.locked(delivery)
    states.require(row, *WAITING)
    states.hold(row, reason, holder, now)
    _record(row, by, "delivery.held", now, reason)
    return row


@transaction.atomic
def release(*, delivery: Delivery, by: By, now: datetime) -> Delivery:
    """It leaves at its hour, or now when that has gone by; raises NotNow."""
    row = states.locked(delivery)
    states.require(row, State.HELD)
    states.restart(row, now)
    _record(row, by, "delivery.released", now)
    return row


@transaction.atomic
def retry(*, delivery: Delivery, by: By, now: datetime) -> Delivery:
    """What failed is tried again, now; raises NotNow."""
    row = states.locked(delivery)
    states.require(row, State.FAILED)
    states.restart(row, now)
    _record(row, by, "delivery.retried", now)
    return row


@transaction.atomic
def confirm_published(*, delivery: Delivery, address: str, by: By, now: datetime, network_id: str = "") -> Delivery:
    """A person looked: it went out, and is at this address. Raises NotNow and AddressMissing."""
    row = states.locked(delivery)
    states.require(row, State.UNCERTAIN)
    if not address:
        raise AddressMissing(_("Say at which address it is: copy it from the network."))
    states.publish(row, Published(network_id=network_id, address=address, at=row.sent or now), now)
    _record(row, by, "delivery.confirmed_published", now, address)
    return row


@transaction.atomic
def confirm_absent(*, delivery: Delivery, by: By, now: datetime, send_again: bool = False) -> Delivery:
    """A person looked: it did not go out. It is sent again if they say so, else it has failed. Raises NotNow."""
    row = states.locked(delivery)
    states.require(row, State.UNCERTAIN)
    if row.withdraw_asked:
        states.cancel(row, now)
    elif send_again:
        states.restart(row, now)
    else:
        states.fail(row, _("Somebody looked in the network: it did not go out."), now)
    _record(row, by, "delivery.confirmed_absent", now)
    return row


@transaction.atomic
def withdraw(*, delivery: Delivery, by: By, now: datetime, reason: str = "") -> Delivery:
    """Takes it away from the network; what did not leave is cancelled, what is on its way is taken away as soon as it is known to be out.

    Asking again for what could not be withdrawn tries again. Raises NotNow when it was cancelled.
    """
    row = states.locked(delivery)
    if row.state in STOPPED:
        return cancel(delivery=row, by=by, now=now, reason=reason)
    if row.state in {State.WITHDRAWING, State.WITHDRAWN}:
        return row
    states.require(row, State.PUBLISHED, State.UNCERTAIN, State.SENDING)
    if row.state == State.PUBLISHED:
        states.begin_withdrawal(row, now)
    elif not row.withdraw_asked:
        row.withdraw_asked = now
        row.save(update_fields=["withdraw_asked"])
    _record(row, by, "delivery.withdrawal_asked", now, reason)
    return row


@transaction.atomic
def confirm_withdrawn(*, delivery: Delivery, by: By, now: datetime) -> Delivery:
    """A person took it away by hand, in the network. Raises NotNow."""
    row = states.locked(delivery)
    states.require(row, State.WITHDRAWING, State.PUBLISHED)
    states.withdrawn(row, now, _("Taken away by hand."))
    _record(row, by, "delivery.confirmed_withdrawn", now)
    return row


def _record(row: Delivery, by: By, act: str, now: datetime, text: str = "") -> None:
    record(row.organisation, by, act, row, {"channel": row.channel.name, "text": text[:300]}, now)


__all__ = [
    "AddressMissing",
    "ChannelGone",
    "KeyUsed",
    "NotNow",
    "cancel",
    "confirm_absent",
    "confirm_published",
    "confirm_withdrawn",
    "enqueue",
    "hold",
    "price_of",
    "release",
    "retry",
    "withdraw",
]
