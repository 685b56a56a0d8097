"""Official mourning and emergencies: declared and ended in one action."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plazamayor.core.errors import Mistake
from plazamayor.guards import operations
from plazamayor.guards.access import silence_for
from plazamayor.guards.forms import EmergencyForm, SilenceForm
from plazamayor.guards.models import Silence
from plazamayor.guards.views.tabs import tabs
from plazamayor.organisation.access import Permission, console
from plazamayor.organisation.models import Membership


@require_http_methods(["GET", "HEAD", "POST"])
@console(Permission.MANAGE_GUARDS)
def every(request: HttpRequest, member: Membership) -> HttpResponse:
    """The silences there are and were, the button of an emergency, and a form for any other."""
    now = timezone.now()
    form = SilenceForm(request.POST or None)
    if request.method == "POST" and form.carry_out(operations.declare_silence, organisation=member.organisation, by=member, now=now):
        messages.success(request, _("Declared. What is scheduled waits, save what is about it."))
        return redirect("guard_silences", member.organisation.code)
    return _page(request, member, form, EmergencyForm(prefix="now"))


@require_POST
@console(Permission.MANAGE_GUARDS)
def emergency(request: HttpRequest, member: Membership) -> HttpResponse:
    """Declares an emergency, from this moment until somebody ends it."""
    form = EmergencyForm(request.POST, prefix="now")
    if form.carry_out(operations.declare_silence, organisation=member.organisation, by=member, now=timezone.now()):
        messages.success(request, _("Emergency declared. Only what is about it leaves, until somebody ends it."))
        return redirect("guard_silences", member.organisation.code)
    return _page(request, member, SilenceForm(), form)


def _page(request: HttpRequest, member: Membership, form: SilenceForm, urgent: EmergencyForm) -> HttpResponse:
    now = timezone.now()
    every = list(Silence.objects.filter(organisation=member.organisation).select_related("declared_by"))
    open_ones = [each for each in every if each.ends is None or each.ends > now]
    past = [each for each in every if each.ends is not None and each.ends <= now]
    shown = {"form": form, "emergency": urgent, "open": open_ones, "past": past[:50], "now": now, "tabs": tabs(member, "guard_silences")}
    return render(request, "guards/silences.html", shown)


@require_POST
@console(Permission.MANAGE_GUARDS)
def end(request: HttpRequest, member: Membership, silence_id: int) -> HttpResponse:
    """Ends a silence now."""
    try:
        operations.end_silence(silence=silence_for(member, silence_id), by=member, now=timezone.now())
        messages.success(request, _("Ended. What waited goes on; look at its hours before it leaves."))
    except Mistake as mistake:
        messages.error(request, str(mistake))
    return redirect("guard_silences", member.organisation.code)
