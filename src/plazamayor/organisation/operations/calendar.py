"""Days that are not working days in one municipality."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from plazamayor.core.errors import Mistake
from plazamayor.organisation.audit import Actor, record
from plazamayor.organisation.models import LocalHoliday, Organisation


class DayTaken(Mistake):
    """That day is already a local holiday."""


@transaction.atomic
def add_holiday(*, organisation: Organisation, day: date, name: str, by: Actor, now: datetime) -> LocalHoliday:
    """Adds a local holiday; raises DayTaken."""
    if LocalHoliday.objects.filter(organisation=organisation, day=day).exists():
        raise DayTaken(_("That day is already a local holiday."))
    holiday = LocalHoliday.objects.create(organisation=organisation, day=day, name=name)
    record(organisation, by, "holiday.added", holiday, {"day": day.isoformat()}, now)
    return holiday


@transaction.atomic
def remove_holiday(*, holiday: LocalHoliday, by: Actor, now: datetime) -> None:
    """Removes a local holiday."""
    record(holiday.organisation, by, "holiday.removed", holiday, {"day": holiday.day.isoformat()}, now)
    holiday.delete()
