"""Puts a content before every guard. Pure: what guards need to know comes in `Around`."""

from plazamayor.guards.base import Around, Desk, Page
from plazamayor.guards.contract import Content, Gravity, Verdict
from plazamayor.guards.rules import GUARDS
from plazamayor.guards.text.words import Reading


def verdicts(content: Content, around: Around) -> list[Verdict]:
    """What every guard in use says, in their order; each that finds nothing and has something to say of it, says that it is fine."""
    pages = tuple(Page(each, Reading(each.text)) for each in content.passages if each.text.strip())
    found: list[Verdict] = []
    for guard in GUARDS.values():
        desk = Desk(guard, content, around, pages)
        if desk.gravity != Gravity.FINE and not (guard.out_of_periods and desk.in_period):
            told = list(guard.look(desk))
            found += told
            if not told and guard.fine and pages:
                found.append(Verdict(guard=guard.code, gravity=Gravity.FINE, told=str(guard.fine)))
    return found
