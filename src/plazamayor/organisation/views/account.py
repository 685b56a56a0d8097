"""A person's own account: name, ways of signing in, open sessions."""

from typing import cast

from allauth.account.forms import SetPasswordForm
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from plazamayor.organisation import operations
from plazamayor.organisation.access import ONE_TIME_LINK, zone_of
from plazamayor.organisation.forms import NameForm
from plazamayor.organisation.models import Person


def _factors(person: Person) -> dict[str, object]:
    found = list(Authenticator.objects.filter(user=person).order_by("created_at"))
    by_type = {each.type: each for each in found}
    return {
        "keys": [each for each in found if each.type == Authenticator.Type.WEBAUTHN],
        "totp": by_type.get(Authenticator.Type.TOTP),
        "recovery": by_type.get(Authenticator.Type.RECOVERY_CODES),
    }


@require_GET
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """How a person is called and signs in."""
    person = cast("Person", request.user)
    one_time = ONE_TIME_LINK in request.session
    shown = {"form": NameForm(initial={"name": person.name}), "one_time": one_time, **_factors(person)}
    with timezone.override(zone_of(request)):
        return render(request, "organisation/account.html", shown)


@require_POST
@login_required
def rename(request: HttpRequest) -> HttpResponse:
    """Changes how a person is called."""
    person, form = cast("Person", request.user), NameForm(request.POST)
    if form.carry_out(operations.rename_person, person=Person.objects.get(pk=person.pk), now=timezone.now()):
        messages.success(request, _("Saved."))
        return redirect("mfa_index")
    return render(request, "organisation/account.html", {"form": form, **_factors(person)})


@login_required
@sensitive_post_parameters()
def choose_password(request: HttpRequest) -> HttpResponse:
    """A new password without the old one, only for whoever has just come by a one-time link: the way back when there is no mail."""
    if ONE_TIME_LINK not in request.session:
        return redirect("account_change_password")
    person = Person.objects.get(pk=cast("Person", request.user).pk)
    form = SetPasswordForm(data=request.POST or None, user=person)
    if request.method == "POST" and form.is_valid():
        operations.choose_password(person=person, password=form.cleaned_data["password1"], now=timezone.now())
        update_session_auth_hash(request, person)
        messages.success(request, _("Your password is changed."))
        return redirect("mfa_index")
    return render(request, "organisation/choose_password.html", {"form": form})


@require_GET
@login_required
def sessions(request: HttpRequest) -> HttpResponse:
    """Where a person has the console open."""
    found = UserSession.objects.purge_and_list(request.user)
    found.sort(key=lambda each: (not each.is_current(), -each.last_seen_at.timestamp()))
    with timezone.override(zone_of(request)):
        return render(request, "organisation/sessions.html", {"sessions": found})


@require_POST
@login_required
def end_session(request: HttpRequest, session: int) -> HttpResponse:
    """Ends one of the person's sessions; 404 for somebody else's."""
    found = get_object_or_404(UserSession, user=request.user, pk=session)
    found.end()
    if not found.is_current():
        messages.success(request, _("That session is over."))
    return redirect("usersessions_list")


@require_POST
@login_required
def end_others(request: HttpRequest) -> HttpResponse:
    """Ends every session of the person but this one."""
    for each in UserSession.objects.filter(user=request.user):
        if not each.is_current():
            each.end()
    messages.success(request, _("Only this session is open now."))
    return redirect("usersessions_list")
