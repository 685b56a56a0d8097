"""A channel as its connector receives it."""

from datetime import datetime
from typing import Any

import msgspec

from plazamayor.channels.accounts import vault
from plazamayor.channels.contract import Connector, Counting, Limits, Session
from plazamayor.channels.models import Channel
from plazamayor.channels.registry import connector


def session_of(channel: Channel, now: datetime) -> Session:
    """The session of a connected account; raises vault.KeyMissing."""
    return Session(secrets=vault.open_(channel.secrets), settings=dict(channel.options), handle=channel.handle, now=now)


def connector_of(channel: Channel) -> Connector | None:
    """The connector of a channel, or None when this installation no longer uses it."""
    try:
        return connector(channel.connector)
    except KeyError:
        return None


def limits_of(channel: Channel) -> Limits | None:
    """What fits in a channel: its own limits where the network told them, else those of its connector."""
    if channel.limits:
        return read_limits(channel.limits)
    found = connector_of(channel)
    return found.limits if found else None


def written_limits(limits: Limits | None) -> dict[str, Any]:
    """Limits as they are kept."""
    return dict(msgspec.to_builtins(limits)) if limits else {}


def read_limits(kept: dict[str, Any]) -> Limits:
    """Limits as they were kept."""
    given = {**kept, "image_types": tuple(kept.get("image_types", ()))}
    return Limits(**{**given, "counting": Counting(kept["counting"])})
