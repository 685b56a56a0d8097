"""The days that a page of measures looks at, as its address says them."""

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from plazamayor.analytics.contract import PERIODS, Look, Period, read_look
from plazamayor.core import formatting

USUAL = "last-month"
"""Counts of other channels usually come by months."""


@dataclass(frozen=True)
class Days:
    """Some days, both included, and the other ones that may be chosen."""

    look: Look
    period: Period
    choices: tuple[tuple[str, str], ...]
    mistakes: tuple[str, ...]

    @property
    def address(self) -> str:
        """The query string that gives them again, with its question mark."""
        return f"?from={self.period.first.isoformat()}&to={self.period.last.isoformat()}&period=custom"


def days_of(given: QueryDict, today: date) -> Days:
    """Reads an address; what cannot be understood is left out and told."""
    asked = given.copy()
    asked.setlist("f", [])
    if "period" not in asked and not ("from" in asked and "to" in asked):
        asked["period"] = USUAL
    elif "period" not in asked:
        asked["period"] = "custom"
    look = read_look(asked, today)
    period = look.days(today)
    choices = [(key, str(label)) for key, label in PERIODS.items()]
    if look.period == "custom":
        choices.insert(0, ("custom", _("Days chosen: %(days)s") % {"days": formatting.period(period.first, period.last)}))
    return Days(look, period, tuple(choices), look.mistakes)
