"""What travels in a call, its signature, and what is read in the answer."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from plazamayor.channels.contract import Attachment, Outgoing, Published
from plazamayor.core.http import Answer

SHORTEST: Final = 24


@dataclass(frozen=True)
class Event:
    """Something that is called: the key it is done once by, and the octets that travel."""

    key: str
    body: bytes


def ping(now: datetime) -> Event:
    """A call that does nothing: it asks whether somebody is there who knows the secret."""
    return _event("ping", f"ping-{now:%Y%m%d%H%M%S%f}", now, {})


def publication(outgoing: Outgoing, now: datetime) -> Event:
    """A publication, whole: texts, addresses of its media with their alternative texts, what it answers to."""
    return _event(
        "publication.published",
        outgoing.key,
        now,
        {
            "key": outgoing.key,
            "title": outgoing.title,
            "text": outgoing.text,
            "more": list(outgoing.more),
            "language": outgoing.language,
            "link": outgoing.link,
            "answers": outgoing.answers,
            "attachments": [_attachment(each) for each in outgoing.attachments],
        },
    )


def withdrawal(published: Published, now: datetime) -> Event:
    """The order to take a publication away. It has one key however often it is called."""
    return _event("publication.withdrawn", f"{published.network_id[:200]}-withdrawn", now, {"id": published.network_id})


def signed(event: Event, secret: str, now: datetime) -> dict[str, str]:
    """The headers of a call: Standard Webhooks 1.0 (HMAC-SHA256 of id, time and body), and the key again as `Idempotency-Key`."""
    moment = str(int(now.timestamp()))
    content = b".".join([event.key.encode(), moment.encode(), event.body])
    signature = base64.b64encode(hmac.new(secret.encode(), content, hashlib.sha256).digest()).decode()
    return {
        "Content-Type": "application/json",
        "Idempotency-Key": event.key,
        "webhook-id": event.key,
        "webhook-timestamp": moment,
        "webhook-signature": f"v1,{signature}",
    }


def published(answer: Answer, outgoing: Outgoing, now: datetime) -> Published:
    """What the receiver calls it, or our own key when it calls it nothing."""
    told = _told(answer)
    name, address = told.get("id"), told.get("address")
    return Published(
        network_id=str(name)[:300] if name else outgoing.key,
        address=address[:500] if isinstance(address, str) and urlsplit(address).scheme in {"http", "https"} else "",
        at=now,
    )


def reason(answer: Answer) -> str:
    """The sentence with which a receiver refuses, or the number of its answer."""
    told = _told(answer)
    return str(told.get("error") or told.get("detail") or answer.status)


def host(address: str) -> str:
    """The name of the machine of an address."""
    return urlsplit(address).hostname or address


def _event(kind: str, key: str, now: datetime, data: Mapping[str, Any]) -> Event:
    whole = {"type": kind, "timestamp": now.isoformat(timespec="seconds"), "data": data}
    return Event(key, json.dumps(whole, ensure_ascii=False).encode())


def _attachment(attachment: Attachment) -> dict[str, str | int]:
    return {
        "kind": attachment.kind.value,
        "mime": attachment.mime,
        "address": attachment.address,
        "sha256": attachment.digest,
        "size": attachment.size,
        "alt": attachment.alt,
    }


def _told(answer: Answer) -> dict[str, Any]:
    """The object in an answer; an empty one when there is none: a receiver owes us only its status."""
    try:
        told = json.loads(answer.body)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
