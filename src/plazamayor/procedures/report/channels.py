"""By which channels a procedure was done, the four measures, and what doing it once weighs: as they are drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from plazamayor.core import charts, formatting
from plazamayor.core.registries import Indicator
from plazamayor.procedures.kpis import indicators
from plazamayor.procedures.kpis.burden import Weight, weights_of
from plazamayor.procedures.kpis.measures import COST, Kpi
from plazamayor.procedures.kpis.prices import CAVEAT
from plazamayor.procedures.kpis.queries import ChannelLine, Kpis
from plazamayor.procedures.models import Channel

Text = str | Promise
INDICATORS: dict[str, Indicator] = {each.key: each for each in indicators.ALL}


@dataclass(frozen=True, kw_only=True)
class ChannelRow:
    """A channel: what was completed by it, its part of each hundred, what each cost, and the width of the bar behind."""

    name: Text
    completed: str
    share: str
    cost: str
    width: str


@dataclass(frozen=True, kw_only=True)
class MeasureRow:
    """A measure: its value, its interval and what to bear in mind."""

    measure: Kpi
    indicator: Indicator
    value: str
    between: str
    notes: str

    @property
    def known(self) -> bool:
        """Whether there is a value."""
        return self.measure.value is not None


@dataclass(frozen=True, kw_only=True)
class Channels:
    """The panel of channels."""

    rows: Sequence[ChannelRow]
    measures: Sequence[MeasureRow]
    weights: Sequence[tuple[Text, str]]
    total: str
    several: bool
    digital: str
    uncounted: Sequence[str]
    caveat: Text


def channels_of(found: Kpis) -> Channels:
    """Prepares the panel."""
    most = max((line.completed or 0 for line in found.channels), default=0)
    every = weights_of(found.procedure)
    weights = [(channel.label, _weighed(weight)) for channel, weight in every.items() if weight.euros or weight.minutes]
    return Channels(
        rows=[_row(line, most) for line in found.channels],
        measures=[_measure(each) for each in found.measures],
        weights=weights,
        total=formatting.number(found.total),
        several=len(found.channels) > 1,
        digital="" if found.take_up.value is None else formatting.percent(found.take_up.value, 0),
        uncounted=[str(line.channel.label) for line in found.channels if line.completed is None],
        caveat=CAVEAT if any(weight.euros for weight in every.values()) else "",
    )


def _row(line: ChannelLine, most: int) -> ChannelRow:
    return ChannelRow(
        name=Channel(line.channel).label,
        completed=_("not counted") if line.completed is None else formatting.number(line.completed),
        share=formatting.hundred(line.share),
        cost=formatting.euros(line.cost),
        width=charts.share(line.completed, most) if line.completed else "",
    )


def _measure(each: Kpi) -> MeasureRow:
    write = formatting.euros if each.key == COST else formatting.percent
    between = ""
    if each.low is not None and each.high is not None:
        between = _("between %(low)s and %(high)s, of %(n)s") % {
            "low": formatting.percent(each.low),
            "high": formatting.percent(each.high),
            "n": formatting.number(each.n),
        }
    return MeasureRow(measure=each, indicator=INDICATORS[each.key], value=write(each.value), between=between, notes=" ".join(each.notes))


def _weighed(weight: Weight) -> str:
    parts = [formatting.euros(weight.euros)] if weight.euros is not None else []
    parts += [formatting.duration(weight.minutes * Decimal(60))] if weight.minutes is not None else []
    return " · ".join(parts)
