"""The calendar as a feed (RFC 5545) for the calendars that people already use.

Its address is signed and of one place in an administration: who loses the place loses the feed.
"""

from datetime import datetime, timedelta

from django.core import signing
from django.urls import reverse

from plazamayor.organisation.access import Permission, may
from plazamayor.organisation.models import Membership
from plazamayor.publishing.models import Piece

SALT = "publishing.calendar"
BEFORE, AFTER = timedelta(days=60), timedelta(days=365)
LASTS = timedelta(minutes=15)


def token_of(member: Membership) -> str:
    """What the address of a member's feed carries: their place, signed."""
    return signing.dumps(member.pk or 0, salt=SALT, compress=False).replace(":", "~")


def member_of(token: str) -> Membership | None:
    """The place whose feed is asked for, while it is one that may see it."""
    try:
        place = signing.loads(token.replace("~", ":"), salt=SALT)
    except signing.BadSignature:
        return None
    found = Membership.objects.select_related("organisation", "person").filter(pk=place, person__is_active=True, organisation__closed=None)
    member = found.first()
    return member if member and may(member, Permission.SEE_PUBLISHING) else None


def written(member: Membership, now: datetime, base: str) -> bytes:
    """The calendar from two months ago to a year ahead."""
    from icalendar import Calendar, Event  # noqa: PLC0415 only feeds need it

    calendar = Calendar()
    calendar.add("prodid", "-//Plaza Mayor//calendar//ES")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", member.organisation.name)
    pieces = Piece.objects.filter(organisation=member.organisation, at__gte=now - BEFORE, at__lt=now + AFTER)
    for piece in pieces.exclude(state=Piece.State.DISCARDED).order_by("at"):
        event = Event()
        event.add("uid", f"piece-{piece.pk}@{member.organisation.code}.plazamayor")
        event.add("dtstamp", piece.changed)
        event.add("dtstart", piece.at)
        event.add("duration", LASTS)
        event.add("summary", f"{piece.title} ({piece.get_state_display()})")
        event.add("url", base + reverse("piece", args=[member.organisation.code, piece.pk]))
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content
