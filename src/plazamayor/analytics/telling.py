"""What is counted of what an administration tells: uses of its tracked links, and the counts that networks give of its deliveries.

Both lie on a shelf of the administration, under a number that no site has: they count in no report of a site, and are there
before it has any. A use of a link keeps no visitor, no address and no agent: a link was used, that second, and nothing else.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from plazamayor.analytics import access
from plazamayor.analytics.agents import read_agent
from plazamayor.analytics.collector.door import CannotKeep, NotKnown, door
from plazamayor.analytics.collector.flusher import Spooled
from plazamayor.analytics.events import SHELVES, Event, Kind, Origin
from plazamayor.analytics.store import append, ask, forget
from plazamayor.organisation.models import Organisation

log = logging.getLogger(__name__)
_AHEAD: Final = ("prefetch", "prerender", "preview")


@dataclass(frozen=True, kw_only=True)
class Use:
    """A use of a tracked link: its code, and of which campaign, channel, piece and delivery it is, where that is known."""

    link: str
    campaign: str = ""
    channel: str = ""
    piece: str = ""
    delivery: str = ""


@dataclass(frozen=True, kw_only=True)
class Asking:
    """What a request says of itself, as far as it decides whether it is counted: nothing of it is kept."""

    method: str
    agent: str
    purpose: str = ""
    signal: str = ""


class Clicks(msgspec.Struct, frozen=True):
    """Uses of the links of a piece on a channel, on one day of the administration's."""

    day: date
    channel: str
    piece: str
    clicks: int


class Measured(msgspec.Struct, frozen=True):
    """The last count that a network gave of a delivery, by its name (`views`, `likes`...)."""

    delivery: str
    channel: str
    name: str
    value: float


def shelf_of(organisation_id: int) -> int:
    """The number under which an administration's own events are kept."""
    return SHELVES + organisation_id


def is_counted(asking: Asking) -> bool:
    """Whether somebody uses the link: a machine does not, nor what looks ahead of a person, nor who asks not to be measured."""
    if asking.method != "GET" or asking.signal == "1" or any(word in asking.purpose.lower() for word in _AHEAD):
        return False
    return not read_agent(asking.agent).bot


def count_use(organisation: Organisation, use: Use, now: datetime) -> bool:
    """Puts a use in the collector's spool, durable though the store be down, and says whether it is surely there."""
    event = _event(organisation, now, Kind.CLICK, Origin.SERVER, target=use.link, campaign=use.campaign, properties=_named(use))
    try:
        door.keep([Spooled(event)], now.timestamp())
    except (CannotKeep, NotKnown):
        log.warning("A use of a tracked link was not counted: the spool takes nothing.")
        return False
    return True


def write_counts(
    organisation: Organisation, delivery: str, channel: str, counts: Mapping[str, float], now: datetime, campaign: str = ""
) -> None:
    """Writes the counts so far that a network gives of a delivery; the same ones again change nothing. Raises StoreUnavailable."""
    about = {"delivery": delivery, "channel": channel}
    events = [
        _event(organisation, now, Kind.METRIC, Origin.SERVER, target=name, value=float(value), campaign=campaign, properties=about)
        for name, value in sorted(counts.items())
    ]
    append(events, token=f"metric:{organisation.pk}:{delivery}:{int(now.timestamp())}")


def clicks_of(organisation_id: int, campaign: str, first: date, last: date) -> list[Clicks]:
    """Uses of the links of a campaign in some days, both included; empty for those of none. Raises StoreUnavailable."""
    return ask(access.shelf_of(organisation_id), "told__clicks", Clicks, campaign=campaign, first=first, last=last)


def measured_of(organisation_id: int, deliveries: list[str]) -> list[Measured]:
    """The last counts that networks gave of some deliveries. Raises StoreUnavailable."""
    return ask(access.shelf_of(organisation_id), "told__metrics", Measured, deliveries=deliveries) if deliveries else []


def forget_told(organisation_id: int) -> None:
    """Erases what lies on an administration's shelf."""
    forget(shelf_of(organisation_id))


def _event(organisation: Organisation, now: datetime, kind: Kind, origin: Origin, **said: object) -> Event:
    day = now.astimezone(ZoneInfo(organisation.time_zone)).date()
    about: dict[str, object] = {"site": shelf_of(organisation.pk), "day": day, "visitor": 0, "time": now, "kind": kind, "origin": origin}
    return msgspec.convert({**about, **said}, Event, strict=False)


def _named(use: Use) -> dict[str, str]:
    return {name: text for name in ("delivery", "channel", "piece") if (text := getattr(use, name))}
