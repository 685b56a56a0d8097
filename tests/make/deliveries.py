"""Channels, deliveries and somebody who answers for them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from plazamayor.channels.accounts import vault
from plazamayor.channels.contract import Outgoing
from plazamayor.channels.gates import Happened, Speaker, speakers
from plazamayor.channels.models import Channel, Delivery
from plazamayor.channels.operations import enqueue
from plazamayor.organisation.models import Organisation

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SUBJECT = "tests.thing"


@dataclass
class Listener:
    """Somebody who answers for deliveries: says no when told to, and remembers what happened."""

    no: str = ""
    breaks: bool = False
    heard: list[tuple[str, Happened]] = field(default_factory=list)

    def why_not(self, _delivery: Delivery, _now: datetime) -> str:
        if self.breaks:
            raise RuntimeError("cannot be checked")
        return self.no

    def told(self, delivery: Delivery, happened: Happened, _now: datetime) -> None:
        self.heard.append((delivery.key, happened))

    @property
    def events(self) -> list[Happened]:
        return [happened for _key, happened in self.heard]


def listen() -> Listener:
    """Registers somebody who answers for what tests deliver, or gives the one who does."""
    listener = Listener()
    if SUBJECT in speakers:
        speakers._things.pop(SUBJECT)  # noqa: SLF001 each test has its own
    speakers.register(Speaker(subject=SUBJECT, why_not=listener.why_not, told=listener.told, address=lambda _delivery: None))
    return listener


def make_channel(organisation: Organisation, address: str, *, token: str = "good-token", connector: str = "town", **given: Any) -> Channel:  # noqa: S107 an invented network's
    number = Channel.objects.count() + 1
    known = {"name": f"Red {number}", "handle": f"@town{number}", "options": {"address": address}, "secrets": vault.close({"token": token})}
    return Channel.objects.create(organisation=organisation, connector=connector, **{**known, **given})


def make_delivery(channel: Channel, *, due: datetime = NOON, now: datetime | None = None, **given: Any) -> Delivery:
    text = given.pop("text", "Abre el plazo de las ayudas")
    outgoing = Outgoing(key=given.pop("key", ""), text=text, language="es", **given)
    return enqueue(channel=channel, subject=f"{SUBJECT}:1", outgoing=outgoing, due=due, by=None, now=now or due - timedelta(hours=1))
