"""Bars behind the names of rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from plazamayor.core.charts.scales import share

Bar = str
"""The width of a bar, as a percentage of the greatest: `64%`; empty when there is none."""


@dataclass(frozen=True)
class Part:
    """A part of a whole: where it begins and how wide it is, as percentages."""

    x: str
    width: str


def parts(counts: Sequence[int]) -> list[Part]:
    """The parts of a whole one after another; none where there is nothing."""
    whole, before, found = sum(counts), 0, []
    for count in counts:
        found.append(Part(share(before, whole), share(count, whole)))
        before += count
    return found if whole else []


def bars(values: Sequence[float | None], *, threshold: float = 0) -> list[Bar]:
    """The widths of the bars of a table; a figure that is missing or under the threshold has none."""
    top = max((value for value in values if value is not None), default=0)
    return [share(value, top) if value is not None and value > 0 and value >= threshold else "" for value in values]
