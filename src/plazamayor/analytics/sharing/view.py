"""What a shared link shows: the console's view of a site, narrowed to what the link says, with few people never counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from plazamayor.analytics.api import bounds
from plazamayor.analytics.dashboard import series
from plazamayor.analytics.dashboard.audience import Answer, Asked, asked_of, audience, sources, today_of
from plazamayor.analytics.dashboard.controls import Choice
from plazamayor.analytics.dashboard.look import COMPARISONS, PERIODS, TABS, Look, read_filters, read_look
from plazamayor.analytics.dashboard.names import DIMENSIONS, PANELS, filter_name, filter_values, part_of, value_name
from plazamayor.analytics.dashboard.panels import SHOWN
from plazamayor.analytics.models import ShareLink
from plazamayor.analytics.reports.answers import Figures, Line, Panel, freshen
from plazamayor.analytics.sharing import few
from plazamayor.core import charts, formatting
from plazamayor.core.errors import Mistake
from plazamayor.core.findings import Finding
from plazamayor.core.parts import Chip, Column, Row, Tab, Table

Text = str | Promise
OFFERED = ("7d", "28d", "90d", "last-month", "12m")
"""Complete days only: the day that runs would tell people one by one."""
OFFERED_FILTERED = ("7d", "28d", "90d", "last-month")
SHOWN_PANELS = ("pages", "sources", "devices", "places", "done")
"""What people wrote in a search is not published, nor the hour they came."""


class Withheld(Mistake):
    """The site is in exempt mode and the link is narrowed by filters, which it does not allow."""


@dataclass(frozen=True, kw_only=True)
class SharedPanel:
    """A panel as it is published."""

    key: str
    title: Text
    tabs: Sequence[Tab]
    table: Table


@dataclass(frozen=True, kw_only=True)
class Shared:
    """The page, ready to be drawn."""

    link: ShareLink
    period: str
    periods: Sequence[Choice]
    comparisons: Sequence[Choice]
    kept: Sequence[tuple[str, str]]
    chips: Sequence[Chip]
    figures: Sequence[few.PublishedFigure]
    drawing: charts.LineDrawing
    finding: Finding | None
    panels: Sequence[SharedPanel]
    sources: Sequence[str]
    measured: bool
    by_day: Text
    address: str
    """The look as a query string, for the files."""


def look_of(link: ShareLink, given: QueryDict, today: date) -> Look:
    """What is looked at: the period, comparison and tabs may be chosen; the filters are the link's."""
    wanted = given.copy()
    offered = OFFERED_FILTERED if link.filters else OFFERED
    if wanted.get("period") not in offered:
        wanted["period"] = link.period if link.period in offered else "28d"
    wanted.setlist("f", list(link.filters))
    return replace(read_look(wanted, today), figure="visits", mistakes=())


def asked_by(link: ShareLink, given: QueryDict, now: datetime) -> Asked:
    """The question of a link; raises Withheld."""
    look = look_of(link, given, today_of(link.site, now))
    freshen(asked_of(link.site, look, "", now).query)
    asked = asked_of(link.site, look, "", now)
    if asked.look.mistakes or (look.filters != read_filters(link.filters)):
        raise Withheld(_("These figures were narrowed in a way that the site's present mode does not allow. Ask for another link."))
    return replace(asked, permit=replace(asked.permit, crossing=False))


def shared(asked: Asked, link: ShareLink, now: datetime) -> Shared:
    """Prepares the page; raises BeingAnswered or NotAnswered."""
    answer = bounds.answer(asked, [name for key in SHOWN_PANELS if asked.permit.allows(name := asked.look.tab(key))], now, whole=False)
    whole = series.total(answer.days, asked.period.days)
    before = series.total(answer.days, asked.compared.days) if asked.compared else Figures()
    page = audience(asked, _every(answer, asked), ())
    is_few, was_few = few.is_few(whole), few.is_few(before)
    return Shared(
        link=link,
        period=formatting.period(asked.period.first, asked.period.last, days=True),
        periods=_choices(PERIODS, OFFERED_FILTERED if link.filters else OFFERED, asked.look.period),
        comparisons=_choices(COMPARISONS, tuple(COMPARISONS), asked.look.compare),
        kept=asked.look.tabs,
        chips=[Chip(name=filter_name(each), value=filter_values(each)) for each in asked.look.filters],
        figures=[few.published(figure, few=is_few, few_before=was_few) for figure in page.figures],
        drawing=_drawing(asked, answer),
        finding=page.finding if not is_few and not (asked.compared and was_few) else None,
        panels=[_panel(asked, key, answer.panels, whole) for key in SHOWN_PANELS if asked.permit.allows(asked.look.tab(key))],
        sources=sources(asked),
        measured=page.measured,
        by_day=asked.measure.by_day,
        address=asked.look.address,
    )


