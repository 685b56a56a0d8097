"""Keyed hashes that link each row of a record to the one before it, so that a change can be seen.

The key derives from the installation's secret key: the database alone is not enough to forge a link. Old secrets still verify.
"""

import hashlib
import hmac
import json
from collections.abc import Sequence
from typing import Any, Final

from django.conf import settings
from django.utils.encoding import force_bytes

FIRST: Final = "0" * 64
"""What the first link points to."""


def keys(purpose: bytes) -> list[bytes]:
    """The keys of one record, the one that writes first."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [hashlib.sha256(purpose + b"\0" + force_bytes(secret)).digest() for secret in secrets]


def digest(key: bytes, parts: Sequence[Any]) -> str:
    """The keyed hash of plain JSON values in their one written form, in hexadecimal."""
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def is_digest(key: bytes, parts: Sequence[Any], given: str) -> bool:
    """Tells, in constant time, whether a link holds."""
    return hmac.compare_digest(digest(key, parts), given)
