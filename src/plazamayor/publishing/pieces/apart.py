"""Channels are given words of their own, or say what the rest do again; what a guard proposes is taken."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from plazamayor.channels.models import Channel
from plazamayor.core.errors import Mistake
from plazamayor.guards.contract import Verdict
from plazamayor.publishing.models import Piece
from plazamayor.publishing.pieces.drafts import Changes, Words
from plazamayor.publishing.pieces.vetting import verdicts
from plazamayor.publishing.pieces.wording import text_for, words_for
from plazamayor.publishing.pieces.writing import save


class NothingToChange(Mistake):
    """What a guard proposed is no longer so."""


@transaction.atomic
def set_apart(*, piece: Piece, channels: list[Channel], revision: int, by: Any, now: datetime) -> Piece:
    """Gives some channels words of their own, the same for all of them, which begin as those that they said."""
    versions = list(piece.versions.all())
    words = []
    for language in piece.languages:
        common = words_for(versions, None, language)
        text = text_for(piece, common, channels[0].connector, "") if common and channels else ""
        title, summary = (common.title, common.summary) if common else ("", "")
        said = {"language": language, "title": title, "summary": summary, "text": text or title or piece.title}
        words += [Words(channel=each.pk, **said) for each in channels]
    return save(piece=piece, changes=Changes(words=words), revision=revision, by=by, now=now)


@transaction.atomic
def put_together(*, piece: Piece, channels: list[int], revision: int, by: Any, now: datetime) -> Piece:
    """Takes the words of some channels away: they say what the rest do."""
    words = [Words(language=each.language, channel=each.channel_id) for each in piece.versions.filter(channel__in=channels)]
    return save(piece=piece, changes=Changes(words=words), revision=revision, by=by, now=now)


@transaction.atomic
def accept(*, piece: Piece, key: str, revision: int, by: Any, now: datetime) -> Piece:
    """Puts what a guard proposes in the place of what it points at, on every channel that says the same; raises NothingToChange."""
    found = next((each for each in verdicts(piece, now) if key_of(each) == key and each.proposal), None)
    if found is None:
        raise NothingToChange(_("That is no longer in the text. Look at it again."))
    words = [_replaced(each, found) for each in _same_words(piece, found)]
    return save(piece=piece, changes=Changes(words=words), revision=revision, by=by, now=now)


def key_of(found: Verdict) -> str:
    """How a button names what a guard says."""
    return f"{found.guard}|{found.where}|{found.start}|{found.end}"


def _same_words(piece: Piece, found: Verdict) -> list[Words]:
    channel, language, part = found.where.split(":", 2)
    every = [
        Words(
            language=each.language, channel=each.channel_id, title=each.title, summary=each.summary, text=each.text, more=tuple(each.more)
        )
        for each in piece.versions.filter(language=language)
    ]
    first = next((each for each in every if str(each.channel or 0) == channel), None)
    return [each for each in every if first is not None and _part(each, part) == _part(first, part)]


def _part(words: Words, part: str) -> str:
    if part.startswith("more-"):
        place = int(part.removeprefix("more-"))
        return words.more[place] if place < len(words.more) else ""
    return str(getattr(words, part, ""))


def _replaced(words: Words, found: Verdict) -> Words:
    part = found.where.split(":", 2)[2]
    text = _part(words, part)
    new = text[: found.start] + found.proposal + text[found.end :] if found.start >= 0 else found.proposal
    given = {"title": words.title, "summary": words.summary, "text": words.text, "more": words.more}
    if part.startswith("more-"):
        more = list(words.more)
        more[int(part.removeprefix("more-"))] = new
        given["more"] = tuple(more)
    else:
        given[part] = new
    return Words(language=words.language, channel=words.channel, **given)  # type: ignore[arg-type]  # the same parts, one of them changed
