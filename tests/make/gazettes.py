"""Gazettes on the loopback: a server that answers what it is told, and rows of what was read."""

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any

from plazamayor.bulletins.models import Issue, Item, Source, Subscription
from plazamayor.bulletins.readers.contract import Page, ReadIssue, ReadItem
from plazamayor.bulletins.taking_in import take_in
from plazamayor.organisation.models import Organisation

_numbers = count(1)
NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
DAY = date(2026, 11, 20)


@dataclass(frozen=True)
class Reply:
    """What the server answers. `size` octets of zeros follow the body; `slow` seconds pass before it."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    size: int = 0
    slow: float = 0.0


@dataclass
class Gazette:
    """A gazette that is asked over the loopback: its replies by path, and what it was asked."""

    address: str
    replies: dict[str, Reply | Callable[[dict[str, str]], Reply]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    together: int = 0
    most_together: int = 0

    @property
    def paths(self) -> list[str]:
        """The paths that were asked, in order."""
        return [path for path, _headers in self.asked]


@contextmanager
def served() -> Iterator[Gazette]:
    """A gazette, for as long as it lasts."""
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            with lock:
                gazette.asked.append((self.path, headers))
                gazette.together += 1
                gazette.most_together = max(gazette.most_together, gazette.together)
            try:
                found = gazette.replies.get(self.path, Reply(status=404))
                self.answer(found(headers) if callable(found) else found)
            finally:
                with lock:
                    gazette.together -= 1

        def answer(self, reply: Reply) -> None:
            time.sleep(reply.slow)
            self.send_response(reply.status)
            for name, value in {"Content-Type": "text/xml; charset=utf-8", **reply.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body) + reply.size))
            self.end_headers()
            try:
                self.wfile.write(reply.body)
                for _turn in range(reply.size >> 16):
                    self.wfile.write(bytes(1 << 16))
            except OSError:
                self.close_connection = True  # whoever asked has had enough

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 the library's name
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    gazette = Gazette(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield gazette
    finally:
        server.shutdown()
        server.server_close()


def item(identifier: str = "", **fields: Any) -> ReadItem:
    """An act as a gazette's index tells it."""
    number = next(_numbers)
    given = {
        "title": "Resolución por la que se convocan ayudas al comercio local.",
        "section": "III. Otras disposiciones",
        "department": "MINISTERIO DE INDUSTRIA",
        "heading": "Ayudas",
        **fields,
    }
    identifier = identifier or f"BOE-A-2026-{number}"
    return ReadItem(identifier=identifier, **{"address": f"https://www.boe.es/diario_boe/txt.php?id={identifier}", **given})


def make_source(organisation: Organisation | None = None, **fields: Any) -> Source:
    given = {"reader": "boe", "name": "Boletín Oficial del Estado", "short_name": "BOE", "next_check": NOW, **fields}
    return Source.objects.create(organisation=organisation, **given)


def make_issue(source: Source, *items: ReadItem, day: date = DAY, number: str = "282", now: datetime = NOW, told: bool = True) -> Issue:
    body = gzip.compress("".join(each.identifier for each in items).encode(), mtime=0)
    read = ReadIssue(day=day, number=number, announced=len(items), items=tuple(items))
    return take_in(source, read, Page(body, "https://www.boe.es/x", day), now, told=told)


def make_subscription(organisation: Organisation, **fields: Any) -> Subscription:
    people, sources = fields.pop("people", []), fields.pop("sources", [])
    made = Subscription.objects.create(organisation=organisation, **{"name": "Ayudas al comercio", "words": ["ayudas comercio"], **fields})
    made.people.set(people)
    made.sources.set(sources)
    return made


def items_of(source: Source) -> list[Item]:
    """The acts kept of a gazette, in order."""
    return list(Item.objects.filter(issue__source=source).order_by("pk"))


def zipped(body: bytes) -> Reply:
    """A reply compressed as servers do."""
    return Reply(gzip.compress(body), headers={"Content-Encoding": "gzip"})
