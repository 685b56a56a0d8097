"""Things already published, as the outbox leaves them."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from plazamayor.channels.models import Channel, Delivery
from tests.make.posts import NOW

_numbers = count(1)


def make_published(channel: Channel, text: str = "Abre el plazo de las ayudas", *, at: datetime = NOW, **given: Any) -> Delivery:
    number = next(_numbers)
    known = {
        "subject": "tests.thing:1",
        "title": text[:60],
        "key": f"published-{number}",
        "content": {"text": text, "language": "es", "attachments": []},
        "digest": f"{number:064d}",
        "due": at,
        "next_attempt": at,
        "trying_since": at,
        "published": at,
        "state": Delivery.State.PUBLISHED,
        "network_id": f"id-{number}",
        "address": f"https://red.example/{number}",
    }
    return Delivery.objects.create(organisation=channel.organisation, channel=channel, **{**known, **given})


def make_measured(channel: Channel, hour: int, likes: int, *, day: int) -> Delivery:
    """One published on some day at an hour of Madrid's winter, with what the network counted."""
    at = NOW.replace(hour=hour - 1, minute=0) - timedelta(days=day)
    return make_published(channel, at=at, measured=at, measures={"likes": likes})
