"""What the town hall counts of its other channels, and what each costs."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from plazamayor.demo.eoffice.expecting import expected
from plazamayor.demo.eoffice.planning import Agenda
from plazamayor.procedures.models import Channel, ChannelCost, ChannelCount, Procedure

QUEUE = "Gestor de turnos (inventado)"
BUDGET = "Inventado para la demostración: presupuesto del servicio entre lo tramitado en un año"
SUNDAY = 6
YEAR = 365


def count(procedure: Procedure, agenda: Agenda, first: date, last: date) -> None:
    """Tells what was done by other channels from a day to another: whole weeks, and the days of the last one."""
    for channel, part in agenda.blueprint.channels.items():
        told = procedure.counts.filter(channel=channel, source=QUEUE).order_by("-last").values_list("last", flat=True).first()
        begins = max(first, told + timedelta(days=1)) if told else first
        ChannelCount.objects.bulk_create(
            ChannelCount(
                procedure=procedure,
                channel=channel,
                source=QUEUE,
                first=since,
                last=until,
                completed=_completed(agenda, part, channel, since, until),
                told=ChannelCount.Told.FILE,
            )
            for since, until in _spans(begins, last)
        )


def price(procedure: Procedure, agenda: Agenda, years: range) -> None:
    """Tells what each channel costs in some years: a budget, spread over their days."""
    end = agenda.season.story.end
    online = expected(agenda, (end - timedelta(days=back) for back in range(YEAR))).completed
    parts = {Channel.ONLINE: 1.0, **agenda.blueprint.channels}
    ChannelCost.objects.bulk_create(
        ChannelCost(
            procedure=procedure,
            channel=channel,
            first=date(year, 1, 1),
            last=date(year, 12, 31),
            euros=Decimal(round(online * parts[channel] * euros)),
            note=BUDGET,
        )
        for year in years
        for channel, euros in agenda.blueprint.costs.items()
        if channel in parts
    )


def _completed(agenda: Agenda, part: float, channel: str, since: date, until: date) -> int:
    days = [since + timedelta(days=on) for on in range((until - since).days + 1)]
    random = Random(f"{agenda.season.seed} {agenda.blueprint.code} {channel} {since}")
    usual = expected(agenda, days).completed * part
    return round(usual * (0.9 + 0.2 * random.random()))


def _spans(first: date, last: date) -> Iterator[tuple[date, date]]:
    """Stretches that end on Sundays; the days after the last Sunday one by one, since more will come."""
    while first <= last:
        sunday = first + timedelta(days=SUNDAY - first.weekday())
        until = sunday if sunday <= last else first
        yield first, until
        first = until + timedelta(days=1)
