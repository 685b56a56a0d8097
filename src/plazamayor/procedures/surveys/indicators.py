"""The figures of surveys, each with its definition, unit, source and formula. User satisfaction is told with the other measures."""

from django.utils.translation import gettext_lazy as _

from plazamayor.core.formatting import Unit
from plazamayor.core.registries import Direction, Indicator, indicators
from plazamayor.procedures.kpis.indicators import SATISFACTION as USER_SATISFACTION
from plazamayor.procedures.surveys.scores import Measure

JDMA = _("“Je donne mon avis”, of the French interministerial direction of digital affairs (DISIC), whose formula it follows")
FINISHED = _("those who finished on line and answered the question; all the answers of the days together")

SATISFACTION = Indicator(
    key="procedures.survey_satisfaction",
    name=_("Satisfaction"),
    definition=_(
        "How it went, from 0 to 10. Mean of marks: “well” and “very well” are worth 10, “so-so” 5, “badly” and “very badly” 0. With 700 "
        "good answers, 200 fair and 100 bad it is 8.0."
    ),
    unit=Unit.SCORE,
    direction=Direction.UP,
    source=JDMA,
    denominator=FINISHED,
    differs=_("the French figure comes of three faces and this of five words; user satisfaction, which uses the five, from 0 to 100 %."),
)
CLARITY = Indicator(
    key="procedures.survey_clarity",
    name=_("Clarity"),
    definition=_("Whether it was clear what had to be done, from 0 to 10: mean of five levels worth 0, 2.5, 5, 7.5 and 10."),
    unit=Unit.SCORE,
    direction=Direction.UP,
    source=JDMA,
    denominator=FINISHED,
)
AUTONOMY = Indicator(
    key="procedures.survey_autonomy",
    name=_("Autonomy"),
    definition=_("Who did it without help, from 0 to 10: 10 for each person who needed none, 0 for each who looked for it anywhere."),
    unit=Unit.SCORE,
    direction=Direction.UP,
    source=JDMA,
    denominator=_("those who said whether they looked for help"),
)
REACHABLE = Indicator(
    key="procedures.survey_reachable",
    name=_("Help reachable"),
    definition=_(
        "Of the times that somebody looked for the administration, by telephone, at a counter, by e-mail or in a chat, those in which "
        "they were answered. Whoever tried two ways counts in both."
    ),
    unit=Unit.SHARE,
    direction=Direction.UP,
    source=JDMA,
    denominator=_("the ways that were tried and of which somebody said yes or no"),
)
EFFECTIVE = Indicator(
    key="procedures.survey_effective",
    name=_("Help effective"),
    definition=_("How good the help was where they were answered, from 0 to 10: mean of five levels worth 0, 2.5, 5, 7.5 and 10."),
    unit=Unit.SCORE,
    direction=Direction.UP,
    source=JDMA,
    denominator=_("the ways in which they were answered and of which the quality was told"),
)
CONTACT = Indicator(
    key="procedures.survey_contact",
    name=_("Contact"),
    definition=_("Help effective, where each time that nobody answered counts as 0: the marks of quality, over those marks and the noes."),
    unit=Unit.SCORE,
    direction=Direction.UP,
    source=JDMA,
    denominator=_("the ways of which the quality was told, and those in which nobody answered"),
)
RESPONSE = Indicator(
    key="procedures.survey_response",
    name=_("Response rate"),
    definition=_("Of those who were shown the invitation, who answered at least one question. Whoever came by a link or a code is apart."),
    unit=Unit.SHARE,
    direction=Direction.UP,
    source=_("our own counts: so many invitations a day, without saying whose"),
    denominator=_("invitations shown; without any, it is not known"),
)
WELL = Indicator(
    key="procedures.survey_well",
    name=_("It went well"),
    definition=_(
        "Part of those who say how it went that say “well” or “very well”. Its limits count those who were invited and did not answer: "
        "the low one as if it had gone badly for all of them, the high one as if well. With 92 % of a 5 % who answer: from 4.6 to 99.6 %."
    ),
    unit=Unit.SHARE,
    direction=Direction.UP,
    source=_("our own counts"),
    denominator=_("those who say how it went; the limits, all who were asked"),
)
EXITS = Indicator(
    key="procedures.survey_exits",
    name=_("Reasons for leaving"),
    definition=_("The main reason that each person gave on leaving. Fewer than 10 is said so, and no more."),
    unit=Unit.COUNT,
    direction=Direction.NEITHER,
    source=_("asked on choosing not to submit, as Implementing Regulation (EU) 2020/1121, art. 8, says"),
)
MEASURES: dict[Measure, Indicator] = {
    Measure.SATISFACTION: SATISFACTION,
    Measure.USER_SATISFACTION: USER_SATISFACTION,
    Measure.CLARITY: CLARITY,
    Measure.AUTONOMY: AUTONOMY,
    Measure.REACHABLE: REACHABLE,
    Measure.EFFECTIVE: EFFECTIVE,
    Measure.CONTACT: CONTACT,
}
"""The indicator of each score, in the order they are shown."""
ALL = (SATISFACTION, CLARITY, AUTONOMY, REACHABLE, EFFECTIVE, CONTACT, RESPONSE, WELL, EXITS)


def register() -> None:
    """Puts them among the indicators of the installation."""
    for indicator in ALL:
        indicators.register(indicator)
