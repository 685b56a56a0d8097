"""The drawing of a thread: from pieces to publications in lines, and from clicks on in a course as wide as what it carries.

Pure geometry. Places are units of a drawing 1000 wide and 330 high that stretches sideways; dots and text are placed apart, in parts
of a hundred, so that they keep their shape. It only repeats what the table says.
"""

import itertools
from dataclasses import dataclass, field

from plazamayor.campaigns.contract import token_of
from plazamayor.campaigns.thread.answers import Figures, Thread

WIDE, HIGH = 1000.0, 330.0
MIDDLE = HIGH / 2
ORIGIN, PIECE, RELEASE, LABEL, FEED = 62.0, 188.0, 282.0, 29.35, 370.0
COLUMNS = {"clicks": 438.0, "visits": 562.0, "started": 688.0, "ended": 812.0}
ANSWER = 904.0
GAP, KNOT, DEEPEST = 7.0, 4.0, 272.0
MOST_LINES, MOST_PIECES = 9, 12


@dataclass(frozen=True)
class Dot:
    """A place, in parts of a hundred across and in units down."""

    x: str
    y: str
    small: bool = False
    lit: bool = False


@dataclass(frozen=True)
class Stroke:
    """An outline: a line, what feeds the course, or the course itself."""

    path: str
    kind: str
    lit: bool = False


@dataclass(frozen=True)
class Knot:
    """Where a course is counted."""

    x: str
    y: str
    height: str
    lit: bool


@dataclass(frozen=True)
class Name:
    """The name of a channel, beside its publications."""

    text: str
    y: str
    lit: bool


@dataclass
class Drawing:
    """A thread, drawn."""

    strokes: list[Stroke] = field(default_factory=list)
    knots: list[Knot] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)


def drawing(thread: Thread, lit: str = "") -> Drawing | None:
    """Draws a thread, the channel of the finding lit; None while nothing was told nor clicked."""
    lines = list(thread.lines)[:MOST_LINES]
    if not lines and not thread.pieces:
        return None
    drawn = Drawing()
    pieces = _left(drawn, thread)
    rows = _spread(len(lines), 24.0, 306.0)
    _releases(drawn, thread, [line.key for line in lines], rows, pieces, lit)
    drawn.names += [Name(line.name, f"{y + 4:.0f}", line.key == lit) for line, y in zip(lines, rows, strict=True)]
    _courses(drawn, [line.figures for line in lines], rows, [line.key == lit for line in lines], whole=thread.measured)
    return drawn


def _left(drawn: Drawing, thread: Thread) -> dict[str, float]:
    """The official act and the pieces it became; gives where each piece is."""
    told = [token_of(line.told.subject) for line in thread.pieces][:MOST_PIECES]
    places = dict(zip(told, _spread(len(told), 72.0, 258.0), strict=True))
    drawn.dots += [Dot(_hundredth(PIECE), f"{y:.0f}") for y in places.values()]
    if thread.origins:
        drawn.dots.append(Dot(_hundredth(ORIGIN), f"{MIDDLE:.0f}"))
        drawn.strokes += [Stroke(_curve(ORIGIN, MIDDLE, PIECE, y), "line") for y in places.values()]
    return places


def _releases(drawn: Drawing, thread: Thread, keys: list[str], rows: list[float], pieces: dict[str, float], lit: str) -> None:
    """A dot for each publication of a piece on a channel, beside the name of the channel."""
    for key, y in zip(keys, rows, strict=True):
        own = [each for each in thread.releases if each.channel.connector == key and token_of(each.subject) in pieces]
        for place, each in zip(_spread(len(own), y - 4.0 * (len(own) - 1), y + 4.0 * (len(own) - 1)), own, strict=True):
            drawn.strokes.append(Stroke(_curve(PIECE, pieces[token_of(each.subject)], RELEASE, place), "line"))
            drawn.dots.append(Dot(_hundredth(RELEASE), f"{place:.0f}", small=True, lit=key == lit))


def _courses(drawn: Drawing, figures: list[Figures], rows: list[float], lit: list[bool], *, whole: bool) -> None:
    columns = list(COLUMNS) if whole else ["clicks"]
    most = max([1, *(sum(getattr(each, name) for each in figures) for name in columns)])
    scale = (DEEPEST - GAP * max(0, len(figures) - 1)) / most
    tops = {name: _tops([getattr(each, name) * scale for each in figures]) for name in columns}
    for number, (row, is_lit) in enumerate(zip(rows, lit, strict=True)):
        first_top, first_deep = tops["clicks"][number]
        if first_deep:
            drawn.strokes.append(
                Stroke(_band(FEED, row - 1, row + 1, COLUMNS["clicks"], first_top, first_top + first_deep), "feed", is_lit)
            )
        for before, after in itertools.pairwise(columns):
            (top, deep), (next_top, next_deep) = tops[before][number], tops[after][number]
            if deep and next_deep:
                path = _band(COLUMNS[before], top, top + deep, COLUMNS[after], next_top, next_top + next_deep)
                drawn.strokes.append(Stroke(path, "flow", is_lit))
        for name in columns:
            top, deep = tops[name][number]
            if deep:
                drawn.knots.append(Knot(f"{COLUMNS[name] - KNOT / 2:.0f}", f"{top:.1f}", f"{max(deep, 1.0):.1f}", is_lit))
        top, deep = tops.get("ended", [(0.0, 0.0)] * len(figures))[number]
        if deep:
            drawn.strokes.append(Stroke(_curve(COLUMNS["ended"], top + deep / 2, ANSWER, MIDDLE), "line", is_lit))
    if whole and any(each.ended for each in figures):
        drawn.dots.append(Dot(_hundredth(ANSWER), f"{MIDDLE:.0f}", lit=True))


def _tops(depths: list[float]) -> list[tuple[float, float]]:
    """Where each course of a column begins and how deep it is, the whole column in the middle of the drawing."""
    shown = [depth for depth in depths if depth]
    at = MIDDLE - (sum(shown) + GAP * max(0, len(shown) - 1)) / 2
    found = []
    for depth in depths:
        found.append((at, depth))
        at += depth + GAP if depth else 0
    return found


def _spread(count: int, first: float, last: float) -> list[float]:
    """So many places between two, evenly; one alone is in the middle."""
    if count == 1:
        return [(first + last) / 2]
    return [first + (last - first) * number / (count - 1) for number in range(count)]


def _curve(x: float, y: float, end: float, end_y: float) -> str:
    bend = (x + end) / 2
    return f"M{x:g} {y:.1f} C{bend:g} {y:.1f} {bend:g} {end_y:.1f} {end:g} {end_y:.1f}"


def _band(x: float, top: float, low: float, end: float, end_top: float, end_low: float) -> str:
    bend = (x + end) / 2
    return (
        f"M{x:g} {top:.1f} C{bend:g} {top:.1f} {bend:g} {end_top:.1f} {end:g} {end_top:.1f} V{end_low:.1f} "
        f"C{bend:g} {end_low:.1f} {bend:g} {low:.1f} {x:g} {low:.1f}Z"
    )


def _hundredth(x: float) -> str:
    return f"{x / WIDE * 100:.2f}%"
