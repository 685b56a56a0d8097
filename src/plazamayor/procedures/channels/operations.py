"""Tells what was done by other channels and what it cost, and takes it back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plazamayor.core.errors import Mistake
from plazamayor.organisation.models import Membership, Organisation
from plazamayor.organisation.operations import record
from plazamayor.procedures.channels.rows import Kind, Plan, Planned, Row, What, plan_of
from plazamayor.procedures.channels.sheets import read_text
from plazamayor.procedures.models import ChannelCost, ChannelCount, Procedure

ACTS = {
    Kind.COUNTS: ("channel_counts.told", "channel_count.removed"),
    Kind.COSTS: ("channel_costs.told", "channel_cost.removed"),
}


class RowsRefused(Mistake):
    """Some rows cannot be taken, so none was: the plan says which and why."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        faults = [fault for line in plan.wrong for fault in line.faults]
        whole = ngettext("%(n)s row cannot be taken: none was.", "%(n)s rows cannot be taken: none was.", len(plan.wrong))
        super().__init__(faults[0] if len(plan.lines) == 1 else whole % {"n": len(plan.wrong)})


@dataclass(frozen=True)
class Told:
    """How many rows were added, how many changed what was told before, and how many were there already."""

    added: int
    changed: int
    same: int


def today_in(organisation: Organisation, now: datetime) -> date:
    """The day it is in an administration."""
    return now.astimezone(ZoneInfo(organisation.time_zone)).date()


@transaction.atomic
def tell(
    *,
    organisation: Organisation,
    kind: Kind,
    rows: Sequence[Row],
    by: Membership | None,
    now: datetime,
    told: str = ChannelCount.Told.FORM,
    program: str = "",
    among: Collection[Procedure] | None = None,
) -> Told:
    """Takes all the rows or none: what is new is added, other figures for the same days change them. Raises RowsRefused.

    `program` is the name of the token when a program tells them, and `among` the procedures that it opens.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)  # two who tell at the same time take turns
    plan = plan_of(organisation, kind, rows, today_in(organisation, now), among)
    if plan.wrong:
        raise RowsRefused(plan)
    for line in plan.lines:
        if line.what is not What.SAME:
            _write(kind, line, told, by, now)
    counts = plan.counts
    if plan.changes:
        detail = {"added": counts["new"], "changed": counts["changed"], "procedures": _codes(plan), "program": program}
        record(organisation, by, ACTS[kind][0], organisation, detail, now)
    return Told(counts["new"], counts["changed"], counts["same"])


def _codes(plan: Plan) -> list[str]:
    """Codes of the procedures told of; as one text when there are two, which the trail would read as before and after."""
    codes = sorted({each.row.procedure for each in plan.lines if each.what is not What.SAME})
    return [", ".join(codes)]


def _write(kind: Kind, line: Planned, told: str, by: Membership | None, now: datetime) -> None:
    procedure, channel, source, first, last = line.key
    days: dict[str, Any] = {"procedure_id": procedure, "channel": channel, "first": first, "last": last}
    if kind is Kind.COSTS:
        ChannelCost.objects.update_or_create(**days, defaults={"euros": line.row.amount, "note": line.row.note})
        return
    person = by.person if by else None
    given = {"completed": int(line.row.amount or 0), "told": told, "by": person, "created": now}
    ChannelCount.objects.update_or_create(**days, source=source, defaults=given)


def tell_one(*, procedure: Procedure, kind: Kind, by: Membership, now: datetime, **cells: Any) -> Told:
    """Tells one row of a procedure. Raises RowsRefused."""
    amount = Decimal(cells.pop("completed" if kind is Kind.COUNTS else "euros"))
    row = Row(number=1, procedure=procedure.code, amount=amount, **cells)
    return tell(organisation=procedure.organisation, kind=kind, rows=[row], by=by, now=now)


def tell_sheet(*, organisation: Organisation, kind: Kind, text: str, by: Membership, now: datetime) -> Told:
    """Tells the rows of a file that was tried before. Raises SheetUnreadable and RowsRefused."""
    return tell(organisation=organisation, kind=kind, rows=read_text(text, kind), by=by, now=now, told=ChannelCount.Told.FILE)


class AlreadyRemoved(Mistake):
    """Somebody has removed it meanwhile."""


@transaction.atomic
def remove(*, procedure: Procedure, kind: Kind, number: int, by: Membership, now: datetime) -> None:
    """Takes back one row that was told; raises AlreadyRemoved."""
    told: Any = procedure.counts if kind is Kind.COUNTS else procedure.costs
    row = told.select_for_update().filter(pk=number).first()
    if row is None:
        raise AlreadyRemoved(_("It is no longer there."))
    detail = {"channel": row.channel, "first": row.first.isoformat(), "last": row.last.isoformat()}
    detail["amount"] = str(row.completed if kind is Kind.COUNTS else row.euros)
    row.delete()
    record(procedure.organisation, by, ACTS[kind][1], procedure, detail, now)
