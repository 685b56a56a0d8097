"""The only way from a page to an administration's rows, and what each role may do there."""

from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum
from functools import wraps
from typing import Any, Concatenate, cast

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plazamayor.organisation.models import Invitation, LocalHoliday, Membership, Organisation, Person, Role, Unit

# A session opened by a one-time link: whoever could print it administers the installation.
ONE_TIME_LINK = "one-time-link"
FACTOR_LASTS = timedelta(hours=12)


class Permission(StrEnum):
    """What can be done in the console. `docs/permissions.md` shows who may do it; a test compares."""

    SEE_MEASURES = "see_measures"
    MANAGE_SITES = "manage_sites"
    IMPORT_DATA = "import_data"
    EXPORT_DATA = "export_data"
    SHARE_MEASURES = "share_measures"
    DECLARE_BASIS = "declare_basis"
    MANAGE_PROCEDURES = "manage_procedures"
    COUNT_CHANNELS = "count_channels"
    READ_FEEDBACK = "read_feedback"
    SEE_PUBLISHING = "see_publishing"
    WRITE_PIECES = "write_pieces"
    APPROVE_PIECES = "approve_pieces"
    PUBLISH_PIECES = "publish_pieces"
    MANAGE_CAMPAIGNS = "manage_campaigns"
    FOLLOW_BULLETINS = "follow_bulletins"
    CONNECT_CHANNELS = "connect_channels"
    MANAGE_GUARDS = "manage_guards"
    OVERRIDE_GUARDS = "override_guards"
    MANAGE_ORGANISATION = "manage_organisation"
    MANAGE_PEOPLE = "manage_people"
    HOST_ORGANISATIONS = "host_organisations"
    SEE_AUDIT = "see_audit"
    CLOSE_ORGANISATION = "close_organisation"


LABELS: dict[Permission, str | Promise] = {
    Permission.SEE_MEASURES: gettext_lazy("See what is measured"),
    Permission.MANAGE_SITES: gettext_lazy("Add and configure sites"),
    Permission.IMPORT_DATA: gettext_lazy("Import logs and history"),
    Permission.EXPORT_DATA: gettext_lazy("Export tables"),
    Permission.SHARE_MEASURES: gettext_lazy("Share measures and schedule reports"),
    Permission.DECLARE_BASIS: gettext_lazy("Declare a legal basis and leave the exempt mode"),
    Permission.MANAGE_PROCEDURES: gettext_lazy("Keep the catalogue of procedures, their steps and their surveys"),
    Permission.COUNT_CHANNELS: gettext_lazy("Count what is done by other channels"),
    Permission.READ_FEEDBACK: gettext_lazy("Read what citizens write in surveys"),
    Permission.SEE_PUBLISHING: gettext_lazy("See the calendar, pieces, campaigns and gazettes, and suggest ideas"),
    Permission.WRITE_PIECES: gettext_lazy("Write pieces and ask for their approval"),
    Permission.APPROVE_PIECES: gettext_lazy("Approve what others wrote"),
    Permission.PUBLISH_PIECES: gettext_lazy("Schedule, withdraw and correct what is approved, and carry out orders of removal"),
    Permission.MANAGE_CAMPAIGNS: gettext_lazy("Open and change campaigns"),
    Permission.FOLLOW_BULLETINS: gettext_lazy("Choose which gazettes are followed and confirm their terms"),
    Permission.CONNECT_CHANNELS: gettext_lazy("Connect and pause accounts on networks"),
    Permission.MANAGE_GUARDS: gettext_lazy("Say how strict the guards are, and when elections and silences are"),
    Permission.OVERRIDE_GUARDS: gettext_lazy("Let through, with a reason, what a guard stopped to somebody else"),
    Permission.MANAGE_ORGANISATION: gettext_lazy("Change the administration's data, units and holidays"),
    Permission.MANAGE_PEOPLE: gettext_lazy("Invite people and change their roles"),
    Permission.HOST_ORGANISATIONS: gettext_lazy("Create hosted administrations (only in one that may host)"),
    Permission.SEE_AUDIT: gettext_lazy("Read and export the audit trail"),
    Permission.CLOSE_ORGANISATION: gettext_lazy("Export everything, close and delete the administration"),
}

