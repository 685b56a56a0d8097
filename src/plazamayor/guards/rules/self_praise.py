"""Public communication informs citizens; it does not praise who governs (Ley 29/2005, art. 4)."""

from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plazamayor.guards.base import ALSO, NOT_THESE, Desk, Guard
from plazamayor.guards.contract import Gravity, Verdict
from plazamayor.guards.names import NAMES

LEAST = (Gravity.WARNS, Gravity.BLOCKS)


def look(desk: Desk) -> Iterator[Verdict]:
    """Every phrase that praises, with what a plainer text would say when it can be made of the same words."""
    for page, hit in desk.hits("praise"):
        yield desk.verdict(
            gettext("“%(words)s” praises who governs; it does not inform.") % {"words": hit.words},
            page=page,
            span=(hit.start, hit.end),
            why=gettext("Say what it is, for whom and how to get it."),
            proposal=hit.proposal,
        )


GUARD = Guard(
    code="self_praise",
    name=NAMES["self_praise"],
    article="Ley 29/2005, art. 4",
    explains=_(
        "Institutional communication may not have as its end to stand out achievements of whoever governs, in elections or out of them. "
        "Superlatives, records and “thanks to” are looked for."
    ),
    look=look,
    out_of_periods=True,
    usual=Gravity.BLOCKS,
    offered=LEAST,
    limit=_("The law forbids it at any time: it may be a warning, not silence."),
    fine=_("Without self-praise"),
    options=(ALSO, NOT_THESE),
)
