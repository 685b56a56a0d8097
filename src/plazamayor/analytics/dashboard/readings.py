"""Panels and tables of what no day keeps: load times, how far pages are read, and what own events say."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.core.paginator import Paginator
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from plazamayor.analytics import indicators
from plazamayor.analytics.dashboard.audience import Asked
from plazamayor.analytics.dashboard.look import TABS, TOLD, Look
from plazamayor.analytics.dashboard.names import DIMENSIONS, PANELS, part_of, value_name
from plazamayor.analytics.dashboard.panels import SHOWN, Setting, filtering, tabs_of
from plazamayor.analytics.dashboard.table import ROWS, WholeTable
from plazamayor.analytics.exempt import Permit, Statistic
from plazamayor.analytics.reports.readings import EVENTS, NAMES, PROPERTY, SCROLL, VALUES, VITALS, Opened, Reading, ToldLine
from plazamayor.core import charts, formatting
from plazamayor.core.parts import Column, Row, Tab, Table
from plazamayor.core.registries import Indicator
from plazamayor.core.search import plain

Text = str | Promise
GOOD, FAIR, POOR = range(3)
STATES = ("good", "warn", "grave")
RATINGS: tuple[Text, ...] = (gettext_lazy("good"), gettext_lazy("to improve"), gettext_lazy("poor"))
QUARTERS = ("0–25 %", "26–50 %", "51–75 %", "76–100 %")
SAID: dict[str, Text] = {
    "lcp": gettext_lazy("In 3 of each 4 page loads the main part was in sight within %(value)s: %(rating)s."),
    "inp": gettext_lazy("In 3 of each 4 page loads the slowest answer took %(value)s or less: %(rating)s."),
    "cls": gettext_lazy("In 3 of each 4 page loads what moved by itself was %(value)s or less: %(rating)s."),
    SCROLL: gettext_lazy("Half of the readers reached %(value)s of the page or beyond."),
}
NOTHING: dict[str, Text] = {
    **dict.fromkeys(VITALS, gettext_lazy("Nothing in this period. Pages tell it when they carry the second line, v.js, beside the first.")),
    SCROLL: gettext_lazy("Nothing in this period. Only browsers tell it: an access log cannot."),
    PROPERTY: gettext_lazy("Nothing in this period. What your pages say with an event, in data-plaza-… beside data-plaza-event, is here."),
}
HEADS: dict[str, tuple[Text, Text, Text]] = {
    **dict.fromkeys(VITALS, (gettext_lazy("3 in 4 within"), gettext_lazy("Good to poor"), gettext_lazy("Times"))),
    SCROLL: (gettext_lazy("Half reach"), gettext_lazy("By quarters"), gettext_lazy("Readers")),
}
"""The columns of a panel: the typical figure, its parts drawn, and how many there are."""
SORTS = ("times", "typical")


@dataclass(frozen=True, kw_only=True)
class ReadingView:
    """A panel ready to be drawn. `refused` is the statistic that exempt mode keeps off; without table, it takes long and has its page."""

    key: str
    dimension: str
    title: Text
    tabs: Sequence[Tab]
    trail: Sequence[Tab]
    indicator: Indicator
    address: str
    """Of the whole table."""
    said: str = ""
    table: Table | None = None
    refused: Statistic | None = None


def told_dimensions(look: Look, permit: Permit) -> list[str]:
    """What each of these panels shows, without what may not be shown."""
    return [look.tab(key) for key in TOLD if permit.allows(look.tab(key))]


def places(asked: Asked) -> list[tuple[Text, str]]:
    """Where each whole table is: its title and its address."""
    return [(PANELS[key], f"{asked.base}table/{asked.look.tab(key)}/{asked.look.address}") for key in TOLD]


def views(setting: Setting, found: Mapping[str, Reading]) -> list[ReadingView]:
    """Every panel, in order; those of which nothing is found take too long to be answered at once."""
    return [_view(setting, key, found.get(setting.look.tab(key))) for key in TOLD]


def _view(setting: Setting, key: str, reading: Reading | None) -> ReadingView:
    dimension = setting.look.tab(key)
    refused = setting.permit.refused(dimension)
    return ReadingView(
        key=key,
        dimension=dimension,
        title=PANELS[key],
        tabs=tabs_of(setting, key, TABS[key]),
        trail=trail(setting.look, setting.base, f"#{key}") if dimension == PROPERTY else (),
        indicator=indicators.TOLD[dimension],
        address=f"{setting.base}table/{dimension}/{setting.look.address}",
        said=said(dimension, reading) if reading and not refused else "",
        table=_table(setting, reading) if reading and not refused else None,
        refused=refused,
    )


def said(dimension: str, reading: Reading) -> str:
    """What is told of all pages, in a sentence; nothing when nothing was told."""
    if reading.whole is None or reading.whole.now.typical is None:
        return ""
    value = written(dimension, reading.whole.now.typical)
    return str(SAID[dimension]) % {
        "value": value,
        "rating": RATINGS[rating(dimension, reading.whole.now.typical)] if dimension in VITALS else "",
    }


def rating(dimension: str, typical: float) -> int:
    """What a load time is, by the published limits."""
    vital = VITALS[dimension]
    return GOOD if typical <= vital.good else FAIR if typical <= vital.poor else POOR


def written(dimension: str, typical: float | None) -> str:
    """A load time, a shift or a depth, as it is written."""
    if typical is None:
        return formatting.NOTHING
    if dimension == "lcp":
        return f"{formatting.number(typical / 1000, 2)}{formatting.HARD_SPACE}s"
    if dimension == "inp":
        return f"{formatting.number(typical)}{formatting.HARD_SPACE}ms"
    return formatting.number(typical, 3) if dimension == "cls" else formatting.percent(typical / 100, 0)


def trail(look: Look, base: str, anchor: str = "") -> list[Tab]:
    """The way to what is opened of own events, each step with its address."""
    opened, steps = look.opened, [(pgettext("own events", "All"), Opened())]
    if opened.event:
        steps.append((opened.event, Opened(opened.event)))
    if opened.name:
        steps.append((opened.name, opened))
    tabs = [Tab(label=label, address=f"{base}{replace(look, opened=to).address}{anchor}", current=to == opened) for label, to in steps]
    return tabs if opened.event else []


def _table(setting: Setting, reading: Reading) -> Table:
    lines = [line for line in reading.lines if line.now.times][:SHOWN]
    dimension = reading.dimension
    return Table(
        caption=caption(setting.look, dimension),
        head=head(setting.look, dimension),
        columns=columns(setting, dimension, drawn=True),
        rows=rows(setting, dimension, lines, setting.base, f"#{_panel_of(dimension)}", drawn=True),
        foot=_foot(setting.look, dimension, len(lines), reading.known),
        more=_("See all") if reading.known else "",
        more_address=f"{setting.base}table/{dimension}/{setting.look.address}",
        nothing=NOTHING[dimension],
    )


def _panel_of(dimension: str) -> str:
    return next(key for key in TOLD if dimension in TABS[key])


def _foot(look: Look, dimension: str, shown: int, known: int) -> str:
    names = {NAMES: _("details"), VALUES: _("values")}
    many = names.get(look.opened.level, DIMENSIONS[dimension].many) if dimension == PROPERTY else DIMENSIONS[dimension].many
    return part_of(shown, known, many)


def caption(look: Look, dimension: str) -> str:
    """What a table tells."""
    if dimension in VITALS:
        return _("%(name)s by page, those most measured first") % {"name": indicators.TOLD[dimension].name}
    if dimension == SCROLL:
        return _("How far each page is read: of each 100 readers, how many ended in each part of it")
    return {
        EVENTS: _("Own events that say something, most frequent first; each opens what it says"),
        NAMES: _("What «%(event)s» says, most frequent first; each opens its values") % {"event": look.opened.event},
    }.get(look.opened.level, _("Values of «%(name)s» in «%(event)s»") % {"name": look.opened.name, "event": look.opened.event})


def head(look: Look, dimension: str) -> Text:
    """The head of the first column."""
    names: dict[int, Text] = {NAMES: _("Detail"), VALUES: _("Value")}
    return names.get(look.opened.level, DIMENSIONS[dimension].head) if dimension == PROPERTY else DIMENSIONS[dimension].head


def columns(
    setting: Setting, dimension: str, *, address: Mapping[str, str] | None = None, sort: str = "times", drawn: bool = False
) -> list[Column]:
    """The columns of a table. With `address` they can be sorted by; `drawn` puts one drawing in the place of the parts."""
    to = address or {}

    def sortable(name: Text, key: str, *, wide: bool = False) -> Column:
        return Column(name=name, wide=wide, sorted=sort == key, address=to.get(key, ""))

    before = [Column(name=_("Before"), wide=True)] if setting.compared else []
    if drawn and dimension != PROPERTY:
        typical, parts, times = HEADS[dimension]
        return [sortable(typical, "typical"), Column(name=parts, wide=True), sortable(times, "times")]
    if dimension in VITALS:
        shares = [Column(name=str(name).capitalize(), wide=place != POOR) for place, name in enumerate(RATINGS)]
        return [sortable(HEADS[dimension][0], "typical"), *before, *shares, sortable(HEADS[dimension][-1], "times", wide=True)]
    if dimension == SCROLL:
        quarters = [Column(name=name, wide=place < len(QUARTERS) - 1) for place, name in enumerate(QUARTERS)]
        return [sortable(HEADS[dimension][0], "typical"), *before, *quarters, sortable(HEADS[dimension][-1], "times", wide=True)]
    change = [Column(name=pgettext("column", "Change"))] if setting.compared else []
    return [sortable(_("Times"), "times"), Column(name=_("Visitor-days")), *change]


def rows(
    setting: Setting, dimension: str, lines: Sequence[ToldLine], base: str, anchor: str = "", *, top: int = 0, drawn: bool = False
) -> list[Row]:
    """The rows of a table; `top` is the figure whose bar is whole, by default the greatest shown."""
    widths = charts.bars([*(line.now.times for line in lines), top])
    return [
        Row(
            name=name_of(setting.look, dimension, line),
            address=_address(setting, dimension, line, base, anchor),
            bar=width,
            selected=dimension != PROPERTY and setting.look.has("page", line.value),
            cells=cells(setting, dimension, line, drawn=drawn),
        )
        for line, width in zip(lines, widths, strict=False)
    ]


def name_of(look: Look, dimension: str, line: ToldLine) -> str:
    """What a line is of, in the reader's language."""
    if dimension != PROPERTY:
        return value_name("page", line.value)
    level = look.opened.level
    return line.event if level == EVENTS else line.name if level == NAMES else value_name(PROPERTY, line.value)