_EVERYBODY = frozenset(Role)
ALLOWED: dict[Permission, frozenset[Role]] = {
    Permission.SEE_MEASURES: _EVERYBODY,
    Permission.MANAGE_SITES: frozenset({Role.ADMINISTRATOR, Role.ANALYST}),
    Permission.IMPORT_DATA: frozenset({Role.ADMINISTRATOR, Role.ANALYST}),
    Permission.EXPORT_DATA: _EVERYBODY,
    Permission.SHARE_MEASURES: frozenset({Role.ADMINISTRATOR, Role.ANALYST, Role.COMMUNITY_MANAGER, Role.DIRECTOR}),
    Permission.DECLARE_BASIS: frozenset({Role.PROTECTION_OFFICER}),
    Permission.MANAGE_PROCEDURES: frozenset({Role.ADMINISTRATOR, Role.ANALYST, Role.PROCEDURE_OWNER}),
    Permission.COUNT_CHANNELS: frozenset({Role.ADMINISTRATOR, Role.ANALYST, Role.PROCEDURE_OWNER, Role.COMMUNITY_MANAGER}),
    Permission.READ_FEEDBACK: frozenset(
        {Role.ADMINISTRATOR, Role.ANALYST, Role.PROCEDURE_OWNER, Role.COMMUNITY_MANAGER, Role.PROTECTION_OFFICER, Role.DIRECTOR}
    ),
    Permission.SEE_PUBLISHING: _EVERYBODY,
    Permission.WRITE_PIECES: frozenset({Role.ADMINISTRATOR, Role.COMMUNITY_MANAGER, Role.PROCEDURE_OWNER, Role.APPROVER}),
    Permission.APPROVE_PIECES: frozenset({Role.ADMINISTRATOR, Role.APPROVER, Role.DIRECTOR}),
    Permission.PUBLISH_PIECES: frozenset({Role.ADMINISTRATOR, Role.COMMUNITY_MANAGER, Role.APPROVER}),
    Permission.MANAGE_CAMPAIGNS: frozenset({Role.ADMINISTRATOR, Role.COMMUNITY_MANAGER, Role.PROCEDURE_OWNER, Role.ANALYST}),
    Permission.FOLLOW_BULLETINS: frozenset({Role.ADMINISTRATOR, Role.COMMUNITY_MANAGER, Role.PROCEDURE_OWNER}),
    Permission.CONNECT_CHANNELS: frozenset({Role.ADMINISTRATOR, Role.COMMUNITY_MANAGER}),
    Permission.MANAGE_GUARDS: frozenset({Role.ADMINISTRATOR, Role.APPROVER}),
    Permission.OVERRIDE_GUARDS: frozenset({Role.ADMINISTRATOR, Role.APPROVER, Role.DIRECTOR}),
    Permission.MANAGE_ORGANISATION: frozenset({Role.ADMINISTRATOR}),
    Permission.MANAGE_PEOPLE: frozenset({Role.ADMINISTRATOR}),
    Permission.HOST_ORGANISATIONS: frozenset({Role.ADMINISTRATOR}),
    Permission.SEE_AUDIT: frozenset({Role.ADMINISTRATOR, Role.PROTECTION_OFFICER}),
    Permission.CLOSE_ORGANISATION: frozenset({Role.ADMINISTRATOR}),
}

# What somebody of the host who manages it may do in an administration it hosts. What citizens say is never here.
HOSTED_ALLOWED = frozenset(
    {
        Permission.SEE_MEASURES,
        Permission.EXPORT_DATA,
        Permission.SEE_PUBLISHING,
        Permission.MANAGE_SITES,
        Permission.MANAGE_ORGANISATION,
        Permission.MANAGE_PEOPLE,
    }
)


