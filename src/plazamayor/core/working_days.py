"""Terms of administrative procedure as dates (Ley 39/2015, art. 30).

Working days leave out Saturdays, Sundays and holidays (30.2); a term is counted from the day after (30.3); months and years end
on the same date, or on the last day of a month that has none (30.4); what ends on a day that does not work is extended to the
next one that does (30.5).
"""

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import count

SATURDAY = 5
LONGEST = 3660
"""Days that a term may last here; what is longer was misread."""


class Unit(StrEnum):
    """What a term is counted in."""

    WORKING = "working_days"
    NATURAL = "natural_days"
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True)
class Term:
    """A term as dates, both included. `due` is where it would end, before being extended; it is `last` when it was not."""

    first: date
    last: date
    due: date

    @property
    def extended(self) -> bool:
        """Whether it ends later because its last day did not work."""
        return self.last != self.due

    def days(self) -> Iterator[date]:
        """Every day of the term, whether it works or not."""
        return (self.first + timedelta(days=each) for each in range((self.last - self.first).days + 1))


@lru_cache(maxsize=256)
def official_holidays(territory: str, year: int) -> Mapping[date, str]:
    """Holidays of Spain and of one of its regions (`ES-VC`, or nothing), with their names."""
    import holidays  # noqa: PLC0415 half a second that most commands never need

    region = territory.partition("-")[2]
    known = region if region in holidays.country_holidays("ES").subdivisions else None
    return dict(holidays.country_holidays("ES", subdiv=known, years=year, language="es"))


@dataclass(frozen=True)
class WorkingDays:
    """The calendar of one place: its region's holidays and its own."""

    territory: str = ""
    local: Mapping[date, str] = field(default_factory=dict)

    def holiday(self, day: date) -> str:
        """The name of the holiday that a day is, or nothing."""
        return self.local.get(day) or official_holidays(self.territory, day.year).get(day, "")

    def works(self, day: date) -> bool:
        """Whether a day is a working day."""
        return day.weekday() < SATURDAY and not self.holiday(day)

    def next_working(self, day: date) -> date:
        """That day, or the first one after it that works."""
        return next(each for each in _from(day) if self.works(each))

    def term(self, after: date, amount: int, unit: Unit) -> Term:
        """A term counted from the day after `after`; raises ValueError for one that no procedure has."""
        if not 0 < amount <= LONGEST // _LEAST[unit]:
            raise ValueError(f"a term of {amount} {unit}")
        first = after + timedelta(days=1)
        if unit is Unit.WORKING:
            working = (each for each in _from(first) if self.works(each))
            last = next(each for number, each in enumerate(working, 1) if number == amount)
            return Term(self.next_working(first), last, last)
        due = after + timedelta(days=amount) if unit is Unit.NATURAL else _months_after(after, amount * (12 if unit is Unit.YEARS else 1))
        return Term(first, self.next_working(due), due)


_LEAST = {Unit.WORKING: 1, Unit.NATURAL: 1, Unit.MONTHS: 30, Unit.YEARS: 365}


def _from(day: date) -> Iterator[date]:
    return (day + timedelta(days=each) for each in count())


def _months_after(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
