"""What says who somebody is does not leave (RGPD, art. 5.1.c; LOPDGDD, additional provision 7)."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plazamayor.core.personal_data import MARKS, Place, places
from plazamayor.guards.base import MOST_TOLD, Desk, Guard, Option, Page
from plazamayor.guards.contract import Gravity, Verdict
from plazamayor.guards.names import NAMES
from plazamayor.guards.text.lexicon import listed

GRAVEST: Final = frozenset({"id", "iban", "plate"})
_AMOUNT: Final = re.compile(r"\s{0,2}(?:€|euros?|eur\b|millon|habitantes|m²|m2|km|personas|visitas)", re.IGNORECASE)
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:[.\u00a0\u202f ]\d{3})+(?:,\d+)?")
_YEARS: Final = re.compile(r"(?:19|20)\d{2}\s{0,2}[-–/]\s{0,2}(?:19|20)\d{2}")
_HOURS: Final = re.compile(r"\d{1,2}[.:]\d{2}\s{0,2}[-–a/]{1,2}\s{0,2}\d{1,2}[.:]\d{2}.*", re.DOTALL)
_OFFICE_PHONES: Final = ("8", "9")


def look(desk: Desk) -> Iterator[Verdict]:
    """Each thing with its place. Offices' own telephones and mailboxes, amounts, years and hours are not of anybody."""
    known = {_bare(each) for each in desk.option("known")}
    for page in desk.pages:
        found = [each for each in places(page.passage.text) if not _in_address(page, each)]
        for each in [one for one in found if not _of_nobody(desk, page, one, known)][:MOST_TOLD]:
            yield _told(desk, page, each)


def _in_address(page: Page, place: Place) -> bool:
    """Whether it is a part of a web address; those are in order and apart."""
    before = bisect_right(page.reading.addresses, place.start, key=lambda each: each.start)
    return before > 0 and page.reading.addresses[before - 1].end > place.start


def _told(desk: Desk, page: Page, each: Place) -> Verdict:
    grave = {} if each.mark in GRAVEST else {"gravity": min(desk.gravity, Gravity.WARNS)}
    given = {"what": MARKS[each.mark], "text": page.passage.text[each.start : each.end]}
    why = gettext("If somebody can be known by it, take it out. Beside a name, only four digits of an identity number are published.")
    if each.mark in {"phone", "email"}:
        why = gettext("If it is of an office, add it to those known here. If it is somebody's, take it out.")
    return desk.verdict(gettext("“%(text)s” looks like %(what)s.") % given, page=page, span=(each.start, each.end), why=why, **grave)


def _of_nobody(desk: Desk, page: Page, each: Place, known: set[str]) -> bool:
    text = page.passage.text
    written = text[each.start : each.end]
    if _bare(written) in known:
        return True
    if each.mark == "email":
        box, _at, host = written.lower().partition("@")
        # @name@network is an account.
        return (
            text[each.start - 1 : each.start] == "@"
            or box in listed("offices")
            or any(host == own or host.endswith(f".{own}") for own in desk.around.own_domains)
        )
    if each.mark == "phone":
        return _bare(written).removeprefix("0034").removeprefix("34").startswith(_OFFICE_PHONES)
    return each.mark == "number" and _is_quantity(text, each)


def _is_quantity(text: str, each: Place) -> bool:
    """Whether a long number is an amount, years or hours."""
    written = text[each.start : each.end]
    after = text[each.end : each.end + 14]
    whole = any(pattern.fullmatch(written) for pattern in (_THOUSANDS, _YEARS, _HOURS))
    return whole or bool(_AMOUNT.match(after))


def _bare(written: str) -> str:
    return re.sub(r"[\s.\-()+]", "", written).lower()


GUARD = Guard(
    code="personal_data",
    name=NAMES["personal_data"],
    article="RGPD, art. 5.1.c; LOPDGDD, DA 7.ª",
    explains=_(
        "Identity numbers, bank accounts, plates, telephones, e-mails and long numbers are looked for. Names cannot be recognised: look at "
        "them yourself. Mailboxes of your own domains and of offices, and fixed telephones, are let through."
    ),
    look=look,
    usual=Gravity.BLOCKS,
    offered=(Gravity.WARNS, Gravity.BLOCKS),
    limit=_("It is a right of whoever it speaks of: it may be a warning, not silence."),
    fine=_("Without personal data"),
    options=(
        Option(key="known", label=_("Known here"), usual=(), help=_("Telephones, mailboxes and accounts of your offices, one a line.")),
    ),
)
