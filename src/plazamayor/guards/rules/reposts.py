"""An institution does not lend its voice to private accounts (a board forbade it in Arroyomolinos)."""

import re
from collections.abc import Iterator
from typing import Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plazamayor.guards.base import MOST_TOLD, Desk, Guard, Option
from plazamayor.guards.contract import Gravity, Verdict
from plazamayor.guards.names import NAMES
from plazamayor.guards.text.lexicon import listed

_REPEATED: Final = re.compile(r"(?i)(?:\bRT|\bv[ií]a|♻\ufe0f?|🔁|\brepost(?: de)?)[: ]{1,3}(?P<account>@[\w.\-]{1,100})")


def look(desk: Desk) -> Iterator[Verdict]:
    """Accounts repeated that are not of an administration; graver in an electoral period."""
    grave: dict[str, Any] = {"gravity": Gravity.BLOCKS, "article": "LOREG, art. 50.2"} if desk.in_period else {}
    why = gettext("What a private account says becomes the institution's. Tell it yourself, or add the account to the official ones.")
    told = gettext("It repeats %(account)s, which is not an official account.")
    for account in desk.content.reposts:
        if not _official(desk, account):
            yield desk.verdict(told % {"account": account}, why=why, **grave)
    for page in desk.pages:
        for found in list(_REPEATED.finditer(page.passage.text))[:MOST_TOLD]:
            if not _official(desk, found["account"]):
                yield desk.verdict(told % {"account": found["account"]}, page=page, span=found.span(), why=why, **grave)


def _official(desk: Desk, account: str) -> bool:
    """Whether an account is of the administration, of those it listed, or named as administrations are."""
    name = account.lower().lstrip("@").strip(".")
    own = {each.lower().lstrip("@") for each in desk.option("accounts")}
    host = name.partition("@")[2] or name
    return name in own or name.startswith(tuple(listed("official_accounts"))) or host.endswith((".gob.es", ".gal", ".eus", ".cat", ".gov"))


GUARD = Guard(
    code="reposts",
    name=NAMES["reposts"],
    article="Ley 29/2005, art. 4",
    explains=_(
        "Repeating what a private account says, also that of who governs, makes it the institution's. In an "
        "electoral period it is forbidden."
    ),
    look=look,
    options=(Option(key="accounts", label=_("Official accounts"), usual=(), help=_("One a line: @policialocalvcm.")),),
)
