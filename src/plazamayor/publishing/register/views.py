"""The register of publications: read, verified and exported."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from plazamayor.organisation.access import Permission, console
from plazamayor.organisation.models import Membership
from plazamayor.organisation.operations import record
from plazamayor.publishing.register import files, queries
from plazamayor.publishing.register.forms import RegisterForm

A_PAGE = 50
# Reading the whole chain costs some 30 microseconds an entry; beyond this it is done when asked for.
VERIFIED_AT_ONCE = 2000
FORMS = {
    "csv": (files.as_csv, "text/csv; charset=utf-8"),
    "json": (files.as_json, "application/json"),
    "zip": (files.as_zip, "application/zip"),
}


def _asked(request: HttpRequest) -> tuple[RegisterForm, queries.Wanted]:
    form = RegisterForm(request.GET)
    form.is_valid()
    return form, queries.Wanted(**{name: form.cleaned_data.get(name) or queries.EMPTY[name] for name in RegisterForm.base_fields})


@require_GET
@console(Permission.SEE_PUBLISHING)
def register(request: HttpRequest, member: Membership) -> HttpResponse:
    """What was published, corrected and withdrawn, newest first, with what the verification of the chain found."""
    form, wanted = _asked(request)
    page = Paginator(queries.entries(member.organisation, wanted), A_PAGE).get_page(request.GET.get("page"))
    whole = queries.entries(member.organisation, queries.Wanted()).count()
    verified = queries.verify(member.organisation.pk) if whole <= VERIFIED_AT_ONCE or "verify" in request.GET else None
    filters = request.GET.copy()
    filters.pop("page", None)
    rows = [(each, queries.words(each), queries.approvals(each)) for each in page]
    shown = {"form": form, "page": page, "rows": rows, "whole": whole, "verified": verified, "query": filters.urlencode()}
    return render(request, "publishing/register/register.html", shown)


@require_GET
@console(Permission.EXPORT_DATA)
def export(request: HttpRequest, member: Membership, form: str) -> HttpResponse:
    """The entries asked for as a file. Taking them away is a line of the audit trail."""
    if form not in FORMS:
        raise Http404
    write, kind = FORMS[form]
    _form, wanted = _asked(request)
    content = write(queries.rows(queries.entries(member.organisation, wanted).order_by("number")))
    record(member.organisation, member, "register.exported", member.organisation, {"form": form}, timezone.now())
    name = f"publications-{member.organisation.code}.{form}"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
