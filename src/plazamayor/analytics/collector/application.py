"""The collector's own paths, in front of the pages: `/e`, `/e.gif`, `/p.js`, `/v.js`. Nothing of Django runs for them."""

import asyncio
import base64
import contextlib
import gzip
import hashlib
import logging
import time
from collections.abc import Awaitable, Callable, MutableMapping
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any, Final, TypeVar
from urllib.parse import parse_qs

import msgspec

from plazamayor.analytics.collector.flusher import encode
from plazamayor.analytics.collector.outcomes import ACCEPTED, Outcomes
from plazamayor.analytics.collector.reading import TOKEN, UNKNOWN_SITE, Dropped, Facts, Payload, Reader, Refused
from plazamayor.analytics.collector.spool import Spool, SpoolFull
from plazamayor.analytics.collector.tokens import visit_token

Read = TypeVar("Read")
log = logging.getLogger(__name__)
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]
Header = tuple[bytes, bytes]

LARGEST: Final = 8192
ALARM_EVERY: Final = 60.0
PIXEL: Final = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
_DECODE: Final = msgspec.json.Decoder(Payload).decode
_FIELDS: Final = {
    b"user-agent": "agent",
    b"accept-language": "language",
    b"origin": "origin",
    b"referer": "referer",
    b"sec-purpose": "purpose",
    b"purpose": "purpose",
    b"x-moz": "purpose",
    b"sec-gpc": "signal",
}
_OPEN: Final[Header] = (b"access-control-allow-origin", b"*")
_UNCACHED: Final[Header] = (b"cache-control", b"no-store")
_PLAIN: Final[Header] = (b"content-type", b"text/plain; charset=utf-8")
_GIF: Final[Header] = (b"content-type", b"image/gif")


class Script:
    """A file of the tracker, ready to be sent."""

    def __init__(self, name: str) -> None:
        self.body = (files("plazamayor.analytics") / "tracker" / name).read_bytes()
        self.packed = gzip.compress(self.body, 9, mtime=0)
        self.headers = [
            (b"content-type", b"text/javascript; charset=utf-8"),
            (b"cache-control", b"public, max-age=3600"),
            (b"etag", b'"' + hashlib.blake2b(self.body, digest_size=8).hexdigest().encode() + b'"'),
            (b"vary", b"accept-encoding"),
            (b"cross-origin-resource-policy", b"cross-origin"),
            (b"x-content-type-options", b"nosniff"),
            _OPEN,
        ]

    async def send(self, scope: Message, send: Send) -> None:
        """Sends the file, packed if the browser takes it, or says that the browser has it already."""
        given = dict(scope["headers"])
        if given.get(b"if-none-match") == self.headers[2][1]:
            await answer(send, 304, b"", self.headers)
        elif b"gzip" in given.get(b"accept-encoding", b""):
            await answer(send, 200, self.packed, [*self.headers, (b"content-encoding", b"gzip")])
        else:
            await answer(send, 200, self.body, self.headers)


class News:
    """Reads the sites' rules anew when a page names a host not known yet, so that a site just added counts at once.

    A flood of strange names costs at most a fiftieth of the time, and a reading a second.
    """

    def __init__(self, learn: Callable[[], object]) -> None:
        self._learn = learn
        self._read = self._next = 0.0
        self._turn = asyncio.Lock()

    async def wait(self, asked: float) -> bool:
        """Says whether the rules have been read since the moment asked; reads them if it is not too soon."""
        async with self._turn:
            if self._read > asked:
                return True
            if (began := time.monotonic()) < self._next:
                return False
            await asyncio.to_thread(self._learn)
            self._read = time.monotonic()
            self._next = self._read + max(1.0, 50 * (self._read - began))
            return True


