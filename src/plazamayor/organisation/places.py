"""Where the room stands in the console, and what it registers for the rest of the house."""

from collections.abc import Sequence
from datetime import timedelta

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from plazamayor.core.due import DueWork, schedule
from plazamayor.core.navigation import Place, Tenant, navigation
from plazamayor.core.tenant_data import TenantData, tenant_data
from plazamayor.organisation import export, tasks
from plazamayor.organisation.access import Permission, address, member_of, membership_for, organisations_of, signed_in

GOVERN = (
    ("govern.people", _("People and roles"), Permission.MANAGE_PEOPLE, "people"),
    ("govern.administration", _("Administration"), Permission.MANAGE_ORGANISATION, "administration"),
    ("govern.units", _("Units"), Permission.MANAGE_ORGANISATION, "units"),
    ("govern.holidays", _("Local holidays"), Permission.MANAGE_ORGANISATION, "holidays"),
    ("govern.hosted", _("Hosted administrations"), Permission.HOST_ORGANISATIONS, "hosted"),
    ("govern.audit", _("Audit trail"), Permission.SEE_AUDIT, "audit"),
    ("govern.closing", _("Export and close"), Permission.CLOSE_ORGANISATION, "closing"),
)


def _nowhere(_request: HttpRequest) -> str | None:
    return None


def first_address(request: HttpRequest) -> str | None:
    """Where the console begins for the place a request is made from."""
    member_of(request)
    verbs = navigation.shown_to(request)
    return verbs[0]["address"] if verbs else None


def tenants(request: HttpRequest) -> Sequence[Tenant]:
    """The administrations of whoever asks, each with the page where its console begins."""
    person = signed_in(request)
    here = member_of(request)
    found = []
    for organisation in organisations_of(person) if person else ():
        known = here and here.organisation_id == organisation.pk
        member = here if known else membership_for(person, organisation.code)  # type: ignore[arg-type]  # no loop without a person
        request.member = member  # type: ignore[attr-defined]  # addresses are made for a member
        found.append(
            Tenant(name=organisation.name, kind=organisation.get_kind_display(), address=first_address(request) or "/", member=member)
        )
    request.member = here  # type: ignore[attr-defined]  # as it was
    return found


def register() -> None:
    """Registers the verb that governs, its places, the switcher's administrations, what is exported and what falls due."""
    navigation.register(Place(area="govern", label=_("Govern"), address=_nowhere, order=80, icon="scale"))
    for order, (area, label, permission, name) in enumerate(GOVERN, start=81):
        navigation.register(Place(area=area, label=label, address=address(permission, name), order=order, inside="govern"))
    navigation.tenants_by(tenants)
    tenant_data.register(TenantData(key="organisation", label=_("People, units and audit trail"), export=export.files, erase=export.erase))
    schedule.register(DueWork(name="organisation.deletion", every=timedelta(hours=6), run=tasks.delete_closed))
    schedule.register(DueWork(name="organisation.attempts", every=timedelta(hours=1), run=tasks.forget_attempts))
