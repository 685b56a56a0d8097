"""In official mourning or an emergency, what can wait is held; what is about it goes through."""

from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plazamayor.guards.base import Desk, Guard
from plazamayor.guards.contract import Category, Gravity, Held, Verdict
from plazamayor.guards.names import NAMES

THROUGH = {
    Held.EMERGENCY: frozenset({Category.EMERGENCY, Category.DISRUPTION}),
    Held.MOURNING: frozenset({Category.EMERGENCY, Category.DISRUPTION, Category.DEADLINE, Category.VOTING}),
    Held.OTHER: frozenset({Category.EMERGENCY, Category.DISRUPTION}),
}


def look(desk: Desk) -> Iterator[Verdict]:
    """Holds, until the silence ends, what is not about it."""
    for quiet in desk.around.quiets:
        if desk.content.category in THROUGH[Held(quiet.kind)]:
            continue
        if quiet.kind == Held.MOURNING and any(True for _found in desk.hits("mourning")):
            continue
        told = gettext("Silence: %(text)s.") % {"text": quiet.text.rstrip(".")}
        why = gettext("Only what is about it leaves, and what cannot wait.")
        if quiet.ends is None:
            why = gettext("Only what is about it leaves, and what cannot wait. It lasts until somebody ends it.")
        yield desk.verdict(told, why=why, until=quiet.ends)


GUARD = Guard(
    code="silence",
    name=NAMES["silence"],
    article="",
    explains=_(
        "A cheerful post scheduled weeks ago can start a crisis. While a silence lasts, what is scheduled waits, save what is about it."
    ),
    look=look,
    usual=Gravity.HOLDS,
    offered=(Gravity.WARNS, Gravity.HOLDS),
    limit=_("Whoever declares a silence expects it to be kept."),
)
