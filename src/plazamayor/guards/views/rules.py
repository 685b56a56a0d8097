"""The guards, what each looks for, and how strict it is."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from plazamayor.guards import operations
from plazamayor.guards.access import guard_of
from plazamayor.guards.forms import SettingForm
from plazamayor.guards.notes import law
from plazamayor.guards.queries import settings_of
from plazamayor.guards.showing import groups
from plazamayor.guards.views.tabs import tabs
from plazamayor.organisation.access import Permission, console, may
from plazamayor.organisation.models import Membership


@require_safe
@console(Permission.SEE_PUBLISHING)
def every(request: HttpRequest, member: Membership) -> HttpResponse:
    """Every guard with its article, its explanation and what it does."""
    shown = {
        "tabs": tabs(member, "guards"),
        "groups": groups(settings_of(member.organisation_id)),
        "may_manage": may(member, Permission.MANAGE_GUARDS),
    }
    return render(request, "guards/every.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@console(Permission.MANAGE_GUARDS)
def change(request: HttpRequest, member: Membership, guard: str) -> HttpResponse:
    """How grave a guard is taken, and what it takes into account."""
    rule = guard_of(guard)
    form = SettingForm(request.POST or None, guard=rule, setting=settings_of(member.organisation_id).get(guard))
    given = {"organisation": member.organisation, "guard": guard, "by": member, "now": timezone.now()}
    if request.method == "POST" and form.carry_out(operations.configure, **given):
        messages.success(request, _("Saved. It rules from the next text that is checked."))
        return redirect("guards", member.organisation.code)
    return render(request, "guards/rule.html", {"form": form, "guard": rule, "law": law(rule.article), "tabs": tabs(member, "guards")})
