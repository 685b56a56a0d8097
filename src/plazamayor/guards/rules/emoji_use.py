"""Emojis at the end, once, and never in the place of a list's marks."""

from collections.abc import Iterator
from itertools import pairwise

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plazamayor.core.formatting import number
from plazamayor.guards.base import Desk, Guard, Option, Page
from plazamayor.guards.contract import Verdict
from plazamayor.guards.names import NAMES
from plazamayor.guards.text.emojis import Emoji, emojis


def look(desk: Desk) -> Iterator[Verdict]:
    """Emojis as marks of a list, repeated, or too many: a screen reader says the name of each."""
    for page in desk.pages:
        found = emojis(page.passage.text)
        yield from _marks(desk, page, found)
        yield from _repeated(desk, page, found)
        if len(found) > desk.option("most"):
            told = gettext("%(count)s emojis: a screen reader says the name of each.") % {"count": number(len(found))}
            yield desk.verdict(told, page=page, span=(found[0].start, found[-1].end), why=gettext("One or two, at the end."))


def _marks(desk: Desk, page: Page, found: list[Emoji]) -> Iterator[Verdict]:
    text = page.passage.text
    starts = [each for each in found if not text[text.rfind("\n", 0, each.start) + 1 : each.start].strip()]
    if len(starts) > 1:
        told = gettext("Emojis as the marks of a list.")
        why = gettext("A screen reader says “backhand index pointing right” at each line. Use hyphens.")
        yield desk.verdict(told, page=page, span=(starts[0].start, starts[0].end), why=why, proposal="-")


def _repeated(desk: Desk, page: Page, found: list[Emoji]) -> Iterator[Verdict]:
    text = page.passage.text
    for one, other in pairwise(found):
        if one.plain == other.plain and not text[one.end : other.start].strip():
            told = gettext("%(emoji)s is repeated.") % {"emoji": one.written}
            yield desk.verdict(told, page=page, span=(one.start, other.end), why=gettext("Once says the same."), proposal=one.written)
            return


GUARD = Guard(
    code="emoji_use",
    name=NAMES["emoji_use"],
    article="RD 1112/2018, art. 5",
    explains=_("At the end, once each, and never as the marks of a list: a screen reader says the name of each."),
    look=look,
    options=(Option(key="most", label=_("Most emojis in a text"), usual=3, least=0, most=20),),
)
