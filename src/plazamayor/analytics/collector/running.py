"""The collector of one process: opened after any fork, with the store open, and drained before the store closes."""

import gc
import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from time import monotonic
from typing import Final

from django.conf import settings
from django.db import close_old_connections

from plazamayor.analytics import store
from plazamayor.analytics.agents import read_agent
from plazamayor.analytics.collector.application import App, Entrance, Message, Receive, Send
from plazamayor.analytics.collector.book import Book, read_book
from plazamayor.analytics.collector.connection import Proxies
from plazamayor.analytics.collector.door import door
from plazamayor.analytics.collector.flusher import BATCH, Drain, Rhythm
from plazamayor.analytics.collector.outcomes import Outcomes
from plazamayor.analytics.collector.places import Places
from plazamayor.analytics.collector.reading import Reader
from plazamayor.analytics.collector.spool import Slot, Spool, claim, mend, orphans
from plazamayor.analytics.events import Event
from plazamayor.analytics.referrers import listed_spam
from plazamayor.analytics.salts import salts

log = logging.getLogger(__name__)
FLUSH_EVERY: Final = 1.0
FLUSH_BUSY: Final = 2.0
BUSY: Final = 1_000
BOOK_EVERY: Final = 3.0
OUTCOMES_EVERY: Final = 10.0
TIDY_EVERY: Final = 60.0


class Collector:
    """Serves the collector's paths between `start` and `stop`; before and after, only pages are served."""

    def __init__(self, pages: App) -> None:
        self.pages = pages
        self.outcomes = Outcomes()
        self._entrance: App = pages
        self._parts: _Parts | None = None

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if self._parts is not None and not door.is_open(self._parts.spool):
            door.open(self._parts.spool, self.outcomes)  # only here is it known in which loop the spool is used
        await self._entrance(scope, receive, send)

    def start(self) -> None:
        """Takes a slot of the spool, learns the sites and begins to move events to the store."""
        self._parts = parts = _Parts(self.outcomes)
        self._entrance = Entrance(self.pages, parts.reader, parts.spool, self.outcomes, parts.learn)

    def stop(self) -> None:
        """Takes no more events, moves those that wait to the store, and leaves in the spool what it does not take."""
        self._entrance = self.pages
        door.close()
        if self._parts is not None:
            self._parts.stop()
            self._parts = None


class _Parts:
    """What runs while the collector does: the spool, the reader and the thread of chores."""

    def __init__(self, outcomes: Outcomes) -> None:
        self.outcomes = outcomes
        slot = claim(settings.HOME / "spool")
        self.spool = Spool(slot, wait=settings.SPOOL_FSYNC_MS / 1000, limit=settings.SPOOL_LIMIT)
        self.reader = Reader(
            salts=salts(),
            proxies=Proxies(settings.TRUSTED_PROXIES),
            places=Places(settings.GEO_DATABASE),
            downloads=settings.DOWNLOAD_EXTENSIONS,
            spam=listed_spam(),
        )
        self.drain = _drain(slot, self.spool)
        self.learn()
        read_agent("")  # its lists are prepared now rather than while the first citizen waits
        gc.collect()
        gc.freeze()  # what the program is made of stays; looking through it again and again costs each event dear
        self.rhythm = Rhythm(self.flush, self.learn, self.save_outcomes, self.tidy)
        self.rhythm.start()

    def flush(self) -> float:
        """Moves what waits to the store: at once again while whole batches wait, less often while many events come."""
        moved = self.drain.step()
        return 0.0 if moved >= BATCH else FLUSH_BUSY if moved >= BUSY else FLUSH_EVERY

    def learn(self) -> float:
        """Reads the rules of the sites anew; many sites are read less often, so that it costs at most a fiftieth of the time."""
        began = monotonic()
        close_old_connections()
        book: Book = read_book()
        self.reader.book = book
        return max(BOOK_EVERY, 50 * (monotonic() - began))

    def save_outcomes(self) -> float:
        """Writes down what became of everything received."""
        self.outcomes.save()
        return OUTCOMES_EVERY

    def tidy(self) -> float:
        """Erases salts whose time has passed and segments that are done, and takes in what ended processes left."""
        self.reader.salts.erase_expired(datetime.now(UTC), self.reader.book.zones())
        self.spool.turn()
        self.drain.finish_segments(self.spool.writing())
        take_in()
        return TIDY_EVERY

    def stop(self) -> None:
        """Drains, as far as the store takes it."""
        self.rhythm.stop()
        self.spool.settle()
        try:
            while self.drain.step():
                pass
            self.outcomes.save()
            self.spool.turn()
            self.drain.finish_segments(self.spool.writing())
        except Exception as error:  # noqa: BLE001 whatever fails, the events stay in the spool for the next start
            log.error("The spool was not emptied (%s); it will be at the next start.", type(error).__name__)  # noqa: TRY400 a trace may quote events
        self.spool.close()


def take_in() -> None:
    """Moves to the store what ended processes left in the spool."""
    for slot in orphans(settings.HOME / "spool"):
        try:
            _empty(slot)
        finally:
            slot.release()


def _drain(slot: Slot, spool: Spool) -> Drain:
    return Drain(slot, durable=spool.durable, remove=spool.remove, append=_append, last_seen=store.last_seen)


def _append(events: Sequence[Event], token: str) -> None:
    store.append(events, token=token)


def _empty(slot: Slot) -> None:
    """Moves to the store what an ended process left in its slot."""
    mend(slot)

    def durable() -> list[tuple[int, int]]:
        return [(number, slot.path(number).stat().st_size) for number in slot.segments()]

    drain = Drain(slot, durable=durable, remove=lambda number: slot.path(number).unlink(), append=_append, last_seen=store.last_seen)
    while drain.step():
        pass
    drain.finish_segments(writing=-1)
