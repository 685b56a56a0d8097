"""Takes out of a text what would say who wrote it, before the text is kept: numbers of identity, e-mails, telephones, accounts, plates.

It errs on the side of masking: seven digits or more in a row are a number, whatever they are. Names cannot be recognised: the
page asks people not to write them. What was masked is left as a mark, `[id]`, which `told` puts in words.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import partial
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MARKS: Final[dict[str, str | Promise]] = {
    "email": _("an e-mail"),
    "iban": _("a bank account"),
    "id": _("an identity number"),
    "phone": _("a telephone"),
    "plate": _("a number plate"),
    "number": _("a number"),
}
_GAP = r"[ .\-]{0,2}"
_APART = r"[ \n.,/|·_–—\-]{1,3}"
"""What people put between the groups of a telephone."""
_BOX = r"(?<![^\s@,;:<>()\[\]\"])[^\s@,;:<>()\[\]\"]+"
"""Only from where a word begins: looked for at each of its letters, a word without end would be read as many times."""
_DOT = r"(?:\.| punto | ?[(\[{] ?(?:dot|punto) ?[)\]}] ?| ?[.,] ?(?=(?:com|es|org|net|eu|cat|eus|gal)(?![^\W_])))"
_END = r"(?![^\W\d_])"
_PROVINCES = (
    "AB|AL|AV|BA|BI|BU|CA|CC|CE|CO|CR|CS|CU|GC|GE|GI|GR|GU|HU|IB|LE|LO|LU|MA|ML|MU|NA|OR|OU|PM|PO|SA|SE|SG|SH|SO|SS|TE|TF|TO|VA|VI|ZA"
    "|A|B|C|H|J|L|M|O|P|S|T|V|Z"
)
_ANY, _CAPITALS = re.IGNORECASE, re.RegexFlag(0)
# In order: what is more particular first.
_RULES: Final = tuple(
    (mark, re.compile(pattern, flags))
    for mark, pattern, flags in (
        ("email", rf"{_BOX} ?(?:@|[(\[{{] ?(?:at|arroba) ?[)\]}}]| arroba ) ?[\w\-]+(?:{_DOT}[\w\-]+)+", _ANY),
        ("email", rf"{_BOX} at [\w\-]+ dot [\w\-]+", _ANY),
        ("email", rf"{_BOX}@\w[\w\-]{{2,}}", _ANY),  # with its end cut off or apart; not «tod@s»
        ("id", r"\d{7}[A-Z]{2}\d{4}[A-Z]\d{4}[A-Z]{2}", _ANY),  # a cadastral reference
        ("iban", rf"ES{_GAP}\d{{2}}(?:{_GAP}\d){{20}}", _ANY),
        ("iban", r"(?<![A-Z])[A-Z]{2}\d{2}(?:[ \-]?[A-Z]{4})?(?:[ \-]?(?=[A-Z]{0,3}\d)[A-Z0-9]{4}){2,7}(?:[ \-]?\d{1,3})?", _ANY),
        ("id", rf"[XYZ]{_GAP}\d(?:{_GAP}\d){{6}}(?!{_GAP}\d)(?:-?[A-Z]{_END})?", _ANY),
        ("id", rf"(?<!\d)\d(?:{_GAP}\d){{6,7}}{_GAP}[A-Z]{_END}", _CAPITALS),
        ("id", rf"(?<!\d)\d(?:{_GAP}\d){{6,7}}-?[a-z]{_END}", _CAPITALS),
        ("id", r"[A-Z]{2,3}-?\d{6,7}(?!\d)", _ANY),  # a passport; also those of other countries
        ("id", r"(?<![^\W\d_])[A-Z]\d{7}[0-9A-J]?(?![^\W_])", _ANY),  # a company
        ("plate", r"(?<!\d)\d{4}[ \-]?[BCDFGHJKLMNPRSTVWXYZ]{3}(?![^\W_])", _ANY),
        ("plate", rf"(?<![^\W_])(?:{_PROVINCES})[ \-]?\d{{4}}[ \-]?[A-Z]{{1,2}}(?![^\W_])", _CAPITALS),
        ("phone", r"(?:(?:\+|00) ?34[ .\-]*)?(?<!\d)[6-9](?:[ .\-]{0,2}\d){8}(?![ .\-]{0,2}\d)", _ANY),
        ("phone", r"(?:\+|(?<!\d)00)[ .\-()]{0,2}\d(?:[ .\-()]{0,2}\d){7,14}", _ANY),
        ("phone", rf"(?<!\d)[6-9]\d\d{_APART}(?:\d{{3}}{_APART}\d{{3}}|\d\d{_APART}\d\d{_APART}\d\d)(?!\d)", _ANY),
        ("number", r"(?P<day>(?<!\d)\d{1,2}[./\-]\d{1,2}[./\-]20\d{2}(?!\d))|\d(?:[ .\-()_]{0,3}\d){6,}", _ANY),
    )
)
_MARK = re.compile(r"\[(" + "|".join(MARKS) + r")\]")
_HIDDEN: Final = {"Cf", "Cc", "Cs", "Co", "Cn"}
_FULL_WIDTH: Final = {*range(0xFF01, 0xFF5F), 0x3002, 0xFE52, 0xFE6B}
"""Marks as they are written in the East, and small ones: the full stop and the at sign among them."""
_AROUND_DIGITS: Final = "\ufe0e\ufe0f\u20e3"
"""What makes a key of a digit."""


def masked(text: str) -> str:
    """The text with a mark in the place of each thing that says who somebody is; masking again changes nothing.

    Dates of this century are left: what somebody tells often needs its day.
    """
    before, clean = "", _plain(text)
    while clean != before:
        before = clean
        for mark, pattern in _RULES:
            clean = pattern.sub(partial(_marked, mark), clean)
    return clean


@dataclass(frozen=True)
class Place:
    """Where in a text something says who somebody is: its mark, and its first position and the one after its last."""

    mark: str
    start: int
    end: int


def places(text: str) -> list[Place]:
    """What `masked` would mask, where it is in the text as it was written, in order."""
    plain, where = _placed(text)
    found: list[Place] = []
    for mark, pattern in _RULES:
        seen = (each for each in pattern.finditer(plain) if not each.groupdict().get("day"))
        found.extend(Place(mark, where[each.start()], where[each.end() - 1] + 1) for each in seen)
        plain = pattern.sub(_blanked, plain)
    return sorted(found, key=lambda each: each.start)


def _placed(text: str) -> tuple[str, list[int]]:
    """The text as the rules read it, and from where each of its characters comes."""
    plain: list[str] = []
    where: list[int] = []
    for position, letter in enumerate(text):
        for each in _letter(letter):
            if each != " " or plain[-1:] != [" "]:
                plain.append(each)
                where.append(position)
    return "".join(plain), where


def _blanked(found: re.Match[str]) -> str:
    """What no rule takes, as long as what was found."""
    return found.groupdict().get("day") or "]" * len(found[0])


def _marked(mark: str, found: re.Match[str]) -> str:
    return found.groupdict().get("day") or f"[{mark}]"


def told(text: str) -> str:
    """A masked text, its marks in words."""
    return _MARK.sub(lambda found: f"[{MARKS[found[1]]}]", text)


def _plain(text: str) -> str:
    """The text without invisible characters, its digits, dashes and blanks written in one way, so that nothing hides from the rules."""
    lines = re.sub(r"\r\n?|[\u2028\u2029]", "\n", text)
    return re.sub(r" {2,}", " ", unicodedata.normalize("NFC", "".join(map(_letter, lines)))).strip()


def _letter(letter: str) -> str:
    """A character as it is kept."""
    kind = unicodedata.category(letter)
    if letter == "\n":
        return letter
    if letter.isdigit():
        return str(unicodedata.digit(letter))
    if letter in _AROUND_DIGITS:
        return ""
    if ord(letter) in _FULL_WIDTH:
        return unicodedata.normalize("NFKC", letter).replace("。", ".")
    if kind == "Zs" or letter == "\t":
        return " "
    return "-" if kind == "Pd" and letter not in "–—" else "" if kind in _HIDDEN else letter
