"""Words and emojis that value instead of telling; electoral boards have read them as praise."""

from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plazamayor.guards.base import ALSO, MOST_TOLD, NOT_THESE, Desk, Guard, Page
from plazamayor.guards.contract import Verdict
from plazamayor.guards.names import NAMES
from plazamayor.guards.text.emojis import Emoji, emojis
from plazamayor.guards.text.lexicon import listed


def look(desk: Desk) -> Iterator[Verdict]:
    """Adjectives, superlatives and emojis, save those inside a phrase that is self-praise already."""
    praise = {(page.passage.where, hit.start): hit.end for page, hit in desk.hits("praise")}
    for page, hit in desk.hits("valuative"):
        if any(where == page.passage.where and start <= hit.start < end for (where, start), end in praise.items()):
            continue
        told = gettext("“%(words)s” values instead of telling.") % {"words": hit.words}
        why = gettext("Leave it out, or give the fact: how many, how much, since when.")
        yield desk.verdict(told, page=page, span=(hit.start, hit.end), why=why, proposal=hit.proposal)
    for page, emoji in praising(desk):
        told = gettext("%(emoji)s celebrates what is told.") % {"emoji": emoji.written}
        why = gettext("Keep emojis that say something: a place, a day, a warning.")
        yield desk.verdict(told, page=page, span=(emoji.start, emoji.end), why=why)


def praising(desk: Desk) -> Iterator[tuple[Page, Emoji]]:
    """The emojis that praise or celebrate, each drawing once a passage."""
    known = listed("praising_emojis")
    for page in desk.pages:
        found = {each.plain: each for each in reversed(emojis(page.passage.text)) if each.plain in known}
        yield from ((page, each) for each in sorted(found.values(), key=lambda each: each.start)[:MOST_TOLD])


GUARD = Guard(
    code="valuative",
    name=NAMES["valuative"],
    article="Ley 29/2005, art. 4",
    explains=_(
        "Adjectives, superlatives and emojis say what to think of something and not what it is. In "
        "elections boards have read them as praise."
    ),
    look=look,
    out_of_periods=True,
    options=(ALSO, NOT_THESE),
)
