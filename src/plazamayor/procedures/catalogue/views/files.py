"""The catalogue is taken away as a file, and brought from one once what would change has been seen."""

from typing import Any, Final

import msgspec
from django import forms
from django.contrib import messages
from django.core import signing
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from plazamayor.core.errors import Mistake
from plazamayor.core.forms import Act
from plazamayor.organisation.access import Permission, console
from plazamayor.organisation.models import Membership
from plazamayor.procedures.access import procedures_for
from plazamayor.procedures.catalogue.files.columns import PROCEDURES, STEPS
from plazamayor.procedures.catalogue.files.operations import bring
from plazamayor.procedures.catalogue.files.planning import Plan, plan
from plazamayor.procedures.catalogue.files.reading import MOST_BYTES, Table, read_file
from plazamayor.procedures.catalogue.files.writing import XLSX, as_csv, as_xlsx
from plazamayor.procedures.models import Procedure
from plazamayor.procedures.posting import posted

SALT: Final = "procedures.catalogue.file"
SECONDS: Final = 60 * 60
SHOWN: Final = 200
"""Rows of each kind that the page of what would change tells at most."""


class FileForm(Act, forms.Form):
    """A file of the catalogue."""

    chosen = forms.FileField(
        label=gettext_lazy("File"),
        max_length=255,
        help_text=gettext_lazy("XLSX or CSV, as it is exported here: with commas or semicolons, in any usual encoding."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@console(Permission.MANAGE_PROCEDURES)
def bring_file(request: HttpRequest, member: Membership) -> HttpResponse:
    """A form for a file; once given, what it would change."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.carry_out(lambda chosen: read_file(chosen.read(MOST_BYTES + 1))):
        tables: list[Table] = form.result
        return _would(request, member, tables, plan(member, tables))
    return render(request, "procedures/catalogue/import.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@console(Permission.MANAGE_PROCEDURES)
@posted("catalogue_import")
def apply(request: HttpRequest, member: Membership) -> HttpResponse:
    """Does what was shown; when the catalogue changed in between, shows it again."""
    kept = _kept(request, member)
    if kept is None:
        messages.error(request, _("Too much time has gone by since the file was read. Bring it again."))
        return redirect("catalogue_import", member.organisation.code)
    tables, digest = kept
    try:
        done = bring(member=member, tables=tables, digest=digest, now=timezone.now())
    except Mistake as mistake:
        messages.error(request, str(mistake))
        return _would(request, member, tables, plan(member, tables))
    said = _("Done: %(added)d added, %(changed)d changed, the steps of %(moved)d written.")
    messages.success(request, said % {"added": len(done.added), "changed": len(done.changed), "moved": len(done.moved)})
    return redirect("procedures", member.organisation.code)


@require_safe
@console(Permission.EXPORT_DATA)
def export(request: HttpRequest, member: Membership, form: str) -> HttpResponse:
    """The whole catalogue: a spreadsheet with both tables, or one of them (`table=steps`) as CSV."""
    procedures = procedures_for(member)
    prefetch_related_objects(procedures, "steps")
    return _file(request, form, procedures, member.organisation.code)


@require_safe
@console(Permission.MANAGE_PROCEDURES)
def template(request: HttpRequest, _member: Membership, form: str) -> HttpResponse:
    """An empty file to fill in; the spreadsheet says how."""
    return _file(request, form, [], _("template"), explained=True)


def _file(request: HttpRequest, form: str, procedures: list[Procedure], of: str, *, explained: bool = False) -> HttpResponse:
    table = STEPS if request.GET.get("table") == STEPS else PROCEDURES
    if form == "xlsx":
        response = HttpResponse(as_xlsx(procedures, explained=explained), content_type=XLSX)
        name = f"{PROCEDURES}-{of}.xlsx"
    elif form == "csv":
        response = HttpResponse(as_csv(table, procedures), content_type="text/csv; charset=utf-8")
        name = f"{table}-{of}.csv"
    else:
        raise Http404
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _would(request: HttpRequest, member: Membership, tables: list[Table], found: Plan) -> HttpResponse:
    plain: Any = msgspec.to_builtins(tables)
    kept = {"organisation": member.organisation_id, "tables": plain, "digest": found.digest}
    shown = {"plan": found, "shown": SHOWN, "token": "" if found.faults else signing.dumps(kept, salt=SALT, compress=True)}
    return render(request, "procedures/catalogue/plan.html", shown)


def _kept(request: HttpRequest, member: Membership) -> tuple[list[Table], str] | None:
    """The file that was read, as the page carries it, signed; None when it is late or not of this administration."""
    try:
        found = signing.loads(request.POST.get("token", ""), salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return None
    if found["organisation"] != member.organisation_id:
        return None
    return msgspec.convert(found["tables"], list[Table]), found["digest"]
