"""The four measures of procedures in some days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plazamayor.core import formatting
from plazamayor.procedures import deriving
from plazamayor.procedures.channels.operations import today_in
from plazamayor.procedures.channels.queries import Ledger, cents, days_of, ledger_of, spans, untied_ends, whole
from plazamayor.procedures.deriving import Wanted
from plazamayor.procedures.kpis import measures
from plazamayor.procedures.kpis.measures import Kpi
from plazamayor.procedures.models import Channel, Procedure, Reply
from plazamayor.procedures.models.surveys import Moment

DIGITAL = (Channel.ONLINE, Channel.ASSISTED)
"""The standard counts assisted digital as digital."""


@dataclass(frozen=True)
class ChannelLine:
    """A channel in some days: completed there (None when nobody counted), its part of all, and what each cost in twelve months."""

    channel: Channel
    completed: int | None
    share: float | None
    cost: Decimal | None
    gaps: tuple[tuple[date, date], ...]


@dataclass(frozen=True)
class Kpis:
    """The four measures of a procedure in some days, both included, and what they were made of. `cost` is of `window`."""

    procedure: Procedure
    first: date
    last: date
    take_up: Kpi
    completion: Kpi
    satisfaction: Kpi
    cost: Kpi
    window: tuple[date, date]
    channels: tuple[ChannelLine, ...]
    ledger: Ledger

    @property
    def measures(self) -> tuple[Kpi, ...]:
        """The four, in the order of the standard."""
        return self.take_up, self.completion, self.satisfaction, self.cost

    @cached_property
    def total(self) -> int:
        """All that was completed, by any channel."""
        return sum(line.completed or 0 for line in self.channels)


def window_of(last: date) -> tuple[date, date]:
    """The twelve months that end on a day."""
    day_after = last + timedelta(days=1)
    if (day_after.month, day_after.day) == (2, 29):
        return date(day_after.year - 1, 3, 1), last
    return day_after.replace(year=day_after.year - 1), last


def kpis(procedure: Procedure, first: date, last: date, now: datetime, ratings: Sequence[int] | None = None) -> Kpis:
    """The four measures of a procedure in some days, both included. `ratings`: how many gave each, 1 to 5. Raises StoreUnavailable."""
    last = min(last, max(first, today_in(procedure.organisation, now)))
    window = window_of(last)
    ledger, year = ledger_of(procedure, first, last), ledger_of(procedure, *window)
    done = {channel: _done(ledger, channel) for channel in ledger.channels}
    return Kpis(
        procedure=procedure,
        first=first,
        last=last,
        take_up=_take_up(ledger, done),
        completion=_completion(ledger),
        satisfaction=measures.satisfaction(ratings_of(procedure, first, last) if ratings is None else ratings),
        cost=_cost(year),
        window=window,
        channels=tuple(_lines(ledger, year, done)),
        ledger=ledger,
    )


def wanted_of(procedure: Procedure, first: date, last: date, now: datetime) -> Wanted | None:
    """The days of which the attempts have to be known for the measures of some days: these, and the year of costs."""
    last = min(last, max(first, today_in(procedure.organisation, now)))
    return deriving.wanted_of(procedure, min(first, window_of(last)[0]), last)


def ratings_of(procedure: Procedure, first: date, last: date) -> list[int]:
    """How many of those who had finished gave each rating, 1 to 5."""
    answered = Reply.objects.filter(survey__procedure=procedure, moment=Moment.COMPLETED, day__range=(first, last))
    found = dict(answered.exclude(satisfaction=None).values_list("satisfaction").annotate(Count("pk")).order_by())
    return [found.get(rating, 0) for rating in range(1, measures.BEST + 1)]


def _done(ledger: Ledger, channel: str) -> int | None:
    known = ledger.done(channel)
    return known if known is None or channel != Channel.ONLINE else known + ledger.untied


def _take_up(ledger: Ledger, done: dict[str, int | None]) -> Kpi:
    digital = sum(done.get(channel) or 0 for channel in DIGITAL)
    total = sum(count or 0 for count in done.values())
    found = measures.share(measures.TAKE_UP, digital, total, _split_note(ledger))
    uncounted = [channel for channel, count in done.items() if count is None]
    if uncounted:
        return measures.unknown(found, _("Not counted: %(channels)s.") % {"channels": names(uncounted)})
    if not ledger.procedure.channels and set(done) == {Channel.ONLINE}:
        return measures.unknown(found, _("It is not said by which other channels it can be done."))
    partly = [channel for channel in done if ledger.gaps(channel)]
    note = _("Some days were not counted: %(channels)s. It holds if nothing was done in them.") % {"channels": names(partly)}
    return measures.share(measures.TAKE_UP, digital, total, [*([note] if partly else []), *found.notes])


def _split_note(ledger: Ledger) -> list[str]:
    if not ledger.split:
        return []
    some = len(ledger.split)
    text = ngettext(
        "%(n)s count was told of more days than these: its part was taken, as if each day had been alike.",
        "%(n)s counts were told of more days than these: their part was taken, as if each day had been alike.",
        some,
    )
    return [text % {"n": formatting.number(some)}]


def names(channels: Iterable[str]) -> str:
    """Channels, as people say them."""
    return ", ".join(str(Channel(channel).label) for channel in channels)


def _completion(ledger: Ledger) -> Kpi:
    started = sum(each.started for each in ledger.online)
    ended = sum(each.completed + each.negative for each in ledger.online)
    found = measures.share(measures.COMPLETION, ended, started)
    return found if ledger.measured else measures.unknown(found, _("Its steps are not recognised on any site."))


def _cost(year: Ledger) -> Kpi:
    """Euros over completed, of the same days: those in which the cost of each channel that was used is known."""
    whole_year = list(days_of(year.first, year.last))
    used = [channel for channel in year.completed if year.done(channel)]
    missing = [channel for channel in used if channel not in year.euros]
    if missing or not year.euros:
        none = measures.cost(Decimal(0), 0)
        why = _("The cost is not told: %(channels)s.") % {"channels": names(missing)} if missing else _("No cost is told.")
        return measures.unknown(none, why)
    days = [day for day in whole_year if all(day in year.euros[channel] for channel in used)]
    euros = cents(sum((daily.get(day, Fraction(0)) for daily in year.euros.values() for day in days), Fraction(0)))
    completed = sum(_completed_in(year, channel, days) for channel in used)
    notes = [] if len(days) == len(whole_year) else [_part_note(len(days), len(whole_year))]
    return measures.cost(euros, completed, notes)


def _part_note(days: int, of: int) -> str:
    text = _("Of %(days)s of the %(of)s days: of the rest, the cost of some channel is not told.")
    return text % {"days": formatting.number(days), "of": formatting.number(of)}


def _completed_in(ledger: Ledger, channel: str, days: Sequence[date]) -> int:
    known = sum((ledger.completed[channel].get(day, Fraction(0)) for day in days), Fraction(0))
    untied = 0
    if channel == Channel.ONLINE and ledger.untied:
        untied = sum(untied_ends(ledger.procedure, first, last) for first, last in spans(days))
    return whole(known) + untied


def _lines(ledger: Ledger, year: Ledger, done: dict[str, int | None]) -> Iterable[ChannelLine]:
    total = sum(count or 0 for count in done.values())
    for channel, count in done.items():
        share = count / total if total and count is not None else None
        yield ChannelLine(Channel(channel), count, share, _cost_of(year, channel), tuple(ledger.gaps(channel)))


def _cost_of(year: Ledger, channel: str) -> Decimal | None:
    days = sorted(year.euros.get(channel, {}))
    completed = _completed_in(year, channel, days) if channel in year.completed else 0
    euros = year.cost(channel, days)
    return None if euros is None or not completed else (euros / completed).quantize(Decimal("0.01"))


def pooled(found: Sequence[Kpis]) -> list[Kpi]:
    """The four measures of several procedures together, of those of which each is known."""
    every = [measure for each in found for measure in each.measures]
    keys = (measures.TAKE_UP, measures.COMPLETION, measures.SATISFACTION, measures.COST)
    return [measures.pooled(key, every) for key in keys]
