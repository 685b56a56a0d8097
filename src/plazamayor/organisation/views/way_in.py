"""How people come in: the first page, invitations, links that sign in once, the second factor."""

from typing import cast

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET

from plazamayor.core.errors import Mistake
from plazamayor.organisation import access, operations, places
from plazamayor.organisation.forms import AcceptForm
from plazamayor.organisation.models import Invitation, Person

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_GET
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """Takes people where they last were, or to choose, or to sign in."""
    person = access.signed_in(request)
    if person is None:
        return redirect("account_login")
    member = access.usual_membership(person)
    undecided = person.last_organisation_id is None and len(access.organisations_of(person)) > 1
    if member is None or undecided:
        return redirect("organisations")
    if access.lacks_second_factor(request, member):
        return redirect("second_factor")
    request.member = member  # type: ignore[attr-defined]  # the navigation reads it
    return redirect(places.first_address(request) or "mfa_index")


@require_GET
@login_required
def organisations(request: HttpRequest) -> HttpResponse:
    """The administrations a person may enter, those of the host they help, and those closed that can be opened again."""
    person = cast("Person", request.user)
    shown = {"tenants": places.tenants(request), "closed": access.closed_of(person), "hosted": access.hosted_for(person)}
    return render(request, "organisation/organisations.html", shown)


@require_GET
@login_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """Asks for a second factor, because an administration does."""
    person = cast("Person", request.user)
    if access.has_second_factor(person):
        return redirect("home")
    return render(request, "organisation/second_factor.html", {"organisations": access.organisations_of(person)})


def _entered(request: HttpRequest, person: Person, method: str) -> HttpResponse:
    """Signs somebody in who has just proved who they are: they need not prove it again to add a second factor."""
    login(request, person, backend=BACKEND)
    record_authentication(request, person, method=method, reauthenticated=True)
    return redirect("home")


def _accept_signed_in(request: HttpRequest, person: Person, offered: Invitation) -> HttpResponse:
    if request.method == "POST" and person.email == offered.email:
        member = operations.accept_invitation(invitation=offered, person=person, now=timezone.now())
        Person.objects.filter(pk=person.pk).update(last_organisation=member.organisation)
        return redirect("home")
    return render(request, "organisation/invitation_join.html", {"invitation": offered, "mine": person.email == offered.email})


def _accept_new(request: HttpRequest, offered: Invitation) -> HttpResponse:
    form = AcceptForm(request.POST or None, email=offered.email)
    if request.method == "POST" and form.carry_out(operations.accept_as_new, invitation=offered, now=timezone.now()):
        return _entered(request, form.result.person, "invitation")
    return render(request, "organisation/invitation.html", {"form": form, "invitation": offered})


@never_cache
@sensitive_post_parameters("password")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Shows an invitation and accepts it: as a new person, or as the one who is signed in. Looking at it does not use it."""
    try:
        offered = operations.find_invitation(token, timezone.now())
        person = access.signed_in(request)
        if person is not None:
            return _accept_signed_in(request, person, offered)
        if access.is_known(offered.email):
            return render(request, "organisation/invitation_known.html", {"invitation": offered})
        return _accept_new(request, offered)
    except Mistake as mistake:
        return render(request, "organisation/spent.html", {"text": str(mistake)}, status=410)


@never_cache
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Signs somebody in by a link that works once; only the button uses it, so that previews of the link do not."""
    now = timezone.now()
    try:
        if request.method != "POST":
            return render(request, "organisation/enter.html", {"person": operations.find_sign_in_link(token, now).person})
        person = operations.use_sign_in_link(token, now)
    except Mistake as mistake:
        return render(request, "organisation/spent.html", {"text": str(mistake)}, status=410)
    response = _entered(request, person, "link")
    request.session[access.ONE_TIME_LINK] = True
    return response
