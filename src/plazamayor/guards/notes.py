"""How verdicts are shown in a margin: merged when they say the same of the same words, numbered as they come in the text."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plazamayor.core.formatting import moment
from plazamayor.core.margin import Note, Span
from plazamayor.guards.contract import Gravity, Verdict
from plazamayor.guards.rules import GUARDS

STATES: dict[Gravity, tuple[str, str | Promise]] = {
    Gravity.BLOCKS: ("grave", _("stops it")),
    Gravity.HOLDS: ("half", _("waits")),
    Gravity.WARNS: ("warn", _("warning")),
    Gravity.FINE: ("good", _("fine")),
}
LAW = {
    "LOREG": "https://www.boe.es/buscar/act.php?id=BOE-A-1985-11672",
    "Ley 29/2005": "https://www.boe.es/buscar/act.php?id=BOE-A-2005-21524",
    "RD 1112/2018": "https://www.boe.es/buscar/act.php?id=BOE-A-2018-12699",
    "Ley 40/2015": "https://www.boe.es/buscar/act.php?id=BOE-A-2015-10566",
    "LO 1/1982": "https://www.boe.es/buscar/act.php?id=BOE-A-1982-11196",
    "RGPD": "https://www.boe.es/buscar/doc.php?id=DOUE-L-2016-80807",
    "RD 311/2022": "https://www.boe.es/buscar/act.php?id=BOE-A-2022-7191",
}
"""Where each law is read."""


def law(article: str) -> str:
    """The official address of the law an article is of."""
    return next((address for name, address in LAW.items() if article.startswith(name)), "")


def _numbered(found: Sequence[Verdict]) -> list[tuple[int, Verdict]]:
    """Each verdict with its number: those that speak of a place are numbered, the gravest first in each passage's order."""
    told = sorted(found, key=lambda each: (-each.gravity, each.where, max(each.start, 0)))
    numbers: dict[Verdict, int] = {}
    for each in told:
        if each.start >= 0 and each not in numbers:
            numbers[each] = len(numbers) + 1
    return [(numbers.get(each, 0), each) for each in dict.fromkeys(told)]


def notes(found: Sequence[Verdict]) -> list[Note]:
    """The verdicts as the margin writes them."""
    return [_note(number, each) for number, each in _numbered(found)]


def _note(number: int, verdict: Verdict) -> Note:
    kind, word = STATES[verdict.gravity]
    until = moment(verdict.until) if verdict.until else ""
    return Note(
        kind=kind,
        state=str(word),
        name=str(GUARDS[verdict.guard].name),
        told=verdict.told,
        why=verdict.why,
        article=verdict.article,
        address=law(verdict.article),
        proposal=verdict.proposal,
        number=number,
        where=verdict.where,
        until=until,
        guard=verdict.guard,
        start=verdict.start,
        end=verdict.end,
    )


def spans(found: Sequence[Verdict], where: str) -> list[Span]:
    """The places of a passage that verdicts speak of."""
    return [
        Span(start=each.start, end=each.end, number=number, grave=each.gravity == Gravity.BLOCKS)
        for number, each in _numbered(found)
        if each.where == where and each.start >= 0 and each.gravity
    ]
