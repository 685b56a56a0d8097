"""An event as a file for calendars (RFC 5545), with its reminders."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings

from plazamayor.publishing.models import Piece
from plazamayor.publishing.pieces.wording import plain, words_for

if TYPE_CHECKING:
    from icalendar import Event

REMINDERS = {"day": timedelta(days=1), "hour": timedelta(hours=1)}
USUAL = timedelta(hours=1)


def calendar(piece: Piece, language: str, now: datetime) -> bytes:
    """The event of a piece in a language, as a file that calendars open. Its identifier never changes: sent again, it corrects."""
    from icalendar import Calendar  # noqa: PLC0415 loaded by whoever takes the file

    out = Calendar()
    out.add("prodid", "-//Plaza Mayor//publishing//EN")
    out.add("version", "2.0")
    out.add("method", "PUBLISH")
    event = _event(piece, language, now)
    if event is not None:
        out.add_component(event)
    return bytes(out.to_ical())


def hours_of(piece: Piece) -> tuple[datetime, datetime] | None:
    """When an event begins and ends; None while it is not said."""
    starts = _read(piece.facts.get("starts"))
    if starts is None:
        return None
    return starts, _read(piece.facts.get("ends")) or starts + USUAL


def _read(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(text)) if text else None
    except ValueError:
        return None


def _event(piece: Piece, language: str, now: datetime) -> "Event | None":
    from icalendar import Alarm, Event  # noqa: PLC0415 the same

    hours = hours_of(piece)
    if hours is None:
        return None
    words = words_for(piece.versions.all(), None, language)
    title = (words.title if words else "") or piece.title
    event = Event()
    event.add("uid", f"piece-{piece.pk}@{piece.organisation.code}.{settings.BASE_URL.partition('://')[2]}")
    event.add("sequence", piece.revision)
    event.add("dtstamp", now)
    event.add("dtstart", hours[0].astimezone(UTC))
    event.add("dtend", hours[1].astimezone(UTC))
    event.add("summary", title)
    event.add("description", "\n\n".join(part for part in (words.summary, plain(words.text)) if part) if words else "")
    event.add("location", piece.facts.get("place") or piece.facts.get("online") or "")
    if piece.facts.get("online") or piece.link:
        event.add("url", piece.facts.get("online") or piece.link)
    for name in piece.facts.get("reminders", []):
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", title)
        alarm.add("trigger", -REMINDERS.get(name, USUAL))
        event.add_component(alarm)
    return event
