"""The voice is the institution's: no parties, promises or adversaries (Ley 29/2005, art. 4; TSJ of Castilla-La Mancha 83/2018)."""

from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plazamayor.guards.base import ALSO, NOT_THESE, Desk, Guard, Page
from plazamayor.guards.contract import Gravity, Verdict
from plazamayor.guards.names import NAMES
from plazamayor.guards.rules.hashtags import tags
from plazamayor.guards.rules.self_praise import LEAST
from plazamayor.guards.text.lexicon import hits, lexicon, listed


def look(desk: Desk) -> Iterator[Verdict]:
    """Promises and adversaries, names of parties, hashtags that are slogans, and the plural of who governs, which is less grave."""
    for page, hit in desk.hits("pledge"):
        told = gettext("“%(words)s” is the language of a party, not of the institution.") % {"words": hit.words}
        yield desk.verdict(told, page=page, span=(hit.start, hit.end), why=_why(), proposal=hit.proposal)
    for page in desk.pages:
        yield from _parties(desk, page)
        yield from _slogans(desk, page)
    for page, hit in () if desk.in_period else desk.hits("first_person"):
        told = gettext("“%(words)s”: whoever reads cannot tell whether the institution speaks or its government.") % {"words": hit.words}
        why = gettext("Name who does it and what: “the library opens on Saturdays”.")
        milder = min(desk.gravity, Gravity.WARNS)
        yield desk.verdict(told, page=page, span=(hit.start, hit.end), why=why, gravity=milder)


def _parties(desk: Desk, page: Page) -> Iterator[Verdict]:
    for hit in hits(page.reading, lexicon("parties")["parties"]):
        told = gettext("“%(words)s” names a party.") % {"words": hit.words}
        yield desk.verdict(told, page=page, span=(hit.start, hit.end), why=_why())


def _slogans(desk: Desk, page: Page) -> Iterator[Verdict]:
    endings = tuple(listed("tags"))
    for tag in tags(page):
        if tag.folded.endswith(endings):
            told = gettext("“%(words)s” reads as a slogan of who governs.") % {"words": tag.written}
            yield desk.verdict(told, page=page, span=(tag.start, tag.end), why=_why())


def _why() -> str:
    return gettext("Parties, promises and adversaries belong in the accounts of parties and persons.")


GUARD = Guard(
    code="political",
    name=NAMES["political"],
    article="Ley 29/2005, art. 4; TSJ CLM 83/2018",
    explains=_(
        "What the institution says is kept apart from what its government, its parties or its opposition say: names of parties, promises, "
        "slogans, adversaries, and the “we” of who governs."
    ),
    look=look,
    usual=Gravity.BLOCKS,
    offered=LEAST,
    limit=_("The law forbids it at any time: it may be a warning, not silence."),
    fine=_("Without political wording"),
    options=(ALSO, NOT_THESE),
)
