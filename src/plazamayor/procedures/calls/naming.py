"""Opaque names of calls and cases: what the e-office sends is not kept, only a keyed hash of it."""

import hashlib
import re
from typing import Final

from django.conf import settings

_LETTERS: Final = bytes.maketrans(b"0123456789abcdef", b"ghijklmnopabcdef")
"""No digits: nothing in it can look like a number of anybody."""

_EMAIL: Final = re.compile(r"[^\s@]@[^\s@]+\.")
_PERSONAL: Final = re.compile(
    r"\d{8}[A-Z]|[XYZ]\d{7}[A-Z]|[A-HJNP-SUVW]\d{7}[0-9A-J]|(?:\+?(?:00)?34)?[6-9]\d{8}|[A-Z]{2}\d{22}", re.IGNORECASE
)
"""Numbers of people and companies of Spain, telephones and accounts."""


def opaque(site: int, text: str) -> str:
    """Sixteen letters that stand for a text on a site; without this installation's key nobody can tell which."""
    key = hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=b"e-office").digest()
    digest = hashlib.blake2b(f"{site}\0{text}".encode(errors="replace"), key=key, digest_size=8).hexdigest()
    return digest.encode().translate(_LETTERS).decode()


def looks_personal(text: str) -> bool:
    """Whether a text, or a part of it between marks, is like an ID number, an e-mail or a telephone: opaque names are not."""
    if _EMAIL.search(text):
        return True
    compact = re.sub(r"[ .\-/()]", "", text)
    return any(_PERSONAL.fullmatch(part) for part in (compact, *re.split(r"[^A-Za-z0-9+]+", text)))
