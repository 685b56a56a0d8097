"""Units and local holidays."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plazamayor.core.errors import Mistake
from plazamayor.organisation import access, operations, queries
from plazamayor.organisation.access import Permission, console
from plazamayor.organisation.forms import HolidayForm, UnitForm
from plazamayor.organisation.models import Membership
from plazamayor.organisation.views import undoing


@console(Permission.MANAGE_ORGANISATION)
def units(request: HttpRequest, member: Membership) -> HttpResponse:
    """The units, and a form for one more."""
    form = UnitForm(request.POST or None)
    given = {"organisation": member.organisation, "by": member, "now": timezone.now()}
    if request.method == "POST" and form.carry_out(operations.add_unit, **given):
        messages.success(request, _("“%(name)s” is there.") % {"name": form.result})
        return redirect("units", member.organisation.code)
    shown = {"form": form, "units": queries.units_of(member.organisation), "undo": undoing.offered(request)}
    return render(request, "organisation/units.html", shown)


@console(Permission.MANAGE_ORGANISATION)
def change_unit(request: HttpRequest, member: Membership, unit_id: int) -> HttpResponse:
    """Changes a unit's name and code."""
    unit = access.unit_of(member, unit_id)
    form = UnitForm(request.POST or None, initial={"name": unit.name, "dir3_code": unit.dir3_code})
    if request.method == "POST" and form.carry_out(operations.change_unit, unit=unit, by=member, now=timezone.now()):
        messages.success(request, _("Saved."))
        return redirect("units", member.organisation.code)
    return render(request, "organisation/unit.html", {"form": form, "unit": unit})


@require_POST
@console(Permission.MANAGE_ORGANISATION)
def remove_unit(request: HttpRequest, member: Membership, unit_id: int) -> HttpResponse:
    """Removes a unit; the next page offers to give it back."""
    unit, code = access.unit_of(member, unit_id), member.organisation.code
    people = operations.remove_unit(unit=unit, by=member, now=timezone.now())
    kept = {"unit": unit.name, "dir3_code": unit.dir3_code, "members": people, "organisation": member.organisation.pk}
    undoing.offer(request, text=_("“%(name)s” is gone.") % {"name": unit}, address=reverse("unit_restore", args=[code]), kept=kept)
    return redirect("units", code)


@require_POST
@console(Permission.MANAGE_ORGANISATION)
def restore_unit(request: HttpRequest, member: Membership) -> HttpResponse:
    """Gives back the unit just removed, with its people."""
    kept = undoing.kept(request)
    try:
        if kept and kept.get("organisation") == member.organisation.pk and "unit" in kept:
            operations.add_unit(
                organisation=member.organisation,
                name=kept["unit"],
                dir3_code=kept["dir3_code"],
                members=kept["members"],
                by=member,
                now=timezone.now(),
            )
            messages.success(request, _("“%(name)s” is back.") % {"name": kept["unit"]})
        else:
            messages.error(request, _("It is too late to undo it. Add it again."))
    except Mistake as mistake:
        messages.error(request, str(mistake))
    return redirect("units", member.organisation.code)


@console(Permission.MANAGE_ORGANISATION)
def holidays(request: HttpRequest, member: Membership) -> HttpResponse:
    """The local holidays, and a form for one more."""
    form = HolidayForm(request.POST or None)
    given = {"organisation": member.organisation, "by": member, "now": timezone.now()}
    if request.method == "POST" and form.carry_out(operations.add_holiday, **given):
        messages.success(request, _("Added: deadlines will skip that day."))
        return redirect("holidays", member.organisation.code)
    shown = {"form": form, "holidays": queries.holidays_of(member.organisation), "undo": undoing.offered(request)}
    return render(request, "organisation/holidays.html", shown)


@require_POST
@console(Permission.MANAGE_ORGANISATION)
def remove_holiday(request: HttpRequest, member: Membership, holiday_id: int) -> HttpResponse:
    """Removes a local holiday; the next page offers to give it back."""
    holiday, code = access.holiday_of(member, holiday_id), member.organisation.code
    operations.remove_holiday(holiday=holiday, by=member, now=timezone.now())
    kept = {"day": holiday.day.isoformat(), "name": holiday.name, "organisation": member.organisation.pk}
    undoing.offer(
        request, text=_("“%(name)s” is gone.") % {"name": holiday.name}, address=reverse("holiday_restore", args=[code]), kept=kept
    )
    return redirect("holidays", code)


@require_POST
@console(Permission.MANAGE_ORGANISATION)
def restore_holiday(request: HttpRequest, member: Membership) -> HttpResponse:
    """Gives back the local holiday just removed."""
    kept = undoing.kept(request)
    try:
        if kept and kept.get("organisation") == member.organisation.pk and "day" in kept:
            day = date.fromisoformat(kept["day"])
            operations.add_holiday(organisation=member.organisation, day=day, name=kept["name"], by=member, now=timezone.now())
            messages.success(request, _("“%(name)s” is back.") % {"name": kept["name"]})
        else:
            messages.error(request, _("It is too late to undo it. Add it again."))
    except Mistake as mistake:
        messages.error(request, str(mistake))
    return redirect("holidays", member.organisation.code)
