"""The steps of a procedure as the page shows them: who arrives, who leaves, how long, what goes wrong and where they go instead."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plazamayor.analytics.journeys.contract import Elsewhere, Funnel, StepFigures, Went
from plazamayor.core import charts, formatting
from plazamayor.procedures.models import Step

Text = str | Promise
INSTEAD: dict[Elsewhere, Text] = {
    Elsewhere.SEARCH: _("Search"),
    Elsewhere.CONTACT: _("Contact"),
    Elsewhere.PHONE: _("Telephones"),
    Elsewhere.OUTSIDE: _("Another website"),
    Elsewhere.PAGE: _("Another page"),
    Elsewhere.GONE: _("Nothing more"),
}
"""Where somebody who leaves goes, in the order of the columns."""
MOST_PLACES = 3


@dataclass(frozen=True, kw_only=True)
class StepRow:
    """A step: its figures, what it lost before, and where those who left it went."""

    number: int
    name: str
    figures: StepFigures
    before: StepFigures | None
    instead: Sequence[int]
    places: Sequence[tuple[str, int]]
    width: str
    lit: bool
    last: bool

    @property
    def share(self) -> float | None:
        """The part of those who reached it that left there; None for the last, which nobody leaves."""
        return share_of(self.figures) if not self.last else None

    @property
    def share_before(self) -> float | None:
        """The same, of the period compared with."""
        return share_of(self.before) if self.before and not self.last else None


def share_of(figures: StepFigures) -> float | None:
    """The abandonment of a step; None when nobody reached it."""
    return figures.left / figures.reached if figures.reached else None


def rows(steps: Sequence[Step], now: Funnel, before: Funnel | None, lit: int) -> list[StepRow]:
    """The steps in order, with the one that the finding speaks of (from 1)."""
    started = now.started
    return [
        StepRow(
            number=number,
            name=step.name,
            figures=figures,
            before=before.steps[number - 1] if before else None,
            instead=[sum(each.attempts for each in _of(now, number) if each.kind is kind) for kind in INSTEAD],
            places=_places(_of(now, number)),
            width=charts.share(figures.reached, started),
            lit=number == lit,
            last=number == len(now.steps),
        )
        for number, (step, figures) in enumerate(zip(steps, now.steps, strict=True), start=1)
    ]


def _of(funnel: Funnel, number: int) -> list[Went]:
    return [each for each in funnel.went if each.step == number]


def _places(went: Sequence[Went]) -> list[tuple[str, int]]:
    """The pages most gone to; places of fewer than ten people are not told one by one."""
    known = [(each.to, each.attempts) for each in went if each.to and each.attempts >= formatting.FEW]
    return sorted(known, key=lambda place: -place[1])[:MOST_PLACES]
