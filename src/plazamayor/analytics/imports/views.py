"""The imports of a site: files given whole in a form, or in pieces by a script, and what became of each."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plazamayor.analytics.access import upload_of
from plazamayor.analytics.imports import operations
from plazamayor.analytics.imports.forms import BeginForm, HistoryForm, LogsForm
from plazamayor.analytics.imports.queries import are_working, imports_of
from plazamayor.analytics.imports.records import Upload
from plazamayor.analytics.models import Site
from plazamayor.analytics.views.doors import site_page
from plazamayor.core.errors import Mistake
from plazamayor.organisation.access import Permission
from plazamayor.organisation.models import Membership

PIECE = 2 << 20
"""Bytes in a piece: less than what a request may weigh in memory."""


@require_http_methods(["GET", "HEAD", "POST"])
@site_page(Permission.IMPORT_DATA)
def show(request: HttpRequest, member: Membership, site: Site) -> HttpResponse:
    """The imports of a site, and the forms that begin one; files may come whole in a form."""
    forms = {"logs": LogsForm(), "history": HistoryForm()}
    if request.method == "POST":
        which = "history" if request.POST.get("kind") == Upload.Kind.HISTORY else "logs"
        form = forms[which] = type(forms[which])(request.POST, request.FILES)
        if form.carry_out(operations.take_files, site=site, by=member, now=timezone.now()):
            messages.success(request, _("Received. They are imported one after another; this page may be left."))
            return redirect("imports", member.organisation.code, site.domain)
    return render(request, "analytics/imports/page.html", {"site": site, **forms, **_listed(site)})


@require_safe
@site_page(Permission.IMPORT_DATA)
def listed(request: HttpRequest, member: Membership, site: Site) -> HttpResponse:
    """How the imports stand, as a part of the page."""
    return render(request, "analytics/imports/list.html", {"site": site, **_listed(site)})


@require_POST
@site_page(Permission.IMPORT_DATA)
def begin(request: HttpRequest, member: Membership, site: Site) -> HttpResponse:
    """Begins an upload in pieces: answers where they go and how much there is already."""
    form = BeginForm(request.POST)
    if not form.carry_out(operations.begin_upload, site=site, by=member, now=timezone.now()):
        said = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return JsonResponse({"error": said}, status=422)
    upload = form.result
    if not upload.size:
        operations.add_piece(upload=upload, start=0, data=b"")
        operations.finish_upload(upload=upload)
    address = reverse("import_piece", args=[member.organisation.code, site.domain, upload.pk])
    return JsonResponse({"address": address, "received": operations.received(upload), "piece": PIECE})


@require_POST
@site_page(Permission.IMPORT_DATA)
def piece(request: HttpRequest, member: Membership, site: Site, upload_id: int) -> HttpResponse:
    """Adds a piece; the last one sets the import going."""
    upload = upload_of(site, upload_id)
    start = request.GET.get("start", "")[:18]
    try:
        received = operations.add_piece(upload=upload, start=int(start) if start.isdecimal() else 0, data=request.body)
    except operations.PieceOutOfPlace as mistake:
        return JsonResponse({"error": str(mistake), "received": operations.received(upload)}, status=409)
    except Mistake as mistake:
        return JsonResponse({"error": str(mistake)}, status=422)
    if received >= upload.size:
        operations.finish_upload(upload=upload)
    return JsonResponse({"received": received})


@require_POST
@site_page(Permission.IMPORT_DATA)
def drop(request: HttpRequest, member: Membership, site: Site, upload_id: int) -> HttpResponse:
    """Lets go of an upload that was left halfway."""
    return _done(request, member, site, operations.drop_upload, upload_id)


@require_POST
@site_page(Permission.IMPORT_DATA)
def retry(request: HttpRequest, member: Membership, site: Site, upload_id: int) -> HttpResponse:
    """Tries once more an import that broke off."""
    return _done(request, member, site, operations.retry_upload, upload_id)


def _done(request: HttpRequest, member: Membership, site: Site, act: Callable[..., None], upload_id: int) -> HttpResponse:
    try:
        act(upload=upload_of(site, upload_id), by=member, now=timezone.now())
    except Mistake as mistake:
        messages.error(request, str(mistake))
    return redirect("imports", member.organisation.code, site.domain)


def _listed(site: Site) -> dict[str, object]:
    shown = imports_of(site)
    return {"imports": shown, "working": are_working(shown), "limit": settings.UPLOAD_LIMIT}
