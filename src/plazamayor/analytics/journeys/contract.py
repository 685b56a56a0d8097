"""What a journey is, and what is told of it.

An attempt is what one visit did of a journey (across visits: what one visitor did in a day, or one case of the e-office). It begins at an
event of the first step. The next step is reached by the first later event recognised as that step; and so on, in order, as long as no more
than `limit` seconds have gone by since it began. Of all the events with which a visit may have begun, the one that leads furthest counts,
and of those the first: a visit is one attempt. Steps done again, or out of order, move nothing forward.
"""

from enum import StrEnum
from typing import Final

import msgspec

MOST_STEPS: Final = 20


class Way(StrEnum):
    """How something is recognised: by an address in which `*` stands for anything, by a regular expression (RE2) or by an event's name."""

    ADDRESS = "address"
    REGEX = "regex"
    EVENT = "event"


class Mark(msgspec.Struct, frozen=True):
    """One way of recognising something: `address /sede/ayudas/*`, `event ayudas-firmar`."""

    way: Way
    text: str


Marks = tuple[Mark, ...]
"""Any of them."""


class Journey(msgspec.Struct, frozen=True, kw_only=True):
    """A journey: its steps in order, the other ways it ends, and what is noticed along it. `number` never changes; all else may.

    `negative` ends are valid (not eligible) and count as completed; `failure` is the system's. `limit` in seconds.
    `across`: a visitor's whole day is one attempt, or one case of the e-office, instead of a visit.
    """

    number: int
    steps: tuple[Marks, ...]
    negative: Marks = ()
    failure: Marks = ()
    error: Marks = ()
    help: Marks = ()
    search: Marks = ()
    contact: Marks = ()
    phone: Marks = ()
    limit: int = 7200
    across: bool = False


class Outcome(StrEnum):
    """How an attempt ended."""

    LEFT = "left"
    COMPLETED = "completed"
    NEGATIVE = "negative"
    FAILED = "failed"


class Elsewhere(StrEnum):
    """Where somebody who left went next. `gone`: nothing more was seen of that visit."""

    SEARCH = "search"
    CONTACT = "contact"
    PHONE = "phone"
    OUTSIDE = "outside"
    PAGE = "page"
    GONE = "gone"


DIMENSIONS: Final = ("device", "browser", "system", "language", "channel", "hour", "weekday", "entry", "country", "region")
"""What attempts are broken down by. `hour` in bands of the site's zone: 00-08, 08-14, 14-20, 20-24; `weekday` from 1, Monday. In cells,
only the most frequent pages are a value of `entry`; the rest are the empty one.
"""


class StepFigures(msgspec.Struct, frozen=True, kw_only=True):
    """A step: attempts that reached it, and of those, the ones that left there (neither went on nor ended). Seconds to the next step.

    `back`: attempts that went back from it to an earlier step; `errors` and `helps`: attempts that saw an error or asked for help in it.
    """

    reached: int
    left: int
    seconds_median: float | None = None
    seconds_p90: float | None = None
    back: int = 0
    errors: int = 0
    helps: int = 0


class Went(msgspec.Struct, frozen=True):
    """Where attempts that left at a step (from 1) went next; `to` is the page or the site outside, empty when gone."""

    step: int
    kind: Elsewhere
    to: str
    attempts: int


class Funnel(msgspec.Struct, frozen=True, kw_only=True):
    """A journey in some days. started = completed + negative + failed + left."""

    started: int
    completed: int
    negative: int
    failed: int
    left: int
    steps: tuple[StepFigures, ...]
    went: tuple[Went, ...] = ()
    seconds_median: float | None = None
    """From the first step to the last, of those that completed it."""

    @property
    def ended(self) -> int:
        """Attempts that ended validly: completed, or a valid negative end."""
        return self.completed + self.negative

    @property
    def completion(self) -> float | None:
        """The completion rate, 0 to 1; None when nobody started."""
        return self.ended / self.started if self.started else None


class Brought(msgspec.Struct, frozen=True):
    """Attempts of those who came by the links of a campaign, by what the link says of its channel and its piece. `ended` validly."""

    source: str
    content: str
    started: int
    ended: int


class Cell(msgspec.Struct, frozen=True):
    """Attempts that share some values (in the order of the dimensions asked) at a step (from 1): reached it, and left there."""

    values: tuple[str, ...]
    step: int
    reached: int
    left: int


class JourneyDay(msgspec.Struct, frozen=True):
    """A journey on one day, or in one hour of it (`at` is its local beginning, `2026-11-20` or `2026-11-20 13`)."""

    at: str
    started: int
    completed: int
    negative: int
    failed: int
