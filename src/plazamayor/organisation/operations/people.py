"""People and their places."""

from collections.abc import Mapping
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from plazamayor.core.errors import Mistake
from plazamayor.organisation.audit import Actor, record
from plazamayor.organisation.models import Membership, Organisation, Person, Role, Unit


class LastAdministrator(Mistake):
    """Without this person nobody could administer the administration."""


@transaction.atomic
def create_person(*, email: str, name: str, password: str | None = None) -> Person:
    """Makes a person whose e-mail somebody answers for; the place they take tells it in the trail."""
    person = Person.objects.create_user(email, password, name=name)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


@transaction.atomic
def add_member(
    *, organisation: Organisation, person: Person, role: Role, now: datetime, by: Actor = None, unit: Unit | None = None
) -> Membership:
    """Gives a person a place in an administration."""
    member = Membership.objects.create(organisation=organisation, person=person, role=role, unit=unit, since=now)
    record(organisation, by, "membership.created", member, {"role": member.role, "unit": str(unit or "")}, now)
    return member


def _require_another_administrator(member: Membership) -> None:
    administrators = Membership.objects.select_for_update().filter(
        organisation=member.organisation, role=Role.ADMINISTRATOR, person__is_active=True
    )
    if member.role == Role.ADMINISTRATOR and not [each for each in administrators if each.pk != member.pk]:
        raise LastAdministrator(_("This is the only administrator. Give somebody else that role first."))


@transaction.atomic
def change_member(*, member: Membership, role: Role, unit: Unit | None, by: Actor, now: datetime) -> Membership:
    """Changes a person's role and unit; raises LastAdministrator."""
    kept = Membership.objects.select_related("organisation", "person", "unit").get(pk=member.pk)
    if role != Role.ADMINISTRATOR:
        _require_another_administrator(kept)
    detail = {"role": [kept.role, str(role)], "unit": [str(kept.unit or ""), str(unit or "")]}
    kept.role, kept.unit = role, unit
    kept.save(update_fields=["role", "unit"])
    record(kept.organisation, by, "membership.changed", kept, detail, now)
    return kept


@transaction.atomic
def remove_member(*, member: Membership, by: Actor, now: datetime) -> None:
    """Takes a person's place away; the person stays, for other administrations or to come back. Raises LastAdministrator."""
    _require_another_administrator(member)
    record(member.organisation, by, "membership.removed", member, {"role": member.role, "unit": str(member.unit or "")}, now)
    member.delete()


@transaction.atomic
def rename_person(*, person: Person, name: str, now: datetime) -> None:
    """Changes how a person is called, and tells it wherever they have a place."""
    before, person.name = person.name, name
    person.save(update_fields=["name"])
    for member in person.memberships.select_related("organisation"):
        record(member.organisation, person, "person.renamed", person, {"name": [before, name]}, now)


@transaction.atomic
def tell_way_in(*, person: Person, act: str, detail: Mapping[str, str], now: datetime) -> None:
    """Tells, wherever a person has a place, that they changed how they sign in: a password or a second factor."""
    for member in person.memberships.select_related("organisation"):
        record(member.organisation, person, act, person, detail, now)


@transaction.atomic
def choose_password(*, person: Person, password: str, now: datetime) -> None:
    """Gives a person another password; whoever calls has made sure of who they are."""
    person.set_password(password)
    person.save(update_fields=["password"])
    tell_way_in(person=person, act="password.changed", detail={}, now=now)