def _address(setting: Setting, dimension: str, line: ToldLine, base: str, anchor: str) -> str:
    """A page narrows the whole view; an own event, or a detail of it, is opened where it is."""
    if dimension != PROPERTY:
        return filtering(setting, "page", line.value)
    level = setting.look.opened.level
    opened = Opened(line.event, line.name if level == NAMES else "")
    return f"{base}{replace(setting.look, opened=opened).address}{anchor}" if level != VALUES else ""


def cells(setting: Setting, dimension: str, line: ToldLine, *, drawn: bool = False) -> list[Text]:
    """The cells of a line, beside its columns."""
    now, before = line.now, line.before
    if dimension == PROPERTY:
        change = [formatting.change_in_row(now.times, before.times)] if setting.compared else []
        return [formatting.number(now.times), formatting.number(now.visitors), *change]
    typical: Text = written(dimension, now.typical)
    if dimension in VITALS and now.typical is not None:
        place = rating(dimension, now.typical)
        typical = format_html(
            '<span class="state state--{}">{}<span class="visually-hidden">, {}</span></span>', STATES[place], typical, RATINGS[place]
        )
    if drawn:
        return [typical, drawing(dimension, now.bands), formatting.number(now.times)]
    was = [written(dimension, before.typical)] if setting.compared else []
    shares = [formatting.hundred(part / now.times if now.times else None) for part in now.bands]
    return [typical, *was, *shares, formatting.number(now.times)]


