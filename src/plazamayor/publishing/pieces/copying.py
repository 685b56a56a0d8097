"""A content becomes a piece: of a template, of an older revision, or of something worth telling again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_datetime

from plazamayor.channels.models import Channel
from plazamayor.organisation.models import Organisation
from plazamayor.publishing.content import freeze
from plazamayor.publishing.models import Media, Piece, PieceMedia, Revision
from plazamayor.publishing.pieces.drafts import Changes, Words
from plazamayor.publishing.pieces.writing import draft, save, touched

COPIED = ("category", "link", "languages", "facts")


@transaction.atomic
def begin_from(
    *,
    organisation: Organisation,
    content: Mapping[str, Any],
    title: str,
    format: str,  # noqa: A002 the word of the field
    by: Any,
    now: datetime,
    channels: list[int] | None = None,
    fields: Mapping[str, Any] | None = None,
) -> Piece:
    """A draft that says what a content says, without its hour. Channels that are no longer there are left out."""
    ours = _live_channels(organisation)
    wanted = channels if channels is not None else list(dict.fromkeys(each["channel"] for each in content.get("placements", [])))
    given = {name: content[name] for name in COPIED if content.get(name)}
    piece = draft(
        organisation=organisation,
        title=title,
        format=format,
        by=by,
        now=now,
        words=words_of(content, ours),
        channels=[each for each in wanted if each in ours],
        fields={**given, **(fields or {})},
    )
    _copy_media(piece, content)
    return touched(piece=piece, by=by, now=now)


def tell_again(*, piece: Piece, by: Any, now: datetime) -> Piece:
    """A new draft with what a piece said, to be told once more: it is approved again, and has no hour yet."""
    fields = {
        "procedure_id": piece.procedure_id,
        "unit_id": piece.unit_id,
        "author_shown": piece.author_shown,
        "source_name": piece.source_name,
        "source_address": piece.source_address,
    }
    return begin_from(
        organisation=piece.organisation, content=freeze(piece), title=piece.title, format=piece.format, by=by, now=now, fields=fields
    )


def restore(*, piece: Piece, revision: Revision, number: int, by: Any, now: datetime) -> Piece:
    """Makes a piece say what it said in an older revision, as a new one. `number` is the revision that was read; raises as `save`."""
    content = revision.content
    ours = _live_channels(piece.organisation)
    words = words_of(content, ours)
    kept = {(each.channel, each.language) for each in words}
    gone = [
        Words(channel=each.channel_id, language=each.language)
        for each in piece.versions.all()
        if (each.channel_id, each.language) not in kept
    ]
    fields = {name: content[name] for name in (*COPIED, "title")} | {"at": parse_datetime(content["at"]) if content["at"] else None}
    channels = [each for each in dict.fromkeys(each["channel"] for each in content["placements"]) if each in ours]
    return save(piece=piece, changes=Changes(fields=fields, words=[*words, *gone], channels=channels), revision=number, by=by, now=now)


def words_of(content: Mapping[str, Any], channels: set[int]) -> list[Words]:
    """The versions of a content, of the channels that are still there."""
    return [
        Words(
            language=each["language"],
            channel=each.get("channel"),
            title=each.get("title", ""),
            summary=each.get("summary", ""),
            text=each.get("text", ""),
            more=tuple(each.get("more", ())),
        )
        for each in content.get("versions", [])
        if each.get("channel") is None or each["channel"] in channels
    ]


def _live_channels(organisation: Organisation) -> set[int]:
    return set(Channel.objects.filter(organisation=organisation).exclude(state=Channel.State.REMOVED).values_list("pk", flat=True))


def _copy_media(piece: Piece, content: Mapping[str, Any]) -> None:
    ours = set(Media.objects.filter(organisation=piece.organisation_id).values_list("pk", flat=True))
    for position, each in enumerate(each for each in content.get("media", []) if each["media"] in ours):
        PieceMedia.objects.create(piece=piece, media_id=each["media"], position=position, alt=each["alt"], decorative=each["decorative"])
