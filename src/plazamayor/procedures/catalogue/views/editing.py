"""A procedure is added, changed and removed, and its changes are marked."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plazamayor.organisation.access import Permission, console
from plazamayor.organisation.models import Membership
from plazamayor.procedures.access import procedure_for
from plazamayor.procedures.catalogue import operations
from plazamayor.procedures.catalogue.access import change_of
from plazamayor.procedures.catalogue.forms import ChangeForm, Choices, ProcedureForm, RemoveForm
from plazamayor.procedures.catalogue.queries import lost_with
from plazamayor.procedures.posting import posted

FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
@console(Permission.MANAGE_PROCEDURES)
def add(request: HttpRequest, member: Membership) -> HttpResponse:
    """Adds a procedure, and goes on to its steps."""
    form = ProcedureForm(request.POST or None, choices=Choices.of(member))
    given = {"organisation": member.organisation, "by": member, "now": timezone.now()}
    if request.method == "POST" and form.carry_out(operations.add_procedure, **given):
        messages.success(request, _("“%(name)s” is there. Now say by what its steps are recognised.") % {"name": form.result})
        return redirect("procedure_steps", member.organisation.code, form.result.code)
    return render(request, "procedures/catalogue/add.html", {"form": form})


@FORM
@console(Permission.MANAGE_PROCEDURES)
def change(request: HttpRequest, member: Membership, code: str) -> HttpResponse:
    """Changes what a procedure is."""
    procedure = procedure_for(member, code)
    form = ProcedureForm(request.POST or None, choices=Choices.of(member), procedure=procedure)
    if request.method == "POST" and form.carry_out(operations.change_procedure, procedure=procedure, by=member, now=timezone.now()):
        messages.success(request, _("Saved."))
        return redirect("procedure_edit", member.organisation.code, form.result.code)
    return render(request, "procedures/catalogue/edit.html", {"form": form, "procedure": procedure, "tab": "procedure_edit"})


@FORM
@console(Permission.MANAGE_PROCEDURES)
def remove(request: HttpRequest, member: Membership, code: str) -> HttpResponse:
    """Says what would be lost with a procedure, and removes it once its code is typed."""
    procedure = procedure_for(member, code)
    form = RemoveForm(request.POST or None)
    if request.method == "POST" and form.carry_out(operations.remove_procedure, procedure=procedure, by=member, now=timezone.now()):
        messages.success(request, _("“%(name)s” is gone.") % {"name": procedure})
        return redirect("procedures", member.organisation.code)
    lost = lost_with(procedure)
    shown = {"form": form, "procedure": procedure, "lost": lost, "loses": any(lost.values())}
    return render(request, "procedures/catalogue/remove.html", shown)


@FORM
@console(Permission.MANAGE_PROCEDURES)
def changes(request: HttpRequest, member: Membership, code: str) -> HttpResponse:
    """What was changed in a procedure, and a form to mark one more."""
    procedure = procedure_for(member, code)
    form = ChangeForm(request.POST or None, initial={"day": timezone.localdate()})
    if request.method == "POST" and form.carry_out(operations.add_change, procedure=procedure, by=member, now=timezone.now()):
        messages.success(request, _("Marked: the report compares before and after that day."))
        return redirect("procedure_changes", member.organisation.code, procedure.code)
    shown = {"form": form, "procedure": procedure, "changes": procedure.changes.select_related("by"), "tab": "procedure_changes"}
    return render(request, "procedures/catalogue/changes.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@console(Permission.MANAGE_PROCEDURES)
@posted("procedure_changes")
def remove_change(request: HttpRequest, member: Membership, code: str, change_id: int) -> HttpResponse:
    """Forgets a marked change."""
    procedure = procedure_for(member, code)
    operations.remove_change(change=change_of(procedure, change_id), by=member, now=timezone.now())
    messages.success(request, _("Taken out. Nothing that was measured is lost."))
    return redirect("procedure_changes", member.organisation.code, procedure.code)