def _every(answer: Answer, asked: Asked) -> Answer:
    """The answer with a panel for every dimension that the console's page draws."""
    empty = {name: Panel(dimension=name, lines=[], known=0) for name in asked.dimensions}
    return replace(answer, panels={**empty, **answer.panels})


def _choices(named: Mapping[str, Text], offered: Sequence[str], chosen: str) -> list[Choice]:
    return [Choice(value=key, label=named[key], chosen=key == chosen) for key in offered]


def _drawing(asked: Asked, answer: Answer) -> charts.LineDrawing:
    """The visits of each day, or week: those of few people stand together just below ten."""
    parts = series.steps(asked.period)
    others = series.steps(asked.compared) if asked.compared else []
    since = min((day for day, figures in answer.days.items() if figures != Figures()), default=asked.today)

    def value(days: list[date]) -> float | None:
        if not days or days[0] < since:
            return None
        return float(few.drawn(series.total(answer.days, days).visits) or 0)

    points = [
        charts.Point(
            name=formatting.day(days[-1], year=len(days) > 1, weekday=len(days) == 1),
            label=formatting.day(days[-1], year=False),
            major=days[-1].weekday() == 0 if len(days) == 1 else days[-1].day <= series.WEEK,
            value=value(days),
            before=value(others[index]) if index < len(others) else None,
            before_name=formatting.day(others[index][-1], weekday=True) if index < len(others) else "",
        )
        for index, days in enumerate(parts)
    ]
    single = asked.period.length <= series.DAYS_DRAWN
    return charts.draw(
        charts.Line(
            id="series",
            title=f"{asked.measure.by_day}, {formatting.period(asked.period.first, asked.period.last)}",
            description=_("Days with fewer than 10 visits are drawn alike."),
            points=points,
            write=formatting.few,
            unit=str(asked.measure.noun),
            now_name=formatting.period(asked.period.first, asked.period.last),
            before_name=formatting.period(asked.compared.first, asked.compared.last) if asked.compared else "",
            step_name=_("Day") if single else _("Week that ends on"),
        )
    )


def _panel(asked: Asked, key: str, panels: Mapping[str, Panel], whole: Figures) -> SharedPanel:
    dimension = asked.look.tab(key)
    allowed = [name for name in TABS[key] if asked.permit.allows(name)]
    tabs = [
        Tab(label=DIMENSIONS[name].tab, address=f"{replace(asked.look.at(key, name), filters=()).address}#{key}", current=name == dimension)
        for name in allowed
    ]
    panel = panels[dimension]
    return SharedPanel(
        key=key,
        title=PANELS[key],
        tabs=tabs if len(tabs) > 1 else [],
        table=table(asked, dimension, panel.lines[:SHOWN], whole, known=panel.known),
    )


def table(asked: Asked, dimension: str, lines: Sequence[Line], whole: Figures, *, known: int) -> Table:
    """A table as it is published; its bars say no more than its cells."""
    names = DIMENSIONS[dimension]
    shown = [line for line in lines if line.now != Figures()]
    widths = charts.bars([float(few.drawn(line.now.visits) or 0) if not few.is_few(line.now) else 0.0 for line in shown])
    columns = [Column(name=_("Visits"), sorted=True), Column(name=_("Of 100"), wide=True)]
    rows = [
        Row(
            name=value_name(dimension, line.value),
            bar=widths[index],
            cells=[few.count(line.now.visits, line.now), few.share(line.now, whole), *([few.change(line)] if asked.compared else [])],
        )
        for index, line in enumerate(shown)
    ]
    return Table(
        caption=_("%(name)s, most visits first") % {"name": names.head},
        head=names.head,
        columns=[*columns, Column(name=pgettext("column", "Change"))] if asked.compared else columns,
        rows=rows,
        foot=part_of(len(rows), known, names.many),
    )
