"""Records of Bluesky: their names, their identifiers, what is read in answers. Nothing here asks anybody."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from plazamayor.channels.contract import Metrics, Outgoing, Published
from plazamayor.core.http import Answer

POST: Final = "app.bsky.feed.post"
SORTABLE: Final = "234567abcdefghijklmnopqrstuvwxyz"
NAMES_FROM: Final = int(datetime(2024, 1, 1, tzinfo=UTC).timestamp()) * 10**6
NAMES_TO: Final = int(datetime(2026, 1, 1, tzinfo=UTC).timestamp()) * 10**6

Record = dict[str, Any]


def record_key(key: str, part: int = 0) -> str:
    """The name of a record, always the same for a key and a part: a second record of that name is refused by the server.

    It has the form of a TID (13 letters: 53 bits of microseconds, 10 of clock), which posts have to have; its moment means nothing.
    """
    drawn = int.from_bytes(hashlib.sha256(f"{key}#{part}".encode()).digest()[:16])
    moment, clock = NAMES_FROM + drawn // 1024 % (NAMES_TO - NAMES_FROM), drawn % 1024
    number = moment << 10 | clock
    return "".join(SORTABLE[number >> shift & 31] for shift in range(60, -5, -5))


def posts(
    outgoing: Outgoing, now: datetime, facets: Sequence[list[Record]], embed: Record | None, reply: Record | None, did: str
) -> list[Record]:
    """The record of each part, each answering to the one before: their identifiers are known before anybody receives them."""
    made: list[Record] = []
    for number, text in enumerate((outgoing.text, *outgoing.more)):
        record: Record = {"$type": POST, "text": text, "createdAt": _moment(now), "langs": [outgoing.language]}
        if facets[number]:
            record["facets"] = facets[number]
        if embed and number == 0:
            record["embed"] = embed
        if reply:
            record["reply"] = reply
        record = _whole(record)
        made.append(record)
        this = {"uri": uri(did, record_key(outgoing.key, number)), "cid": content_identifier(record)}
        reply = {"root": reply["root"] if reply else this, "parent": this}
    return made


def images(blobs: Sequence[Record], outgoing: Outgoing) -> Record:
    """Pictures with their alternative texts and shapes."""
    shown = []
    for blob, each in zip(blobs, outgoing.attachments, strict=True):
        image: Record = {"image": blob, "alt": each.alt}
        if each.width and each.height:
            image["aspectRatio"] = {"width": each.width, "height": each.height}
        shown.append(image)
    return {"$type": "app.bsky.embed.images", "images": shown}


def video(blob: Record, captions: Record | None, outgoing: Outgoing) -> Record:
    """A video with its alternative text and captions."""
    attached = outgoing.attachments[0]
    made: Record = {"$type": "app.bsky.embed.video", "video": blob, "alt": attached.alt}
    if captions:
        made["captions"] = [{"lang": outgoing.language, "file": captions}]
    if attached.width and attached.height:
        made["aspectRatio"] = {"width": attached.width, "height": attached.height}
    return made


def card(outgoing: Outgoing) -> Record | None:
    """The link as a card with its title, or nothing when there is no title to show."""
    if not outgoing.link or not outgoing.title:
        return None
    return {"$type": "app.bsky.embed.external", "external": {"uri": outgoing.link, "title": outgoing.title, "description": ""}}


def content_identifier(record: Record) -> str:
    """The CID of a record: SHA-256 of its DAG-CBOR, as the server will compute it."""
    import libipld  # noqa: PLC0415 it comes with the library, and is for this connector alone

    digest = hashlib.sha256(libipld.encode_dag_cbor(_linked(record))).digest()
    return str(libipld.encode_cid(bytes([1, 0x71, 0x12, 32]) + digest))


def uri(did: str, key: str) -> str:
    """The name of a post in the whole network."""
    return f"at://{did}/{POST}/{key}"


def key_of(name: str) -> str:
    """The record key in the name of a post."""
    return name.rpartition("/")[2]


def address(name: str) -> str:
    """Where people see the post of that name."""
    did, _, rest = name.removeprefix("at://").partition("/")
    return f"https://bsky.app/profile/{did}/post/{key_of(rest)}"


def published(did: str, outgoing: Outgoing, at: datetime) -> Published:
    """What the parts of a publication are called."""
    first, *more = (uri(did, record_key(outgoing.key, number)) for number in range(1 + len(outgoing.more)))
    return Published(network_id=first, address=address(first), at=at, parts=tuple((each, address(each)) for each in more))


def metrics(view: Mapping[str, Any]) -> Metrics:
    """The counts of a post. Quoting is sharing too."""
    shares = [view.get("repostCount"), view.get("quoteCount")]
    known = [each for each in shares if each is not None]
    return Metrics(
        likes=view.get("likeCount"), replies=view.get("replyCount"), shares=sum(known) if known else None, saves=view.get("bookmarkCount")
    )


def fault(answer: Answer) -> tuple[str, str]:
    """The name of an error and its sentence."""
    try:
        told = json.loads(answer.body)
    except ValueError:
        return "", str(answer.status)
    if not isinstance(told, dict):
        return "", str(answer.status)
    return str(told.get("error", "")), str(told.get("message") or told.get("error") or answer.status)


def reason(answer: Answer) -> str:
    """The sentence with which the server refuses."""
    return fault(answer)[1]


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _whole(record: Record) -> Record:
    """A record as the library sends it, with the names of all its types: the identifier is of these very values."""
    from atproto_client import models  # noqa: PLC0415 it takes seconds to load
    from atproto_client.models.utils import get_model_as_dict, get_or_create  # noqa: PLC0415 as above

    whole: Record = get_model_as_dict(get_or_create(record, models.AppBskyFeedPost.Record))
    return whole


def _linked(value: Any) -> Any:
    """A value with its links (`{"$link": "bafy..."}`) as the octets that stand for links in DAG-CBOR."""
    if isinstance(value, dict):
        if set(value) == {"$link"}:
            return _octets(value["$link"])
        return {name: _linked(each) for name, each in value.items()}
    return [_linked(each) for each in value] if isinstance(value, list) else value


def _octets(cid: str) -> bytes:
    import libipld  # noqa: PLC0415 as above

    return bytes(libipld.decode_multibase(cid)[1])
