"""The room's verbs: what upper rooms and people do to deliveries and accounts."""

from plazamayor.channels.accounts.operations import AlreadyConnected, Naming, NotConnected, check, connect, rotate_keys
from plazamayor.channels.outbox.operations import (
    AddressMissing,
    ChannelGone,
    KeyUsed,
    NotNow,
    cancel,
    confirm_absent,
    confirm_published,
    confirm_withdrawn,
    enqueue,
    hold,
    price_of,
    release,
    retry,
    withdraw,
)

__all__ = [
    "AddressMissing",
    "AlreadyConnected",
    "ChannelGone",
    "KeyUsed",
    "Naming",
    "NotConnected",
    "NotNow",
    "cancel",
    "check",
    "confirm_absent",
    "confirm_published",
    "confirm_withdrawn",
    "connect",
    "enqueue",
    "hold",
    "price_of",
    "release",
    "retry",
    "rotate_keys",
    "withdraw",
]
