"""What is new, for programs: Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1, the map of the site, and events for calendars (RFC 5545)."""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator

from plazamayor.public.access import Place
from plazamayor.public.news import Reading, path_of
from plazamayor.publishing.queries import PublicPiece, html_of

MOST = 30
USUAL = timedelta(hours=1)


class _Atom(Atom1Feed):
    """Atom that says where it is announced, and carries the whole of each entry."""

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        """The feed's own elements, and its hub."""
        super().add_root_elements(handler)
        if self.feed["hub"]:
            handler.addQuickElement("link", "", {"rel": "hub", "href": self.feed["hub"]})

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """An entry's elements, and its content."""
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


class _Rss(Rss201rev2Feed):
    """RSS that says where it is announced."""

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        """The channel's own elements, and its hub."""
        super().add_root_elements(handler)
        if self.feed["hub"]:
            handler.addQuickElement("atom:link", None, {"rel": "hub", "href": self.feed["hub"]})


WRITERS = {"atom.xml": _Atom, "rss.xml": _Rss}
TYPES = {
    "atom.xml": "application/atom+xml; charset=utf-8",
    "rss.xml": "application/rss+xml; charset=utf-8",
    "feed.json": "application/feed+json; charset=utf-8",
}


def feed_address(place: Place, form: str) -> str:
    """The whole address of a feed."""
    return f"{place.base}{reverse('public_feed', args=[place.organisation.code, form])}"


def feed(place: Place, pieces: Sequence[PublicPiece], form: str, language: str) -> str:
    """The latest pieces in one of the three forms."""
    if form == "feed.json":
        return _json(place, pieces, language)
    writer = WRITERS[form](
        title=place.name,
        link=home(place),
        description=place.look.lead or _("News and guides"),
        language=language,
        feed_url=feed_address(place, form),
        hub=place.look.hub,
    )
    for each in pieces:
        there = f"{place.base}{path_of(place, each)}"
        writer.add_item(
            title=each.title,
            link=there,
            description=each.summary,
            content=str(html_of(each.text)),
            unique_id=_name_of(place, each),
            unique_id_is_permalink=False,
            pubdate=each.published,
            updateddate=each.revised or each.published,
            author_name=each.signed or each.unit or place.name,
        )
    return str(writer.writeString("utf-8"))


def home(place: Place) -> str:
    """The whole address of the list."""
    return f"{place.base}{reverse('news', args=[place.organisation.code])}"


def _json(place: Place, pieces: Sequence[PublicPiece], language: str) -> str:
    items = [
        {
            "id": _name_of(place, each),
            "url": f"{place.base}{path_of(place, each)}",
            "title": each.title,
            "summary": each.summary,
            "content_html": str(html_of(each.text)),
            "date_published": each.published.isoformat(),
            "date_modified": (each.revised or each.published).isoformat(),
            "language": each.language,
            "authors": [{"name": each.signed or each.unit or place.name}],
        }
        for each in pieces
    ]
    told: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": place.name,
        "home_page_url": home(place),
        "feed_url": feed_address(place, "feed.json"),
        "description": place.look.lead or _("News and guides"),
        "language": language,
        **({"hubs": [{"type": "WebSub", "url": place.look.hub}]} if place.look.hub else {}),
        "items": items,
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def _name_of(place: Place, piece: PublicPiece) -> str:
    """A name that never changes, whatever the domain and the title (RFC 4151)."""
    return f"tag:{place.organisation.code},2026:piece-{piece.pk}-{piece.language}"


def calendar(reading: Reading) -> bytes:
    """The event of a piece, for calendars, with its reminders; sent again, it corrects."""
    from icalendar import Alarm, Calendar, Event  # noqa: PLC0415 loaded by whoever takes the file

    piece, hours = reading.piece, reading.hours
    out = Calendar()
    out.add("prodid", "-//Plaza Mayor//public//EN")
    out.add("version", "2.0")
    out.add("method", "PUBLISH")
    if hours is None:
        return bytes(out.to_ical())
    event = Event()
    event.add("uid", f"piece-{piece.pk}@{reading.place.organisation.code}")
    event.add("sequence", len(piece.corrections))
    event.add("dtstamp", piece.revised or piece.published)
    event.add("dtstart", hours.starts)
    event.add("dtend", hours.ends or hours.starts + USUAL)
    event.add("summary", piece.title)
    event.add("description", piece.summary)
    event.add("location", piece.facts.get("place") or piece.facts.get("online") or "")
    event.add("url", reading.address)
    for name, before in (("day", timedelta(days=1)), ("hour", timedelta(hours=1))):
        if name in (piece.facts.get("reminders") or []):
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", piece.title)
            alarm.add("trigger", -before)
            event.add_component(alarm)
    out.add_component(event)
    return bytes(out.to_ical())
