"""Goals: how many visits reached each, exactly, and of how many."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from plazamayor.analytics.dashboard.audience import Asked
from plazamayor.analytics.exempt import TABLE, Statistic
from plazamayor.analytics.models import Goal
from plazamayor.analytics.reports.answers import reached
from plazamayor.core import charts, formatting
from plazamayor.core.parts import Column, Row, Table


@dataclass(frozen=True, kw_only=True)
class GoalsView:
    """The goals of a site in a period; `refused` when exempt mode keeps them off."""

    table: Table | None = None
    refused: Statistic | None = None


def goals_view(asked: Asked) -> GoalsView:
    """The goals, as a table whose names filter the whole view."""
    if not asked.permit.crossing:
        return GoalsView(refused=next(row for row in TABLE if row.key == "goals"))
    goals = list(asked.site.goals.all())
    *found, whole = reached(asked.query, [(goal.kind, goal.value) for goal in goals]) if goals else [(0, 0)]
    return GoalsView(table=_table(asked, list(zip(goals, found, strict=True)), whole[0]))


def _table(asked: Asked, found: Sequence[tuple[Goal, tuple[int, int]]], whole: int) -> Table:
    compared = asked.comparable is not None
    widths = charts.bars([now for _goal, (now, _before) in found])
    rows = []
    for (goal, (now, before)), width in zip(found, widths, strict=True):
        change = [formatting.change_in_row(now, before)] if compared else []
        cells = [formatting.number(now), formatting.hundred(now / whole if whole else None), *change]
        look = asked.look.toggled(goal.kind, goal.value)
        rows.append(Row(name=goal.name, address=f"{asked.base}{look.address}", bar=width, cells=cells))
    return Table(
        caption=_("Visits that reached each goal"),
        head=_("Goal"),
        columns=[Column(name=_("Visits")), Column(name=_("Of 100")), *([Column(name=pgettext("column", "Change"))] if compared else [])],
        rows=rows,
        foot=_("of %(n)s visits") % {"n": formatting.number(whole)},
        nothing=_("No goals yet. A goal is a page, a download, a form or an event that a visit may reach."),
    )
