"""The room's nouns."""

from plazamayor.channels.models.accounts import Channel
from plazamayor.channels.models.outbox import Attempt, Delivery, Heartbeat

__all__ = ["Attempt", "Channel", "Delivery", "Heartbeat"]
