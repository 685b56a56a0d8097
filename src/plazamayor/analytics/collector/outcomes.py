"""Counts what becomes of everything the collector receives: per minute, site and reason."""

import secrets
import threading
from collections import Counter
from datetime import UTC, datetime
from typing import Final

import msgspec

from plazamayor.analytics.store import Scope, ask, engine

ACCEPTED: Final = "accepted"
REASONS: Final = (
    ACCEPTED,
    "bot",
    "spam_referrer",
    "excluded_address",
    "excluded_path",
    "exempt",
    "internal_link",
    "prefetch",
    "privacy_signal",
    "too_many",
    "foreign_origin",
    "unknown_site",
    "bad_json",
    "bad_payload",
    "bad_address",
    "too_large",
    "bad_method",
    "spool_full",
    "spool_failed",
)
Key = tuple[int, int, str]


class Outcome(msgspec.Struct, frozen=True):
    """How often, and when last, something became of what was received for a site."""

    site: int
    reason: str
    count: int
    last: datetime


class Outcomes:
    """Counts in memory; `save` moves what was counted to the store. A killed process loses its last seconds of counts, no event."""

    def __init__(self) -> None:
        self._counts: Counter[Key] = Counter()
        self._unsaved: tuple[str, list[tuple[Key, int]]] | None = None
        self._total: Counter[str] = Counter()
        self._mutex = threading.Lock()

    def note(self, site: int, reason: str, second: float, events: int = 1) -> None:
        """Counts one outcome at a time given in seconds since 1970."""
        self._counts[site, int(second) // 60, reason] += events  # only the event loop adds; `save` swaps the whole
        self._total[reason] += events

    def totals(self) -> dict[str, int]:
        """Answers how often each thing happened since the process began."""
        return dict(self._total)

    def save(self) -> None:
        """Writes to the store what was counted since the last time; what fails is kept and written once, with the same token."""
        with self._mutex:
            if self._unsaved is None:
                counts, self._counts = self._counts, Counter()
                self._unsaved = (secrets.token_hex(12), list(counts.items()))
            token, rows = self._unsaved
            if rows:
                engine().insert(
                    "outcomes",
                    [[site, minute * 60, reason, count] for (site, minute, reason), count in rows],
                    column_names=["site", "minute", "reason", "count"],
                    settings={"insert_deduplication_token": token},
                )
            self._unsaved = None


def outcomes(scope: Scope, since: datetime) -> list[Outcome]:
    """Answers what became of what was received for some sites since a moment (its minute included), most frequent first."""
    return ask(scope, "outcomes__since", Outcome, since=since.astimezone(UTC).replace(second=0, microsecond=0, tzinfo=None))
