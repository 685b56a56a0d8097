"""Bars behind the names of rows."""

from collections.abc import Sequence

from plazamayor.core.charts.scales import share

Bar = str
"""The width of a bar, as a percentage of the greatest: `64%`; empty when there is none."""


def bars(values: Sequence[float | None], *, threshold: float = 0) -> list[Bar]:
    """The widths of the bars of a table; a figure that is missing or under the threshold has none."""
    top = max((value for value in values if value is not None), default=0)
    return [share(value, top) if value is not None and value > 0 and value >= threshold else "" for value in values]
