"""What the institution does is told, not who stands in the photograph (Ley 29/2005, art. 4)."""

from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plazamayor.guards.base import ALSO, NOT_THESE, Desk, Guard
from plazamayor.guards.contract import Verdict
from plazamayor.guards.names import NAMES


def look(desk: Desk) -> Iterator[Verdict]:
    """Who governs, announcing, stressing or thanking."""
    for page, hit in desk.hits("leaders"):
        told = gettext("“%(words)s” puts who governs before what is told.") % {"words": hit.words}
        yield desk.verdict(told, page=page, span=(hit.start, hit.end), why=gettext("Begin with what changes for whoever reads."))


GUARD = Guard(
    code="leaders",
    name=NAMES["leaders"],
    article="Ley 29/2005, art. 4",
    explains=_("Most public profiles tell what leaders do rather than what the administration does. Citizens look for the second."),
    look=look,
    out_of_periods=True,
    options=(ALSO, NOT_THESE),
)
