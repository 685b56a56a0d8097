"""The figures of the page of a procedure, each with its definition, unit and source."""

from django.utils.translation import gettext_lazy as _

from plazamayor.core.formatting import Unit
from plazamayor.core.registries import Direction, Indicator, indicators

OURS = _("the steps of the procedure, as its site is measured")

STARTED = Indicator(
    key="procedures.started",
    name=_("Attempts that start"),
    definition=_(
        "Visits that come to the first step. A visit is one attempt, however many times it begins; each counts as a person, who is never "
        "recognised from one visit to another unless the procedure says that it counts across the visits of a day."
    ),
    unit=Unit.COUNT,
    direction=Direction.NEITHER,
    source=OURS,
)
LEFT = Indicator(
    key="procedures.left",
    name=_("Citizens lost"),
    definition=_(
        "Attempts that start and neither finish, nor come to a valid end such as “you do not meet the requirements”, nor meet a failure of "
        "the system, within the time limit. Each one counts at the last step that it reached."
    ),
    unit=Unit.COUNT,
    direction=Direction.DOWN,
    source=OURS,
    denominator=_("attempts that start"),
    differs=_("tools that count a step skipped, or done out of order, as reached."),
)
ABANDONMENT = Indicator(
    key="procedures.abandonment",
    name=_("Abandonment"),
    definition=_("Of the attempts that reached a step, those that left there. The time limit runs from the first step."),
    unit=Unit.SHARE,
    direction=Direction.DOWN,
    source=OURS,
    denominator=_("attempts that reached the step"),
)
STEP_TIME = Indicator(
    key="procedures.step_time",
    name=_("Time per step"),
    definition=_(
        "Time from when a step is reached until the next one is, of the attempts that went on: what half of them do not exceed, and what "
        "nine in ten do not. Whoever leaves tells no time."
    ),
    unit=Unit.SECONDS,
    direction=Direction.NEITHER,
    source=OURS,
    denominator=_("attempts that reached the next step"),
)
TROUBLE = Indicator(
    key="procedures.trouble",
    name=_("Steps back, errors and help"),
    definition=_(
        "Attempts that, being at a step, went back to an earlier one, were shown an error or asked for help, at least once. What is an "
        "error and what is help is said among the steps of the procedure."
    ),
    unit=Unit.COUNT,
    direction=Direction.DOWN,
    source=OURS,
    denominator=_("attempts that reached the step"),
)
WENT = Indicator(
    key="procedures.went_instead",
    name=_("Where they went instead"),
    definition=_(
        "The first thing that an attempt that left did after its last step: search on the site, the contact page, the page of telephones, "
        "another website, another page, or nothing more that was seen."
    ),
    unit=Unit.COUNT,
    direction=Direction.NEITHER,
    source=OURS,
    denominator=_("attempts that left at the step"),
)
EXTRA_LOST = Indicator(
    key="procedures.extra_lost",
    name=_("Citizens lost by a friction"),
    definition=_(
        "Of a group that leaves a step more than the rest do, those who left beyond the ones that would have left as the rest. Groups are "
        "tested exactly, all of them, and at most one in twenty of those told, in all the procedures of the administration together, is "
        "chance (Benjamini and Hochberg, 1995)."
    ),
    unit=Unit.COUNT,
    direction=Direction.DOWN,
    source=OURS,
    denominator=_("attempts of the group that reached the step"),
)
AGAIN = Indicator(
    key="procedures.attempts_per_end",
    name=_("Attempts for each that finishes"),
    definition=_(
        "Attempts that start over those that come to a valid end. People are not recognised from one day to another: repeated visits show "
        "as more attempts for each end."
    ),
    unit=Unit.DECIMAL,
    direction=Direction.DOWN,
    source=OURS,
    denominator=_("attempts that come to a valid end"),
)
HELP = Indicator(
    key="procedures.help_sought",
    name=_("Help sought"),
    definition=_("Attempts that asked for help at some step or, having left, went on to the contact page or to that of telephones."),
    unit=Unit.COUNT,
    direction=Direction.NEITHER,
    source=OURS,
    denominator=_("attempts that start"),
)
TO_COMPLETE = Indicator(
    key="procedures.time_to_complete",
    name=_("Time to complete"),
    definition=_("Time from the first step to the last, of the attempts that completed it: what half of them do not exceed."),
    unit=Unit.SECONDS,
    direction=Direction.DOWN,
    source=OURS,
    denominator=_("attempts that completed it"),
)
UNTIED = Indicator(
    key="procedures.untied",
    name=_("Calls that belong to no visit"),
    definition=_(
        "Steps that the e-office's server told without the token of a visit. They count in totals, such as what was completed by each "
        "channel, and not in the funnel, for nobody can say how those attempts began."
    ),
    unit=Unit.COUNT,
    direction=Direction.NEITHER,
    source=_("calls of the e-office's server"),
)
ALL = (STARTED, LEFT, ABANDONMENT, STEP_TIME, TROUBLE, WENT, EXTRA_LOST, AGAIN, HELP, TO_COMPLETE, UNTIED)


def register() -> None:
    """Puts them among the indicators of the installation."""
    for indicator in ALL:
        indicators.register(indicator)
