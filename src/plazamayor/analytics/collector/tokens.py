"""The visit token a page may hand to its e-office: opaque, sealed and short-lived.

It holds the ids of a visit and the day they belong to, encrypted: who receives it can give it back, and learns nothing from it.
"""

import base64
import binascii
import hashlib
import os
import struct
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

LIFE: Final = timedelta(hours=2)
_CONTENT: Final = struct.Struct(">IIQQI")
_NONCE: Final = 12


class VisitToken(msgspec.Struct, frozen=True):
    """What a token says: a visitor of a site and day; `before` is the id by yesterday's salt shortly after midnight, else 0."""

    site: int
    day: date
    visitor: int
    before: int


def visit_token(visit: VisitToken, now: datetime) -> str:
    """Seals a token, good for two hours."""
    content = _CONTENT.pack(visit.site, visit.day.toordinal(), visit.visitor, visit.before, int(now.timestamp()))
    nonce = os.urandom(_NONCE)
    return base64.urlsafe_b64encode(nonce + _seal().encrypt(nonce, content, None)).decode().rstrip("=")


def read_visit_token(token: str, now: datetime) -> VisitToken | None:
    """Opens a token; nothing if it is not ours, was changed or is too old."""
    try:
        sealed = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        content = _seal().decrypt(sealed[:_NONCE], sealed[_NONCE:], None)
    except (ValueError, binascii.Error, InvalidTag):
        return None
    site, day, visitor, before, issued = _CONTENT.unpack(content)
    if not timedelta(0) <= now - datetime.fromtimestamp(issued, UTC) <= LIFE:
        return None
    return VisitToken(site, date.fromordinal(day), visitor, before)


@cache
def _seal() -> AESGCM:
    return AESGCM(hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=b"visit-token").digest())
