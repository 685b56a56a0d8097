"""The builder of steps."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plazamayor.core.errors import Mistake
from plazamayor.organisation.access import Permission, console
from plazamayor.organisation.models import Membership
from plazamayor.procedures.access import procedure_for
from plazamayor.procedures.catalogue import operations
from plazamayor.procedures.catalogue.drafts import alike
from plazamayor.procedures.catalogue.sheets import Sheet
from plazamayor.procedures.catalogue.trying import offer, rows_of, try_out
from plazamayor.procedures.posting import posted

STILL = {"save", "empty", "look", ""}
"""Buttons that leave the rows as they are."""


@require_http_methods(["GET", "HEAD", "POST"])
@console(Permission.MANAGE_PROCEDURES)
def steps(request: HttpRequest, member: Membership, code: str) -> HttpResponse:
    """The steps of a procedure: nothing is kept until it is saved, and each row says in how many visits it was really seen."""
    procedure = procedure_for(member, code)
    act = request.POST.get("do", "")
    sheet = Sheet.posted(procedure, request.POST) if request.method == "POST" else Sheet.of(procedure)
    emptying = act == "save" and not sheet.forms and procedure.steps.exists()
    saving = act == "empty" or (act == "save" and not emptying)
    why = _save(request, member, sheet) if saving else ""
    if saving and sheet.is_valid and not why:
        return redirect("procedure_steps", member.organisation.code, procedure.code)
    if act not in STILL:
        sheet = sheet.after(act, rows_of(request.POST.getlist("picked")))
    refused = act == "save" and not sheet.is_valid
    said = {"why": why, "refused": refused, "act": act.partition("-")[0], "emptying": procedure.steps.count() if emptying else 0}
    return render(request, "procedures/catalogue/steps.html", {**_shown(request, sheet), **said})


def _save(request: HttpRequest, member: Membership, sheet: Sheet) -> str:
    """Saves the rows when all can be kept; answers why they could not as a whole."""
    if not sheet.is_valid:
        return ""
    drafts = sheet.drafts()
    try:
        operations.set_steps(procedure=sheet.procedure, drafts=drafts, by=member, now=timezone.now())
    except Mistake as mistake:
        return str(mistake)
    messages.success(request, _("The steps are saved."))
    for one, other in alike(drafts):
        told = _("“%(one)s” and “%(other)s” are recognised by exactly the same, so they cannot be told apart.")
        messages.warning(request, told % {"one": one, "other": other})
    return ""


def _shown(request: HttpRequest, sheet: Sheet) -> dict[str, Any]:
    now = timezone.now()
    return {
        "procedure": sheet.procedure,
        "sheet": sheet,
        "trial": try_out(sheet, now),
        "offer": offer(sheet, now, request.POST.get("prefix", request.GET.get("prefix", ""))),
        "alike": alike(sheet.drafts()),
        "tab": "procedure_steps",
    }


@require_http_methods(["GET", "HEAD", "POST"])
@console(Permission.MANAGE_PROCEDURES)
@posted("procedure_steps")
def tried(request: HttpRequest, member: Membership, code: str) -> HttpResponse:
    """How many visits one row would have matched, while it is being written, as a part of the page."""
    sheet = Sheet.posted(procedure_for(member, code), request.POST)
    place = request.GET.get("row", "")
    number = int(place) if place.isdecimal() and len(place) < 4 else -1  # noqa: PLR2004 there are not so many rows
    trial = try_out(sheet, timezone.now(), only=number)
    row = trial.row(number)
    if row is None:
        return HttpResponse(status=204)
    return render(request, "procedures/catalogue/tried.html", {"row": row, "trial": trial, "live": True})
