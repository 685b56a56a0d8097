"""Changes the prices of burdens, says which burdens a procedure carries and how long it takes."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from plazamayor.core.errors import Mistake
from plazamayor.organisation.models import Membership, Organisation
from plazamayor.organisation.operations import record
from plazamayor.procedures.kpis.prices import BY_KEY, SOURCE, Official
from plazamayor.procedures.models import Burden, BurdenPrice, ChannelTime, Procedure


class NoSuchBurden(Mistake):
    """The table has no burden of that name."""


class SourceMissing(Mistake):
    """A price that is not the official one says where it comes from."""


@transaction.atomic
def change_price(*, organisation: Organisation, key: str, euros: Decimal, source: str, by: Membership, now: datetime) -> None:
    """Uses another price than the official one for a burden. Raises NoSuchBurden and SourceMissing."""
    official = _official(key).euros
    if euros != official and source.strip() in {"", SOURCE}:
        raise SourceMissing(_("Say where the price comes from: it is not that of the official table."))
    before = BurdenPrice.objects.filter(organisation=organisation, key=key).first()
    given = {"name": str(_official(key).name), "euros": euros, "source": source.strip() or SOURCE}
    BurdenPrice.objects.update_or_create(organisation=organisation, key=key, defaults=given)
    detail = {"burden": key, "euros": [str(before.euros if before else official), str(euros)], "source": source.strip()}
    record(organisation, by, "burden_price.changed", organisation, detail, now)


@transaction.atomic
def reset_price(*, organisation: Organisation, key: str, by: Membership, now: datetime) -> None:
    """Uses the official price again. Raises NoSuchBurden."""
    official = _official(key).euros
    own = BurdenPrice.objects.filter(organisation=organisation, key=key).first()
    if own is not None:
        own.delete()
        record(organisation, by, "burden_price.reset", organisation, {"burden": key, "euros": [str(own.euros), str(official)]}, now)


def _official(key: str) -> Official:
    if key not in BY_KEY:
        raise NoSuchBurden(_("The table has no such burden."))
    return BY_KEY[key]


@transaction.atomic
def carry_burden(*, procedure: Procedure, channel: str, price: str, times: Decimal, by: Membership, now: datetime) -> Burden:
    """Says how many times a procedure, done once by a channel, carries a burden; said again, it changes. Raises NoSuchBurden."""
    _official(price)
    burden, _made = Burden.objects.update_or_create(procedure=procedure, channel=channel, price=price, defaults={"times": times})
    record(procedure.organisation, by, "burden.told", procedure, {"channel": channel, "burden": price, "times": str(times)}, now)
    return burden


@transaction.atomic
def drop_burden(*, procedure: Procedure, number: int, by: Membership, now: datetime) -> None:
    """Takes a burden off a procedure; one that was taken off before changes nothing."""
    burden = procedure.burdens.filter(pk=number).first()
    if burden is not None:
        burden.delete()
        record(procedure.organisation, by, "burden.removed", procedure, {"channel": burden.channel, "burden": burden.price}, now)


@transaction.atomic
def tell_time(*, procedure: Procedure, channel: str, minutes: Decimal | None, source: str, by: Membership, now: datetime) -> None:
    """Says how many minutes a procedure takes the citizen by a channel; None, that it is not known. Raises SourceMissing."""
    if minutes is not None and not source.strip():
        raise SourceMissing(_("Say how the minutes are known: timed with citizens, asked in the survey…"))
    if minutes is None:
        ChannelTime.objects.filter(procedure=procedure, channel=channel).delete()
    else:
        given = {"minutes": minutes, "source": source.strip()}
        ChannelTime.objects.update_or_create(procedure=procedure, channel=channel, defaults=given)
    detail = {"channel": channel, "minutes": None if minutes is None else str(minutes), "source": source.strip()}
    record(procedure.organisation, by, "channel_time.told", procedure, detail, now)
