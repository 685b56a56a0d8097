"""The parts of a calendar as a page draws them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Look(StrEnum):
    """How a piece stands, as it is drawn; in this order, what asks for somebody comes last."""

    DRAFT = "draft"
    HALF = "half"
    READY = "ready"
    GOOD = "good"
    WARN = "warn"
    GRAVE = "grave"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A piece in the calendar. `at` is in the administration's zone; `channels` are the marks of those it is for.

    `address` is its page, `move` that of its hour, empty when that cannot change any more.
    """

    piece: int
    title: str
    at: datetime
    look: Look
    channels: tuple[str, ...]
    address: str
    move: str

    @property
    def marks(self) -> str:
        """The channels in a few letters."""
        return " ".join(self.channels)


@dataclass(frozen=True, kw_only=True)
class Tag:
    """Something said of a day: a holiday, a silence, an election, a term that ends."""

    text: str
    is_mark: bool = False
    holds: bool = False


@dataclass(kw_only=True)
class Day:
    """A day of the calendar, with what is on it: `count` pieces, of which `entries` are told."""

    day: date
    is_other: bool = False
    is_rest: bool = False
    is_today: bool = False
    is_past: bool = False
    is_gap: bool = False
    is_first: bool = False
    tags: list[Tag] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    count: int = 0

    @property
    def classes(self) -> str:
        """The classes of its cell."""
        said = {
            "is-other": self.is_other,
            "is-rest": self.is_rest,
            "is-today": self.is_today,
            "is-past": self.is_past,
            "is-gap": self.is_gap,
            "is-held": any(tag.holds for tag in self.tags),
        }
        return " ".join(name for name, holds in said.items() if holds)

    @property
    def more(self) -> int:
        """How many are left for the page of the day."""
        return self.count - len(self.entries)


MOST = 4
"""Pieces that a cell of the month shows."""


@dataclass(frozen=True)
class Span:
    """Some days in a row with a name: a silence, an electoral period, a gap."""

    first: date
    last: date
    text: str
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A calendar: its weeks, how many pieces stand in each way, what keeps silent, and the days with nothing."""

    first: date
    last: date
    weeks: Sequence[Sequence[Day]]
    counts: dict[Look, int]
    spans: Sequence[Span]
    gaps: Sequence[Span]
