"""A row that tells of a channel in some days, and what telling it would change."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plazamayor.core import formatting
from plazamayor.organisation.models import Organisation
from plazamayor.procedures.models import Channel, ChannelCost, ChannelCount, Procedure

MOST = {"counts": Decimal(100_000_000), "costs": Decimal("9999999999.99")}
EARLIEST = date(2000, 1, 1)


class Kind(StrEnum):
    """What a row tells: how many were completed, or how many euros they cost."""

    COUNTS = "counts"
    COSTS = "costs"


class What(StrEnum):
    """What telling a row would do."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    WRONG = "wrong"

    @property
    def label(self) -> str | Promise:
        """The word people read."""
        return WORDS[self]


WORDS: dict[str, str | Promise] = {
    "new": gettext_lazy("is added"),
    "changed": gettext_lazy("is changed"),
    "same": gettext_lazy("is already there"),
    "wrong": gettext_lazy("cannot be taken"),
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row as it was told. `number` is its place in what was told; `faults` what could not be read in it."""

    number: int
    procedure: str
    channel: str
    first: date | None
    last: date | None
    amount: Decimal | None
    source: str = ""
    note: str = ""
    faults: tuple[str, ...] = ()

    @property
    def channel_label(self) -> str | Promise:
        """The channel as people read it; what was written when it is none."""
        return Channel(self.channel).label if self.channel in Channel.values else self.channel


Key = tuple[int, str, str, date, date]


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A row and what telling it would do; `before` is what was told of the same days."""

    row: Row
    what: What
    procedure: Procedure | None = None
    before: Decimal | None = None
    faults: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """What makes it the same as one told before: procedure, channel, source and days."""
        row = self.row
        if self.procedure is None or row.first is None or row.last is None:
            raise ValueError("a row that cannot be taken has no key")
        return self.procedure.pk, row.channel, row.source, row.first, row.last


@dataclass(frozen=True)
class Plan:
    """What telling some rows would do, row by row."""

    kind: Kind
    lines: Sequence[Planned]

    @cached_property
    def wrong(self) -> list[Planned]:
        """The rows that cannot be taken: with one of them, none is."""
        return [each for each in self.lines if each.what is What.WRONG]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many rows of each sort."""
        return {what.value: sum(1 for each in self.lines if each.what is what) for what in What}

    @property
    def changes(self) -> int:
        """How many rows would change something."""
        return self.counts["new"] + self.counts["changed"]


@dataclass
class _Held:
    """What has been told of a procedure, by channel and source, before and further up."""

    amounts: dict[Key, tuple[Decimal, str]] = field(default_factory=dict)
    spans: defaultdict[tuple[int, str, str], list[tuple[date, date, int]]] = field(default_factory=lambda: defaultdict(list))
    told: dict[Key, int] = field(default_factory=dict)


def plan_of(organisation: Organisation, kind: Kind, rows: Iterable[Row], today: date, among: Collection[Procedure] | None = None) -> Plan:
    """Says what telling some rows of procedures of an administration, or only of some of them, would do. Nothing is written."""
    procedures = {each.code: each for each in (Procedure.objects.filter(organisation=organisation) if among is None else among)}
    wanted = list(rows)
    held = _held(kind, [procedures[each.procedure] for each in wanted if each.procedure in procedures])
    return Plan(kind, [_planned(procedures, kind, row, held, today) for row in wanted])


def _held(kind: Kind, procedures: Iterable[Procedure]) -> _Held:
    held = _Held()
    for each in _told_before(kind, {procedure.pk for procedure in procedures}):
        source = getattr(each, "source", "")
        key = (each.procedure_id, each.channel, source, each.first, each.last)
        held.amounts[key] = (Decimal(each.completed), "") if kind is Kind.COUNTS else (each.euros, each.note)
        held.spans[key[:3]].append((each.first, each.last, 0))
    return held


def _told_before(kind: Kind, procedures: set[int]) -> Any:
    model = ChannelCount if kind is Kind.COUNTS else ChannelCost
    return model.objects.filter(procedure__in=procedures)


def _planned(procedures: Mapping[str, Procedure], kind: Kind, row: Row, held: _Held, today: date) -> Planned:
    procedure = procedures.get(row.procedure)
    faults = [*row.faults, *_faults(kind, row, procedure, today)]
    if faults or procedure is None or row.first is None or row.last is None or row.amount is None:
        return Planned(row=row, what=What.WRONG, procedure=procedure, faults=tuple(faults))
    line = Planned(row=row, what=What.NEW, procedure=procedure)
    clash = _clash(line, held)
    if clash:
        return Planned(row=row, what=What.WRONG, procedure=procedure, faults=(clash,))
    held.told[line.key] = row.number
    before = held.amounts.get(line.key)
    if before is None:
        held.spans[line.key[:3]].append((row.first, row.last, row.number))
        return line
    what = What.SAME if before == (row.amount, row.note if kind is Kind.COSTS else "") else What.CHANGED
    return Planned(row=row, what=what, procedure=procedure, before=before[0])


def _faults(kind: Kind, row: Row, procedure: Procedure | None, today: date) -> Iterable[str]:
    if procedure is None and row.procedure:
        yield _("There is no procedure with the code “%(code)s”.") % {"code": row.procedure[:60]}
    if row.channel and row.channel not in Channel.values:
        told = {"channel": row.channel[:40], "known": ", ".join(f"{channel.label} ({channel.value})" for channel in Channel)}
        yield _("“%(channel)s” is not a channel. There are: %(known)s.") % told
    if row.first and row.last:
        yield from _faults_of_days(kind, row.first, row.last, today)
    if row.amount is not None and not 0 <= row.amount <= MOST[kind]:
        yield _("The figure cannot be negative, nor more than %(most)s.") % {"most": formatting.number(MOST[kind])}


def _faults_of_days(kind: Kind, first: date, last: date, today: date) -> Iterable[str]:
    if last < first:
        yield _("The last day comes before the first.")
    if first < EARLIEST:
        yield _("Days before 2000 are not taken: it looks like a slip.")
    if kind is Kind.COUNTS and last > today:
        yield _("%(day)s has not ended yet: count what was done once it has.") % {"day": formatting.day(last)}


def _clash(line: Planned, held: _Held) -> str:
    """Why it cannot stand beside the others, or nothing."""
    *group, first, last = line.key
    if line.key in held.told:
        return _("It tells the same as row %(n)s.") % {"n": held.told[line.key]}
    for other_first, other_last, number in held.spans[tuple(group)]:  # type: ignore[index]  # the key without its days
        if first <= other_last and other_first <= last and (first, last) != (other_first, other_last):
            told = {"days": formatting.period(other_first, other_last), "n": number}
            if number:
                return _("Its days overlap those of row %(n)s (%(days)s): they would be counted twice.") % told
            return (
                _("Its days overlap %(days)s, already told: they would be counted twice. Remove that first, or give its very days.") % told
            )
    return ""
