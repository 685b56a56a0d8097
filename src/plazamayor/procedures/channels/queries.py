"""What was completed and what it cost, by channel and day.

A count told of several days is spread evenly over them: a period that holds only part of them takes its part, and says so.
Counts told of the on-line channel stand only for procedures whose steps are not measured: what is measured is never added to what is told.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet

from plazamayor.analytics.journeys import queries as journeys
from plazamayor.analytics.journeys.contract import JourneyDay
from plazamayor.procedures.models import Channel, ChannelCost, ChannelCount, Procedure, Step
from plazamayor.procedures.queries import event_of, journey_of

Daily = dict[date, Fraction]
Span = tuple[date, date]
DAY = timedelta(days=1)


@dataclass
class Ledger:
    """A procedure in some days: completed and euros by channel and day, what was measured of it, and the counts that were split."""

    procedure: Procedure
    first: date
    last: date
    measured: bool
    online: list[JourneyDay] = field(default_factory=list)
    untied: int = 0
    completed: dict[str, Daily] = field(default_factory=lambda: defaultdict(dict))
    euros: dict[str, Daily] = field(default_factory=lambda: defaultdict(dict))
    split: list[ChannelCount] = field(default_factory=list)
    split_costs: list[ChannelCost] = field(default_factory=list)

    @property
    def channels(self) -> list[str]:
        """The channels of the procedure: those of its catalogue, and those of which something is known."""
        known = {*self.procedure.channels, *self.completed, *self.euros}
        return [channel for channel in Channel.values if channel in known]

    def done(self, channel: str, days: Iterable[date] | None = None) -> int | None:
        """How many were completed by a channel, in all or some days; None when nobody counted."""
        daily = self.completed.get(channel)
        return None if not daily else whole(_of(daily, days))

    def cost(self, channel: str, days: Iterable[date] | None = None) -> Decimal | None:
        """What a channel cost, in all or some days; None when nobody said."""
        daily = self.euros.get(channel)
        return None if not daily else cents(_of(daily, days))

    def gaps(self, channel: str) -> list[Span]:
        """The days of the period, together, in which nobody counted a channel."""
        counted = self.completed.get(channel, {})
        return spans(day for day in days_of(self.first, self.last) if day not in counted)


def whole(amount: Fraction) -> int:
    """A number of procedures, rounded; halves up."""
    return int(Decimal(amount.numerator * 2 + amount.denominator) // Decimal(amount.denominator * 2))


def cents(amount: Fraction) -> Decimal:
    """An amount in euros, rounded to the cent."""
    return (Decimal(amount.numerator) / Decimal(amount.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _of(daily: Daily, days: Iterable[date] | None) -> Fraction:
    return sum(daily.values() if days is None else (daily.get(day, Fraction(0)) for day in days), Fraction(0))


def days_of(first: date, last: date) -> Iterator[date]:
    """Each day from the first to the last."""
    return (first + DAY * number for number in range((last - first).days + 1))


def spans(days: Iterable[date]) -> list[Span]:
    """Days, in order, as stretches without holes."""
    found: list[Span] = []
    for day in days:
        if found and found[-1][1] + DAY == day:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def is_measured(procedure: Procedure) -> bool:
    """Tells whether the steps of a procedure are recognised on a site."""
    return procedure.site_id is not None and procedure.steps.filter(role=Step.Role.STEP).exists()


def ledger_of(procedure: Procedure, first: date, last: date) -> Ledger:
    """What is known of a procedure in some days, both included. Raises StoreUnavailable."""
    ledger = Ledger(procedure, first, last, is_measured(procedure))
    _add_counts(ledger)
    _add_costs(ledger)
    if ledger.measured:
        _add_measured(ledger)
    return ledger


def _add_counts(ledger: Ledger) -> None:
    for count in overlapping(ledger.procedure.counts.all(), ledger.first, ledger.last):
        if ledger.measured and count.channel == Channel.ONLINE:
            continue
        _spread(ledger, ledger.completed[count.channel], count, Fraction(count.completed))
        if _sticks_out(ledger, count):
            ledger.split.append(count)


def _add_costs(ledger: Ledger) -> None:
    for cost in overlapping(ledger.procedure.costs.all(), ledger.first, ledger.last):
        _spread(ledger, ledger.euros[cost.channel], cost, Fraction(cost.euros))
        if _sticks_out(ledger, cost):
            ledger.split_costs.append(cost)


def overlapping(told: Any, first: date, last: date) -> Any:
    """Of what was told, what speaks of some day of a period."""
    return told.filter(first__lte=last, last__gte=first)


def _sticks_out(ledger: Ledger, told: ChannelCount | ChannelCost) -> bool:
    return told.first < ledger.first or told.last > ledger.last


def _spread(ledger: Ledger, daily: Daily, told: ChannelCount | ChannelCost, amount: Fraction) -> None:
    each = amount / ((told.last - told.first).days + 1)
    for day in days_of(max(told.first, ledger.first), min(told.last, ledger.last)):
        daily[day] = daily.get(day, Fraction(0)) + each


def _add_measured(ledger: Ledger) -> None:
    procedure, site = ledger.procedure, ledger.procedure.site
    journey = journey_of(procedure)
    if site is None or journey is None:
        return
    journeys.prepare(site, journey, ledger.first, ledger.last)
    ledger.online = journeys.days(site, journey, ledger.first, ledger.last)
    daily: Daily = dict.fromkeys(days_of(ledger.first, ledger.last), Fraction(0))
    for each in ledger.online:
        day = date.fromisoformat(each.at)
        if day in daily:
            daily[day] += each.completed + each.negative
    ledger.completed[Channel.ONLINE] = daily
    ledger.untied = untied_ends(procedure, ledger.first, ledger.last)


def end_names(procedure: Procedure) -> list[str]:
    """The names of the events that say that a procedure ended validly: its last step, and its negative ends."""
    steps = list(procedure.steps.filter(role=Step.Role.STEP))
    ends = [*steps[-1:], *procedure.steps.filter(role=Step.Role.NEGATIVE)]
    return [event_of(procedure, step) for step in ends]


def untied_ends(procedure: Procedure, first: date, last: date) -> int:
    """Valid ends that the e-office's server told without saying of which visit: they count in totals, not in the funnel."""
    if procedure.site is None:
        return 0
    return sum(journeys.untied(procedure.site, end_names(procedure), first, last).values())


def told_of(procedure: Procedure) -> tuple[QuerySet[ChannelCount], QuerySet[ChannelCost]]:
    """All that was told of a procedure: counts and costs, the latest first."""
    return procedure.counts.select_related("by"), procedure.costs.all()
