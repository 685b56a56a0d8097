"""Charts drawn on the server: pure functions from figures to places, all of them in percentages or pixels, as text.

Shapes stretch, text and line widths do not. Templates in `ui/charts/` write what these functions place; each chart has a table.
"""

from plazamayor.core.charts.bars import Bar, Part, bars, parts
from plazamayor.core.charts.line import Annotation, Line, LineDrawing, Point, draw
from plazamayor.core.charts.marks import Interval, Rect, interval, pulse, spark
from plazamayor.core.charts.scales import nice_step, share, ticks

__all__ = [
    "Annotation",
    "Bar",
    "Interval",
    "Line",
    "LineDrawing",
    "Part",
    "Point",
    "Rect",
    "bars",
    "draw",
    "interval",
    "nice_step",
    "parts",
    "pulse",
    "share",
    "spark",
    "ticks",
]
