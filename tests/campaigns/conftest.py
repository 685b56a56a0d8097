"""The same store as the tests of analytics, since a process opens one directory, and a spool before it."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from plazamayor.analytics.collector.door import door
from plazamayor.analytics.collector.outcomes import Outcomes
from plazamayor.analytics.collector.spool import Slot, Spool
from tests.analytics.conftest import _engine as _engine  # noqa: PLC0414 fixtures are found by their name here
from tests.analytics.conftest import store as store  # noqa: PLC0414 the same


@pytest.fixture
def spool(tmp_path: Path) -> Iterator[Spool]:
    """A spool that the pages reach through the door, in a loop of its own, as the server's."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    kept = Spool(Slot(tmp_path / "0"), wait=0.001, limit=1_000_000)

    async def open_door() -> None:
        door.open(kept, Outcomes())

    asyncio.run_coroutine_threadsafe(open_door(), loop).result(5)
    yield kept
    door.close()
    loop.call_soon_threadsafe(loop.stop)
    thread.join(5)
    kept.close()
