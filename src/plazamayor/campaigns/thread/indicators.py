"""The figures of a thread, each with its definition, unit and source."""

from django.utils.translation import gettext_lazy as _

from plazamayor.core.formatting import Unit
from plazamayor.core.registries import Direction, Indicator, indicators

OURS = _("our own register of what was published")
VISITS_SOURCE = _("our own measurement of the sites whose legal basis is declared")

ORIGINS = Indicator(
    key="campaigns.origins",
    name=_("Official acts"),
    definition=_("Acts of a gazette that somebody turned into a piece of the campaign."),
    unit=Unit.COUNT,
    direction=Direction.NEITHER,
    source=_("the gazettes that the administration follows"),
)
PIECES = Indicator(
    key="campaigns.pieces",
    name=_("Pieces"),
    definition=_("Pieces written for the campaign, whether or not they have gone out; those discarded do not count."),
    unit=Unit.COUNT,
    direction=Direction.NEITHER,
    source=OURS,
)
RELEASES = Indicator(
    key="campaigns.publications",
    name=_("Publications"),
    definition=_(
        "Times that a piece of the campaign was published on a channel, in a language. One that was withdrawn later counts: it was read."
    ),
    unit=Unit.COUNT,
    direction=Direction.NEITHER,
    source=OURS,
    differs=_("tools that count what was scheduled, whether or not the network took it."),
)
CLICKS = Indicator(
    key="campaigns.clicks",
    name=_("Clicks"),
    definition=_(
        "Times that a tracked link of the campaign was used, machines left out, as well as what browsers fetch ahead. Nothing is kept of "
        "who used it: the same person twice is two clicks."
    ),
    unit=Unit.COUNT,
    direction=Direction.UP,
    source=_("the addresses that send on, which are ours"),
    differs=_("the clicks that networks tell, which count those on the picture, on “see more” and their own previews."),
)
VISITS = Indicator(
    key="campaigns.visits",
    name=_("Visits by the links"),
    definition=_("Visits whose first page was reached by a link of the campaign. The code travels in the address, not in the person."),
    unit=Unit.COUNT,
    direction=Direction.UP,
    source=VISITS_SOURCE,
    denominator=_("clicks"),
    differs=_(
        "the clicks: a page closed before it loads is a click without a visit, and an address that is passed on, visits without a click."
    ),
)
STARTS = Indicator(
    key="campaigns.starts",
    name=_("Starts"),
    definition=_("Of those visits, the ones that came to the first step of the procedure that the campaign serves."),
    unit=Unit.COUNT,
    direction=Direction.UP,
    source=VISITS_SOURCE,
    denominator=_("visits by the links"),
)
ENDED = Indicator(
    key="campaigns.completions",
    name=_("Completions"),
    definition=_(
        "Of those that started, the ones that came to a valid end in the same visit. It is a minimum: who heard of it "
        "and came another day, "
        "from another device or in person is not seen."
    ),
    unit=Unit.COUNT,
    direction=Direction.UP,
    source=VISITS_SOURCE,
    denominator=_("starts"),
)
SATISFACTION = Indicator(
    key="campaigns.satisfaction",
    name=_("Satisfaction of who finished"),
    definition=_(
        "What those who finished the procedure in these days answered to its survey, from 0 to 10, by whatever way they had come: answers "
        "are not tied to visits, and so not to campaigns."
    ),
    unit=Unit.SCORE,
    direction=Direction.UP,
    source=_("the survey of the procedure"),
)
ALL = (ORIGINS, PIECES, RELEASES, CLICKS, VISITS, STARTS, ENDED, SATISFACTION)


def register() -> None:
    """Puts them among the indicators of the installation."""
    for indicator in ALL:
        indicators.register(indicator)
