"""What pages show of the measures: figures, the table of channels and the sentence that says it."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from plazamayor.core import formatting
from plazamayor.core.formatting import Unit
from plazamayor.core.parts import Column, Figure, Row, Table
from plazamayor.procedures.kpis import indicators
from plazamayor.procedures.kpis.measures import Kpi
from plazamayor.procedures.kpis.queries import ChannelLine, Kpis
from plazamayor.procedures.models import Channel

BY_KEY = {indicator.key: indicator for indicator in indicators.ALL}
HUNDRED = 100


def figures_of(measures: Sequence[Kpi]) -> list[Figure]:
    """The four measures as a strip, each with its interval under it, or why it is not known."""
    return [_figure(measure) for measure in measures]


def _figure(measure: Kpi) -> Figure:
    indicator = BY_KEY[measure.key]
    if measure.value is None:
        note = measure.notes[0] if measure.notes else _("Nothing to divide by in these days.")
        return Figure(name=indicator.name, value=None, unit=indicator.unit, indicator=indicator, note=note)
    note = _of(measure)
    if measure.low is not None and measure.high is not None:
        between = {"low": formatting.percent(measure.low), "high": formatting.percent(measure.high)}
        return Figure(
            name=indicator.name,
            value=measure.value,
            unit=indicator.unit,
            indicator=indicator,
            note=_("between %(low)s and %(high)s") % between,
            note_more=note,
        )
    return Figure(name=indicator.name, value=measure.value, unit=indicator.unit, indicator=indicator, note=note)


def _of(measure: Kpi) -> str:
    if indicators.SATISFACTION.key == measure.key:
        return _("%(n)s answers") % {"n": formatting.number(measure.n)}
    if indicators.COST.key == measure.key:
        told = {"euros": formatting.euros(measure.numerator, 0), "n": formatting.number(measure.n)}
        return _("%(euros)s over %(n)s, in twelve months") % told
    return _("%(some)s of %(n)s") % {"some": formatting.number(measure.numerator), "n": formatting.number(measure.n)}


def table_of(found: Kpis) -> Table:
    """By which channel it was done, and what each cost."""
    most = max((line.completed or 0 for line in found.channels), default=0)
    ordered = sorted(found.channels, key=lambda line: -(line.completed or 0))
    columns = (Column(name=_("Completed")), Column(name=_("Of each 100")), Column(name=_("Cost, 12 months"), wide=False))
    rows = [Row(name=line.channel.label.capitalize(), cells=_cells(line), bar=_bar(line, most)) for line in ordered]
    if found.channels:
        each = formatting.quantity(found.cost.value, Unit.EUROS)
        total = [formatting.number(found.total), formatting.hundred(1 if found.total else None), each]
        rows.append(Row(name=_("Total"), cells=total))
    return Table(
        caption=_("What was completed by each channel, and what each cost"),
        head=_("Channel"),
        columns=columns,
        rows=rows,
        nothing=_("Nobody has counted anything of it yet."),
    )


def _cells(line: ChannelLine) -> list[str]:
    completed = _("not counted") if line.completed is None else formatting.number(line.completed)
    return [completed, formatting.hundred(line.share), formatting.euros(line.cost)]


def _bar(line: ChannelLine, most: int) -> str:
    return f"{line.completed * HUNDRED / most:.1f}%" if line.completed and most else ""


def sentence_of(found: Kpis) -> str:
    """By which channels it is done, in one sentence."""
    if found.take_up.value is None:
        return _("It cannot be said yet how much of it is done on line.")
    assisted = next((line.share for line in found.channels if line.channel == Channel.ASSISTED and line.completed), None)
    said = {"share": formatting.percent(found.take_up.value, 0)}
    if not assisted:
        return _("%(share)s was done on line.") % said
    return _("%(share)s was done on line; %(assisted)s needed somebody beside them.") % (
        said | {"assisted": formatting.percent(assisted, 0)}
    )


def notes_of(found: Kpis) -> list[str]:
    """What to bear in mind, said once each: what was not counted, what was split, what was left out."""
    notes = [note for measure in found.measures if measure.value is not None for note in measure.notes]
    if found.ledger.measured and found.ledger.procedure.counts.filter(channel=Channel.ONLINE).exists():
        notes.append(_("Counts told of the on-line channel are not added: its steps are measured."))
    notes += [
        _("%(channel)s: nobody counted %(days)s.") % {"channel": line.channel.label.capitalize(), "days": _gaps(line.gaps)}
        for line in found.channels
        if line.gaps and line.completed is not None
    ]
    return list(dict.fromkeys(notes))


def _gaps(gaps: Sequence[tuple[date, date]]) -> str:
    shown = [formatting.period(first, last) for first, last in gaps[:3]]
    return ", ".join([*shown, _("and other days")] if len(gaps) > len(shown) else shown)
