"""An administration's life: made, changed, closed, opened again, deleted."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from plazamayor.core.errors import Mistake
from plazamayor.core.tenant_data import erase_all
from plazamayor.organisation.audit import Actor, record
from plazamayor.organisation.models import AuditDetail, Membership, Organisation, Person


class CodeTaken(Mistake):
    """Another administration has that short name in its addresses."""


class MayNotHost(Mistake):
    """The administration that would host is not of a kind that may."""


class NameDiffers(Mistake):
    """The name typed to confirm is not the administration's."""


class HasHosted(Mistake):
    """The administration hosts others, which would be left without a host."""


class TooLate(Mistake):
    """The days to open the administration again have gone."""


def _acting(by: Actor, organisation: Organisation) -> Actor:
    """The place from which somebody acts in an administration they have just made for their own to host."""
    if not isinstance(by, Membership) or by.organisation_id == organisation.pk:
        return by
    place = Membership(organisation=organisation, person=by.person, role=by.role)
    place.through = by
    return place


@transaction.atomic
def create_organisation(
    *, name: str, code: str, now: datetime, by: Actor = None, host: Organisation | None = None, **data: Any
) -> Organisation:
    """Makes an administration, perhaps hosted by another; `data` are further fields of the model.

    Raises CodeTaken and MayNotHost.
    """
    if Organisation.objects.filter(code=code).exists():
        raise CodeTaken(_("Another administration already has that short name. Choose a different one."))
    if host is not None and not host.may_host:
        raise MayNotHost(_("Only a provincial, regional or central administration can host others."))
    organisation = Organisation.objects.create(name=name, code=code, host=host, created=now, **data)
    record(organisation, _acting(by, organisation), "organisation.created", organisation, {"code": code}, now)
    return organisation


@transaction.atomic
def change_organisation(*, organisation: Organisation, changes: dict[str, Any], by: Actor, now: datetime) -> Organisation:
    """Changes fields of an administration and tells which, before and after."""
    before = {field: getattr(organisation, field) for field in changes}
    changed = {field: [before[field], value] for field, value in changes.items() if before[field] != value}
    for field in changed:
        setattr(organisation, field, changes[field])
    if changed:
        organisation.save(update_fields=list(changed))
        record(organisation, by, "organisation.changed", organisation, changed, now)
    return organisation


def _require_name(organisation: Organisation, typed: str) -> None:
    if " ".join(typed.split()) != " ".join(organisation.name.split()):
        raise NameDiffers(_("That is not the name. Type it exactly: “%(name)s”.") % {"name": organisation.name})


def _require_no_hosted(organisation: Organisation) -> None:
    if organisation.hosted.exists():
        raise HasHosted(_("It hosts other administrations. Close and delete those first, or they would be left without a host."))


@transaction.atomic
def close_organisation(*, organisation: Organisation, typed: str, by: Actor, now: datetime) -> None:
    """Closes an administration whose name was typed: nobody enters it and it can be opened again for 30 days.

    Raises NameDiffers and HasHosted.
    """
    _require_name(organisation, typed)
    _require_no_hosted(organisation)
    organisation.closed = now
    organisation.save(update_fields=["closed"])
    record(organisation, by, "organisation.closed", organisation, {}, now)


@transaction.atomic
def reopen_organisation(*, organisation: Organisation, by: Actor, now: datetime) -> None:
    """Opens a closed administration again as it was; raises TooLate after its 30 days."""
    if organisation.erased_after is not None and now >= organisation.erased_after:
        raise TooLate(_("It was closed more than 30 days ago and is being deleted."))
    organisation.closed = None
    organisation.save(update_fields=["closed"])
    record(organisation, by, "organisation.reopened", organisation, {}, now)


@transaction.atomic
def delete_organisation(*, organisation: Organisation, by: Actor, now: datetime, typed: str | None = None) -> None:
    """Deletes an administration for good, with all that rooms hold for it and the people who belong to no other.

    What stays is its audit chain: ids and keyed hashes, no names and no texts. A person types the name; the calendar does not.
    Raises NameDiffers and HasHosted.
    """
    if typed is not None:
        _require_name(organisation, typed)
    _require_no_hosted(organisation)
    record(organisation, by, "organisation.deleted", organisation, {}, now)
    erase_all(organisation.pk)
    only_here = Person.objects.filter(memberships__organisation=organisation, is_staff=False).exclude(
        pk__in=Membership.objects.exclude(organisation=organisation).values("person")
    )
    leaving = list(only_here.values_list("pk", flat=True))
    AuditDetail.objects.filter(entry__organisation_id=organisation.pk).delete()
    organisation.delete()
    Person.objects.filter(pk__in=leaving).delete()
