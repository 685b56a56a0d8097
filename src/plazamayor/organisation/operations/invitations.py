"""Invitations: how people come to an administration."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from plazamayor.core.errors import Mistake
from plazamayor.organisation.audit import record
from plazamayor.organisation.models import Invitation, Membership, Person, Role, Unit
from plazamayor.organisation.operations import tokens
from plazamayor.organisation.operations.people import create_person

LASTS = timedelta(days=3)


class AlreadyHere(Mistake):
    """That person already has a place in the administration."""


class NotYourself(Mistake):
    """Somebody of the host tried to take a place of their own in an administration it hosts."""


class InvitationClosed(Mistake):
    """The invitation was used, taken back or has expired."""


class ForSomebodyElse(Mistake):
    """Whoever is signed in is not the person invited."""


@dataclass(frozen=True)
class Issued:
    """An invitation with the address that accepts it, which is not kept anywhere and cannot be shown again."""

    invitation: Invitation
    address: str


def _address(token: str) -> str:
    return settings.BASE_URL + reverse("invitation", args=[token])


def _require_new(by: Membership, email: str) -> None:
    if by.through is not None and email == by.person.email:
        raise NotYourself(_("Those who help from the host cannot give themselves a place. Ask an administrator of this administration."))
    if Membership.objects.filter(organisation=by.organisation, person__email=email).exists():
        raise AlreadyHere(_("%(email)s already has a place here.") % {"email": email})


@transaction.atomic
def invite(*, email: str, role: Role, unit: Unit | None, by: Membership, now: datetime) -> Issued:
    """Invites somebody to the administration of `by`; an open invitation to the same e-mail is taken back.

    Raises AlreadyHere and NotYourself.
    """
    email = email.strip().lower()
    _require_new(by, email)
    Invitation.objects.filter(organisation=by.organisation, email=email, accepted=None, revoked=None).update(revoked=now)
    token, token_hash = tokens.draw()
    invitation = Invitation.objects.create(
        organisation=by.organisation,
        email=email,
        role=role,
        unit=unit,
        token_hash=token_hash,
        invited_by=by.person,
        created=now,
        expires=now + LASTS,
    )
    record(by.organisation, by, "invitation.created", invitation, {"role": str(role), "unit": str(unit or "")}, now)
    return Issued(invitation, _address(token))


def _locked(invitation: Invitation) -> Invitation:
    return Invitation.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=invitation.pk)


@transaction.atomic
def renew_invitation(*, invitation: Invitation, by: Membership, now: datetime) -> Issued:
    """Gives an invitation a new link and three more days; the former link stops working. Raises InvitationClosed."""
    kept = _locked(invitation)
    if kept.accepted or kept.revoked:
        raise InvitationClosed(_("It was already accepted or taken back. Invite again."))
    token, kept.token_hash = tokens.draw()
    kept.expires = now + LASTS
    kept.save(update_fields=["token_hash", "expires"])
    record(kept.organisation, by, "invitation.renewed", kept, {}, now)
    return Issued(kept, _address(token))


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: Membership, now: datetime) -> None:
    """Takes an invitation back; its link stops working. Raises InvitationClosed."""
    kept = _locked(invitation)
    if kept.accepted or kept.revoked:
        raise InvitationClosed(_("It was already accepted or taken back."))
    kept.revoked = now
    kept.save(update_fields=["revoked"])
    record(kept.organisation, by, "invitation.revoked", kept, {}, now)


def find_invitation(token: str, now: datetime) -> Invitation:
    """The open invitation of a link; raises InvitationClosed."""
    found = Invitation.objects.select_related("organisation", "invited_by").filter(token_hash=tokens.hashed(token)).first()
    if found is None or not found.is_open(now) or found.organisation.closed:
        raise InvitationClosed(_("This invitation was used, was taken back or has expired. Ask for another."))
    return found


@transaction.atomic
def accept_invitation(*, invitation: Invitation, person: Person, now: datetime) -> Membership:
    """Gives the place offered to the person invited, who is signed in. Raises InvitationClosed and ForSomebodyElse."""
    kept = _locked(invitation)
    if not kept.is_open(now) or kept.organisation.closed:
        raise InvitationClosed(_("This invitation was used, was taken back or has expired. Ask for another."))
    if person.email != kept.email:
        raise ForSomebodyElse(_("This invitation is for %(email)s.") % {"email": kept.email})
    kept.accepted = now
    kept.save(update_fields=["accepted"])
    member, _made = Membership.objects.get_or_create(
        organisation=kept.organisation, person=person, defaults={"role": kept.role, "unit": kept.unit, "since": now}
    )
    record(kept.organisation, person, "invitation.accepted", member, {"role": member.role, "unit": str(member.unit or "")}, now)
    return member


@transaction.atomic
def accept_as_new(*, invitation: Invitation, name: str, password: str | None, now: datetime) -> Membership:
    """Makes the person invited and gives them the place. Raises InvitationClosed."""
    if Person.objects.filter(email=invitation.email).exists():
        raise InvitationClosed(_("There is already an account with that e-mail. Sign in to accept."))
    person = create_person(email=invitation.email, name=name, password=password)
    return accept_invitation(invitation=invitation, person=person, now=now)


@transaction.atomic
def accept_all(*, email: str, name: str, now: datetime) -> Person | None:
    """Accepts what is open for an e-mail that another party has verified; None when nothing is and nobody has it."""
    email = email.lower()
    waiting = [
        each for each in Invitation.objects.filter(email=email, accepted=None, revoked=None, organisation__closed=None) if each.is_open(now)
    ]
    person = Person.objects.filter(email=email).first()
    if person is None and waiting:
        person = create_person(email=email, name=name)
    for invitation in waiting if person else ():
        accept_invitation(invitation=invitation, person=person, now=now)  # type: ignore[arg-type]  # no loop without a person
    return person