def drawing(dimension: str, bands: Sequence[int]) -> str:
    """The parts of a line, drawn, and said to whoever does not see them."""
    names = RATINGS if dimension in VITALS else QUARTERS
    label = "; ".join(f"{name}: {formatting.percent(part / sum(bands), 0)}" for name, part in zip(names, bands, strict=True))
    return render_to_string("ui/charts/parts.html", {"parts": charts.parts(bands), "label": label})


def whole_table(asked: Asked, setting: Setting, reading: Reading, given: QueryDict) -> WholeTable:
    """A page of a whole table, searched and sorted."""
    dimension, look = reading.dimension, asked.look
    sort = given.get("sort", "times")
    sort = sort if sort in SORTS and (sort == "times" or dimension != PROPERTY) else "times"
    wanted = given.get("q", "")[:200]
    lines = sorted(_matching(look, dimension, reading.lines, wanted), key=lambda line: -(getattr(line.now, sort) or 0))
    page = Paginator(lines, ROWS).get_page(given.get("page"))
    base = f"{asked.base}table/{dimension}/"
    table = Table(
        caption=f"{caption(look, dimension)}, {formatting.period(asked.period.first, asked.period.last)}",
        head=head(look, dimension),
        columns=columns(setting, dimension, address={key: f"{look.address}&sort={key}" for key in SORTS}, sort=sort),
        rows=rows(setting, dimension, list(page.object_list), base, top=max((line.now.times for line in lines), default=0)),
        foot=_foot(look, dimension, len(lines), reading.known),
        nothing=NOTHING[dimension],
    )
    return WholeTable(
        asked=asked,
        dimension=dimension,
        table=table,
        page=page,
        wanted=wanted,
        sort=sort,
        title=PANELS[_panel_of(dimension)] if dimension not in VITALS else indicators.TOLD[dimension].name,
        trail=trail(look, base) if dimension == PROPERTY else (),
        said=said(dimension, reading),
        indicator=indicators.TOLD[dimension],
    )


def _matching(look: Look, dimension: str, lines: Iterable[ToldLine], wanted: str) -> list[ToldLine]:
    words = plain(wanted).split()
    named = ((line, plain(f"{line.value} {name_of(look, dimension, line)}")) for line in lines if line.now.times)
    return [line for line, text in named if all(word in text for word in words)]
