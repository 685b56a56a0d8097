"""An alert in words: what was seen, what is usual and by which rule. It names no cause."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plazamayor.analytics.models import Alert
from plazamayor.core import formatting
from plazamayor.statistics.unusual import DISTANCE, ENOUGH, LEAST

Text = str | Promise
WHOLE_DAY = 24
GOAL_LEAST = 10
"""The smallest difference of a goal that is worth a word: they are fewer than visits."""
KIND = Alert.Kind
TITLES: dict[str, Text] = {
    KIND.RISE: gettext_lazy("many more visits than usual"),
    KIND.FALL: gettext_lazy("many fewer visits than usual"),
    KIND.VIEWS_RISE: gettext_lazy("many more page views than usual"),
    KIND.VIEWS_FALL: gettext_lazy("many fewer page views than usual"),
    KIND.NOT_FOUND: gettext_lazy("many more addresses not found than usual"),
    KIND.GOAL_RISE: gettext_lazy("«%(goal)s» is reached many more times than usual"),
    KIND.GOAL_FALL: gettext_lazy("«%(goal)s» is reached many fewer times than usual"),
    KIND.SILENCE: gettext_lazy("nothing arrives"),
}
CLAIMS: dict[str, Text] = {
    KIND.RISE: gettext_lazy("%(site)s has many more visits than usual: %(n)s %(when)s."),
    KIND.FALL: gettext_lazy("%(site)s has many fewer visits than usual: %(n)s %(when)s."),
    KIND.VIEWS_RISE: gettext_lazy("%(site)s has many more page views than usual: %(n)s %(when)s."),
    KIND.VIEWS_FALL: gettext_lazy("%(site)s has many fewer page views than usual: %(n)s %(when)s."),
    KIND.NOT_FOUND: gettext_lazy("On %(site)s many more addresses than usual are not found: %(n)s times %(when)s."),
    KIND.GOAL_RISE: gettext_lazy("On %(site)s «%(goal)s» is reached by many more visits than usual: %(n)s %(when)s."),
    KIND.GOAL_FALL: gettext_lazy("On %(site)s «%(goal)s» is reached by many fewer visits than usual: %(n)s %(when)s."),
    KIND.SILENCE: gettext_lazy("Nothing arrives from %(site)s %(when)s."),
}


@dataclass(frozen=True, kw_only=True)
class Described:
    """An alert ready to be read."""

    alert: Alert
    title: str
    claim: str
    usual: str
    rule: str


def title_of(alert: Alert) -> str:
    """What it is, in a few words."""
    return str(TITLES[alert.kind]) % {"goal": alert.goal}


def described(alert: Alert) -> Described:
    """An alert in sentences."""
    told = {"site": alert.site.domain, "goal": alert.goal, "n": formatting.number(alert.observed), "when": _when(alert)}
    earlier = {
        "n": formatting.number(alert.weeks),
        "low": formatting.number(alert.low),
        "high": formatting.number(alert.high),
        "usual": formatting.number(alert.usual),
    }
    if alert.kind == KIND.SILENCE:
        usual = _("In the same hours of the %(n)s weeks before something always arrived: from %(low)s to %(high)s events.") % earlier
    else:
        usual = (
            _("In the same hours of the %(n)s weeks before there were from %(low)s to %(high)s; half of them, more than %(usual)s.")
            % earlier
        )
    return Described(alert=alert, title=title_of(alert), claim=str(CLAIMS[alert.kind]) % told, usual=usual, rule=rule(alert.kind))


def _when(alert: Alert) -> str:
    day = formatting.day(alert.day, year=False, weekday=True)
    if alert.last_hour - alert.first_hour == WHOLE_DAY:
        return _("on %(day)s") % {"day": day}
    return _("on %(day)s, from %(first)s:00 to %(last)s:00") % {"day": day, "first": alert.first_hour, "last": alert.last_hour}


def rule(kind: str) -> str:
    """How it is decided that something is unusual."""
    if kind == KIND.SILENCE:
        return _(
            "It is said when nothing arrives in three whole hours in which something arrived in each of the %(n)s to 12 weeks before, "
            "more than %(least)s events in half of them."
        ) % {"n": ENOUGH, "least": LEAST}
    return _(
        "It is said when a number is outside all those of the same hours of the same weekday in the %(n)s to 12 weeks before, at least "
        "%(distance)s times their usual spread away from the middle one, and at least %(least)s away (%(goals)s for a goal). All is "
        "counted of the visits that began in those hours. It says nothing of the cause."
    ) % {"n": ENOUGH, "distance": formatting.number(DISTANCE), "least": LEAST, "goals": GOAL_LEAST}
