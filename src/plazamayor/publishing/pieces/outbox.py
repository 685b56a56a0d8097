"""How this room asks the outbox: the one place that knows its verbs."""

from datetime import datetime
from typing import Any

from plazamayor.channels.contract import Outgoing, Price
from plazamayor.channels.models import Channel, Delivery

WAITING = (Delivery.State.SCHEDULED, Delivery.State.HELD)
"""The states in which a delivery can still be called off."""


def enqueue(channel: Channel, subject: str, outgoing: Outgoing, *, due: datetime, by: Any, now: datetime) -> Delivery:
    """Puts something in the outbox, to leave at its hour."""
    from plazamayor.channels import operations  # noqa: PLC0415 what is only read needs no outbox

    return operations.enqueue(channel=channel, subject=subject, outgoing=outgoing, due=due, by=by, now=now, title=outgoing.title)


def cancel(delivery: Delivery, *, by: Any, now: datetime) -> None:
    """Takes something out of the outbox before it leaves."""
    from plazamayor.channels import operations  # noqa: PLC0415 the same

    operations.cancel(delivery=delivery, by=by, now=now)


def price(channel: Channel, outgoing: Outgoing) -> Price | None:
    """What the network would charge for it; None when nothing."""
    from plazamayor.channels import operations  # noqa: PLC0415 the same

    return operations.price_of(channel, outgoing)
