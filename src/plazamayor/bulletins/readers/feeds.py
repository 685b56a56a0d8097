"""Gazettes that offer RSS or Atom, in whatever encoding."""

import calendar
import io
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plazamayor.bulletins.readers.contract import Options, Page, ReadIssue, ReadItem, Unreadable
from plazamayor.bulletins.readers.identity import by_day, identifier_of, mark_of

DECLARES = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
REFERENCE = re.compile(r"Referencia:\s*(?P<id>[A-Z]+-(?P<kind>[A-Z])-\d{4}-\d+)")
PAGE_OF_BOE, XML_OF_BOE = "/diario_boe/txt.php?", "/diario_boe/xml.php?"
MADRID = ZoneInfo("Europe/Madrid")


class Feeds:
    """RSS and Atom. `options["address"]` is where the feed is."""

    key = "feed"
    label = gettext_lazy("RSS or Atom")
    by_day = False

    def address(self, options: Options, _day: date) -> str:
        """The feed's address, whatever the day."""
        return str(options.get("address", ""))

    def read(self, page: Page, _options: Options) -> list[ReadIssue]:
        """The entries of a feed, by the day on which they were published."""
        if DECLARES.search(page.body.replace(b"\0", b"")):
            raise Unreadable(_("It brings entities of its own, which a gazette has no need of: it was not read."))
        import feedparser  # type: ignore[import-untyped]  # noqa: PLC0415 it takes its time, and most commands never read feeds

        headers = {"content-type": f"application/xml; charset={page.charset}"} if page.charset else {}
        found = feedparser.parse(io.BytesIO(page.body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
        if not found.get("version"):
            raise Unreadable(_("It is neither RSS nor Atom."))
        return by_day(_dated(found.entries, page))


def _dated(entries: list[Any], page: Page) -> Iterator[tuple[date, ReadItem]]:
    for entry in entries:
        item = _item(entry, page)
        if item:
            yield _day(entry) or page.day, item


def _item(entry: Any, page: Page) -> ReadItem | None:
    title = _plain(entry.get("title", ""))
    link = _address(page, entry.get("link", ""))
    said = _plain(entry.get("summary", ""))
    reference = REFERENCE.search(said)
    if not title or (reference and reference["kind"] == "S"):
        return None  # the entry of the summary itself is no act
    tags = [_plain(tag.get("term", "") or "") for tag in entry.get("tags", [])]
    guid = _address(page, entry.get("id", ""))
    return ReadItem(
        identifier=reference["id"] if reference else identifier_of(entry.get("id", "") or link or mark_of(title)),
        title=title,
        section=tags[0] if tags else "",
        department=tags[1] if len(tags) > 1 else _plain(entry.get("author", "")),
        heading=_heading(said, tags) if reference else "",
        address=link,
        pdf=guid if guid.endswith(".pdf") else "",
        xml=link.replace(PAGE_OF_BOE, XML_OF_BOE) if PAGE_OF_BOE in link else "",
    )


def _heading(said: str, tags: list[str]) -> str:
    """What the BOE writes after the section and the department: «I. Disposiciones - JEFATURA DEL ESTADO - Amnistía - Referencia: …»."""
    before = "".join(f"{tag} - " for tag in tags)
    rest = said.removeprefix(before).partition("Referencia:")[0]
    return rest.removesuffix(" - ") if before and said.startswith(before) else ""


def _day(entry: Any) -> date | None:
    """The day in Spain: midnight of the 12th there is still the 11th for whoever writes hours without zone."""
    when = entry.get("published_parsed") or entry.get("updated_parsed")
    if when is None:
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(when), UTC).astimezone(MADRID).date()
    except (ValueError, OverflowError, OSError):
        return None


def _plain(text: Any) -> str:
    return " ".join(strip_tags(str(text or "")).split())


def _address(page: Page, address: str) -> str:
    try:
        whole = urljoin(page.address, address or "")
    except ValueError:
        return ""
    return whole if address and whole.startswith(("http://", "https://")) else ""
