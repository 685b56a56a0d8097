"""Texts pinned above a series: staggered so that none lies on another nor on its stem, gathered where there is no room for all."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import ngettext

from plazamayor.core.charts.scales import short

CEILING, LIFT, STEP = 14.0, 52, 16
"""Pixels: the highest a pinned text goes, how far it stands above the line, and how far it moves to clear another."""
WIDE, LETTER, APART = 100.0, 0.8, 1.0
"""Percentages: the drawing, a letter of a note and what separates two notes, in the narrowest drawing that has pins (52 rem)."""
LONGEST = 32
"""Letters of a pinned text; the rest is in the list under the drawing."""
STEM = 6
"""Pixels between a stem and what it ties."""
NEAR, MOST, PATIENCE = 1.5, 24, 400
"""Percentages under which two stems would look like one, the most pins of a drawing, and the places tried before gathering."""


@dataclass(frozen=True)
class Text:
    """A text of the drawing, with its place, how it is anchored and whether narrow screens leave it out."""

    text: str
    x: str
    y: str
    anchor: str = "start"
    wide: bool = False


@dataclass(frozen=True)
class Pin:
    """A text above the line, the stem (`y` to `y2`) that ties it to its step, and the whole of what is noted there."""

    x: str
    y: str
    y2: str
    text: Text
    title: str


@dataclass(frozen=True)
class Box:
    """A stretch of the drawing that a text fills: from `left` to `right`, in percentages, about the height `y`."""

    left: float
    right: float
    y: float

    def meets(self, other: "Box") -> bool:
        """Tells whether two texts would be on one another."""
        return self.left < other.right + APART and other.left < self.right + APART and abs(self.y - other.y) < STEP


@dataclass(frozen=True)
class Noted:
    """Notes of one pin: each one's place along and its text, and how high the line is under them."""

    notes: tuple[tuple[float, str], ...]
    foot: float

    @cached_property
    def x(self) -> float:
        """Where its stem stands: at the note in the middle."""
        return self.notes[len(self.notes) // 2][0]

    @cached_property
    def label(self) -> str:
        """What is written: the note, cut if it is long, or how many they are."""
        if len(self.notes) > 1:
            return ngettext("%(n)s note", "%(n)s notes", len(self.notes)) % {"n": len(self.notes)}
        text = self.notes[0][1]
        return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"

    @property
    def is_whole(self) -> bool:
        """Whether what is written says it all."""
        return self.label == self.notes[0][1]

    def with_next(self, other: "Noted") -> "Noted":
        """Both under one pin."""
        return Noted((*self.notes, *other.notes), min(self.foot, other.foot))


@dataclass(frozen=True)
class Place:
    """A place for some notes: how their text is anchored to the stem, and what it fills."""

    noted: Noted
    anchor: str
    box: Box

    def clashes(self, other: "Place") -> bool:
        """Tells whether the texts of both, or the stem of one and the text of the other, would be on one another."""
        return self.box.meets(other.box) or self.crosses(other.box) or other.crosses(self.box)

    def crosses(self, box: Box) -> bool:
        """Tells whether its stem would go through a text."""
        return box.left - APART < self.noted.x < box.right + APART and self.box.y < box.y < self.noted.foot + STEP

    def pin(self) -> Pin:
        """The pin itself."""
        x, y, foot = short(self.noted.x), self.box.y, self.noted.foot
        text = Text(self.noted.label, f"{x}%", short(y, 1), self.anchor, wide=True)
        title = "; ".join(text for _x, text in self.noted.notes)
        return Pin(f"{x}%", short(y + STEM, 1), short(max(foot - STEM, y + STEM), 1), text, title)


def pinned(notes: Sequence[Noted], taken: Sequence[Box] = ()) -> tuple[list[Pin], bool]:
    """Places notes, in their order along, clear of what is written already; and tells whether the pins say everything.

    Neighbours for which there is no room are gathered, until all that is left has its place. What would lie on something
    written already, wherever it were put, is left to the list under the drawing.
    """
    left, apart = _gathered(notes, NEAR), NEAR
    while len(left) > MOST:
        apart *= 1.5
        left = _gathered(left, apart)
    unwritten = False
    while True:
        search = _Search(left, taken)
        if search.from_first([]):
            return [each.pin() for each in search.found], not unwritten and all(each.is_whole for each in left)
        if not search.options[search.deepest]:
            del left[search.deepest]
            unwritten = True
            continue
        near = _nearest(left, search.deepest)
        left[near : near + 2] = [left[near].with_next(left[near + 1])]


def _gathered(notes: Sequence[Noted], apart: float) -> list[Noted]:
    """Notes with those nearer than a distance under one pin."""
    found: list[Noted] = []
    for note in notes:
        if found and note.x - found[-1].x < apart:
            found[-1] = found[-1].with_next(note)
        else:
            found.append(note)
    return found


class _Search:
    """Looks for a place for each of some notes, going back when one has none; it gives up soon, and knows which had none."""

    def __init__(self, notes: Sequence[Noted], taken: Sequence[Box]) -> None:
        self.options = [[each for each in _places(note) if not any(_covers(each, box) for box in taken)] for note in notes]
        self.found: list[Place] = []
        self.deepest = 0
        self.left = PATIENCE

    def from_first(self, placed: list[Place]) -> bool:
        """Places what is left; True once all have their place."""
        if len(placed) == len(self.options):
            self.found = placed
            return True
        self.deepest = max(self.deepest, len(placed))
        for option in self.options[len(placed)]:
            self.left -= 1
            if self.left < 0:
                return False
            if not any(option.clashes(other) for other in placed) and self.from_first([*placed, option]):
                return True
        return False


def _covers(place: Place, box: Box) -> bool:
    return place.box.meets(box) or place.crosses(box)


def _places(note: Noted) -> list[Place]:
    """Where some notes may go, the best first: near the line, and centred on their stem."""
    length = len(note.label) * LETTER
    lowest = max(CEILING, note.foot - LIFT)
    heights = [lowest]
    while heights[-1] > CEILING:
        heights.append(max(CEILING, heights[-1] - STEP))
    heights += [each for each in (note.foot - LIFT + STEP, note.foot - LIFT + 2 * STEP) if each > lowest]
    lefts = {"middle": note.x - length / 2, "start": note.x, "end": note.x - length}
    inside = {anchor: left for anchor, left in lefts.items() if left >= 0 and left + length <= WIDE}
    return [Place(note, anchor, Box(left, left + length, y)) for y in heights for anchor, left in inside.items()]


def _nearest(notes: Sequence[Noted], index: int) -> int:
    """The first of the two neighbours to gather: a note and the one beside it that is nearest."""
    before, after = index - 1, index + 1
    if before < 0 or (after < len(notes) and notes[after].x - notes[index].x < notes[index].x - notes[before].x):
        return index
    return before
