"""Questions about accounts."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from plazamayor.channels import registry
from plazamayor.channels.accounts import vault
from plazamayor.channels.contract import Charges, Connector, Measures, Publishes, Renews
from plazamayor.channels.models import Channel, Delivery
from plazamayor.channels.outbox.states import WAITING


@dataclass(frozen=True)
class Offered:
    """A network that this installation can use, and what it allows."""

    connector: Connector

    @property
    def publishes(self) -> bool:
        """Whether we publish there."""
        return isinstance(self.connector, Publishes)

    @property
    def measures(self) -> bool:
        """Whether it tells how a publication goes."""
        return isinstance(self.connector, Measures)

    @property
    def renews(self) -> bool:
        """Whether its permission is made longer by itself."""
        return isinstance(self.connector, Renews)

    @property
    def charges(self) -> bool:
        """Whether it charges."""
        return isinstance(self.connector, Charges)


STATE_MARKS = {"working": "good", "expiring": "warn", "broken": "grave", "paused": "half", "removed": "draft"}


@dataclass(frozen=True)
class Line:
    """A channel as a list shows it: the letters of its network, and the mark of its state."""

    channel: Channel
    letters: str

    @property
    def mark(self) -> str:
        """The variant of the state component that draws it."""
        return STATE_MARKS[self.channel.state]


def lines_of(channels: Iterable[Channel]) -> list[Line]:
    """Channels as a list shows them."""
    letters = marks()
    return [Line(channel, letters.get(channel.connector, "")) for channel in channels]


def offered() -> list[Offered]:
    """The networks that can be connected, in their order."""
    return [Offered(registry.connector(key)) for key in settings.CONNECTORS]


def marks() -> dict[str, str]:
    """The two letters of each network."""
    return {key: registry.connector(key).mark for key in settings.CONNECTORS}


def unopened() -> list[Channel]:
    """The channels whose credentials the key of this installation does not open."""
    return [channel for channel in Channel.objects.exclude(secrets=b"") if not _opens(channel)]


def _opens(channel: Channel) -> bool:
    try:
        vault.open_(channel.secrets)
    except vault.KeyMissing:
        return False
    return True


def lost_with(channel: Channel) -> dict[str, int]:
    """What would be cancelled, and what would be left without a way to withdraw it, if a channel were removed."""
    rows = Delivery.objects.filter(channel=channel)
    return {"waiting": rows.filter(state__in=WAITING).count(), "published": rows.filter(state=Delivery.State.PUBLISHED).count()}
