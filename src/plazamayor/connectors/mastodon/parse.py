"""What is read in the answers of Mastodon: limits, statuses, permissions. Nothing here asks anybody."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any, Final

from plazamayor.channels.contract import Counting, Limits, Metrics, Outgoing, Published
from plazamayor.core.http import Answer

NEEDED: Final = ("read:accounts", "read:statuses", "write:statuses", "write:media")
TYPES: Final = ("image/jpeg", "image/png", "image/webp", "image/gif")
USUAL: Final = Limits(
    length=500, counting=Counting.GRAPHEMES, link=23, images=4, image_size=16 << 20, image_types=TYPES, alt=1500,
    videos=1, video_size=99 << 20, video_seconds=3600, threads=True, short_handles=True,
)  # fmt: skip

Status = Mapping[str, Any]


def limits(answer: Answer) -> Limits:
    """What a server says of itself (`/api/v2/instance`): each one is kept by somebody else, with other limits."""
    told = json.loads(answer.body).get("configuration") or {}
    statuses, media = told.get("statuses") or {}, told.get("media_attachments") or {}
    types = tuple(each for each in media.get("supported_mime_types") or () if each.startswith("image/"))
    return Limits(
        length=_positive(statuses.get("max_characters"), USUAL.length),
        counting=Counting.GRAPHEMES,
        link=_positive(statuses.get("characters_reserved_per_url"), 23),
        images=_positive(statuses.get("max_media_attachments"), USUAL.images),
        image_size=_positive(media.get("image_size_limit"), USUAL.image_size),
        image_types=types or TYPES,
        alt=_positive(media.get("description_limit"), USUAL.alt),
        videos=1,
        video_size=_positive(media.get("video_size_limit"), USUAL.video_size),
        video_seconds=USUAL.video_seconds,
        threads=True,
        short_handles=True,
    )


def lacking(scopes: Iterable[str]) -> tuple[str, ...]:
    """The permissions that lack, when those granted are told: `write` holds `write:statuses`."""
    granted = set(scopes)
    if not granted:
        return ()
    return tuple(each for each in NEEDED if each not in granted and each.partition(":")[0] not in granted)


def scopes(told: Mapping[str, Any]) -> list[str]:
    """The permissions of an application, told as a list by newer servers and not at all by older ones."""
    found = told.get("scopes") or []
    return found.split() if isinstance(found, str) else [str(each) for each in found]


def thread(statuses: Sequence[Status], outgoing: Outgoing, since: datetime) -> list[Status]:
    """The parts of a publication that are among our own statuses, from the first on: each answers to the one before.

    A status is ours when it says the same since that moment; when one says it twice, the newest counts.
    """
    recent = [each for each in statuses if moment(each["created_at"]) >= since]
    found: list[Status] = []
    for text in (outgoing.text, *outgoing.more):
        above = str(found[-1]["id"]) if found else outgoing.answers or None
        said = [each for each in recent if _same(each, text) and _answers(each) == above]
        if not said:
            break
        found.append(max(said, key=lambda each: moment(each["created_at"])))
    return found


def published(statuses: Sequence[Status]) -> Published:
    """What the parts of a publication are called."""
    first, *more = statuses
    return Published(
        network_id=str(first["id"]),
        address=str(first.get("url") or ""),
        at=moment(first["created_at"]),
        parts=tuple((str(each["id"]), str(each.get("url") or "")) for each in more),
    )


def metrics(status: Status) -> Metrics:
    """The counts of a status. Mastodon counts no views. Quoting is sharing too."""
    return Metrics(
        likes=status.get("favourites_count"),
        shares=int(status.get("reblogs_count") or 0) + int(status.get("quotes_count") or 0),
        replies=status.get("replies_count"),
    )


def moment(told: Any) -> datetime:
    """An hour, which the library gives read or as it came."""
    found = told if isinstance(told, datetime) else datetime.fromisoformat(str(told))
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def reason(answer: Answer) -> str:
    """The sentence with which a server refuses."""
    try:
        told = json.loads(answer.body)
    except ValueError:
        return str(answer.status)
    return str(told.get("error_description") or told.get("error") or answer.status) if isinstance(told, dict) else str(answer.status)


def _same(status: Status, text: str) -> bool:
    return _letters(_Words.of(str(status.get("content") or ""))) == _letters(text)


def _answers(status: Status) -> str | None:
    above = status.get("in_reply_to_id")
    return str(above) if above else None


def _letters(text: str) -> str:
    """What a text says, whatever the spaces: and servers show `@somebody@elsewhere` as `@somebody`."""
    return re.sub(r"\s+", "", re.sub(r"(@\w+)@[\w.-]+\w", r"\1", text)).casefold()


def _positive(told: Any, usual: int) -> int:
    return told if isinstance(told, int) and told > 0 else usual


class _Words(HTMLParser):
    """The text of a status without its marks."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    @classmethod
    def of(cls, html: str) -> str:
        """Reads it."""
        reading = cls()
        reading.feed(html)
        reading.close()
        return "".join(reading.words)

    def handle_data(self, data: str) -> None:
        self.words.append(data)
