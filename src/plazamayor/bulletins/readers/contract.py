"""What a gazette's reader gives and asks: it turns what a gazette answers into issues with their items, and asks nobody itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.utils.functional import Promise

from plazamayor.core.errors import Mistake

Options = Mapping[str, Any]


class Unreadable(Mistake):
    """What came is not what this gazette publishes. Nothing of it is kept."""


@dataclass(frozen=True)
class Page:
    """What a gazette answered. `day` is the one it was asked about, or today; `charset` what its header says, if it does."""

    body: bytes
    address: str
    day: date
    charset: str = ""


@dataclass(frozen=True, kw_only=True)
class ReadItem:
    """One act, as the index of a gazette tells it. Addresses are whole."""

    identifier: str
    title: str
    section: str = ""
    department: str = ""
    heading: str = ""
    address: str = ""
    pdf: str = ""
    xml: str = ""


@dataclass(frozen=True, kw_only=True)
class ReadIssue:
    """One number of a gazette. `announced` counts the items by other means than reading them, to compare; None when there is none.

    `open` issues grow: a list or a feed shows a few acts of a day now and others later.
    """

    day: date
    number: str = ""
    announced: int | None = None
    items: tuple[ReadItem, ...] = ()
    open: bool = False


class Reader(Protocol):
    """A way of reading gazettes. `by_day` ones can be asked about any day of the past."""

    @property
    def key(self) -> str:
        """By what sources name it."""

    @property
    def label(self) -> str | Promise:
        """How people name it."""

    @property
    def by_day(self) -> bool:
        """Whether it can be asked about any day."""

    def address(self, options: Options, day: date) -> str:
        """Where that day is asked."""

    def read(self, page: Page, options: Options) -> list[ReadIssue]:
        """The issues of an answer, none when it says that there is no gazette; raises Unreadable."""
