"""Whole sentences in capitals are hard to read, and some screen readers spell them."""

from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plazamayor.guards.base import MOST_TOLD, Desk, Guard, Option, Page
from plazamayor.guards.contract import Verdict
from plazamayor.guards.names import NAMES
from plazamayor.guards.text.words import Word


def look(desk: Desk) -> Iterator[Verdict]:
    """Runs of words in capitals."""
    for page in desk.pages:
        for run in _runs(page, desk.option("words"))[:MOST_TOLD]:
            told = gettext("%(words)d words in capitals.") % {"words": len(run)}
            why = gettext("It reads as a shout, and a screen reader may spell it. Only the first letter.")
            proposal = _quiet(page.passage.text[run[0].start : run[-1].end], desk.around.names)
            yield desk.verdict(told, page=page, span=(run[0].start, run[-1].end), why=why, proposal=proposal)


def _quiet(loud: str, names: tuple[str, ...]) -> str:
    """The same in small letters, save the first and the names that are known."""
    proper = {part.lower(): part for name in names for part in name.split() if part[:1].isupper()}
    said = loud.capitalize().split(" ")
    return " ".join([said[0], *(proper.get(each, each) for each in said[1:])])


def _runs(page: Page, least: int) -> list[list[Word]]:
    """Words in capitals that follow one another; one that has no letters, or only one, goes with its neighbours."""
    runs: list[list[Word]] = [[]]
    for word in page.reading.words:
        if word.ends:
            continue
        loud = word.written.isupper()
        if loud or (runs[-1] and not any(each.isalpha() for each in word.written)):
            runs[-1].append(word)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if len([word for word in run if word.written.isupper()]) >= least]


GUARD = Guard(
    code="capitals",
    name=NAMES["capitals"],
    article="RD 1112/2018, art. 5",
    explains=_("Words in capitals one after another are read more slowly and sound like shouting."),
    look=look,
    options=(Option(key="words", label=_("Words in capitals one after another"), usual=4, least=2, most=20),),
)
