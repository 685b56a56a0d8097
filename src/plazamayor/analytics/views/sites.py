"""The sites of an administration: all at a glance, one more, how each is measured, and its end."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from plazamayor.analytics import operations
from plazamayor.analytics.dashboard.overview import overview
from plazamayor.analytics.forms import AddSiteForm, DeleteForm, SiteForm
from plazamayor.analytics.models import Site
from plazamayor.analytics.views.doors import asks_store, site_page
from plazamayor.organisation.access import Permission, console, may
from plazamayor.organisation.models import Membership

FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@console(Permission.SEE_MEASURES)
@asks_store
def every(request: HttpRequest, member: Membership) -> HttpResponse:
    """All the sites of the administration, and of those it hosts."""
    shown = {"groups": overview(member, timezone.now()), "may_manage": may(member, Permission.MANAGE_SITES)}
    return render(request, "analytics/sites.html", shown)


@FORM
@console(Permission.MANAGE_SITES)
def add(request: HttpRequest, member: Membership) -> HttpResponse:
    """Begins to measure a site; what follows is the line to paste."""
    form = AddSiteForm(request.POST or None)
    given = {"organisation": member.organisation, "by": member, "now": timezone.now()}
    if request.method == "POST" and form.carry_out(operations.add_site, **given):
        return redirect("snippet", member.organisation.code, form.result.domain)
    return render(request, "analytics/site_add.html", {"form": form})


@FORM
@site_page(Permission.MANAGE_SITES)
def settings(request: HttpRequest, member: Membership, site: Site) -> HttpResponse:
    """How a site is measured."""
    form = SiteForm(request.POST or None, site=site)
    if request.method == "POST" and form.carry_out(operations.change_site, site=site, by=member, now=timezone.now()):
        messages.success(request, _("Saved. It rules from now on; what was counted stays."))
        return redirect("site_settings", member.organisation.code, site.domain)
    return render(request, "analytics/site_settings.html", {"form": form, "site": site, "may_import": may(member, Permission.IMPORT_DATA)})


@FORM
@site_page(Permission.MANAGE_SITES)
def delete(request: HttpRequest, member: Membership, site: Site) -> HttpResponse:
    """Deletes a site and its figures, once its domain has been typed."""
    form = DeleteForm(request.POST or None)
    domain = site.domain
    if request.method == "POST" and form.carry_out(operations.delete_site, site=site, by=member, now=timezone.now()):
        messages.success(request, _("%(domain)s and its figures are gone.") % {"domain": domain})
        return redirect("sites", member.organisation.code)
    return render(request, "analytics/site_delete.html", {"form": form, "site": site})
