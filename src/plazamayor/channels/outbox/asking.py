"""Asks a connector, and turns whatever happens into one of the outcomes of the contract."""

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from django.utils.translation import gettext as _

from plazamayor.channels.accounts.sessions import connector_of, session_of
from plazamayor.channels.contract import Connector, Failure, Outgoing, Published, Publishes, Session, Uncertain
from plazamayor.channels.models import Channel, Delivery
from plazamayor.channels.outbox.freezing import thaw
from plazamayor.channels.outbox.pace import Clock
from plazamayor.core.errors import Mistake

log = logging.getLogger(__name__)
Answer = TypeVar("Answer")


class ChannelRemoved(Mistake):
    """The credentials of a channel were erased with it."""


class NoConnector(Mistake):
    """This installation does not use the connector of a channel, or it does not publish."""


class _Both(Connector, Publishes, Protocol):
    """A connector that publishes."""


@dataclass(frozen=True)
class Asked:
    """All that asking needs: raises ChannelRemoved, NoConnector and vault.KeyMissing when it is made, never later."""

    connector: _Both
    session: Session
    outgoing: Outgoing

    @classmethod
    def of(cls, delivery: Delivery, clock: Clock) -> "Asked":
        """What is needed to ask about a delivery."""
        if delivery.channel.state == Channel.State.REMOVED:
            raise ChannelRemoved(_("Its channel was removed: look in the network yourself, and say here what became of it."))
        found = connector_of(delivery.channel)
        if not isinstance(found, Publishes):
            raise NoConnector(_("This installation does not use the connector “%(key)s”.") % {"key": delivery.channel.connector})
        return cls(found, session_of(delivery.channel, clock()), thaw(delivery.content))


def outcome_of(ask: Callable[[], Answer], delivery: Delivery) -> Answer | Failure:
    """What a network answers or how it fails; anything else that a connector does is a fault of it, after which nothing is certain.

    What a fault says may hold credentials: only its kind and its lines are written down.
    """
    try:
        return ask()
    except Failure as failure:
        return failure
    except Exception as fault:  # noqa: BLE001 a connector may break in any way, and the outbox goes on
        where = "".join(traceback.format_tb(fault.__traceback__))
        told = (delivery.channel.connector, delivery.pk, type(fault).__name__, where)
        log.error("connector %s broke at delivery %s: %s\n%s", *told)  # noqa: TRY400 its words may hold credentials
        return Uncertain(_("The connector broke (%(kind)s): it is not known whether it went out.") % {"kind": type(fault).__name__})


def published_of(delivery: Delivery) -> Published:
    """What a network was told to have published."""
    parts = tuple((str(name), str(address)) for name, address in delivery.parts)
    return Published(network_id=delivery.network_id, address=delivery.address, at=delivery.published, parts=parts)
