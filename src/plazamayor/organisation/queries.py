"""Questions about people, places and what was done."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, QuerySet

from plazamayor.organisation.models import AuditEntry, Invitation, LocalHoliday, Membership, Organisation, Unit
from plazamayor.organisation.models.administrations import DAYS_TO_REOPEN


def members_of(organisation: Organisation) -> QuerySet[Membership]:
    """Everybody with a place, by name."""
    return organisation.memberships.select_related("person", "unit").order_by("person__name", "person__email")


def open_invitations(organisation: Organisation) -> QuerySet[Invitation]:
    """Invitations neither accepted nor taken back, newest first; those that expired can be sent again."""
    return organisation.invitations.filter(accepted=None, revoked=None).select_related("unit", "invited_by").order_by("-created")


def units_of(organisation: Organisation) -> QuerySet[Unit]:
    """The units and how many people each has (`people`)."""
    return organisation.units.annotate(people=Count("memberships")).order_by("name")


def holidays_of(organisation: Organisation) -> QuerySet[LocalHoliday]:
    """The local holidays, latest first."""
    return organisation.holidays.order_by("-day")


def hosted_by(organisation: Organisation) -> QuerySet[Organisation]:
    """The administrations it hosts and how many people each has (`people`)."""
    return organisation.hosted.annotate(people=Count("memberships")).order_by("name")


def to_delete(now: datetime) -> QuerySet[Organisation]:
    """Administrations closed so long ago that they are to be deleted."""
    return Organisation.objects.filter(closed__lt=now - timedelta(days=DAYS_TO_REOPEN)).order_by("closed")


@dataclass(frozen=True)
class TrailFilter:
    """What of the trail is asked for. Days are inclusive and in the administration's time zone."""

    act: str = ""
    actor: int | None = None
    since: date | None = None
    until: date | None = None


def trail(organisation: Organisation, wanted: TrailFilter) -> QuerySet[AuditEntry]:
    """The entries of an administration's trail that are asked for, newest first."""
    zone = ZoneInfo(organisation.time_zone)
    found = AuditEntry.objects.filter(organisation=organisation).select_related("detail")
    if wanted.act:
        found = found.filter(action=wanted.act)
    if wanted.actor:
        found = found.filter(actor=wanted.actor)
    if wanted.since:
        found = found.filter(at__gte=datetime.combine(wanted.since, time.min, zone))
    if wanted.until:
        found = found.filter(at__lt=datetime.combine(wanted.until + timedelta(days=1), time.min, zone))
    return found.order_by("-number")


def acts_in(organisation: Organisation) -> list[str]:
    """The codes of the acts that the trail has."""
    return list(AuditEntry.objects.filter(organisation=organisation).order_by("action").values_list("action", flat=True).distinct())


def actors_in(organisation: Organisation) -> dict[int, str]:
    """The people who have acted, by primary key, with the name they last acted under."""
    rows = (
        AuditEntry.objects.filter(organisation=organisation, actor__isnull=False, detail__isnull=False)
        .order_by("number")
        .values_list("actor_id", "detail__actor_name")
    )
    return dict(rows)
