"""What other parts of the room tell of a procedure, gathered for its page in one place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from plazamayor.core import charts, formatting
from plazamayor.procedures.friction import queries as finder
from plazamayor.procedures.friction.contract import Frictions
from plazamayor.procedures.kpis.queries import Kpis, kpis, ratings_of
from plazamayor.procedures.models import Procedure
from plazamayor.procedures.queries import measured_with
from plazamayor.procedures.report.answers import Asked, kept
from plazamayor.procedures.report.look import View
from plazamayor.procedures.surveys import queries as surveys
from plazamayor.procedures.surveys.queries import Results
from plazamayor.procedures.surveys.questions import REASONS
from plazamayor.procedures.surveys.scores import Measure, Score

Text = str | Promise
NAMES: dict[Measure, Text] = {
    Measure.SATISFACTION: _("Satisfaction"),
    Measure.CLARITY: _("Clarity"),
    Measure.REACHABLE: _("Help reachable"),
    Measure.AUTONOMY: _("Autonomy: done without help"),
}
"""The scores of the page, in their order."""


def frictions(asked: Asked, version: int) -> Frictions:
    """Who leaves where more than the others, in the days looked at."""
    days, exempt, kind, among = asked.view.period, asked.site.exempt, asked.procedure.kind, max(1, measured_with(asked.procedure))
    return kept(
        asked,
        version,
        ("frictions", days, exempt, kind, among),
        lambda: finder.frictions(asked.site, asked.journey, days.first, days.last, exempt=exempt, kind=kind, among=among),
        lambda found: len(found.told),
    )


def measures(asked: Asked, version: int, now: datetime) -> Kpis:
    """The four measures, by channel, asked again when what was told of other channels or answered changes; raises StoreUnavailable."""
    procedure, days = asked.procedure, asked.view.period
    counts = tuple(procedure.counts.values_list("pk", "channel", "first", "last", "completed"))
    costs = tuple(procedure.costs.values_list("pk", "channel", "first", "last", "euros"))
    ratings = ratings_of(procedure, days.first, days.last)
    key = ("kpis", days, asked.view.today, tuple(procedure.channels), counts, costs, tuple(ratings), get_language())
    return kept(
        asked,
        version,
        key,
        lambda: kpis(procedure, days.first, days.last, now, ratings),
        lambda _found: len(counts) + len(costs) + days.length,
    )


@dataclass(frozen=True, kw_only=True)
class ScoreRow:
    """A score as it is drawn: written, and its interval on the scale of the column."""

    name: Text
    written: str
    interval: charts.Interval | None
    between: str
    n: int


@dataclass(frozen=True, kw_only=True)
class Said:
    """What those who used it say, and why others left; `reasons` with the width of the bar behind, empty for fewer than ten."""

    results: Results
    scores: Sequence[ScoreRow]
    reasons: Sequence[tuple[Text, str, str]]
    reasons_given: Sequence[tuple[str, int]]

    @property
    def reasons_in_all(self) -> int:
        """How many gave a reason."""
        return sum(count for _reason, count in self.reasons_given)


def said(procedure: Procedure, view: View) -> Said | None:
    """What was answered in the days looked at; None without a survey, or when nobody was asked and nobody answered."""
    if surveys.survey_of(procedure) is None:
        return None
    found = surveys.results(procedure, view.period.first, view.period.last)
    left = surveys.exit_reasons(procedure, view.period.first, view.period.last)
    if not found.counts.replies and not found.asked.asked and not left:
        return None
    rows = [_row(name, found.scores[measure]) for measure, name in NAMES.items()]
    most = max((count for _reason, count in left), default=0)
    reasons = [
        (REASONS[reason], formatting.few(count), charts.share(count, most) if count >= formatting.FEW else "") for reason, count in left
    ]
    return Said(results=found, scores=rows, reasons=reasons, reasons_given=left)


def _row(name: Text, score: Score) -> ScoreRow:
    top = 1.0 if score.measure is Measure.REACHABLE else 10.0
    between = score.interval
    if score.value is None or between is None:
        return ScoreRow(name=name, written=formatting.NOTHING, interval=None, between="", n=score.n)
    write = formatting.percent if score.measure is Measure.REACHABLE else _mark
    return ScoreRow(
        name=name,
        written=write(score.value),
        interval=charts.interval(between.low, score.value, between.high, scale=(0.0, top)),
        between=f"{write(between.low)} {formatting.DASH} {write(between.high)}",
        n=score.n,
    )


def _mark(value: float) -> str:
    return formatting.number(value, 1)
