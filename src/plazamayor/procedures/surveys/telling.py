"""What the page of results shows of what was answered: sentences, tables and drawings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plazamayor.core import charts, formatting
from plazamayor.core.formatting import Unit
from plazamayor.core.parts import Column, Figure, Row, Table
from plazamayor.core.registries import Indicator
from plazamayor.procedures.surveys.indicators import MEASURES, RESPONSE
from plazamayor.procedures.surveys.queries import Results
from plazamayor.procedures.surveys.questions import CLEARNESS, FEELINGS, NONE, OURS, QUALITY, REASONS, SOURCES, Text
from plazamayor.procedures.surveys.scores import Asked, Counts, Measure, Score

NAMES: dict[Measure, Text] = {Measure.USER_SATISFACTION: gettext_lazy("Satisfaction, in a hundred")}
"""What is not to be taken for its neighbour."""
TOP = {Measure.USER_SATISFACTION: 1.0, Measure.REACHABLE: 1.0}
"""Where the scale of a score ends, when it is not ten."""


@dataclass(frozen=True)
class ScoreRow:
    """A score as it is drawn."""

    indicator: Indicator
    name: Text
    written: str
    interval: charts.Interval | None
    between: str
    n: int


def told(results: Results) -> dict[str, Any]:
    """All that the page tells of some results."""
    return {
        "claim": claim(results),
        "limits": limits(results),
        "scores": score_rows(results),
        "figures": figures(results.asked, results.counts),
        "tables": tables(results.counts),
    }


def claim(results: Results) -> str:
    """What the answers say, in a sentence."""
    share, n = results.well.value, results.well.n
    if share is None:
        return _("Nobody has answered in these days.")
    told = {"n": formatting.number(n), "people": formatting.people(share)}
    one, many = _("The only person who answered says how it went."), _("It went well for %(people)s of the %(n)s people who answered.")
    return one if n == 1 else many % told


def limits(results: Results) -> str:
    """How sure that is, counting those who did not answer."""
    asked, between = results.asked, results.worst_case
    if results.well.value is None:
        return ""
    if between is None:
        return _("Nobody was invited with an invitation that is counted, so it is not known what part of them answered.")
    told = {
        "low": formatting.percent(between.low),
        "high": formatting.percent(between.high),
        "asked": formatting.number(asked.asked + asked.alone),
    }
    return _("If all the %(asked)s who were asked had answered, it would have gone well for between %(low)s and %(high)s.") % told


def score_rows(results: Results) -> list[ScoreRow]:
    """Every score, in order."""
    return [_score_row(indicator, results.scores[measure]) for measure, indicator in MEASURES.items()]


def _score_row(indicator: Indicator, score: Score) -> ScoreRow:
    between, top, name = score.interval, TOP.get(score.measure, 10.0), NAMES.get(score.measure, indicator.name)
    if score.value is None or between is None:
        return ScoreRow(indicator, name, formatting.NOTHING, None, "", score.n)
    low, high = (formatting.quantity(value, indicator.unit) for value in (between.low, between.high))
    drawn = charts.interval(between.low, score.value, between.high, scale=(0.0, top))
    return ScoreRow(indicator, name, formatting.quantity(score.value, indicator.unit), drawn, f"{low} {formatting.DASH} {high}", score.n)


def figures(asked: Asked, counts: Counts) -> list[Figure]:
    """How many were asked and how many answered."""
    return [
        Figure(name=_("Answers"), value=counts.replies, note=_("with at least one question answered")),
        Figure(name=_("Invited"), value=asked.asked, note=_("%(n)s closed the invitation") % {"n": formatting.number(asked.closed)}),
        Figure(name=RESPONSE.name, value=asked.rate, unit=Unit.SHARE, indicator=RESPONSE, note=_("of those invited")),
        Figure(name=_("Came alone"), value=asked.alone, note=_("by a link or a code, without an invitation")),
    ]


def tables(counts: Counts) -> list[Table]:
    """How many gave each answer, a table for each question; what nobody was asked is left out."""
    reached = [(SOURCES[name], counts.reached[name]) for name in OURS if name in counts.reached]
    found = [
        _counted(_("How it went"), {str(step): word for step, word in FEELINGS.items()}, _texts(counts.satisfaction)),
        _counted(_("Clarity"), {str(step): word for step, word in CLEARNESS.items()}, _texts(counts.clarity)),
        _counted(_("Where help was looked for"), {NONE: _("Needed no help"), **SOURCES}, counts.sought, of=counts.asked_help),
        _counted(_("How good the help was"), {str(step): word for step, word in QUALITY.items()}, _texts(counts.quality)),
    ]
    if reached:
        columns = [Column(name=_("Answered")), Column(name=_("Not answered"))]
        rows = [Row(name=name, cells=[formatting.number(yes), formatting.number(no)]) for name, (yes, no) in reached]
        found.insert(3, Table(caption=_("Whether the administration answered"), head=_("Way"), columns=columns, rows=rows))
    return [table for table in found if table.rows]


def reasons(given: Sequence[tuple[str, int]]) -> Table | None:
    """Why people left; fewer than ten is said so, without a bar. None when nobody said."""
    if not given:
        return None
    people = _("People (n = %(n)s)") % {"n": formatting.number(sum(count for _name, count in given))}
    widths = charts.bars([count for _name, count in given], threshold=formatting.FEW)
    rows = [
        Row(name=REASONS[name], cells=[formatting.few(count)], bar=width, lit=place == 0)
        for place, ((name, count), width) in enumerate(zip(given, widths, strict=True))
    ]
    return Table(caption=_("Reasons given on leaving"), head=_("Reason"), columns=[Column(name=people)], rows=rows)


def _texts(counts: Mapping[int, int]) -> dict[str, int]:
    return {str(step): count for step, count in counts.items()}


def _counted(caption: Text, names: Mapping[str, Text], counts: Mapping[str, int], of: int | None = None) -> Table:
    """A table of how many gave each answer, of how many in all; empty when nobody was asked."""
    n = sum(counts.values()) if of is None else of
    widths = charts.bars([counts.get(name, 0) for name in names])
    rows = [
        Row(name=word, cells=[formatting.number(counts.get(name, 0)), formatting.hundred(counts.get(name, 0) / n)], bar=width)
        for (name, word), width in zip(names.items(), widths, strict=True)
        if n
    ]
    columns = [Column(name="n"), Column(name=_("of each 100"))]
    return Table(caption=caption, head=_("Answer"), columns=columns, rows=rows, foot=_("%(n)s answers") % {"n": formatting.number(n)})
