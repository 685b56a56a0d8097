"""Nobody is shown who did not agree to it (LO 1/1982, art. 2; RGPD, art. 6; AEPD EXP202313302)."""

from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plazamayor.guards.base import Desk, Guard
from plazamayor.guards.contract import Gravity, Verdict
from plazamayor.guards.names import NAMES


def look(desk: Desk) -> Iterator[Verdict]:
    """Images where somebody is recognised without a consent."""
    for picture in desk.content.pictures:
        if picture.people_consented is False:
            told = gettext("In “%(name)s” people are recognised whose consent is not noted.") % {"name": picture.name}
            why = gettext("Note the consent, use another image, or make the faces unrecognisable. Of minors it is always free.")
            yield desk.verdict(told, where=picture.where, why=why)


GUARD = Guard(
    code="consent",
    name=NAMES["consent"],
    article="LO 1/1982, art. 2; RGPD, art. 6",
    explains=_(
        "An image where somebody is recognised is a personal datum. The consent of minors is given freely "
        "and is never a condition of taking part."
    ),
    look=look,
    usual=Gravity.BLOCKS,
    offered=(Gravity.WARNS, Gravity.BLOCKS),
    limit=_("It is a right of whoever appears: it may be a warning, not silence."),
)
