"""A collector of one town, asked as a server asks it."""

import asyncio
import json
from collections.abc import Iterator
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest

from plazamayor.analytics.collector.application import Entrance
from plazamayor.analytics.collector.book import Book, Rules, pattern_of
from plazamayor.analytics.collector.connection import Proxies
from plazamayor.analytics.collector.flusher import Spooled
from plazamayor.analytics.collector.outcomes import Outcomes
from plazamayor.analytics.collector.places import Places
from plazamayor.analytics.collector.reading import Reader
from plazamayor.analytics.collector.spool import Spool, claim, frames
from plazamayor.analytics.events import Event
from plazamayor.analytics.salts import Salts

AGENT = "Mozilla/5.0 (Linux; Android 14; SM-S911B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36"
MADRID = ZoneInfo("Europe/Madrid")
PAGE = "https://www.villaclara.example/agenda"


class Town:
    """A collector of one town, asked as a server asks it."""

    def __init__(self, folder: Path, *, proxies: tuple[str, ...] = (), limit: int = 10**9) -> None:
        self.salts = Salts(folder / "salts")
        self.reader = Reader(
            salts=self.salts,
            proxies=Proxies(proxies),
            places=Places(None),
            downloads={"pdf", "zip"},
            spam=frozenset({"spam.example"}),
        )
        rules = Rules(
            site=7,
            zone=MADRID,
            hosts=frozenset({"www.villaclara.example", "sede.villaclara.example"}),
            kept_parameters=("page",),
            search_parameters=("buscar",),
            excluded_networks=(ip_network("10.9.0.0/16"),),
            excluded_paths=pattern_of(["/intranet/*"]),
        )
        self.book = Book(dict.fromkeys(rules.hosts, rules))
        self.reader.book = self.book
        self.read_anew = 0
        self.spool = Spool(claim(folder / "spool"), wait=0.0, limit=limit)
        self.outcomes = Outcomes()
        self.entrance = Entrance(self._pages, self.reader, self.spool, self.outcomes, self._learn)

    def _learn(self) -> None:
        self.read_anew += 1
        self.reader.book = self.book

    async def _pages(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ARG002 the form of an ASGI application
        await send({"type": "http.response.start", "status": 299, "headers": []})

    def ask(
        self,
        body: bytes = b"",
        *,
        method: str = "POST",
        path: str = "/e",
        query: bytes = b"",
        peer: str = "192.0.2.7",
        headers: list[tuple[bytes, bytes]] | None = None,
        agent: str = AGENT,
    ) -> tuple[int, dict[bytes, bytes], bytes]:
        """Sends a request and gives status, headers and body of the answer."""
        given = [(b"user-agent", agent.encode("latin-1", "replace")), (b"accept-language", b"es-ES,es;q=0.9"), *(headers or [])]
        scope = {"type": "http", "method": method, "path": path, "query_string": query, "headers": given, "client": (peer, 4711)}
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        asyncio.run(self.entrance(scope, receive, send))
        return sent[0]["status"], dict(sent[0]["headers"]), b"".join(message.get("body", b"") for message in sent[1:])

    def send(self, **fields: Any) -> int:
        """Sends an event as the tracker does and gives the answer's status."""
        return self.ask(json.dumps({"u": PAGE} | fields).encode())[0]

    def spooled(self) -> list[Spooled]:
        """Everything in the spool."""
        contents = [content for number, end in self.spool.durable() for _, content in frames(self.spool.slot.path(number), 0, end)]
        return [each for content in contents for each in msgspec.msgpack.decode(content, type=list[Spooled])]

    def events(self) -> list[Event]:
        """Every event in the spool."""
        return [each.event for each in self.spooled()]


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    made = Town(tmp_path)
    yield made
    made.spool.close()
