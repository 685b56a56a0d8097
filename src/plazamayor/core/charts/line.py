"""A series in time, compared with another, with what happened marked on it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from plazamayor.core.charts.pins import LETTER, WIDE, Box, Noted, Pin, Text, pinned
from plazamayor.core.charts.scales import short, ticks

LEFT, RIGHT, WIDTH = 5.2, 98.3, 1000
"""Where the first and the last point stand, in percentages of a whole; the units the drawing is wide."""
TOP, FOOT = 26.0, 28
"""Pixels left above the greatest figure, and below the line of zero."""
BAND_TOP = 8
DOTS = 10
"""The most figures of a highlight that are drawn as dots."""
NEAR, LARGE = 9.0, 1.15
"""Percentages that a label of the axis takes on a wide screen, and how much wider than others the letters of the finding's note are."""


@dataclass(frozen=True, kw_only=True)
class Point:
    """A step of the series. `name` heads its row in the table, `label` is for the axis, `before_name` names the step compared."""

    name: str
    value: float | None
    label: str = ""
    major: bool = False
    before: float | None = None
    before_name: str = ""


@dataclass(frozen=True, kw_only=True)
class Annotation:
    """A text pinned to a step of the series."""

    at: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """What is to be drawn. `write` turns a figure into text; `unit` names what is counted, for titles and the top of the scale.

    `highlight` is the first and last step of the stretch the finding speaks of, with its `note` and `note_more`.
    """

    id: str
    title: str
    description: str
    points: Sequence[Point]
    write: Callable[[float | None], str]
    unit: str = ""
    now_name: str = ""
    before_name: str = ""
    step_name: str = ""
    caption: str = ""
    highlight: tuple[int, int] | None = None
    note: str = ""
    note_more: str = ""
    annotations: Sequence[Annotation] = ()
    height: int = 250
    whole: bool = True


@dataclass(frozen=True)
class Grid:
    """A horizontal line with its label."""

    y: str
    label: str
    label_y: str


@dataclass(frozen=True)
class Mark:
    """Something placed along the series: a dot, or the area that shows a title."""

    x: str
    y: str = ""
    width: str = ""
    title: str = ""


@dataclass(frozen=True)
class Highlight:
    """What the finding speaks of: a band behind it, its stretch of the line, its dots and its note."""

    x: str
    y: str
    width: str
    height: str
    lines: list[str]
    dots: list[Mark]
    notes: list[Text]


@dataclass(frozen=True, kw_only=True)
class LineDrawing:
    """A chart ready to be written by `ui/charts/line.html`."""

    line: Line
    base: str
    grid: list[Grid]
    areas: list[str] = field(default_factory=list)
    now: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    alone: list[Mark] = field(default_factory=list)
    """Figures between two gaps, which no line can show."""
    highlight: Highlight | None = None
    pins: list[Pin] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    """What is noted, each with the name of its step."""
    said: bool = True
    """Whether the pins say all the notes, so that the list of them is needed only where there is no room for pins."""
    labels: list[Text] = field(default_factory=list)
    hits: list[Mark] = field(default_factory=list)
    rows: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def compared(self) -> bool:
        """Tells whether there is another series beside it."""
        return bool(self.before)


@dataclass(frozen=True)
class Plane:
    """Where figures fall: `x` by step, in percentages; `y` by figure, in pixels."""

    steps: int
    top: float
    height: int

    @property
    def base(self) -> float:
        """The height of zero."""
        return float(self.height - FOOT)

    def x(self, step: float) -> float:
        """A step's place along; a series of one step stands in the middle."""
        return (LEFT + RIGHT) / 2 if self.steps == 1 else LEFT + (RIGHT - LEFT) * step / (self.steps - 1)

    def y(self, value: float) -> float:
        """A figure's height."""
        return self.base - (self.base - TOP) * value / self.top

    @property
    def stride(self) -> float:
        """The distance between two steps."""
        return (RIGHT - LEFT) / max(1, self.steps - 1)

    def dot(self, step: int, value: float) -> Mark:
        """A figure's own place."""
        return Mark(f"{short(self.x(step))}%", short(self.y(value), 1))

    def path(self, run: Sequence[tuple[int, float]]) -> str:
        """The points of a stretch, in the units of the stretched drawing."""
        return " ".join(f"{short(self.x(step) * WIDTH / 100, 1)},{short(self.y(value), 1)}" for step, value in run)

    def area(self, run: Sequence[tuple[int, float]]) -> str:
        """The stretch closed along the line of zero."""
        first, last = (short(self.x(run[end][0]) * WIDTH / 100, 1) for end in (0, -1))
        return f"{first},{short(self.base)} {self.path(run)} {last},{short(self.base)}"


