"""An acronym is explained the first time."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plazamayor.guards.base import MOST_TOLD, Desk, Guard, Option, Page
from plazamayor.guards.contract import Verdict
from plazamayor.guards.names import NAMES
from plazamayor.guards.text.lexicon import listed
from plazamayor.guards.text.words import Word

SHORTEST, LONGEST = 2, 6
_ROMAN: Final = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")


def look(desk: Desk) -> Iterator[Verdict]:
    """Those that no words in brackets explain, nor everybody knows; each once a passage."""
    known = listed("acronyms") | {each.upper() for each in desk.option("known")}
    for page in desk.pages:
        found = {word.written: word for word in reversed(_candidates(page)) if word.written.upper() not in known}
        for word in sorted(found.values(), key=lambda each: each.start)[:MOST_TOLD]:
            if not _explained(page.passage.text, word):
                told = gettext("“%(acronym)s” is not explained.") % {"acronym": word.written}
                why = gettext("Write its words the first time, with the acronym in brackets; or only its words.")
                yield desk.verdict(told, page=page, span=(word.start, word.end), why=why)


def _candidates(page: Page) -> list[Word]:
    """Words in capitals among words that are not."""
    every = [word for sentence in page.reading.sentences for word in sentence]
    loud = {word.start for one, word in pairwise(every) if _loud(one) and _loud(word)}
    quiet = [word for one, word in zip(every[1:], every, strict=False) if word.start not in loud and one.start not in loud]
    quiet += [word for word in every[-1:] if word.start not in loud]
    return [word for word in quiet if _is_acronym(word.written)]


def _loud(word: Word) -> bool:
    return word.written.isupper() and len(word.written) > 1


def _is_acronym(written: str) -> bool:
    fits = SHORTEST <= len(written) <= LONGEST and written.isalpha() and written.isupper()
    return fits and not _ROMAN.fullmatch(written)


def _explained(text: str, word: Word) -> bool:
    """Whether it is in brackets after its words, or its words are in brackets after it."""
    before, after = text[max(0, word.start - 2) : word.start].rstrip(), text[word.end : word.end + 2].lstrip()
    return before.endswith(("(", "[")) or after.startswith(("(", "["))


GUARD = Guard(
    code="acronyms",
    name=NAMES["acronyms"],
    article="Ley 40/2015, art. 3; UNE-ISO 24495-1",
    explains=_("Whoever does not work here does not know our acronyms. Those that everybody knows, such as DNI, are let through."),
    look=look,
    options=(Option(key="known", label=_("Known here"), usual=(), help=_("One a line: acronyms that your citizens know.")),),
)
