"""A page of the e-office as its server sends it: what in it would be measured. What scripts add later is not seen."""

import http.client
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urljoin, urlsplit

from django.utils.translation import gettext as _

from plazamayor.core.errors import Mistake

LARGEST: Final = 4 << 20
PATIENCE: Final = 15
AGENT: Final = "PlazaMayor-check-procedure"


class PageUnread(Mistake):
    """The page could not be loaded."""


@dataclass
class Page:
    """What was found: where it ended up after redirections, how it was answered, and what of its markup matters here."""

    address: str
    status: int
    kind: str = ""
    policy: str = ""
    scripts: list[str] = field(default_factory=list)
    pixels: list[str] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    language: str = ""
    not_found: bool = False


def load(address: str) -> Page:
    """Loads a page, following redirections; raises PageUnread."""
    if urlsplit(address).scheme not in {"http", "https"}:
        raise PageUnread(_("Give the whole address, with https://."))
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers={"User-Agent": AGENT}), timeout=PATIENCE) as answer:  # noqa: S310 http and https only
            return _page(answer, answer.read(LARGEST))
    except urllib.error.HTTPError as error:
        return _page(error, error.read(LARGEST))
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise PageUnread(_("%(address)s could not be loaded: %(why)s.") % {"address": address, "why": reason}) from error


def read(page: Page, text: str) -> Page:
    """Notes in a page what its markup says."""
    reader = _Reader(page)
    reader.feed(text)
    reader.close()
    return page


def _page(answer: "http.client.HTTPResponse | urllib.error.HTTPError", body: bytes) -> Page:
    headers = answer.headers
    page = Page(
        address=answer.url or "",
        status=answer.status or 0,
        kind=headers.get_content_type(),
        policy="; ".join(headers.get_all("Content-Security-Policy", [])),
    )
    return read(page, body.decode(headers.get_content_charset() or "utf-8", "replace"))


class _Reader(HTMLParser):
    """Reads markup however it is written."""

    def __init__(self, page: Page) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes a tag that matters."""
        given = {name: value or "" for name, value in attrs}
        if event := given.get("data-plaza-event"):
            self.page.events.append(event)
        if tag == "html":
            self.page.language = given.get("lang", "")
        elif tag == "script" and "src" in given:
            self.page.scripts.append(urljoin(self.page.address, given["src"]))
            self.page.not_found |= given.get("data-status") == "404"
        elif tag == "img" and "src" in given:
            self.page.pixels.append(urljoin(self.page.address, given["src"]))
        elif tag == "form":
            self.page.forms.append(urljoin(self.page.address, given.get("action", "")))
        elif tag == "meta":
            self._meta(given)

    def _meta(self, given: dict[str, str]) -> None:
        if given.get("name") == "plaza-status":
            self.page.not_found |= given.get("content") == "404"
        if given.get("http-equiv", "").lower() == "content-security-policy":
            self.page.policy += "; " + given.get("content", "")
