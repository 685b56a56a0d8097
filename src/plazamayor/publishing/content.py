"""The whole of what leaves of a piece, and the digest to which a yes is bound: texts, media, what they show, channels and hours."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from plazamayor.publishing.models import Piece, PieceMedia, Placement, Version

Content = dict[str, Any]


def freeze(piece: Piece) -> Content:
    """Everything of a piece that would leave, as plain JSON values in a fixed order. It is what revisions keep."""
    return {
        "title": piece.title,
        "format": piece.format,
        "category": piece.category,
        "at": moment(piece.at),
        "languages": list(piece.languages),
        "link": piece.link,
        "procedure": piece.procedure_id,
        "facts": piece.facts,
        "source": [piece.source_name, piece.source_address],
        "signed": piece.author_shown,
        "versions": [_version(each) for each in piece.versions.order_by("language", "channel")],
        "media": [_media(each) for each in piece.media.select_related("media").order_by("position", "pk")],
        "placements": [_placement(each) for each in piece.placements.order_by("channel", "language")],
    }


def digest(content: Mapping[str, Any]) -> str:
    """The SHA-256 of a content in its one written form."""
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def digest_of(piece: Piece) -> str:
    """The digest of what would leave of a piece now."""
    return digest(freeze(piece))


def moment(at: datetime | None) -> str | None:
    """An hour as it is written in a content: universal time, to the second."""
    return at.astimezone(UTC).isoformat(timespec="seconds") if at else None


def _version(version: Version) -> Content:
    return {
        "channel": version.channel_id,
        "language": version.language,
        "title": version.title,
        "summary": version.summary,
        "text": version.text,
        "more": list(version.more),
    }


def _media(used: PieceMedia) -> Content:
    media = used.media
    return {
        "media": media.pk,
        "kind": media.kind,
        "digest": media.digest,
        "address": media.address,
        "alt": dict(used.alt),
        "decorative": used.decorative,
        "captions": {language: _brief(text) for language, text in media.captions.items()},
        "transcript": {language: _brief(text) for language, text in media.transcript.items()},
    }


def _brief(text: str) -> str:
    """A long text by its digest: it is enough to know whether it changed."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _placement(placement: Placement) -> Content:
    return {"channel": placement.channel_id, "language": placement.language, "at": moment(placement.at)}
