"""What of a piece the guards are asked about, and what they stop."""

from collections.abc import Sequence
from datetime import datetime

from plazamayor.guards.contract import Category, Content, Gravity, Passage, Picture, Verdict
from plazamayor.publishing.content import digest_of
from plazamayor.publishing.models import Media, Piece, PieceMedia, Version
from plazamayor.publishing.pieces.links import subject_of
from plazamayor.publishing.pieces.wording import words_for


def vetted(piece: Piece, now: datetime) -> Content:
    """Everything of a piece that leaves, as the guards take it. Its hour is that of its plan, or now."""
    versions = _that_leave(piece)
    return Content(
        organisation_id=piece.organisation_id,
        at=max(piece.at, now) if piece.at else now,
        category=Category(piece.category) if piece.category in set(Category) else Category.ORDINARY,
        passages=(*(passage for version in versions for passage in _passages(version)), *_destination(piece)),
        pictures=tuple(_picture(each) for each in piece.media.select_related("media")),
        languages=tuple(piece.languages),
    )


def verdicts(piece: Piece, now: datetime) -> list[Verdict]:
    """What the guards say of a piece, gravest first, without what another person let through."""
    from plazamayor.guards import queries  # noqa: PLC0415 the guards load word lists

    return queries.standing(queries.check(vetted(piece, now), now), subject_of(piece), digest_of(piece))


def stops(piece: Piece, now: datetime) -> str:
    """Why the guards stop a piece now; empty when they let it."""
    return stopped(verdicts(piece, now))


def stopped(found: Sequence[Verdict]) -> str:
    """The first reason, among what guards say, for which something must not leave."""
    return next((verdict.told for verdict in found if verdict.gravity >= Gravity.HOLDS), "")


def _that_leave(piece: Piece) -> list[Version]:
    """The versions that some channel publishes; all of them while no channel is chosen."""
    every = list(piece.versions.filter(language__in=piece.languages))
    placements = list(piece.placements.all())
    if not placements:
        return every
    used = {found.pk for each in placements if (found := words_for(every, each.channel_id, each.language))}
    return [each for each in every if each.pk in used]


def _passages(version: Version) -> list[Passage]:
    place = f"{version.channel_id or 0}:{version.language}"
    parts = {"title": version.title, "summary": version.summary, "text": version.text}
    said = [(name, text) for name, text in parts.items() if text] + [(f"more-{n}", text) for n, text in enumerate(version.more)]
    return [Passage(where=f"{place}:{name}", language=version.language, text=text, is_title=name == "title") for name, text in said]


def _destination(piece: Piece) -> list[Passage]:
    """Where the piece leads, so that it is known whether it answers."""
    return [Passage(where="link", language=piece.languages[0], text=piece.link, is_title=True)] if piece.link and piece.languages else []


def _picture(used: PieceMedia) -> Picture:
    media = used.media
    consent = {Media.People.NONE: None, Media.People.CONSENTED: True, Media.People.PENDING: False}
    return Picture(
        where=f"media:{used.pk}",
        name=media.name,
        video=media.kind == Media.Kind.VIDEO,
        decorative=used.decorative,
        alt=dict(used.alt),
        has_captions=bool(media.captions),
        has_transcript=bool(media.transcript),
        people_consented=consent[Media.People(media.people)],
    )
