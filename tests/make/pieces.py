"""Pieces on invented channels, as whoever writes them leaves them."""

from datetime import UTC, datetime
from typing import Any

from plazamayor.channels.models import Channel
from plazamayor.organisation.models import Membership, Organisation
from plazamayor.publishing.models import Piece
from plazamayor.publishing.operations import Words, draft

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
TEXT = "El plazo para pedir la ayuda acaba el 1 de diciembre. Se pide en la sede, con el alta y una factura."


def make_town_channel(organisation: Organisation, **given: Any) -> Channel:
    return Channel.objects.create(
        **{"organisation": organisation, "connector": "mastodon", "name": "Mastodon", "handle": "@villa", **given}
    )


def make_piece(by: Membership, *, channels: list[Channel] | None = None, text: str = TEXT, now: datetime = NOW, **fields: Any) -> Piece:
    """A short post in Spanish on one channel, unless told otherwise."""
    placed = [make_town_channel(by.organisation)] if channels is None else channels
    title = fields.pop("title", "Queda una semana para pedir la ayuda")
    return draft(
        organisation=by.organisation,
        title=title,
        format=fields.pop("format", "short"),
        words=[Words(language="es", title=title, text=text)],
        channels=[each.pk for each in placed],
        fields=fields,
        by=by,
        now=now,
    )
