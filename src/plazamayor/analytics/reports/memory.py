"""Answers kept in this process while the days they were asked of stay as they were.

Every refresh of a day gives it a version that was never used before, so an answer kept under its question and the versions of
its days is exact: nothing has to expire, and what is no longer asked for falls out.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, TypeVar

from plazamayor.analytics.reports import answers
from plazamayor.analytics.reports.answers import Panel, Point
from plazamayor.analytics.reports.query import Query

MOST = 50_000
"""Lines and days kept at once, some 20 MB."""
GREATEST = MOST // 5
"""Lines of an answer that is worth keeping."""

T = TypeVar("T")
Versions = Sequence[int]
"""Of the days that a question reads; without them nothing is kept."""


class Memory:
    """The answers last asked for, by their question, up to so many lines in all."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._held = 0
        self._lock = threading.Lock()
        self._known: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()

    def recall(self, key: Hashable) -> Any:
        """The answer kept under a question, or None."""
        with self._lock:
            if key not in self._known:
                return None
            self._known.move_to_end(key)
            return self._known[key][0]

    def keep(self, key: Hashable, answer: Any, size: int) -> None:
        """Keeps an answer of so many lines, and lets go of those asked for longest ago."""
        with self._lock:
            self._held += size - self._known.pop(key, (None, 0))[1]
            self._known[key] = (answer, size)
            while self._held > self._most:
                self._held -= self._known.popitem(last=False)[1][1]


_memory = Memory()


def panels(
    query: Query, dimensions: Iterable[str], versions: Versions, *, limit: int = answers.ALL, progress: answers.Progress | None = None
) -> dict[str, Panel]:
    """As `answers.panels`, of days that have been refreshed."""
    wanted = tuple(dimensions)
    return _kept(
        ("panels", query, wanted, limit, tuple(versions)),
        lambda: answers.panels(query, wanted, limit=limit, progress=progress, fresh=True),
        lambda found: sum(len(panel.lines) for panel in found.values()),
    )


def series(query: Query, versions: Versions) -> list[Point]:
    """As `answers.series`, of days that have been refreshed."""
    return _kept(("series", query, tuple(versions)), lambda: answers.series(query, fresh=True), len)


def _kept(key: tuple[Any, ...], ask: Callable[[], T], size_of: Callable[[T], int]) -> T:
    if not key[-1]:
        return ask()
    known: T | None = _memory.recall(key)
    if known is not None:
        return known
    found = ask()
    size = size_of(found)
    if size <= GREATEST:
        _memory.keep(key, found, size)
    return found
