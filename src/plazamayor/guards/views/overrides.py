"""Exceptions: what was asked, and another person's answer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from plazamayor.guards import operations
from plazamayor.guards.access import override_for
from plazamayor.guards.forms import DecisionForm
from plazamayor.guards.models import Override
from plazamayor.guards.notes import law
from plazamayor.guards.rules import GUARDS
from plazamayor.guards.views.tabs import tabs
from plazamayor.organisation.access import Permission, console
from plazamayor.organisation.models import Membership

A_PAGE = 50


def _shown(override: Override) -> dict[str, object]:
    guard = GUARDS.get(override.guard)
    return {"override": override, "guard": guard.name if guard else override.guard, "article": guard.article if guard else ""}


@require_safe
@console(Permission.OVERRIDE_GUARDS)
def every(request: HttpRequest, member: Membership) -> HttpResponse:
    """Those that wait, and the last decided."""
    rows = Override.objects.filter(organisation=member.organisation).select_related("asked_by", "by")
    shown = {
        "waiting": [_shown(each) for each in rows.filter(at=None).order_by("asked_at")],
        "decided": [_shown(each) for each in rows.exclude(at=None).order_by("-at")[:A_PAGE]],
        "tabs": tabs(member, "guard_overrides"),
    }
    return render(request, "guards/overrides.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@console(Permission.OVERRIDE_GUARDS)
def decide(request: HttpRequest, member: Membership, override_id: int) -> HttpResponse:
    """What the guard said, why it is asked, and the answer with its reason."""
    override = override_for(member, override_id)
    form = DecisionForm(request.POST or None)
    granted = request.POST.get("do") == "grant"
    act = operations.grant_override if granted else operations.refuse_override
    if request.method == "POST" and form.carry_out(act, override=override, by=member, now=timezone.now()):
        messages.success(request, _("It may leave as it is now. If it changes, it is checked again.") if granted else _("Refused."))
        return redirect("guard_overrides", member.organisation.code)
    own = override.asked_by_id == member.person_id
    rule = GUARDS.get(override.guard)
    shown = {**_shown(override), "explains": rule.explains if rule else "", "law": law(rule.article) if rule else ""}
    return render(request, "guards/override.html", {**shown, "form": form, "own": own, "tabs": tabs(member, "guard_overrides")})
