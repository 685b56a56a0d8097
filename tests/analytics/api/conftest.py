"""A site with a few days of figures, tokens, and a collector's spool being written in a loop of its own."""

import asyncio
import threading
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from plazamayor.analytics import store as event_store
from plazamayor.analytics.api.operations import issue_token
from plazamayor.analytics.collector.door import door
from plazamayor.analytics.collector.flusher import Drain
from plazamayor.analytics.collector.outcomes import Outcomes
from plazamayor.analytics.collector.spool import Spool, claim
from plazamayor.analytics.events import Event, Kind
from plazamayor.analytics.models import ApiToken, Site
from plazamayor.organisation.models import Membership
from tests.make.cast import Cast
from tests.make.events import DAY, make_event
from tests.make.sites import make_site

BOTH = [ApiToken.Scope.READ_STATS, ApiToken.Scope.WRITE_EVENTS]


@pytest.fixture
def site(cast: Cast) -> Site:
    return make_site(cast.organisation, domain="www.villaclara.example", exempt=False)


@pytest.fixture
def measured(store: None, site: Site) -> Site:
    """Two visits on the first day, one on the next: pages, a download and a device."""
    given: dict[str, Any] = {"site": site.pk}
    events = [
        make_event("9:00", **given, visitor=1, path="/", device="mobile"),
        make_event("9:05", **given, visitor=1, path="/avisos", device="mobile"),
        make_event("9:06", **given, visitor=1, kind=Kind.DOWNLOAD, target="/guia.pdf", device="mobile"),
        make_event("10:00", **given, visitor=2, path="/", device="desktop"),
        make_event("34:00", **{**given, "day": DAY}, visitor=3, path="/tasas", device="desktop"),
    ]
    events[-1] = Event(**{name: getattr(events[-1], name) for name in Event.__struct_fields__} | {"day": DAY.replace(day=21)})
    event_store.append(events, token=str(uuid.uuid4()))
    return site


Caller = Callable[..., Client]


@pytest.fixture
def caller(cast: Cast) -> Caller:
    """Gives the client of a program with a token of that member's administration."""

    def make(by: Membership | None = None, *, scopes: list[str] | None = None, sites: list[Site] | None = None, **given: Any) -> Client:
        arguments: dict[str, Any] = {"name": "Datos abiertos", "scopes": BOTH if scopes is None else scopes, "days": None, **given}
        issued = issue_token(**arguments, every_site=sites is None, sites=sites or [], by=by or cast.analyst, now=timezone.now())
        return Client(headers={"authorization": f"Bearer {issued.secret}"})

    return make


@pytest.fixture
def program(caller: Caller) -> Client:
    return caller()


@dataclass
class Spooling:
    """A collector's spool, and the way from it to the store."""

    spool: Spool
    outcomes: Outcomes

    def drain(self) -> None:
        """Moves to the store all that waits."""

        def append(events: Any, token: str) -> None:
            event_store.append(events, token=token)

        drain = Drain(self.spool.slot, durable=self.spool.durable, remove=self.spool.remove, append=append, last_seen=event_store.last_seen)
        while drain.step():
            pass


@pytest.fixture
def spooling(store: None, tmp_path: Path) -> Iterator[Spooling]:
    """A spool that takes events, in a loop that runs in a thread, as a server's does."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="server")
    thread.start()

    async def begin() -> Spooling:
        spool, outcomes = Spool(claim(tmp_path / "spool"), wait=0.005, limit=64 * 1024), Outcomes()
        door.open(spool, outcomes)
        return Spooling(spool, outcomes)

    begun = asyncio.run_coroutine_threadsafe(begin(), loop).result(10)
    yield begun
    door.close()
    begun.spool.settle()
    begun.spool.close()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()
