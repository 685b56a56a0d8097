"""The mode of a site: what may be measured on it, on what ground, and the document that says so."""

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plazamayor.analytics import exempt, operations
from plazamayor.analytics.dashboard.regime import criteria
from plazamayor.analytics.forms import BasisForm
from plazamayor.analytics.models import Site
from plazamayor.analytics.queries import ruling_basis
from plazamayor.analytics.views.doors import site_page
from plazamayor.core.errors import Mistake
from plazamayor.organisation.access import Permission, may
from plazamayor.organisation.models import Membership


@require_safe
@site_page(Permission.SEE_MEASURES)
def mode(request: HttpRequest, member: Membership, site: Site) -> HttpResponse:
    """Which statistics are on, and on what ground."""
    return _page(request, member, site, BasisForm(initial={"day": timezone.localdate()}))


@require_http_methods(["POST"])
@site_page(Permission.DECLARE_BASIS)
def declare(request: HttpRequest, member: Membership, site: Site) -> HttpResponse:
    """Declares a legal basis; the page is shown again when something is missing."""
    form = BasisForm(request.POST)
    if form.carry_out(operations.declare_basis, site=site, by=member, now=timezone.now()):
        messages.success(request, _("Declared. Everything is measured from now on; it is written in the audit trail."))
        return redirect("mode", member.organisation.code, site.domain)
    return _page(request, member, site, form)


@require_POST
@site_page(Permission.DECLARE_BASIS)
def back_to_exempt(request: HttpRequest, member: Membership, site: Site) -> HttpResponse:
    """Goes back to exempt mode."""
    try:
        operations.return_to_exempt(site=site, by=member, now=timezone.now())
        messages.success(request, _("Only what needs no consent is shown from now on."))
    except Mistake as mistake:
        messages.error(request, str(mistake))
    return redirect("mode", member.organisation.code, site.domain)


@require_safe
@site_page(Permission.SEE_MEASURES)
def document(request: HttpRequest, member: Membership, site: Site) -> HttpResponse:
    """How this installation is configured, criterion by criterion, dated: to print, or (with `download`) to keep."""
    now = timezone.now().astimezone(ZoneInfo(site.time_zone))
    shown = {"site": site, "at": now, "criteria": criteria(site), "table": exempt.TABLE, "basis": ruling_basis(site), "member": member}
    if "download" not in request.GET:
        return render(request, "analytics/mode_document.html", shown)
    response = HttpResponse(render_to_string("analytics/mode_file.html", shown, request))
    response["Content-Disposition"] = f'attachment; filename="{site.domain}-{now:%Y-%m-%d}.html"'
    return response


def _page(request: HttpRequest, member: Membership, site: Site, form: BasisForm) -> HttpResponse:
    shown = {
        "site": site,
        "table": exempt.TABLE,
        "basis": ruling_basis(site),
        "past": site.declarations.exclude(ended=None).select_related("by"),
        "form": form,
        "may_declare": may(member, Permission.DECLARE_BASIS),
    }
    return render(request, "analytics/mode.html", shown)
