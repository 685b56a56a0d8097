"""The infographic of a piece: drawn of its facts, and put among its pictures."""

import io
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from plazamayor.core.errors import Mistake
from plazamayor.publishing.formats import infographics, tables
from plazamayor.publishing.formats.infographics import Infographic
from plazamayor.publishing.media import images
from plazamayor.publishing.media.operations import keep_image, put_in
from plazamayor.publishing.models import Media, Piece, PieceMedia
from plazamayor.publishing.pieces.writing import touched


class NothingToDraw(Mistake):
    """An infographic has no figures yet."""


def drawn_of(piece: Piece) -> Infographic | None:
    """What a piece's facts draw; None while they draw nothing."""
    facts = piece.facts
    try:
        figures = tables.read(facts.get("table", ""))
    except tables.WrongTable:
        return None
    return Infographic(
        kind=facts.get("kind", "bars"),
        title=facts.get("heading") or piece.title,
        figures=figures,
        unit=facts.get("unit", ""),
        source=facts.get("source", ""),
        signed=piece.organisation.name,
    )


@transaction.atomic
def put_in_piece(*, piece: Piece, by: Any, now: datetime) -> PieceMedia:
    """Draws the picture, puts it in the piece instead of the one drawn before, and describes it in each language; raises NothingToDraw."""
    drawn = drawn_of(piece)
    if drawn is None:
        raise NothingToDraw(_("There are no figures yet. Write them, save, and draw it."))
    made = images.make(io.BytesIO(picture := infographics.png(drawn)), len(picture))
    name = _("Infographic: %(title)s") % {"title": drawn.title}
    media = keep_image(organisation=piece.organisation, made=made, name=name, people=Media.People.NONE, by=by, now=now)
    before = piece.facts.get("drawn")
    if before and before != media.pk:
        piece.media.filter(media=before).delete()
    used = piece.media.filter(media=media).first() or put_in(piece=piece, media=media, by=by, now=now)
    used.alt = {language: _in(language, drawn) for language in piece.languages}
    used.save(update_fields=["alt"])
    Piece.objects.filter(pk=piece.pk).update(facts={**piece.facts, "drawn": media.pk})
    touched(piece=piece, by=by, now=now)
    return used


def _in(language: str, drawn: Infographic) -> str:
    """The description in a language of the program; in any other, in that of the installation."""
    with translation.override(language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
        return infographics.alternative(drawn)
