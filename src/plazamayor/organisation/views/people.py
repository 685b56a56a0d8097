"""People, roles and invitations."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from plazamayor.core.errors import Mistake
from plazamayor.organisation import access, mail, operations, queries
from plazamayor.organisation.access import Permission, console
from plazamayor.organisation.forms import InvitationForm, role_form
from plazamayor.organisation.models import Membership, Person, Role, Unit
from plazamayor.organisation.operations import Issued
from plazamayor.organisation.views import undoing


@require_GET
@console(Permission.MANAGE_PEOPLE)
def people(request: HttpRequest, member: Membership) -> HttpResponse:
    """Everybody with a place and everybody invited."""
    organisation = member.organisation
    shown = {
        "members": queries.members_of(organisation),
        "invitations": queries.open_invitations(organisation),
        "now": timezone.now(),
        "undo": undoing.offered(request),
    }
    return render(request, "organisation/people.html", shown)


def _invited(request: HttpRequest, issued: Issued) -> HttpResponse:
    """Says that the invitation left, or shows the link once: it is kept nowhere."""
    sent = mail.send_invitation(issued)
    return render(request, "organisation/invited.html", {"issued": issued, "sent": sent})


@console(Permission.MANAGE_PEOPLE)
def invite(request: HttpRequest, member: Membership) -> HttpResponse:
    """Invites somebody."""
    form = InvitationForm(request.POST or None, organisation=member.organisation)
    if request.method == "POST" and form.carry_out(operations.invite, by=member, now=timezone.now()):
        return _invited(request, form.result)
    return render(request, "organisation/invite.html", {"form": form, "roles": access.roles_explained()})


@require_POST
@console(Permission.MANAGE_PEOPLE)
def renew(request: HttpRequest, member: Membership, invitation_id: int) -> HttpResponse:
    """Sends an invitation again, with a new link."""
    invitation = access.invitation_of(member, invitation_id)
    try:
        issued = operations.renew_invitation(invitation=invitation, by=member, now=timezone.now())
    except Mistake as mistake:
        messages.error(request, str(mistake))
        return redirect("people", member.organisation.code)
    return _invited(request, issued)


@require_POST
@console(Permission.MANAGE_PEOPLE)
def revoke(request: HttpRequest, member: Membership, invitation_id: int) -> HttpResponse:
    """Takes an invitation back."""
    invitation = access.invitation_of(member, invitation_id)
    try:
        operations.revoke_invitation(invitation=invitation, by=member, now=timezone.now())
        messages.success(request, _("The invitation of %(email)s no longer opens.") % {"email": invitation.email})
    except Mistake as mistake:
        messages.error(request, str(mistake))
    return redirect("people", member.organisation.code)


@console(Permission.MANAGE_PEOPLE)
def change(request: HttpRequest, member: Membership, member_id: int) -> HttpResponse:
    """Changes a person's role and unit."""
    colleague = access.colleague(member, member_id)
    form = role_form(request.POST or None, colleague)
    if request.method == "POST" and form.carry_out(operations.change_member, member=colleague, by=member, now=timezone.now()):
        messages.success(request, _("Saved. It holds from now on."))
        return redirect("people", member.organisation.code)
    return render(request, "organisation/member.html", {"form": form, "colleague": colleague, "roles": access.roles_explained()})


@require_POST
@console(Permission.MANAGE_PEOPLE)
def remove(request: HttpRequest, member: Membership, member_id: int) -> HttpResponse:
    """Takes a person's place away; the next page offers to give it back."""
    colleague = access.colleague(member, member_id)
    kept = {"member": colleague.person_id, "role": colleague.role, "unit": colleague.unit_id, "organisation": colleague.organisation_id}
    code = member.organisation.code
    try:
        operations.remove_member(member=colleague, by=member, now=timezone.now())
        text = _("%(name)s no longer enters here.") % {"name": colleague.person}
        undoing.offer(request, text=text, address=reverse("member_restore", args=[code]), kept=kept)
    except Mistake as mistake:
        messages.error(request, str(mistake))
    return redirect(
        "home" if colleague.person_id == member.person_id else "people", *([] if colleague.person_id == member.person_id else [code])
    )


@require_POST
@console(Permission.MANAGE_PEOPLE)
def restore(request: HttpRequest, member: Membership) -> HttpResponse:
    """Gives back the place just taken away."""
    kept = undoing.kept(request)
    if kept and kept.get("organisation") == member.organisation.pk and "member" in kept:
        person = get_object_or_404(Person, pk=kept["member"])
        unit = Unit.objects.filter(organisation=member.organisation, pk=kept["unit"]).first()
        if not queries.members_of(member.organisation).filter(person=person).exists():
            operations.add_member(
                organisation=member.organisation, person=person, role=Role(kept["role"]), unit=unit, by=member, now=timezone.now()
            )
        messages.success(request, _("%(name)s has the same place again.") % {"name": person})
    else:
        messages.error(request, _("It is too late to undo it. Invite them again."))
    return redirect("people", member.organisation.code)