def may(member: Membership, permission: Permission) -> bool:
    """Tells whether a place in an administration allows something."""
    if permission is Permission.HOST_ORGANISATIONS and not member.organisation.may_host:
        return False
    if member.through is not None:
        return permission in HOSTED_ALLOWED
    return member.role in ALLOWED[permission]


def _places(person: Person) -> Any:
    return Membership.objects.select_related("organisation", "person", "unit").filter(
        organisation__closed=None, person=person, person__is_active=True
    )


def _place_of_host(person: Person, code: str) -> Membership | None:
    """The place that somebody who manages the host takes in an administration it hosts; not a row."""
    hosted = Organisation.objects.filter(code=code, closed=None).exclude(host=None).first()
    own = _places(person).filter(organisation=hosted.host_id).first() if hosted else None
    if hosted is None or own is None or not may(own, Permission.HOST_ORGANISATIONS):
        return None
    place = Membership(organisation=hosted, person=own.person, role=own.role)
    place.through = own
    return place


def membership_for(person: Person, code: str) -> Membership:
    """The person's place in the administration of that code; raises Http404 to everybody else."""
    found = _places(person).filter(organisation__code=code).first() or _place_of_host(person, code)
    if found is None:
        raise Http404(_("There is no such administration among yours."))
    return cast("Membership", found)


def organisations_of(person: Person) -> list[Organisation]:
    """The administrations a person belongs to, by name."""
    return list(Organisation.objects.filter(memberships__person=person, closed=None).order_by("name"))


def usual_membership(person: Person) -> Membership | None:
    """The place a person was last in, else the first by name."""
    own = _places(person).order_by("organisation__name")
    last = person.last_organisation
    if last is not None and last.closed is None:
        found = own.filter(organisation=last).first() or _place_of_host(person, last.code)
        if found is not None:
            return cast("Membership", found)
    return cast("Membership | None", own.first())


def member_of(request: HttpRequest) -> Membership | None:
    """The place from which a page is seen: that of its address, else the person's usual one."""
    if not hasattr(request, "member"):
        person = signed_in(request)
        request.member = usual_membership(person) if person else None  # type: ignore[attr-defined]  # kept for the shell
    member = request.member  # type: ignore[attr-defined]  # set above
    return member if isinstance(member, Membership) else None  # the living page of components shows itself to an invented one


def signed_in(request: HttpRequest) -> Person | None:
    """The person who asks, if any."""
    user = getattr(request, "user", None)
    return user if isinstance(user, Person) else None


def zone_of(request: HttpRequest) -> str:
    """The time zone in which whoever asks reads hours."""
    member = member_of(request)
    return member.organisation.time_zone if member else settings.DEFAULT_TIME_ZONE


def closed_for(person: Person, code: str) -> Membership:
    """The place of an administrator in an administration that was closed; raises Http404 to everybody else."""
    found = (
        Membership.objects.select_related("organisation", "person")
        .filter(organisation__code=code, person=person, role__in=ALLOWED[Permission.CLOSE_ORGANISATION])
        .exclude(organisation__closed=None)
        .first()
    )
    if found is None:
        raise Http404
    return found


def closed_of(person: Person) -> list[Organisation]:
    """The closed administrations that a person may still open again, by name."""
    administers = Q(memberships__person=person, memberships__role__in=ALLOWED[Permission.CLOSE_ORGANISATION])
    return list(Organisation.objects.filter(administers).exclude(closed=None).order_by("name"))


def colleague(member: Membership, membership_id: int) -> Membership:
    """A place in the same administration; raises Http404 when there is none."""
    return get_object_or_404(
        Membership.objects.select_related("person", "unit", "organisation"), organisation=member.organisation, pk=membership_id
    )


def invitation_of(member: Membership, invitation_id: int) -> Invitation:
    """An invitation of the same administration; raises Http404 when there is none."""
    return get_object_or_404(Invitation.objects.select_related("organisation"), organisation=member.organisation, pk=invitation_id)


