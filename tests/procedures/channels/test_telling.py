"""Telling counts and costs: all or none, never twice."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from plazamayor.organisation.models import AuditEntry
from plazamayor.procedures.channels.operations import RowsRefused, Told, remove, tell
from plazamayor.procedures.channels.rows import Kind, Row, What, plan_of
from plazamayor.procedures.models import ChannelCost, ChannelCount
from tests.make.cast import Cast
from tests.make.procedures_done import make_procedure

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
OCTOBER = {"first": date(2026, 10, 1), "last": date(2026, 10, 31)}


def row(number: int = 1, **cells: Any) -> Row:
    return Row(number=number, **{"procedure": "ayudas", "channel": "in_person", **OCTOBER, "amount": Decimal(96), **cells})


def told(cast: Cast, *rows: Row, kind: Kind = Kind.COUNTS) -> Told:
    return tell(organisation=cast.organisation, kind=kind, rows=rows, by=cast.editor, now=NOW)


def test_rows_are_added_once_and_the_same_again_change_nothing(cast: Cast) -> None:
    make_procedure(cast.organisation)

    assert told(cast, row(), row(2, channel="phone")) == Told(2, 0, 0)
    assert told(cast, row(), row(2, channel="phone")) == Told(0, 0, 2)
    assert sorted(ChannelCount.objects.values_list("channel", "completed")) == [("in_person", 96), ("phone", 96)]
    assert AuditEntry.objects.filter(action="channel_counts.told").count() == 1


def test_another_figure_for_the_same_days_corrects_it(cast: Cast) -> None:
    make_procedure(cast.organisation)
    told(cast, row())

    assert told(cast, row(amount=Decimal(98))) == Told(0, 1, 0)
    assert list(ChannelCount.objects.values_list("completed", flat=True)) == [98]


@pytest.mark.parametrize(
    ("first", "last"),
    [(date(2026, 10, 31), date(2026, 11, 5)), (date(2026, 10, 5), date(2026, 10, 6)), (date(2026, 9, 1), date(2026, 11, 19))],
)
def test_days_that_overlap_are_refused_with_a_sentence(cast: Cast, first: date, last: date) -> None:
    make_procedure(cast.organisation)
    told(cast, row())

    with pytest.raises(RowsRefused) as refused:
        told(cast, row(first=first, last=last))

    assert "1–31 oct 2026" in str(refused.value).replace("\u00a0", " ")
    assert ChannelCount.objects.count() == 1


def test_other_sources_of_the_same_channel_do_not_overlap(cast: Cast) -> None:
    make_procedure(cast.organisation)

    assert told(cast, row(source="Hacienda"), row(2, source="Registro")) == Told(2, 0, 0)


def test_one_wrong_row_and_none_is_taken(cast: Cast) -> None:
    make_procedure(cast.organisation)
    wrong = [
        row(2, procedure="nada"),
        row(3, channel="fax"),
        row(4, first=date(2026, 10, 31), last=date(2026, 10, 1)),
        row(5, channel="phone", last=date(2026, 11, 30), first=date(2026, 11, 1)),
        row(6, channel="assisted", amount=Decimal(-1)),
        row(7),
        row(8, first=date(2026, 10, 31), last=date(2026, 11, 2)),
        row(9, channel="assisted", first=date(1999, 1, 1), last=date(1999, 1, 2)),
    ]

    with pytest.raises(RowsRefused) as refused:
        told(cast, row(), *wrong)

    assert [line.row.number for line in refused.value.plan.wrong] == [2, 3, 4, 5, 6, 7, 8, 9]
    assert all(len(line.faults) == 1 for line in refused.value.plan.wrong)
    assert ChannelCount.objects.count() == 0


def test_a_dry_run_says_what_would_happen_and_writes_nothing(cast: Cast) -> None:
    make_procedure(cast.organisation)
    told(cast, row(), row(2, channel="phone"))
    rows = [row(), row(2, channel="phone", amount=Decimal(5)), row(3, channel="assisted"), row(4, channel="fax")]

    plan = plan_of(cast.organisation, Kind.COUNTS, rows, NOW.date())

    assert [line.what for line in plan.lines] == [What.SAME, What.CHANGED, What.NEW, What.WRONG]
    assert (plan.lines[1].before, ChannelCount.objects.count()) == (Decimal(96), 2)


def test_costs_may_be_of_days_to_come_and_are_corrected_with_their_note(cast: Cast) -> None:
    make_procedure(cast.organisation)
    year: dict[str, Any] = {"first": date(2026, 1, 1), "last": date(2026, 12, 31)}

    assert told(cast, row(**year, note="horas × 28 €"), kind=Kind.COSTS) == Told(1, 0, 0)
    assert told(cast, row(**year, note="horas × 30 €"), kind=Kind.COSTS) == Told(0, 1, 0)
    assert [(each.euros, each.note) for each in ChannelCost.objects.all()] == [(Decimal("96.00"), "horas × 30 €")]


def test_procedures_of_another_administration_are_not_there(cast: Cast) -> None:
    make_procedure(cast.outsider.organisation)

    with pytest.raises(RowsRefused):
        told(cast, row())


def test_what_was_told_is_taken_back_once(cast: Cast) -> None:
    procedure = make_procedure(cast.organisation)
    told(cast, row())
    number = ChannelCount.objects.get().pk
    remove(procedure=procedure, kind=Kind.COUNTS, number=number, by=cast.editor, now=NOW)

    with pytest.raises(Exception, match="Ya no está"):
        remove(procedure=procedure, kind=Kind.COUNTS, number=number, by=cast.editor, now=NOW)
    assert AuditEntry.objects.filter(action="channel_count.removed").count() == 1