class Entrance:
    """Answers the collector's paths and hands the rest to the pages."""

    def __init__(self, pages: App, reader: Reader, spool: Spool, outcomes: Outcomes, learn: Callable[[], object] = lambda: None) -> None:
        self.pages = pages
        self.news = News(learn)
        self.reader = reader
        self.spool = spool
        self.outcomes = outcomes
        self.alarmed = 0.0
        self._paths = {"/e": self._event, "/e.gif": self._pixel, "/p.js": _sender("p.min.js"), "/v.js": _sender("v.min.js")}

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serves one request."""
        handler = self._paths.get(scope["path"])
        await (self.pages if handler is None else handler)(scope, receive, send)

    async def _event(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["method"] == "OPTIONS":
            allowed = [_OPEN, (b"access-control-allow-methods", b"POST"), (b"access-control-allow-headers", b"content-type")]
            await answer(send, 204, b"", allowed)
            return
        now = time.time()
        try:
            body = await self._collect(scope, receive, now)
        except Dropped as dropped:
            self.outcomes.note(dropped.site, dropped.reason, now)
            body = b""
        except Refused as refused:
            self.outcomes.note(refused.site, refused.reason, now)
            await answer(send, refused.status, refused.sentence.encode(), [_PLAIN, _OPEN])
            return
        await answer(send, 200 if body else 202, body, [_PLAIN, _OPEN, _UNCACHED])

    async def _collect(self, scope: Message, receive: Receive, now: float) -> bytes:
        if scope["method"] != "POST":
            raise Refused(405, "bad_method", "Events are sent with POST.")
        payload = _decoded(await _body(receive))
        facts = _facts(scope)
        moment = datetime.fromtimestamp(int(now), UTC)
        if payload.k == TOKEN:
            return visit_token(await self._informed(lambda: self.reader.visit(payload, facts, moment)), moment).encode()
        await self._keep(payload, facts, moment)
        return b""

    async def _pixel(self, scope: Message, receive: Receive, send: Send) -> None:  # noqa: ARG002 a GET has no body
        """Counts a view of a page without JavaScript: the page is the one that asked for the image, or the one named in `u`."""
        now = time.time()
        try:
            if scope["method"] not in {"GET", "HEAD"}:
                raise Refused(405, "bad_method", "The image is asked for with GET.")  # noqa: TRY301 counted below as all refusals
            facts = _facts(scope)
            given = parse_qs(scope["query_string"][:LARGEST].decode("ascii", "replace"))
            page = Payload(u=given.get("u", [facts.referer])[0][:4000], r=given.get("r", [""])[0][:4000])
            await self._keep(page, facts, datetime.fromtimestamp(int(now), UTC))
        except Dropped as dropped:
            self.outcomes.note(dropped.site, dropped.reason, now)
        except Refused as refused:
            self.outcomes.note(refused.site, refused.reason, now)
            await answer(send, refused.status, refused.sentence.encode(), [_PLAIN, _UNCACHED])
            return
        await answer(send, 200, PIXEL, [_GIF, _UNCACHED])

    async def _keep(self, payload: Payload, facts: Facts, now: datetime) -> None:
        """Returns when the events are durable; raises Refused while nothing can be kept."""
        spooled = await self._informed(lambda: self.reader.read(payload, facts, now))
        try:
            await self.spool.append(encode(spooled))
        except SpoolFull as full:
            self._alarm("The spool is full: new events are refused until the event store takes those that wait.")
            raise Refused(503, "spool_full", "Nothing can be taken for the moment.", spooled[0].event.site) from full
        except OSError as error:
            self._alarm(f"The spool cannot be written ({error.strerror}): new events are refused.")
            raise Refused(503, "spool_failed", "Nothing can be taken for the moment.", spooled[0].event.site) from error
        self.outcomes.note(spooled[0].event.site, ACCEPTED, now.timestamp(), len(spooled))

    async def _informed(self, read: Callable[[], Read]) -> Read:
        """Reads once more, with the sites' rules read anew, what names a site that is not known."""
        asked = time.monotonic()
        try:
            return read()
        except Refused as refused:
            if refused.reason != UNKNOWN_SITE or not await self.news.wait(asked):
                raise
        return read()

    def _alarm(self, sentence: str) -> None:
        """Logs an alarm, at most once a minute."""
        if time.monotonic() - self.alarmed > ALARM_EVERY or not self.alarmed:
            self.alarmed = time.monotonic()
            log.critical(sentence)


async def answer(send: Send, status: int, body: bytes, headers: list[Header]) -> None:
    """Sends a whole answer; whoever has gone away needs none."""
    with contextlib.suppress(OSError):
        await send({"type": "http.response.start", "status": status, "headers": [*headers, (b"content-length", str(len(body)).encode())]})
        await send({"type": "http.response.body", "body": body})


async def _body(receive: Receive) -> bytes:
    """Reads a request's body, up to the largest that is taken."""
    body = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise Refused(400, "bad_json", "The request was cut off.")
        body += bytes(message.get("body", b""))
        if len(body) > LARGEST:
            raise Refused(413, "too_large", f"An event is at most {LARGEST} bytes.")
        if not message.get("more_body", False):
            return body


def _decoded(body: bytes) -> Payload:
    try:
        return _DECODE(body)
    except msgspec.ValidationError as error:
        raise Refused(400, "bad_payload", f"The event is not as it should be: {error}.") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refused(400, "bad_json", "The body is not JSON.") from error


def _facts(scope: Message) -> Facts:
    """Takes from a request what counts; forwarded addresses given in several lines are one list."""
    client = scope.get("client")
    facts = Facts(peer=client[0] if client else "")
    for name, value in scope["headers"]:
        if name == b"x-forwarded-for":
            facts.forwarded = f"{facts.forwarded},{value.decode('latin-1')}" if facts.forwarded else value.decode("latin-1")
        elif name in _FIELDS:
            setattr(facts, _FIELDS[name], value.decode("utf-8", "replace"))
    return facts


def _sender(name: str) -> App:
    script = Script(name)

    async def send_script(scope: Message, receive: Receive, send: Send) -> None:  # noqa: ARG001 a GET has no body
        await script.send(scope, send)

    return send_script
