"""The parts of an administration."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from plazamayor.core.errors import Mistake
from plazamayor.organisation.audit import Actor, record
from plazamayor.organisation.models import Membership, Organisation, Unit


class UnitNameTaken(Mistake):
    """The administration has a unit of that name."""


def _require_free_name(organisation: Organisation, name: str, besides: int = 0) -> None:
    if Unit.objects.filter(organisation=organisation, name=name).exclude(pk=besides).exists():
        raise UnitNameTaken(_("There is already a unit called “%(name)s”.") % {"name": name})


@transaction.atomic
def add_unit(*, organisation: Organisation, name: str, by: Actor, now: datetime, dir3_code: str = "", members: Iterable[int] = ()) -> Unit:
    """Adds a unit, perhaps with people of the administration (primary keys of their places); raises UnitNameTaken."""
    _require_free_name(organisation, name)
    unit = Unit.objects.create(organisation=organisation, name=name, dir3_code=dir3_code)
    Membership.objects.filter(organisation=organisation, pk__in=list(members), unit=None).update(unit=unit)
    record(organisation, by, "unit.created", unit, {"dir3_code": dir3_code}, now)
    return unit


@transaction.atomic
def change_unit(*, unit: Unit, name: str, dir3_code: str, by: Actor, now: datetime) -> Unit:
    """Changes a unit's name and code; raises UnitNameTaken."""
    _require_free_name(unit.organisation, name, besides=unit.pk)
    kept = Unit.objects.select_related("organisation").get(pk=unit.pk)
    detail = {"name": [kept.name, name], "dir3_code": [kept.dir3_code, dir3_code]}
    kept.name, kept.dir3_code = name, dir3_code
    kept.save(update_fields=["name", "dir3_code"])
    record(kept.organisation, by, "unit.changed", kept, detail, now)
    return kept


@transaction.atomic
def remove_unit(*, unit: Unit, by: Actor, now: datetime) -> list[int]:
    """Removes a unit; its people stay without one. Gives the primary keys of their places, to undo it."""
    members = list(unit.memberships.values_list("pk", flat=True))
    record(unit.organisation, by, "unit.removed", unit, {"members": len(members)}, now)
    unit.delete()
    return members
