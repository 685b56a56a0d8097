"""Periods of days, both ends included, in a site's own zone."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from plazamayor.core.errors import Mistake

LONGEST = 3700
"""Days a period may have."""


class WrongPeriod(Mistake):
    """A period cannot be understood."""


@dataclass(frozen=True)
class Period:
    """Some days, from the first to the last, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise WrongPeriod(_("The period ends before it begins. Exchange its days."))
        if self.length > LONGEST:
            raise WrongPeriod(_("A period may have at most ten years."))

    @property
    def length(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def days(self) -> list[date]:
        """Each of its days."""
        return [self.first + timedelta(days=n) for n in range(self.length)]

    def moved(self, days: int) -> "Period":
        """The same length, some days later (or earlier, if negative)."""
        return Period(self.first + timedelta(days=days), self.last + timedelta(days=days))

    @property
    def before(self) -> "Period":
        """The period of the same length that ends the day before this one."""
        return self.moved(-self.length)

    @property
    def a_year_before(self) -> "Period":
        """The same weekdays a year (52 weeks) before."""
        return self.moved(-364)


def last_days(count: int, today: date) -> Period:
    """The last complete days: they end yesterday."""
    return Period(today - timedelta(days=count), today - timedelta(days=1))


def parse_day(text: str) -> date:
    """Reads a day written as 2026-11-20; raises WrongPeriod."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise WrongPeriod(_("«%(text)s» is not a day. Write it as 2026-11-20.") % {"text": text}) from error
