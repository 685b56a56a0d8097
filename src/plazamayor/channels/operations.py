"""The room's verbs: what upper rooms and people do to deliveries and accounts."""

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
