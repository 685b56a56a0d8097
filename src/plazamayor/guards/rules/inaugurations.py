"""In an electoral period nothing is inaugurated, whatever it is called; it may enter into service (LOREG, art. 50.3)."""

from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plazamayor.guards.base import ALSO, NOT_THESE, Desk, Guard
from plazamayor.guards.contract import Category, Gravity, Verdict
from plazamayor.guards.names import NAMES


def look(desk: Desk) -> Iterator[Verdict]:
    """Inaugurations, first stones, visits of works and presentations of projects."""
    if not desk.in_period:
        return
    why = gettext(
        "Works and services may enter into service, without an act: tell from when, where and for whom, as a change of the service."
    )
    found = False
    for page, hit in desk.hits("opening"):
        found = True
        told = gettext("“%(words)s” announces an inauguration or an act like it.") % {"words": hit.words}
        yield desk.verdict(told, page=page, span=(hit.start, hit.end), why=why, proposal=hit.proposal)
    if desk.content.category == Category.OPENING and not found:
        yield desk.verdict(gettext("It is marked as an opening."), why=why)


GUARD = Guard(
    code="inaugurations",
    name=NAMES["inaugurations"],
    article="LOREG, art. 50.3",
    explains=_(
        "Inaugurations of works, services or projects are forbidden in an electoral period, whatever they are called: first stones, "
        "presentations of projects, visits of works. That something enters into service may be told."
    ),
    look=look,
    usual=Gravity.BLOCKS,
    offered=(Gravity.BLOCKS,),
    limit=_("The law has no exception."),
    options=(ALSO, NOT_THESE),
    may_be_overridden=False,
)
