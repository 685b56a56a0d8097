"""The audit trail: read, verified and exported."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from plazamayor.organisation import operations, queries
from plazamayor.organisation.access import Permission, console
from plazamayor.organisation.audit import verify
from plazamayor.organisation.export import audit_csv, audit_json
from plazamayor.organisation.forms import TrailForm
from plazamayor.organisation.models import Membership
from plazamayor.organisation.queries import TrailFilter

A_PAGE = 50
# Reading the whole chain costs some 30 microseconds an entry; beyond this it is done when asked for.
VERIFIED_AT_ONCE = 2000
FORMS = {"csv": (audit_csv, "text/csv; charset=utf-8"), "json": (audit_json, "application/json")}


def _asked(request: HttpRequest, member: Membership) -> tuple[TrailForm, TrailFilter]:
    organisation = member.organisation
    form = TrailForm(request.GET, codes=queries.acts_in(organisation), actors=queries.actors_in(organisation))
    form.is_valid()
    return form, TrailFilter(**form.cleaned_data)


@require_GET
@console(Permission.SEE_AUDIT)
def audit(request: HttpRequest, member: Membership) -> HttpResponse:
    """The trail, filtered, with what its verification found."""
    form, wanted = _asked(request, member)
    entries = queries.trail(member.organisation, wanted)
    page = Paginator(entries, A_PAGE).get_page(request.GET.get("page"))
    whole = queries.trail(member.organisation, TrailFilter()).count()
    verified = verify(member.organisation.pk) if whole <= VERIFIED_AT_ONCE or "verify" in request.GET else None
    filters = request.GET.copy()
    filters.pop("page", None)
    shown = {"form": form, "page": page, "whole": whole, "verified": verified, "query": filters.urlencode()}
    return render(request, "organisation/audit.html", shown)


@require_GET
@console(Permission.SEE_AUDIT)
def export(request: HttpRequest, member: Membership, form: str) -> HttpResponse:
    """The entries asked for, as CSV or JSON. Taking them away is itself an entry."""
    if form not in FORMS:
        raise Http404
    write, kind = FORMS[form]
    _form, wanted = _asked(request, member)
    content = write(queries.trail(member.organisation, wanted).order_by("number"))
    operations.record(member.organisation, member, "audit.exported", member.organisation, {"form": form}, timezone.now())
    name = f"audit-{member.organisation.code}.{form}"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
