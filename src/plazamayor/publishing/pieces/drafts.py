"""What a person changes of a piece, as values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

FIELDS = frozenset(
    {
        "title",
        "category",
        "at",
        "unit_id",
        "campaign_id",
        "procedure_id",
        "link",
        "languages",
        "facts",
        "source_name",
        "source_address",
        "slug",
        "evergreen",
        "author_shown",
    }
)
"""What of a piece's own row a person may change."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """What is said in a language: on one channel (its primary key), or wherever there are no other words."""

    language: str
    channel: int | None = None
    title: str = ""
    summary: str = ""
    text: str = ""
    more: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether they say nothing."""
        return not (self.title or self.summary or self.text or any(self.more))


@dataclass(frozen=True, kw_only=True)
class Described:
    """What a file of a piece shows in each language; `used` is the primary key of the use. Decorative ones say nothing."""

    used: int
    alt: Mapping[str, str]
    decorative: bool = False


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What changes of a piece; what is not named stays. `channels` are all those it goes out on, `hours` those that have their own."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    words: Sequence[Words] = ()
    described: Sequence[Described] = ()
    channels: Sequence[int] | None = None
    hours: Mapping[int, datetime | None] = field(default_factory=dict)
