"""Pieces, pictures and drawers, made by the room's own verbs."""

import io
from datetime import UTC, datetime
from typing import Any

from PIL import Image

from plazamayor.organisation.models import Membership, Organisation, Role
from plazamayor.publishing.drawers import operations as drawers
from plazamayor.publishing.media import images
from plazamayor.publishing.media.operations import keep_image, put_in
from plazamayor.publishing.models import Comment, Idea, Media, Piece, PieceMedia, Template
from plazamayor.publishing.operations import Words, draft
from plazamayor.publishing.pieces.commenting import comment
from tests.make.organisations import make_member

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def picture(kind: str = "PNG", size: tuple[int, int] = (80, 60), color: str = "#a9442b", **given: Any) -> bytes:
    """A real picture."""
    out = io.BytesIO()
    Image.new("RGB", size, color).save(out, kind, **given)
    return out.getvalue()


def make_media(organisation: Organisation, by: Membership | None = None) -> Media:
    """A picture of an administration, with its files."""
    content = picture()
    made = images.make(io.BytesIO(content), len(content))
    who = by or make_member(organisation, role=Role.ADMINISTRATOR)
    return keep_image(organisation=organisation, made=made, name="tienda.png", people=Media.People.NONE, by=who, now=NOW)


def make_piece(organisation: Organisation, by: Membership | None = None, **given: Any) -> Piece:
    """A piece; with figures and an hour, so that whatever is drawn of one is there."""
    facts = {"table": "Comercio; 120\nTalleres; 80", "heading": "Ayudas pedidas", "starts": "2026-11-24T10:00:00+01:00"}
    words = [Words(language="es", text="Queda una semana para pedir la ayuda.")]
    asked = {"title": "Ayuda al comercio", "format": "short", "words": words, "fields": {"facts": facts}, "now": NOW, **given}
    return draft(organisation=organisation, by=by or make_member(organisation, role=Role.ADMINISTRATOR), **asked)


def make_used(piece: Piece) -> PieceMedia:
    """A picture in a piece."""
    by = make_member(piece.organisation, role=Role.ADMINISTRATOR)
    return put_in(piece=piece, media=make_media(piece.organisation, by), by=by, now=NOW)


def make_comment(piece: Piece) -> Comment:
    """A comment on a piece."""
    return comment(piece=piece, text="¿Son 2.000 €?", by=make_member(piece.organisation), now=NOW)


def make_idea(organisation: Organisation) -> Idea:
    """An idea in the box."""
    return drawers.leave_idea(organisation=organisation, text="Contar cómo pedir cita", by=make_member(organisation), now=NOW)


def make_template(piece: Piece) -> Template:
    """A template kept of a piece."""
    return drawers.keep_template(piece=piece, name="Aviso corto", by=make_member(piece.organisation), now=NOW)
