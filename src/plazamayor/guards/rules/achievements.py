"""In an electoral period nothing alludes to what was done or achieved (LOREG, art. 50.2).

Electoral boards have ordered out, with this article, posts on works and parks, words and emojis that value, and reposts.
"""

from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plazamayor.guards.base import ALSO, NOT_THESE, Desk, Guard
from plazamayor.guards.contract import Category, Gravity, Verdict
from plazamayor.guards.names import NAMES
from plazamayor.guards.rules.valuative import praising

SERVICE = frozenset({Category.DISRUPTION, Category.EMERGENCY})


def look(desk: Desk) -> Iterator[Verdict]:
    """Every allusion, word by word; works are only a warning where what is told is that a service stops."""
    if not desk.in_period:
        return
    why = gettext("In an electoral period it would be ordered out: it alludes to what was done. Tell only what somebody needs to act.")
    for page, hit in desk.hits("praise", "first_person", "valuative", "leaders"):
        yield desk.verdict(
            gettext("“%(words)s” alludes to achievements or values them.") % {"words": hit.words},
            page=page,
            span=(hit.start, hit.end),
            why=why,
            proposal=hit.proposal,
        )
    for page, hit in desk.hits("works"):
        grave = {"gravity": Gravity.WARNS} if desk.content.category in SERVICE else {}
        told = gettext("“%(words)s” tells of works, investment or improvements.") % {"words": hit.words}
        yield desk.verdict(told, page=page, span=(hit.start, hit.end), why=why, proposal=hit.proposal, **grave)
    for page, emoji in praising(desk):
        told = gettext("%(emoji)s celebrates.") % {"emoji": emoji.written}
        yield desk.verdict(told, page=page, span=(emoji.start, emoji.end), why=gettext("Boards have counted emojis too: leave it out."))


GUARD = Guard(
    code="achievements",
    name=NAMES["achievements"],
    article="LOREG, art. 50.2",
    explains=_(
        "From the call to voting day no act that a public power pays for may allude to what was done or achieved. Works, parks, "
        "investments, words that value, emojis that celebrate: boards have ordered them out within 24 hours."
    ),
    look=look,
    usual=Gravity.BLOCKS,
    offered=(Gravity.BLOCKS,),
    limit=_("The law leaves no choice. Somebody else may say, with a reason, that a sentence is no allusion."),
    options=(ALSO, NOT_THESE),
)
