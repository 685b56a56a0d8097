"""Electoral calls, with the dates that follow from each."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plazamayor.guards import operations
from plazamayor.guards.access import call_for
from plazamayor.guards.forms import CallForm
from plazamayor.guards.models import ElectoralCall
from plazamayor.guards.queries import settings_of, terms_of
from plazamayor.guards.showing import shown_call
from plazamayor.guards.views.tabs import tabs
from plazamayor.organisation.access import Permission, console
from plazamayor.organisation.models import Membership

FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
@console(Permission.MANAGE_GUARDS)
def every(request: HttpRequest, member: Membership) -> HttpResponse:
    """The calls noted, and a form for one more."""
    terms, now = terms_of(settings_of(member.organisation_id)), timezone.now()
    form = CallForm(request.POST or None, organisation=member.organisation, terms=terms)
    if request.method == "POST" and form.carry_out(operations.call_elections, organisation=member.organisation, by=member, now=now):
        messages.success(request, _("Noted. What is scheduled inside its period waits, and who writes is told."))
        return redirect("guard_elections", member.organisation.code)
    calls = [shown_call(each, terms, now) for each in ElectoralCall.objects.filter(organisation=member.organisation)]
    return render(request, "guards/elections.html", {"form": form, "calls": calls, "terms": terms, "tabs": tabs(member, "guard_elections")})


@FORM
@console(Permission.MANAGE_GUARDS)
def change(request: HttpRequest, member: Membership, call_id: int) -> HttpResponse:
    """Corrects a call."""
    call, terms = call_for(member, call_id), terms_of(settings_of(member.organisation_id))
    form = CallForm(request.POST or None, organisation=member.organisation, terms=terms, call=call)
    if request.method == "POST" and form.carry_out(operations.change_call, call=call, by=member, now=timezone.now()):
        messages.success(request, _("Saved."))
        return redirect("guard_elections", member.organisation.code)
    return render(request, "guards/election.html", {"form": form, "call": call, "tabs": tabs(member, "guard_elections")})


@require_POST
@console(Permission.MANAGE_GUARDS)
def remove(request: HttpRequest, member: Membership, call_id: int) -> HttpResponse:
    """Takes a call out."""
    operations.remove_call(call=call_for(member, call_id), by=member, now=timezone.now())
    messages.success(request, _("Taken out. What only it held is held no more."))
    return redirect("guard_elections", member.organisation.code)
