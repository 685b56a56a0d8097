"""A page of the e-office as its server sends it: what in it would be measured. What scripts add later is not seen."""

import http.client
import urllib.error
import urllib.request
from contextlib import suppress
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
    if not address.lower().startswith(("http://", "https://")):
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
    return read(page, _text_of(body, headers.get_content_charset() or "utf-8"))


def _text_of(body: bytes, said: str) -> str:
    """The text of a page in the encoding it says, or in UTF-8 when nobody knows that one."""
    try:
        return body.decode(said, "replace")
    except (LookupError, ValueError):
        return body.decode("utf-8", "replace")


class _Reader(HTMLParser):
    """Reads markup however it is written."""

    def __init__(self, page: Page) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes a tag that matters."""
        given = {name: "".join(filter(str.isprintable, value or "")) for name, value in attrs}
        if event := given.get("data-plaza-event"):
            self.page.events.append(event)
        if tag == "html":
            self.page.language = given.get("lang", "")
        elif tag == "script" and "src" in given:
            self._note(self.page.scripts, given["src"])
            self.page.not_found |= given.get("data-status") == "404"
        elif tag == "img" and "src" in given:
            self._note(self.page.pixels, given["src"])
        elif tag == "form":
            self._note(self.page.forms, given.get("action", ""))
        elif tag == "meta":
            self._meta(given)

    def _note(self, those: list[str], address: str) -> None:
        """Adds an address, made whole; one that cannot be read leads nowhere."""
        with suppress(ValueError):
            whole = urljoin(self.page.address, address)
            urlsplit(whole)
            those.append(whole)

    def _meta(self, given: dict[str, str]) -> None:
        if given.get("name") == "plaza-status":
            self.page.not_found |= given.get("content") == "404"
        if given.get("http-equiv", "").lower() == "content-security-policy":
            self.page.policy += "; " + given.get("content", "")
