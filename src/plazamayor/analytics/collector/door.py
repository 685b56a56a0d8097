"""The door by which the pages of a process put events in its collector's spool, with the same guarantees as a browser's.

Pages run in threads and the spool in the server's loop: `keep` crosses over and returns when the events are on disk.
"""

import asyncio
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import TimeoutError as Late
from dataclasses import dataclass
from typing import Final

from plazamayor.analytics.collector.flusher import Spooled, encode
from plazamayor.analytics.collector.outcomes import ACCEPTED, Outcomes
from plazamayor.analytics.collector.spool import Spool, SpoolFull

PATIENCE: Final = 15.0


class CannotKeep(Exception):
    """The events were not kept, for certain: nothing collects here, the spool is full or the disk does not take them."""


class NotKnown(Exception):
    """Whether the events were kept cannot be known: the loop did not answer in time."""


@dataclass(frozen=True)
class _Open:
    spool: Spool
    outcomes: Outcomes
    loop: asyncio.AbstractEventLoop


class Door:
    """The collector of this process, while there is one."""

    def __init__(self) -> None:
        self._open: _Open | None = None

    def open(self, spool: Spool, outcomes: Outcomes) -> None:
        """Opens it. Has to be called in the loop that the spool is used in."""
        self._open = _Open(spool, outcomes, asyncio.get_running_loop())

    def close(self) -> None:
        """Closes it: from now on nothing is taken."""
        self._open = None

    def is_open(self, spool: Spool) -> bool:
        """Tells whether it leads to this spool."""
        return self._open is not None and self._open.spool is spool

    def keep(self, events: Sequence[Spooled], second: float) -> None:
        """Puts some events in the spool, all or none, and returns when they are durable; raises CannotKeep or NotKnown."""
        here = self._open
        if here is None:
            raise CannotKeep
        done = asyncio.run_coroutine_threadsafe(_keep(here, events, second), here.loop)
        try:
            done.result(PATIENCE)
        except (SpoolFull, OSError) as error:
            if isinstance(error, Late):
                raise NotKnown from error
            raise CannotKeep from error


door: Final = Door()


async def _keep(here: _Open, events: Sequence[Spooled], second: float) -> None:
    await here.spool.append(encode(events))
    for site, count in Counter(each.event.site for each in events).items():
        here.outcomes.note(site, ACCEPTED, second, count)
