"""A term that was read, as days of a calendar, with the reasons that a person needs to confirm it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from plazamayor.core.working_days import Term, Unit, WorkingDays
from plazamayor.organisation.models import Organisation

DRAWN = 130
SATURDAY = 5
"""Days that are drawn at most: more would be thinner than a line."""


class Mark(StrEnum):
    """How a day of a term is drawn."""

    WORK = "is-work"
    OFF = "is-off"
    DUE = "is-work is-due"


@dataclass(frozen=True)
class Bar:
    """A day of a term as it is drawn: where, how wide, in per cent, and how tall, in pixels."""

    mark: Mark
    x: str
    width: str

    @property
    def y(self) -> int:
        """Days that do not count are low."""
        return 5 if self.mark is Mark.OFF else 0

    @property
    def height(self) -> int:
        """Days that do not count are thin."""
        return 4 if self.mark is Mark.OFF else 14


@dataclass(frozen=True)
class Dated:
    """A term as days. `elsewhere` is when it would end without the local holidays, if that is another day."""

    term: Term
    unit: Unit
    amount: int
    weekend: int
    holidays: tuple[tuple[date, str], ...]
    elsewhere: date | None
    local: tuple[date, ...]
    bars: tuple[Bar, ...]


def calendar_of(organisation: Organisation) -> WorkingDays:
    """The calendar of an administration: that of its territory, and the holidays it has of its own."""
    own = {each.day: each.name for each in organisation.holidays.all()}
    return WorkingDays(organisation.territory, own)


def last_day(rule: Mapping[str, Any], published: date, calendar: WorkingDays) -> date | None:
    """The last day of a term that was read (`reading.Found.plain`), or None when it counts from what has no date."""
    if rule["origin"] == "until":
        return date.fromisoformat(rule["day"]) if rule["day"] else None
    term = term_of(rule, published, calendar)
    return term.last if term else None


def term_of(rule: Mapping[str, Any], published: date, calendar: WorkingDays) -> Term | None:
    """The days of a term that counts, or None."""
    after = _counted_after(rule, published)
    if after is None or not rule["unit"]:
        return None
    try:
        return calendar.term(after, rule["amount"], Unit(rule["unit"]))
    except (ValueError, OverflowError):
        return None  # a year that the calendar does not have, or a term beyond reason: a person will say


def dated(rule: Mapping[str, Any], published: date, calendar: WorkingDays) -> Dated | None:
    """All that is told of a term that counts, or None."""
    term = term_of(rule, published, calendar)
    if term is None:
        return None
    after = _counted_after(rule, published) or published
    span = [after + timedelta(days=each) for each in range(1, (term.last - after).days + 1)]
    elsewhere = WorkingDays(calendar.territory).term(after, rule["amount"], Unit(rule["unit"])).last
    named = tuple((day, calendar.holiday(day)) for day in span if day.weekday() < SATURDAY and calendar.holiday(day))
    return Dated(
        term=term,
        unit=Unit(rule["unit"]),
        amount=rule["amount"],
        weekend=sum(day.weekday() >= SATURDAY for day in span),
        holidays=named,
        elsewhere=elsewhere if elsewhere != term.last else None,
        local=tuple(day for day, _name in named if day in calendar.local),
        bars=_bars(span, term.last, calendar, counts_all=rule["unit"] != Unit.WORKING),
    )


def _counted_after(rule: Mapping[str, Any], published: date) -> date | None:
    """The day after which it counts."""
    match rule["origin"]:
        case "publication" | "assumed":
            return published
        case "day" if rule["day"]:
            return date.fromisoformat(rule["day"]) - timedelta(days=1)
    return None


def _bars(span: list[date], last: date, calendar: WorkingDays, *, counts_all: bool) -> tuple[Bar, ...]:
    if len(span) > DRAWN:
        return ()
    step = 100 / len(span)
    width = f"{step * 0.76:.2f}%"
    marks = (Mark.DUE if day == last else Mark.WORK if counts_all or calendar.works(day) else Mark.OFF for day in span)
    return tuple(Bar(mark, f"{step * number:.2f}%", width) for number, mark in enumerate(marks))
