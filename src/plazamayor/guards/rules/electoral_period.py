"""From the call to voting day only what cannot wait leaves (LOREG, art. 50.2; JEC Instruction 2/2011)."""

from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plazamayor.guards.base import Desk, Guard, Option
from plazamayor.guards.contract import Category, Gravity, Verdict
from plazamayor.guards.names import NAMES
from plazamayor.guards.times import CAMPAIGN_BEGINS, VOTING_DAY, over

ALLOWED = frozenset({Category.VOTING, Category.EMERGENCY, Category.DISRUPTION, Category.DEADLINE})
"""What voters need and what services cannot do without (Instruction 2/2011)."""
CATEGORIES = {
    Category.ORDINARY: _("ordinary"),
    Category.VOTING: _("how and where to vote"),
    Category.EMERGENCY: _("emergency"),
    Category.DISRUPTION: _("a service that changes or stops"),
    Category.DEADLINE: _("the deadline of a procedure"),
    Category.OPENING: _("an opening"),
}


def look(desk: Desk) -> Iterator[Verdict]:
    """Holds what may wait, and doubts a category that nothing in the text bears out."""
    if not desk.in_period:
        return
    if desk.content.category in ALLOWED:
        if desk.pages and not any(True for _found in desk.hits(desk.content.category)):
            yield desk.verdict(
                gettext("Nothing in it speaks of “%(category)s”, which is why it may leave in an electoral period.")
                % {"category": CATEGORIES[desk.content.category]},
                why=gettext("Only that may leave. If it is about something else, choose what it is about."),
                gravity=Gravity.WARNS,
            )
        return
    names = ", ".join(dict.fromkeys(each.name for each in desk.around.periods))
    until = over(desk.around.periods, desk.content.at)
    yield desk.verdict(
        gettext("Electoral period: %(names)s. It waits until voting day is over.") % {"names": names},
        why=_why(desk),
        until=until,
    )


def _why(desk: Desk) -> str:
    fits = [CATEGORIES[each] for each in sorted(ALLOWED) if any(True for _found in desk.hits(each))]
    if fits:
        return gettext("If it is about this, say so and it may leave: %(what)s.") % {"what": ", ".join(map(str, fits))}
    return gettext("Only how to vote, emergencies, changes of services and deadlines of procedures leave before voting.")


GUARD = Guard(
    code="electoral_period",
    name=NAMES["electoral_period"],
    article="LOREG, art. 50.2; JEC, Instr. 2/2011",
    explains=_(
        "From the day a call is published until the end of voting day, what can wait is held. How to vote, emergencies, services that "
        "change and deadlines of procedures leave. Which categories leave is our reading of Instruction "
        "2/2011: your secretary should confirm it."
    ),
    look=look,
    usual=Gravity.HOLDS,
    offered=(Gravity.WARNS, Gravity.HOLDS, Gravity.BLOCKS),
    limit=_("The law forbids in those weeks what alludes to achievements: the rest cannot go without a look."),
    fine=_("Out of electoral periods"),
    options=(
        Option(
            key="voting",
            label=_("Days from the call to voting"),
            usual=VOTING_DAY,
            least=30,
            most=90,
            help=_(
                "54 (LOREG, art. 42); 47 after an investiture that failed (additional provision 7). "
                "It is only proposed: each call keeps its own voting day."
            ),
        ),
        Option(
            key="campaign",
            label=_("Days from the call to the campaign"),
            usual=CAMPAIGN_BEGINS,
            least=10,
            most=60,
            help=_("38 (LOREG, art. 51)."),
        ),
    ),
)
