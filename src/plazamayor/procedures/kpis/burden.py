"""What a procedure costs whoever does it, and what an effect is worth: effect x volume x price, in euros and hours, with its interval.

Nothing is told when the interval of the effect holds zero: it is not known whether there is anything to count.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from plazamayor.procedures.kpis.prices import CAVEAT, prices_of
from plazamayor.procedures.models import Burden, Channel, ChannelTime, Procedure

MINUTES_IN_AN_HOUR = 60


@dataclass(frozen=True)
class Range:
    """An estimate, and between what it is."""

    value: float
    low: float
    high: float

    def times(self, factor: float) -> "Range":
        """Each of the three, so many times; still from low to high."""
        ends = sorted((self.low * factor, self.high * factor))
        return Range(self.value * factor, ends[0], ends[1])

    @property
    def holds_zero(self) -> bool:
        """Whether zero is inside: then it is not known on which side it lies."""
        return self.low <= 0 <= self.high


@dataclass(frozen=True)
class Weight:
    """What doing a procedure once by a channel weighs: euros and minutes, each None until it is told."""

    euros: Decimal | None
    minutes: Decimal | None

    @property
    def known(self) -> bool:
        """Whether anything of it was told."""
        return self.euros is not None or self.minutes is not None


@dataclass(frozen=True)
class Worth:
    """What an effect is worth; None, and a sentence in `why`, for what cannot be told. `caveat` goes beside the euros."""

    euros: Range | None
    hours: Range | None
    why: tuple[str, ...] = ()
    caveat: str = ""


def worth(effect: Range, volume: float, weight: Weight) -> Worth:
    """What so many cases are worth, of which an effect (a part of each case: 1 is the whole of it) is won or lost."""
    if effect.holds_zero:
        return Worth(None, None, (_("It cannot be told in euros or hours: its interval holds zero, so it may be nothing."),))
    cases = effect.times(volume)
    euros = None if weight.euros is None else cases.times(float(weight.euros))
    hours = None if weight.minutes is None else cases.times(float(weight.minutes) / MINUTES_IN_AN_HOUR)
    return Worth(euros, hours, tuple(_why(weight)), str(CAVEAT) if euros else "")


def _why(weight: Weight) -> Iterable[str]:
    if weight.euros is None:
        yield _("Not in euros: the burdens of the procedure by each channel are not told.")
    if weight.minutes is None:
        yield _("Not in hours: how long it takes the citizen by each channel is not told, and the official table does not say it.")


def weights_of(procedure: Procedure) -> dict[Channel, Weight]:
    """What doing a procedure once by each channel weighs."""
    prices = {price.key: price.euros for price in prices_of(procedure.organisation)}
    euros: dict[str, Decimal] = {}
    for burden in Burden.objects.filter(procedure=procedure, price__in=prices):
        euros[burden.channel] = euros.get(burden.channel, Decimal(0)) + prices[burden.price] * burden.times
    minutes = dict(ChannelTime.objects.filter(procedure=procedure).values_list("channel", "minutes"))
    return {channel: Weight(euros.get(channel), minutes.get(channel)) for channel in Channel}


def difference(procedure: Procedure, dearer: Channel, cheaper: Channel) -> Weight:
    """What is saved each time by doing a procedure by one channel instead of another; None for what is not told of both."""
    weights = weights_of(procedure)
    one, other = weights[dearer], weights[cheaper]
    return Weight(
        None if one.euros is None or other.euros is None else one.euros - other.euros,
        None if one.minutes is None or other.minutes is None else one.minutes - other.minutes,
    )


def worth_of_leaving(procedure: Procedure, lost: Range) -> Worth:
    """What it costs that so many do not finish on line and come in person instead."""
    return worth(lost, 1, difference(procedure, Channel.IN_PERSON, Channel.ONLINE))
