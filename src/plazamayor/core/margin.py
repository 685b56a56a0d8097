"""What is said in the margin of a text: notes, and the text cut where they speak of it.

Small values that `ui/margin.html` and `ui/marked.html` draw.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, kw_only=True)
class Note:
    """A note. `kind` is that of its state: grave, half, warn or good; `number` is 0 when it speaks of no place.

    `address` leads to the rule; `until` is when it stops being so. `guard`, `where`, `start` and `end` are for whoever acts on it.
    """

    kind: str
    state: str
    name: str
    told: str
    why: str = ""
    article: str = ""
    address: str = ""
    proposal: str = ""
    number: int = 0
    where: str = ""
    until: str = ""
    guard: str = ""
    start: int = -1
    end: int = -1

    @property
    def is_fine(self) -> bool:
        """Whether it only says that all is well."""
        return self.kind == "good"


@dataclass(frozen=True, kw_only=True)
class Span:
    """A place of a text, and the number of the note that speaks of it."""

    start: int
    end: int
    number: int
    grave: bool = False


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A stretch of text: plain, or marked with the numbers of its notes."""

    text: str
    numbers: tuple[int, ...] = ()
    grave: bool = False


def segments(text: str, spans: Sequence[Span]) -> list[Segment]:
    """The text cut where spans begin and end, each number said where its span ends; spans out of the text are brought inside."""
    kept = [each for each in spans if 0 <= each.start < min(each.end, len(text))]
    cuts = sorted({0, len(text), *(each.start for each in kept), *(min(each.end, len(text)) for each in kept)})
    return [_segment(text, start, end, kept) for start, end in pairwise(cuts)]


def _segment(text: str, start: int, end: int, spans: Sequence[Span]) -> Segment:
    over = [each for each in spans if each.start <= start and each.end >= end]
    ending = sorted(each.number for each in over if min(each.end, len(text)) == end)
    if not over:
        return Segment(text=text[start:end])
    return Segment(text=text[start:end], numbers=tuple(ending) or (0,), grave=any(each.grave for each in over))
