"""Pictures drawn from figures, in the house's style: an accessible SVG, its PNG, and the text that says the same.

The text alternative is made of the same figures as the drawing, so one never says what the other does not.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from plazamayor.core import formatting
from plazamayor.publishing.formats.tables import Figure

WIDTH, HEIGHT = 1200, 1200
LEFT, RIGHT, TOP, FLOOR = 90, 1110, 470, 1010
LETTERS_A_LINE = 27
MOST_LINES = 3
KINDS = ("arcade", "bars", "line", "figure")


@dataclass(frozen=True, kw_only=True)
class Infographic:
    """What is drawn: its kind, its title, its figures with their unit, and where they come from."""

    kind: str
    title: str
    figures: Sequence[Figure]
    unit: str = ""
    source: str = ""
    signed: str = ""


@dataclass(frozen=True)
class Mark:
    """A figure in its place. `x`, `y`, `width` and `height` are in the units of the drawing."""

    label: str
    value: str
    x: float
    y: float
    width: float
    height: float
    lit: bool

    @property
    def middle(self) -> float:
        """The middle of its width."""
        return round(self.x + self.width / 2, 1)

    @property
    def round(self) -> float:
        """The radius of its arch."""
        return round(min(self.width / 2, self.height), 1)

    @property
    def shoulder(self) -> float:
        """Where its arch begins."""
        return round(self.y + self.round, 1)

    @property
    def end(self) -> float:
        """Where it ends to the right."""
        return round(self.x + self.width, 1)


def svg(drawn: Infographic) -> str:
    """The picture as SVG, with its title and its description inside."""
    marks = PLACED.get(drawn.kind, _bars)(drawn)
    given = {
        "drawn": drawn,
        "lines": _lines(drawn.title),
        "marks": marks,
        "alt": alternative(drawn),
        "floor": FLOOR,
        "left": LEFT,
        "right": RIGHT,
        "path": " ".join(f"{mark.middle},{mark.y}" for mark in marks),
    }
    return render_to_string(f"publishing/formats/{drawn.kind if drawn.kind in KINDS else 'bars'}.svg", given)


def png(drawn: Infographic) -> bytes:
    """The picture as PNG, for networks that take no SVG."""
    import vl_convert  # noqa: PLC0415 a heavy one, for whoever draws

    return bytes(vl_convert.svg_to_png(svg(drawn), scale=1))


def alternative(drawn: Infographic) -> str:
    """The same in words: the title, each figure, and the source."""
    shown = drawn.figures[:1] if drawn.kind == "figure" else drawn.figures
    said = "; ".join(f"{each.label}, {written(each.value, drawn.unit)}" for each in shown)
    kind = _("Figure") if len(drawn.figures) == 1 or drawn.kind == "figure" else _("Chart")
    source = " " + _("Source: %(source)s.") % {"source": drawn.source.rstrip(".")} if drawn.source else ""
    return f"{kind}: {drawn.title.rstrip('.')}. {said}.{source}"


def written(value: float, unit: str) -> str:
    """A figure with its unit, as the language writes it."""
    decimals = 0 if value == int(value) else 1 if round(value, 1) == value else 2
    return f"{formatting.number(value, decimals)}\u00a0{unit}".rstrip("\u00a0")


def _lines(title: str) -> list[tuple[int, str]]:
    """The title in lines that fit, each with its place."""
    lines: list[str] = [""]
    for word in title.split():
        if len(lines[-1]) + len(word) + 1 > LETTERS_A_LINE and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    kept = lines[:MOST_LINES]
    if len(lines) > MOST_LINES:
        kept[-1] += "…"
    return [(200 + 72 * place, line) for place, line in enumerate(kept)]


def _most(figures: Sequence[Figure]) -> float:
    return max((each.value for each in figures), default=0) or 1


def _arcade(drawn: Infographic) -> list[Mark]:
    """An arch for each figure, as high as it is."""
    wide = (RIGHT - LEFT) / len(drawn.figures)
    most = _most(drawn.figures)
    marks = []
    for place, each in enumerate(drawn.figures):
        height = max(2.0, (FLOOR - TOP) * max(each.value, 0) / most)
        across = min(wide * 0.72, 180)
        x = LEFT + wide * place + (wide - across) / 2
        marks.append(_mark(drawn, each, x, FLOOR - height, across, height))
    return marks


def _bars(drawn: Infographic) -> list[Mark]:
    """A bar for each figure, as long as it is."""
    high = (FLOOR - TOP + 60) / len(drawn.figures)
    most = _most(drawn.figures)
    return [
        _mark(drawn, each, LEFT, TOP - 60 + high * place, max(2.0, (RIGHT - LEFT - 200) * max(each.value, 0) / most), min(high * 0.4, 60))
        for place, each in enumerate(drawn.figures)
    ]


def _line(drawn: Infographic) -> list[Mark]:
    """A point for each figure of a series."""
    wide = (RIGHT - LEFT) / max(len(drawn.figures), 1)
    low, most = min(0.0, *(each.value for each in drawn.figures)), _most(drawn.figures)
    return [
        _mark(drawn, each, LEFT + wide * place, FLOOR - (FLOOR - TOP) * (each.value - low) / ((most - low) or 1), wide, 0)
        for place, each in enumerate(drawn.figures)
    ]


def _figure(drawn: Infographic) -> list[Mark]:
    """The first figure, large."""
    return [_mark(drawn, drawn.figures[0], LEFT, TOP, RIGHT - LEFT, 0)]


def _mark(drawn: Infographic, each: Figure, x: float, y: float, width: float, height: float) -> Mark:
    lit = each.value == _most(drawn.figures)
    value = written(each.value, drawn.unit)
    return Mark(each.label, value, round(x, 1), round(y, 1), round(width, 1), round(height, 1), lit)


PLACED = {"arcade": _arcade, "bars": _bars, "line": _line, "figure": _figure}
