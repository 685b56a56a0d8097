"""Opaque names of calls and cases: what the e-office sends is not kept, only a keyed hash of it."""

import hashlib
import re
import unicodedata
from typing import Final

from django.conf import settings

_LETTERS: Final = bytes.maketrans(b"0123456789abcdef", b"ghijklmnopabcdef")
"""No digits: nothing in it can look like a number of anybody."""

_GAP: Final = r"[ .\-/_]{0,2}"
_EMAIL: Final = re.compile(r"[^\s@]@[^\s@]+\.")
_PERSONAL: Final = re.compile(
    r"\d{8}[A-Z]|[XYZ]\d{7}[A-Z]|[A-HJNP-SUVW]\d{7}[0-9A-J]|(?:\+?(?:00)?34)?[6-9]\d{8}|[A-Z]{2}\d{22}", re.IGNORECASE
)
"""Numbers of people and companies of Spain, telephones and accounts."""

_WRITTEN: Final = re.compile(
    rf"(?:(?<![^\W_])|(?<=dni)|(?<=nif)|(?<=nie)|(?<=cif)|(?<=tel)|(?<=tlf)|(?<=movil))(?:"
    rf"(?:\d{{8}}|\d{{4}}{_GAP}\d{{4}}|\d{{2}}{_GAP}\d{{3}}{_GAP}\d{{3}}){_GAP}[A-Z]"
    rf"|[XYZ]{_GAP}\d(?:{_GAP}\d{{3}}){{2}}{_GAP}[A-Z]"
    rf"|[A-HJNP-SUVW]{_GAP}\d{{2}}{_GAP}\d{{3}}{_GAP}\d{{2}}{_GAP}[0-9A-J]"
    rf"|(?:\+?(?:00)?34{_GAP})?[6-9]\d{{2}}{_GAP}(?:\d{{3}}{_GAP}\d{{3}}|\d{{2}}{_GAP}\d{{2}}{_GAP}\d{{2}})"
    r")(?![^\W_])",
    re.IGNORECASE,
)
"""The same among other things, with what people put between their groups. None has the length of the groups of a UUID."""


def opaque(site: int, text: str) -> str:
    """Sixteen letters that stand for a text on a site; without this installation's key nobody can tell which."""
    key = hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=b"e-office").digest()
    digest = hashlib.blake2b(f"{site}\0{text}".encode(errors="replace"), key=key, digest_size=8).hexdigest()
    return digest.encode().translate(_LETTERS).decode()


def looks_personal(text: str) -> bool:
    """Whether a text, or a part of it between marks, is like an ID number, an e-mail or a telephone: opaque names are not."""
    text = "".join(letter for letter in unicodedata.normalize("NFKC", text) if unicodedata.category(letter) != "Cf")
    if _EMAIL.search(text) or _WRITTEN.search(text):
        return True
    compact = re.sub(r"[ .\-/()]", "", text)
    return any(_PERSONAL.fullmatch(part) for part in (compact, *re.split(r"[^A-Za-z0-9+]+", text)))
