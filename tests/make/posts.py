"""Short posts on invented channels, as whoever writes them leaves them."""

from datetime import datetime
from typing import Any

from plazamayor.channels.models import Channel
from plazamayor.organisation.models import Membership, Organisation
from plazamayor.publishing.models import Piece
from plazamayor.publishing.operations import Words
from tests.make import pieces
from tests.make.pieces import NOW

TEXT = "El plazo para pedir la ayuda acaba el 1 de diciembre. Se pide en la sede, con el alta y una factura."

__all__ = ["NOW", "TEXT", "make_piece", "make_town_channel"]


def make_town_channel(organisation: Organisation, **given: Any) -> Channel:
    known = {"connector": "mastodon", "name": "Mastodon", "handle": "@villa"}
    return Channel.objects.create(organisation=organisation, **{**known, **given})


def make_piece(by: Membership, *, channels: list[Channel] | None = None, text: str = TEXT, now: datetime = NOW, **fields: Any) -> Piece:
    """A short post in Spanish on one channel, unless told otherwise."""
    placed = [make_town_channel(by.organisation)] if channels is None else channels
    title = fields.pop("title", "Queda una semana para pedir la ayuda")
    words = [Words(language="es", title=title, text=text)]
    return pieces.make_piece(by.organisation, by, title=title, words=words, channels=[each.pk for each in placed], fields=fields, now=now)
