"""Small drawings: the pulse of the last minutes, an estimate with its interval, a line in a cell."""

from collections.abc import Sequence
from dataclasses import dataclass

from plazamayor.core.charts.scales import short


@dataclass(frozen=True)
class Rect:
    """A bar of the pulse; places along are percentages, heights are pixels."""

    x: str
    width: str
    y: str
    height: str
    now: bool


def pulse(counts: Sequence[int], *, height: int = 34, lit: int = 1) -> list[Rect]:
    """One bar for each count, oldest first, the last `lit` ones being now; an empty minute is a thin line."""
    if not counts:
        return []
    top, step = max(*counts, 1), 100 / len(counts)
    rects = []
    for index, count in enumerate(counts):
        tall = 2 + (height - 4) * count / top if count else 2
        rects.append(
            Rect(f"{short(index * step)}%", f"{short(step * 0.66)}%", short(height - tall, 1), short(tall, 1), index >= len(counts) - lit)
        )
    return rects


@dataclass(frozen=True)
class Interval:
    """An estimate (dot) with its interval (line) and, if it is on the scale, the zero; all percentages."""

    low: str
    high: str
    estimate: str
    zero: str


def interval(low: float, estimate: float, high: float, *, scale: tuple[float, float]) -> Interval:
    """Places an estimate and its interval on a scale; what lies outside is drawn at its end. Raises ValueError on an empty scale."""
    first, last = scale
    if last <= first:
        raise ValueError("a scale goes from less to more")

    def place(value: float) -> str:
        return f"{short(100 * (min(max(value, first), last) - first) / (last - first))}%"

    return Interval(place(low), place(high), place(estimate), place(0) if first < 0 < last else "")


def spark(values: Sequence[float], *, height: int = 28, scale: tuple[float, float] | None = None) -> str:
    """The points of a line a hundred units wide, higher figures higher; a flat series runs through the middle."""
    if len(values) <= 1:
        return ""
    low, high = scale or (min(values), max(values))
    margin, span = 2, high - low
    points = []
    for index, value in enumerate(values):
        part = (min(max(value, low), high) - low) / span if span else 0.5
        points.append(f"{short(100 * index / (len(values) - 1), 1)},{short(height - margin - (height - 2 * margin) * part, 1)}")
    return " ".join(points)
