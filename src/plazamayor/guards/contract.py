"""What upper rooms give to be checked, and what they are told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum


class Category(StrEnum):
    """What something told is about; an electoral period allows some and holds the rest (LOREG, art. 50.2; JEC Instruction 2/2011)."""

    ORDINARY = "ordinary"
    VOTING = "voting"
    EMERGENCY = "emergency"
    DISRUPTION = "disruption"
    DEADLINE = "deadline"
    OPENING = "opening"


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A text that leaves: `where` names its field for the page that shows the verdict (`12:es:text`)."""

    where: str
    language: str
    text: str
    is_title: bool = False


@dataclass(frozen=True, kw_only=True)
class Picture:
    """An image or a video that leaves. `alt` by language; captions and transcript are asked of videos."""

    where: str
    name: str
    video: bool = False
    decorative: bool = False
    alt: Mapping[str, str]
    has_captions: bool = False
    has_transcript: bool = False
    people_consented: bool | None = None
    """None: nobody can be recognised in it."""


@dataclass(frozen=True, kw_only=True)
class Content:
    """Everything that leaves together, when, and of what it speaks. `reposts` are the accounts whose words it repeats."""

    organisation_id: int
    at: datetime
    category: Category = Category.ORDINARY
    passages: tuple[Passage, ...] = ()
    pictures: tuple[Picture, ...] = ()
    languages: tuple[str, ...] = ()
    reposts: tuple[str, ...] = ()


class Gravity(IntEnum):
    """How grave a verdict is. A hold is time's: it goes away by itself when its period ends."""

    FINE = 0
    WARNS = 1
    HOLDS = 2
    BLOCKS = 3


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What one guard says of one place. `start` and `end` are positions in the passage `where`, or -1 when it is the whole.

    `article` is the rule as it is cited; `proposal` is a text that would do instead; `may_be_overridden` tells whether the law allows
    another person to let it through with a reason. `until` is when a hold ends.
    """

    guard: str
    gravity: Gravity
    told: str
    why: str = ""
    article: str = ""
    where: str = ""
    start: int = -1
    end: int = -1
    proposal: str = ""
    may_be_overridden: bool = False
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Hold:
    """What keeps something from leaving at a moment: an electoral period or a silence. `until` is None when nobody said its end."""

    kind: str
    told: str
    begins: datetime
    until: datetime | None = None


class Held(StrEnum):
    """What holds: an electoral period, or a kind of silence."""

    ELECTIONS = "elections"
    MOURNING = "mourning"
    EMERGENCY = "emergency"
    OTHER = "other"
