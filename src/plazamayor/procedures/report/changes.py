"""What was changed in a procedure, and its abandonment before and since. Before and after is no experiment: no cause is claimed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plazamayor.analytics.journeys.contract import Funnel
from plazamayor.core import formatting
from plazamayor.procedures.models import Change, Step
from plazamayor.procedures.report.answers import SOON, Asked
from plazamayor.statistics.comparisons import fisher
from plazamayor.statistics.multiplicity import holm

Text = str | Promise
ERROR = 0.05
"""The chance of any false difference that is accepted, over the whole procedure and all its steps."""


@dataclass(frozen=True, kw_only=True)
class ChangeLine:
    """A change: what is said of it, and its state (`kind` of the component)."""

    day: date
    text: str
    said: str
    state: str
    kind: str


@dataclass(frozen=True)
class _Pair:
    """Those who left before and since, of the whole procedure or of a step."""

    name: str
    left: int
    of: int
    left_since: int
    of_since: int

    @property
    def moved(self) -> float:
        return self.left_since / self.of_since - self.left / self.of


def lines(asked: Asked, told: Sequence[tuple[Change, Funnel, Funnel]]) -> list[ChangeLine]:
    """Every change that has come, the latest first."""
    known = {change: (before, after) for change, before, after in told}
    return [_line(asked, change, known.get(change)) for change in asked.procedure.changes.all()]


def _line(asked: Asked, change: Change, funnels: tuple[Funnel, Funnel] | None) -> ChangeLine:
    said, state, kind = _told(asked.steps, *funnels) if funnels else _not_told(change, asked.view.today)
    return ChangeLine(day=change.day, text=change.text, said=said, state=state, kind=kind)


def _not_told(change: Change, today: date) -> tuple[str, str, str]:
    if change.day >= today:
        return "", _("still to come"), "draft"
    missing = SOON - (today - change.day).days
    if missing > 0:
        return "", ngettext("too soon: %(n)s day is missing", "too soon: %(n)s days are missing", missing) % {"n": missing}, "draft"
    return "", "", ""


def _told(steps: Sequence[Step], before: Funnel, after: Funnel) -> tuple[str, str, str]:
    pairs = [pair for pair in _pairs(steps, before, after) if pair.of >= formatting.FEW and pair.of_since >= formatting.FEW]
    if not pairs:
        return "", _("too few people to compare"), ""
    chances = [fisher(pair.left, pair.of, pair.left_since, pair.of_since) for pair in pairs]
    adjusted = holm([1.0 if chance is None else chance for chance in chances])
    best = min(range(len(pairs)), key=lambda place: (adjusted[place], -abs(pairs[place].moved)))
    pair = pairs[best]
    if adjusted[best] > ERROR:
        return _said(pairs[0]), _("no difference can be shown"), ""
    return (_said(pair), _("less since then"), "good") if pair.moved < 0 else (_said(pair), _("more since then"), "warn")


def _pairs(steps: Sequence[Step], before: Funnel, after: Funnel) -> list[_Pair]:
    whole = _Pair("", before.left, before.started, after.left, after.started)
    each = [
        _Pair(step.name, one.left, one.reached, other.left, other.reached)
        for step, one, other in zip(steps, before.steps, after.steps, strict=True)
    ]
    return [whole, *each[:-1]]


def _said(pair: _Pair) -> str:
    shares = {
        "before": formatting.percent(pair.left / pair.of),
        "since": formatting.percent(pair.left_since / pair.of_since),
        "step": pair.name,
    }
    if pair.name:
        return _("Abandonment of “%(step)s”: from %(before)s to %(since)s") % shares
    return _("Abandonment: from %(before)s to %(since)s") % shares
