"""The drawn figure, day by day (or week by week when days are many), beside the period it is compared with."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from itertools import accumulate
from operator import add, sub

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plazamayor.analytics.dashboard.look import Look
from plazamayor.analytics.dashboard.measures import Measure
from plazamayor.analytics.models import Annotation
from plazamayor.analytics.reports.answers import Figures, Line
from plazamayor.analytics.reports.periods import Period
from plazamayor.core import charts, formatting

DAYS_DRAWN = 92
"""Days that are drawn one by one; longer periods are drawn week by week."""
WEEK = 7
HOURS = 24


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """All that a chart needs: the days' figures, what they are compared with, what staff noted and what the finding speaks of."""

    look: Look
    measure: Measure
    period: Period
    compared: Period | None
    days: Mapping[date, Figures]
    since: date | None
    today: date
    annotations: Sequence[Annotation] = ()
    highlight: Sequence[date] = ()
    noted: str = ""


def total(days: Mapping[date, Figures], wanted: Iterable[date]) -> Figures:
    """The figures of some days, added up."""
    return reduce(add, (days[day] for day in wanted if day in days), Figures())


class Sums:
    """The figures of any period, from sums made once."""

    def __init__(self, days: Mapping[date, Figures]) -> None:
        self.days = sorted(days)
        rows = (tuple(getattr(days[day], name) for name in Figures.__struct_fields__) for day in self.days)
        self.sums = list(accumulate(rows, lambda so_far, row: tuple(map(add, so_far, row)), initial=(0,) * len(Figures.__struct_fields__)))

    def of(self, period: Period) -> Figures:
        """The figures of a period, added up."""
        start, end = bisect_left(self.days, period.first), bisect_right(self.days, period.last)
        found = map(sub, self.sums[end], self.sums[start])
        return Figures(**dict(zip(Figures.__struct_fields__, found, strict=True)))


def steps(period: Period) -> list[list[date]]:
    """The days of each step of the series: one by one, or by weeks that end with the period (the first may be short)."""
    days = period.days
    if period.length <= DAYS_DRAWN:
        return [[day] for day in days]
    short = period.length % WEEK
    weeks = [days[start : start + WEEK] for start in range(short, period.length, WEEK)]
    return [days[:short], *weeks] if short else weeks


def line(drawn: Drawn) -> charts.LineDrawing:
    """Draws the series."""
    parts = steps(drawn.period)
    whole = drawn.period.length <= DAYS_DRAWN
    others = steps(drawn.compared) if drawn.compared else []
    points = [_point(drawn, part, others[index] if index < len(others) else []) for index, part in enumerate(parts)]
    lit = [index for index, part in enumerate(parts) if set(part) & set(drawn.highlight)]
    together = bool(lit) and lit[-1] - lit[0] == len(lit) - 1
    return charts.draw(
        charts.Line(
            id="series",
            title=_title(drawn),
            description=_description(points, drawn.measure),
            points=points,
            write=_write(drawn.measure),
            unit=str(drawn.measure.noun),
            now_name=formatting.period(drawn.period.first, drawn.period.last),
            before_name=before_name(drawn),
            step_name="" if whole else _("Week that ends on"),
            highlight=(lit[0], lit[-1]) if together else None,
            note=drawn.noted if together else "",
            annotations=_annotations(drawn, parts, set(drawn.highlight)),
            whole=drawn.measure.counted,
        )
    )


def by_hour(drawn: Drawn, lines: Sequence[Line]) -> charts.LineDrawing:
    """Draws the visits of one day by the hour they began."""
    known = {each.value: each for each in lines}
    points = []
    for hour in range(HOURS):
        held = known.get(str(hour))
        points.append(
            charts.Point(
                name=f"{hour}:00",
                label=f"{hour}:00",
                major=hour % 6 == 0,
                value=held.now.visits if held else 0,
                before=(held.before.visits if held else 0) if drawn.compared else None,
            )
        )
    return charts.draw(
        charts.Line(
            id="series",
            title=_("Visits by hour, %(day)s") % {"day": formatting.day(drawn.period.first)},
            description=_("Each visit counts in the hour it began."),
            points=points,
            write=formatting.number,
            unit=_("visits"),
            now_name=formatting.day(drawn.period.first),
            before_name=before_name(drawn),
            step_name=_("Hour"),
        )
    )


def before_name(drawn: Drawn) -> str:
    """How the period compared with is called under the chart."""
    if drawn.compared is None:
        return ""
    if drawn.look.compare == "year":
        return _("the same weekdays a year before")
    count = drawn.compared.length
    return ngettext("the day before", "the %(n)s days before", count) % {"n": formatting.number(count)}


def _point(drawn: Drawn, now: list[date], before: list[date]) -> charts.Point:
    last = now[-1]
    single = len(now) == 1
    return charts.Point(
        name=formatting.day(last, year=not single, weekday=single),
        label=formatting.day(last, year=False),
        major=last.weekday() == 0 if single else last.day <= WEEK,
        value=_value(drawn, now),
        before=_value(drawn, before),
        before_name=formatting.day(before[-1], year=not single, weekday=single) if before else "",
    )


def _value(drawn: Drawn, days: list[date]) -> float | None:
    """The figure of a step; none before measurement began, nor for a week that is not whole."""
    if not days or drawn.since is None or days[0] < drawn.since or days[-1] > drawn.today:
        return None
    if 1 < len(days) < WEEK or (len(days) == 1 and drawn.period.length > DAYS_DRAWN):
        return None
    value = drawn.measure.take(total(drawn.days, days))
    return None if value is None else float(value)


def _write(measure: Measure) -> Callable[[float | None], str]:
    unit = measure.indicator.unit
    return lambda value: formatting.quantity(value, unit)


def _title(drawn: Drawn) -> str:
    return f"{drawn.measure.by_day}, {formatting.period(drawn.period.first, drawn.period.last)}"


def _description(points: Sequence[charts.Point], measure: Measure) -> str:
    values = [point.value for point in points if point.value is not None]
    if not values:
        return _("Nothing was measured in this period.")
    write = _write(measure)
    return _("Between %(least)s and %(most)s.") % {"least": write(min(values)), "most": write(max(values))}


def _annotations(drawn: Drawn, parts: Sequence[list[date]], lit: set[date]) -> list[charts.Annotation]:
    """What staff noted, pinned to the step of its first day; what the finding already says is not said twice."""
    places = {day: index for index, part in enumerate(parts) for day in part}
    found = []
    for note in drawn.annotations:
        first = max(note.first, drawn.period.first)
        if first in places and not (note.text == drawn.noted and first in lit):
            found.append(charts.Annotation(at=places[first], text=note.text))
    return found