def draw(line: Line) -> LineDrawing:
    """Places everything a line chart shows. A step without a figure breaks the line instead of falling to zero."""
    figures = [value for point in line.points for value in (point.value, point.before) if value is not None]
    scale = ticks(max(figures, default=0), whole=line.whole)
    plane = Plane(len(line.points), scale[-1], line.height)
    now = runs([point.value for point in line.points])
    grid, highlight = _grid(line, plane, scale), _highlight(line, plane)
    pins, said = _pins(line, plane, _written(grid, highlight))
    return LineDrawing(
        line=line,
        base=short(plane.base),
        grid=grid,
        areas=[plane.area(run) for run in now if drawable(run)],
        now=[plane.path(run) for run in now if drawable(run)],
        alone=[plane.dot(*run[0]) for run in now if not drawable(run)],
        before=[plane.path(run) for run in runs([point.before for point in line.points])],
        labels=_labels(line, plane),
        hits=_hits(line, plane),
        rows=[(point.name, line.write(point.value), line.write(point.before)) for point in line.points],
        highlight=highlight,
        pins=pins,
        notes=[(line.points[note.at].name, note.text) for note in sorted(line.annotations, key=lambda each: each.at)],
        said=said,
    )


def runs(values: Sequence[float | None]) -> list[list[tuple[int, float]]]:
    """The stretches of a series without gaps, each figure with its step."""
    found: list[list[tuple[int, float]]] = []
    for step, value in enumerate(values):
        if value is None:
            continue
        if found and found[-1][-1][0] == step - 1:
            found[-1].append((step, value))
        else:
            found.append([(step, value)])
    return found


def drawable(run: Sequence[tuple[int, float]]) -> bool:
    """Tells whether a stretch is a line and not a single figure."""
    return len(run) > 1


def _grid(line: Line, plane: Plane, scale: Sequence[float]) -> list[Grid]:
    grid = []
    for value in scale[1:]:
        y = plane.y(value)
        label = f"{line.write(value)} {line.unit}" if value == scale[-1] and line.unit else line.write(value)
        grid.append(Grid(short(y), label, short(y - 5)))
    return grid


def _labels(line: Line, plane: Plane) -> list[Text]:
    """Labels of the axis: the major steps, and the two ends where there is room; narrow screens keep about five."""
    last = len(line.points) - 1
    majors = [step for step, point in enumerate(line.points) if point.major and point.label]
    ends = [step for step in (0, last) if 0 <= step <= last and line.points[step].label]
    free = [end for end in dict.fromkeys(ends) if all(abs(plane.x(end) - plane.x(major)) >= NEAR for major in majors)]
    sparse = max(1, -(-len(majors) // 5))
    kept = {major: index % sparse != 0 for index, major in enumerate(majors)} | dict.fromkeys(free, bool(majors))
    y = short(line.height - 8)
    return [Text(line.points[step].label, f"{short(plane.x(step))}%", y, "middle", kept[step]) for step in sorted(kept)]


def _hits(line: Line, plane: Plane) -> list[Mark]:
    """An area over each step that shows its figures."""
    hits = []
    for step, point in enumerate(line.points):
        title = f"{point.name}: {line.write(point.value)}" + (f" {line.unit}" if line.unit else "")
        if point.before is not None:
            title += f" ({point.before_name}: {line.write(point.before)})" if point.before_name else f" ({line.write(point.before)})"
        start = max(0.0, plane.x(step) - plane.stride / 2)
        end = min(100.0, plane.x(step) + plane.stride / 2)
        hits.append(Mark(f"{short(start)}%", width=f"{short(end - start)}%", title=title))
    return hits


def _highlight(line: Line, plane: Plane) -> Highlight | None:
    """The band, the stretch in the accent with its neighbours, its dots and its note, beside the band where there is more room."""
    if line.highlight is None:
        return None
    first, last = line.highlight
    start, end = max(0.0, plane.x(first) - plane.stride / 2), min(100.0, plane.x(last) + plane.stride / 2)
    whole = runs([point.value for point in line.points])
    near = [[(step, value) for step, value in run if first - 1 <= step <= last + 1] for run in whole]
    inside = [(step, value) for run in whole for step, value in run if first <= step <= last]
    left = start > WIDE - end
    x, anchor = (start - 0.8, "end") if left else (end + 0.8, "start")
    return Highlight(
        x=f"{short(start)}%",
        y=str(BAND_TOP),
        width=f"{short(end - start)}%",
        height=short(plane.base - BAND_TOP),
        lines=[plane.path(run) for run in near if drawable(run)],
        dots=[plane.dot(step, value) for step, value in inside] if len(inside) <= DOTS else [],
        notes=[Text(text, f"{short(x)}%", y, anchor) for text, y in ((line.note, "22"), (line.note_more, "39")) if text],
    )


def _pins(line: Line, plane: Plane, taken: Sequence[Box]) -> tuple[list[Pin], bool]:
    """The notes above the line, and whether they say it all."""
    noted = []
    for note in sorted(line.annotations, key=lambda each: each.at):
        point = line.points[note.at]
        foot = plane.y(max(value for value in (point.value, point.before, 0) if value is not None))
        noted.append(Noted(((plane.x(note.at), note.text),), foot))
    return pinned(noted, taken)


def _written(grid: Sequence[Grid], highlight: Highlight | None) -> list[Box]:
    """What is written already where pins go."""
    boxes = [Box(0, len(each.label) * LETTER, float(each.label_y)) for each in grid]
    for note in highlight.notes if highlight else ():
        x, length = float(note.x.rstrip("%")), len(note.text) * LETTER * LARGE
        left = x - length if note.anchor == "end" else x
        boxes.append(Box(left, left + length, float(note.y)))
    return boxes
