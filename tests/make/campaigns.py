"""Plain factories of campaigns, channels and what left by them."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from plazamayor.campaigns.models import Campaign
from plazamayor.channels.models import Channel, Delivery
from plazamayor.organisation.models import Organisation

_numbers = count(1)
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def make_campaign(organisation: Organisation, **fields: Any) -> Campaign:
    given = {
        "code": "ac26",
        "name": "Ayudas al comercio",
        "objective": "Que ningún comercio se quede sin la ayuda por no enterarse",
        "begins": date(2026, 10, 19),
        **fields,
    }
    return Campaign.objects.create(organisation=organisation, **given)


def make_channel(organisation: Organisation, connector: str = "mastodon", **fields: Any) -> Channel:
    given = {"name": connector.capitalize(), "handle": f"@villa{next(_numbers)}", **fields}
    return Channel.objects.create(organisation=organisation, connector=connector, **given)


def make_delivery(channel: Channel, subject: str, **fields: Any) -> Delivery:
    given = {
        "state": Delivery.State.PUBLISHED,
        "published": NOON,
        "due": NOON,
        "next_attempt": NOON,
        "trying_since": NOON,
        "content": {},
        "digest": "x",
        **fields,
    }
    return Delivery.objects.create(
        organisation=channel.organisation, channel=channel, subject=subject, key=f"key-{next(_numbers)}", **given
    )
