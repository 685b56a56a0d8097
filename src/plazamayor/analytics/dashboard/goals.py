"""Goals: how many visits reached each, exactly, and of how many."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from plazamayor.analytics.dashboard.audience import Asked
from plazamayor.analytics.exempt import TABLE, Statistic
from plazamayor.analytics.models import Goal
from plazamayor.analytics.reports.answers import Line, totals
from plazamayor.analytics.reports.filters import Filter
from plazamayor.core import charts, formatting
from plazamayor.core.parts import Column, Row, Table


@dataclass(frozen=True, kw_only=True)
class Reached:
    """A goal, its figures and those of all visits."""

    goal: Goal
    line: Line

    def share(self, whole: int) -> float | None:
        """The part of all visits that reached it."""
        return self.line.now.visits / whole if whole else None


@dataclass(frozen=True, kw_only=True)
class GoalsView:
    """The goals of a site in a period; `refused` when exempt mode keeps them off."""

    reached: Sequence[Reached] = ()
    table: Table | None = None
    refused: Statistic | None = None


def reached(asked: Asked) -> list[Reached]:
    """Every goal with the visits that reached it."""
    found = []
    for goal in asked.site.goals.all():
        wanted = asked.look.adding(Filter(goal.kind, (goal.value,)))
        found.append(Reached(goal=goal, line=totals(replace(asked.query, filters=wanted.filters))))
    return found


def goals_view(asked: Asked) -> GoalsView:
    """The goals, as a table whose names filter the whole view."""
    if not asked.permit.crossing:
        return GoalsView(refused=next(row for row in TABLE if row.key == "goals"))
    found = reached(asked)
    whole = totals(asked.query).now.visits if found else 0
    return GoalsView(reached=found, table=_table(asked, found, whole))


def _table(asked: Asked, found: Sequence[Reached], whole: int) -> Table:
    widths = charts.bars([each.line.now.visits for each in found])
    compared = asked.compared is not None
    columns = [Column(name=_("Visits")), Column(name=_("Of 100")), *([Column(name=_("Change"))] if compared else [])]
    rows = []
    for index, each in enumerate(found):
        now, before = each.line.now.visits, each.line.before.visits
        cells = [
            formatting.number(now),
            formatting.hundred(each.share(whole)),
            *([formatting.change_in_row(now, before)] if compared else []),
        ]
        look = asked.look.toggled(each.goal.kind, each.goal.value)
        rows.append(Row(name=each.goal.name, address=f"{asked.base}{look.address}", bar=widths[index], cells=cells))
    return Table(
        caption=_("Visits that reached each goal"),
        head=_("Goal"),
        columns=columns,
        rows=rows,
        foot=_("of %(n)s visits") % {"n": formatting.number(whole)},
        nothing=_("No goals yet. A goal is a page, a download, a form or an event that a visit may reach."),
    )
