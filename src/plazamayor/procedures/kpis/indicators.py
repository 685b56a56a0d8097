"""The figures of procedures, each with its definition, unit, source and formula."""

from django.utils.translation import gettext_lazy as _

from plazamayor.core.formatting import Unit
from plazamayor.core.registries import Direction, Indicator, indicators
from plazamayor.procedures.kpis import measures

TAKE_UP = Indicator(
    key=measures.TAKE_UP,
    name=_("Digital take-up"),
    definition=_(
        "Of all that was completed by any channel, what was completed on line, with or without the help of somebody of the "
        "administration. What nobody counted is not zero: without it, it is not told."
    ),
    unit=Unit.SHARE,
    direction=Direction.UP,
    source=_("GOV.UK Service Manual, digital take-up: assisted digital counts as digital"),
    denominator=_("all that was completed by any channel in the same days"),
    differs=_("figures of on-line requests over all the entries of the registry, which count papers and not procedures."),
)
COMPLETION = Indicator(
    key=measures.COMPLETION,
    name=_("Completion rate"),
    definition=_(
        "Of those who started on line, how many came to a valid end. “You do not meet the requirements” is a valid end and counts "
        "as completed; a failure of the system does not."
    ),
    unit=Unit.SHARE,
    direction=Direction.UP,
    source=_("GOV.UK Service Manual, completion rate; without starts it is not told, as in its performance platform"),
    denominator=_("attempts that started in the period"),
)
SATISFACTION = Indicator(
    key=measures.SATISFACTION,
    name=_("User satisfaction"),
    definition=_(
        "Mean of the ratings, 1 to 5, of those who answered after finishing, written from 0 to 100 %: the mean less 1, over 4. It is "
        "of all the answers together, never a mean of means, and it is not the part that is satisfied."
    ),
    unit=Unit.SHARE,
    direction=Direction.UP,
    source=_("GOV.UK Service Manual, user satisfaction, with the formula of its performance platform"),
    denominator=_("those who answered; the page of satisfaction says how many were asked"),
    differs=_("the share of those who gave 4 or 5, which with the same answers says another figure."),
)
COST = Indicator(
    key=measures.COST,
    name=_("Cost per transaction"),
    definition=_(
        "What the procedure cost the administration by all its channels, over what was completed by all of them, in the twelve "
        "months that end with the period, so that the season does not count. Only days of which the cost of every channel used is told."
    ),
    unit=Unit.EUROS,
    direction=Direction.DOWN,
    source=_("GOV.UK Service Manual, cost per transaction, in twelve months"),
    denominator=_("all that was completed by any channel in those same days"),
    differs=_("the cost of a channel by itself, or the price of an on-line request in a published study."),
)
BURDEN = Indicator(
    key="procedures.burden",
    name=_("Burden"),
    definition=_(
        "What doing the procedure costs whoever does it, in euros: each burden it carries by a channel, at the price of the official "
        "table. The prices are of about 2009 and were worked out for businesses."
    ),
    unit=Unit.EUROS,
    direction=Direction.DOWN,
    source=_("simplified method of the State's administration, manual of 2014, pp. 77–80"),
)
PAGE_VIEWS = Indicator(
    key="procedures.monthly_views",
    name=_("Page views of information pages"),
    definition=_(
        "Times that a page that explains a procedure was shown in a month, by the country and the sort of device it was seen from."
    ),
    unit=Unit.COUNT,
    direction=Direction.NEITHER,
    source=_("Regulation (EU) 2018/1724, article 24, and Implementing Regulation (EU) 2020/1121, article 3"),
)
FAILING = Indicator(
    key="procedures.failing",
    name=_("Failing now"),
    definition=_(
        "Of the attempts of these hours, those that ended in a failure of the system or were left, against the same hours of the same "
        "weekday in the four weeks before. It fails when the difference is greater than chance explains."
    ),
    unit=Unit.SHARE,
    direction=Direction.DOWN,
    source=_("the steps of each procedure, as its site is measured"),
    denominator=_("attempts that started in these hours"),
)
ALL = (TAKE_UP, COMPLETION, SATISFACTION, COST, BURDEN, PAGE_VIEWS, FAILING)

FORMULAS = {
    TAKE_UP.key: _("(completed on line + on line, assisted) ÷ completed by all channels"),
    COMPLETION.key: _("(completed + valid negative ends) ÷ started"),
    SATISFACTION.key: _("(sum of ratings ÷ answers − 1) ÷ (5 − 1)"),
    COST.key: _("euros of all channels ÷ completed by all channels, twelve months"),
    BURDEN.key: _("price × times, of each burden of a channel; × cases"),
    PAGE_VIEWS.key: _("page views, by address × country × device"),
    FAILING.key: _("(failures + left) ÷ started, less that of the same hours before"),
}


def register() -> None:
    """Puts them among the indicators of the installation."""
    for indicator in ALL:
        indicators.register(indicator)
