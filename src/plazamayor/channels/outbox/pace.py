"""How long is waited between tries, and when it is given up."""

import hashlib
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

Clock = Callable[[], datetime]

LEASE: Final = timedelta(minutes=5)
"""How long a worker that says nothing is believed alive. Longer than a network may keep a request waiting."""
FIRST: Final = timedelta(seconds=30)
LONGEST: Final = timedelta(minutes=30)
PATIENCE: Final = timedelta(hours=6)
"""After this long without success it fails: news of the morning are of no use at night."""
QUIET: Final = timedelta(minutes=2)
"""A network may publish what it had accepted some time after it stopped answering: before this, not finding it proves nothing."""
SEARCH: Final = timedelta(seconds=45)
LONGEST_SEARCH: Final = timedelta(days=2)
SKEW: Final = timedelta(minutes=10)
"""How far a network's clock may be from ours."""


def running_from(now: datetime, speed: float = 1.0) -> Clock:
    """A clock that begins at `now` and goes on; trials make it faster."""
    began = time.time()
    return lambda: now + timedelta(seconds=(time.time() - began) * speed)


def standing_at(now: datetime) -> Clock:
    """A clock that does not go on."""
    return lambda: now


def back_off(key: str, tries: int, first: timedelta = FIRST, longest: timedelta = LONGEST) -> timedelta:
    """Doubles with each try up to a longest; a fifth more or less that depends on the key alone, so that not all come back at once."""
    wait = min(first * 2 ** min(max(tries - 1, 0), 20), longest)
    drawn = int.from_bytes(hashlib.sha256(f"{key}:{tries}".encode()).digest()[:4])
    return timedelta(seconds=wait.total_seconds() * (0.8 + 0.4 * drawn / 2**32))