def unit_of(member: Membership, unit_id: int) -> Unit:
    """A unit of the same administration; raises Http404 when there is none."""
    return get_object_or_404(Unit.objects.select_related("organisation"), organisation=member.organisation, pk=unit_id)


def holiday_of(member: Membership, holiday_id: int) -> LocalHoliday:
    """A local holiday of the same administration; raises Http404 when there is none."""
    return get_object_or_404(LocalHoliday.objects.select_related("organisation"), organisation=member.organisation, pk=holiday_id)


def hosted_for(person: Person) -> list[Organisation]:
    """The administrations that a person helps from the host, by name."""
    hosts = [place.organisation for place in _places(person) if may(place, Permission.HOST_ORGANISATIONS)]
    return list(Organisation.objects.filter(host__in=hosts, closed=None).exclude(memberships__person=person).order_by("name"))


def is_known(email: str) -> bool:
    """Tells whether somebody has that e-mail."""
    return Person.objects.filter(email=email).exists()


def roles_explained() -> list[tuple[str, list[str]]]:
    """Each role and what it may do, in words."""
    return [(str(role.label), [str(LABELS[each]) for each in Permission if role in ALLOWED[each]]) for role in Role]


def hosted_explained() -> list[str]:
    """What the host may do in an administration it hosts, in words."""
    return [str(LABELS[each]) for each in Permission if each in HOSTED_ALLOWED]


def has_second_factor(person: Person) -> bool:
    """Tells whether a person has a passkey, a security key or an authenticator app."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(Authenticator.objects.filter(user=person, type__in=kinds).exists())


def _proved_elsewhere(request: HttpRequest) -> bool:
    """A one-time link, or the sign-in page of the administration's own directory, which asks for its own factors."""
    records = get_authentication_records(request, request.user)
    return bool(request.session.get(ONE_TIME_LINK)) or any(each.get("method") == "socialaccount" for each in records)


def lacks_second_factor(request: HttpRequest, member: Membership) -> bool:
    """Tells whether the administration asks for a second factor that this person has not set up."""
    needed = (member.through or member).organisation.require_second_factor or member.organisation.require_second_factor
    return needed and not _proved_elsewhere(request) and not has_second_factor(member.person)


def proved_second_factor(request: HttpRequest) -> bool:
    """Tells whether this session showed a second factor lately: for what is decided from a link that anybody could have forwarded."""
    since = timezone.now().timestamp() - FACTOR_LASTS.total_seconds()
    records = get_authentication_records(request, request.user)
    return any(each.get("method") in {"mfa", "socialaccount"} and each.get("at", 0) >= since for each in records)


def _remember(member: Membership) -> None:
    if member.person.last_organisation_id != member.organisation_id:
        Person.objects.filter(pk=member.person_id).update(last_organisation=member.organisation)


View = Callable[Concatenate[HttpRequest, Membership, ...], HttpResponseBase]


def console(permission: Permission) -> Callable[[View], Callable[..., HttpResponseBase]]:
    """Opens a page only to members of the administration in its address whose role has the permission.

    The view receives the request and the membership; 404 to people of other administrations, 403 to other roles. Whoever lacks
    the second factor that the administration asks for is taken to set one up.
    """

    def decorate(view: View) -> Callable[..., HttpResponseBase]:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, organisation: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            member = membership_for(cast("Person", request.user), organisation)
            if lacks_second_factor(request, member):
                return redirect("second_factor")
            request.member = member  # type: ignore[attr-defined]  # the shell's navigation reads it
            if not may(member, permission):
                raise PermissionDenied(_("Your role does not allow this. An administrator can change it."))
            _remember(member)
            with timezone.override(member.organisation.time_zone):
                return view(request, member, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]  # the walk over every address reads it
        return guarded

    return decorate


def address(permission: Permission, name: str) -> Callable[[HttpRequest], str | None]:
    """Where a place of the navigation leads somebody who may go there: the address of that name in their administration."""

    def of(request: HttpRequest) -> str | None:
        member = member_of(request)
        return reverse(name, args=[member.organisation.code]) if member and may(member, permission) else None

    return of
