"""Pages of what was done by other channels, and of what each costs."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from plazamayor.core.errors import Mistake
from plazamayor.core.spreadsheets import text_of
from plazamayor.organisation.access import Permission, console
from plazamayor.organisation.models import Membership
from plazamayor.procedures.access import procedure_for, procedures_for
from plazamayor.procedures.channels import operations
from plazamayor.procedures.channels.forms import FORMS, SheetForm, TriedForm
from plazamayor.procedures.channels.operations import today_in
from plazamayor.procedures.channels.queries import is_measured, told_of
from plazamayor.procedures.channels.rows import Kind, plan_of
from plazamayor.procedures.channels.sheets import COLUMNS, SheetUnreadable, read_sheet, template
from plazamayor.procedures.posting import posted

READ = "utf-8-sig"
MOST_SHOWN = 200
A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@console(Permission.COUNT_CHANNELS)
def told(request: HttpRequest, member: Membership, code: str, kind: Kind) -> HttpResponse:
    """What was told of a procedure, with a form to tell more; the same days told again are a correction."""
    procedure, now = procedure_for(member, code), timezone.now()
    form = FORMS[kind](request.POST or None, procedure=procedure, today=today_in(member.organisation, now))
    if request.method == "POST" and form.carry_out(operations.tell_one, procedure=procedure, kind=kind, by=member, now=now):
        messages.success(request, _said(form.result))
        return redirect(kind.value, member.organisation.code, code)
    counts, costs = told_of(procedure)
    rows: QuerySet[Any] = counts if kind is Kind.COUNTS else costs
    shown = {"procedure": procedure, "kind": kind.value, "form": form, "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page"))}
    return render(
        request, "procedures/channels/told.html", {**shown, "tab": kind.value, "may_count": True, "measured": is_measured(procedure)}
    )


def _said(result: operations.Told) -> str:
    if result.changed:
        return _("Corrected: those days were told before.")
    return _("Told.") if result.added else _("It was told already: nothing changes.")


@require_http_methods(["GET", "HEAD", "POST"])
@console(Permission.COUNT_CHANNELS)
@posted("{kind}")
def remove(request: HttpRequest, member: Membership, code: str, number: int, kind: Kind) -> HttpResponse:
    """Takes back one row."""
    try:
        operations.remove(procedure=procedure_for(member, code), kind=kind, number=number, by=member, now=timezone.now())
        messages.success(request, _("Removed."))
    except Mistake as mistake:
        messages.error(request, str(mistake))
    return redirect(kind.value, member.organisation.code, code)


@require_http_methods(["GET", "HEAD", "POST"])
@console(Permission.COUNT_CHANNELS)
def sheet(request: HttpRequest, member: Membership, kind: Kind) -> HttpResponse:
    """A file of counts or costs: tried first, row by row, without changing anything."""
    form = SheetForm(request.POST or None, request.FILES or None)
    shown: dict[str, object] = {"kind": kind.value, "form": form, "columns": COLUMNS[kind], "procedures": procedures_for(member)}
    if request.method == "POST" and form.is_valid():
        try:
            data = form.cleaned_data["chosen"].read()
            today = today_in(member.organisation, timezone.now())
            plan = plan_of(member.organisation, kind, read_sheet(data, kind), today)
        except SheetUnreadable as mistake:
            form.add_error("chosen", str(mistake))
        else:
            lines = plan.wrong or plan.lines
            shown |= {
                "plan": plan,
                "shown": lines[:MOST_SHOWN],
                "hidden": max(0, len(lines) - MOST_SHOWN),
                "tried": TriedForm(initial={"text": text_of(data)}),
                "file": form.cleaned_data["chosen"].name,
            }
            return render(request, "procedures/channels/tried.html", shown)
    return render(request, "procedures/channels/sheet.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@console(Permission.COUNT_CHANNELS)
@posted("{kind}_file")
def apply(request: HttpRequest, member: Membership, kind: Kind) -> HttpResponse:
    """Takes the rows of a file that was tried: all, or none if something has changed meanwhile."""
    form = TriedForm(request.POST)
    given = {"organisation": member.organisation, "kind": kind, "by": member, "now": timezone.now()}
    if form.carry_out(operations.tell_sheet, **given):
        done = form.result
        counts = {"added": done.added, "changed": done.changed, "same": done.same}
        messages.success(request, _("Rows added: %(added)s; changed: %(changed)s; already there: %(same)s.") % counts)
    else:
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return redirect(f"{kind.value}_file", member.organisation.code)


@require_safe
@console(Permission.COUNT_CHANNELS)
def blank(request: HttpRequest, member: Membership, kind: Kind) -> HttpResponse:
    """A file to fill in."""
    text = template(kind, procedures_for(member), today_in(member.organisation, timezone.now()))
    name = f"{member.organisation.code}-{kind.value}.csv"
    head = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text.encode(READ), content_type="text/csv; charset=utf-8", headers=head)
