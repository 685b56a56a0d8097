"""The only way from a page to an administration's rows, and what each role may do there."""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any, Concatenate

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from plazamayor.organisation.models import Membership, Organisation, Person, Role


class Permission(StrEnum):
    """What can be done in the console. `docs/permissions.md` shows who may do it; a test compares."""

    SEE_MEASURES = "see_measures"
    MANAGE_SITES = "manage_sites"
    IMPORT_DATA = "import_data"
    EXPORT_DATA = "export_data"
    SHARE_MEASURES = "share_measures"
    DECLARE_BASIS = "declare_basis"
    MANAGE_ORGANISATION = "manage_organisation"
    MANAGE_PEOPLE = "manage_people"
    SEE_AUDIT = "see_audit"


_EVERYBODY = frozenset(Role)
ALLOWED: dict[Permission, frozenset[Role]] = {
    Permission.SEE_MEASURES: _EVERYBODY,
    Permission.MANAGE_SITES: frozenset({Role.ADMINISTRATOR, Role.ANALYST}),
    Permission.IMPORT_DATA: frozenset({Role.ADMINISTRATOR, Role.ANALYST}),
    Permission.EXPORT_DATA: _EVERYBODY,
    Permission.SHARE_MEASURES: frozenset({Role.ADMINISTRATOR, Role.ANALYST, Role.COMMUNITY_MANAGER, Role.DIRECTOR}),
    Permission.DECLARE_BASIS: frozenset({Role.PROTECTION_OFFICER}),
    Permission.MANAGE_ORGANISATION: frozenset({Role.ADMINISTRATOR}),
    Permission.MANAGE_PEOPLE: frozenset({Role.ADMINISTRATOR}),
    Permission.SEE_AUDIT: frozenset({Role.ADMINISTRATOR, Role.PROTECTION_OFFICER}),
}


def may(member: Membership, permission: Permission) -> bool:
    """Tells whether a person's role in this administration allows something."""
    return member.role in ALLOWED[permission]


def membership_for(person: Person, code: str) -> Membership:
    """The person's place in the administration of that code; raises Http404 to everybody else."""
    found = (
        Membership.objects.select_related("organisation", "person", "unit")
        .filter(organisation__code=code, organisation__closed=None, person=person, person__is_active=True)
        .first()
    )
    if found is None:
        raise Http404(_("There is no such administration among yours."))
    return found


def organisations_of(person: Person) -> list[Organisation]:
    """The administrations a person belongs to, by name."""
    return list(Organisation.objects.filter(memberships__person=person, closed=None).order_by("name"))


View = Callable[Concatenate[HttpRequest, Membership, ...], HttpResponseBase]


def console(permission: Permission) -> Callable[[View], Callable[..., HttpResponseBase]]:
    """Opens a page only to members of the administration in its address whose role has the permission.

    The view receives the request and the membership; 404 to people of other administrations, 403 to other roles.
    """

    def decorate(view: View) -> Callable[..., HttpResponseBase]:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, organisation: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            member = membership_for(request.user, organisation)  # type: ignore[arg-type]  # login_required excludes anonymous
            if not may(member, permission):
                raise PermissionDenied(_("Your role does not allow this. An administrator can change it."))
            request.member = member  # type: ignore[attr-defined]  # the shell's navigation reads it
            return view(request, member, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]  # the walk over every address reads it
        return guarded

    return decorate
