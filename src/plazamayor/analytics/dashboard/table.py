"""A whole table: every value of a dimension, searched, sorted and page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from plazamayor.analytics.dashboard.audience import Asked
from plazamayor.analytics.dashboard.names import ACTS, DIMENSIONS, part_of, value_name
from plazamayor.analytics.dashboard.panels import Setting, columns, rows
from plazamayor.analytics.reports.answers import Figures, Line, Panel
from plazamayor.core import formatting
from plazamayor.core.parts import Tab, Table
from plazamayor.core.registries import Indicator
from plazamayor.core.search import plain

Text = str | Promise
ROWS = 50
SORTS = ("visits", "events", "change")


@dataclass(frozen=True, kw_only=True)
class WholeTable:
    """A page of a table, with what is searched and how it is sorted."""

    asked: Asked
    dimension: str
    table: Table
    page: Page[Any]
    wanted: str
    sort: str
    title: Text = ""
    trail: Sequence[Tab] = ()
    """The way to what is opened."""
    said: str = ""
    """What is told of all of it, in a sentence."""
    indicator: Indicator | None = None

    @property
    def name(self) -> str:
        """What it is a table of."""
        text = str(self.title or DIMENSIONS[self.dimension].many)
        return text[:1].upper() + text[1:]


def matching(lines: Sequence[Line], dimension: str, wanted: str) -> list[Line]:
    """The lines whose value, or its name, holds what is searched, accents and capitals aside."""
    words = plain(wanted).split()
    named = ((line, plain(f"{line.value} {value_name(dimension, line.value)}")) for line in lines if line.now != Figures())
    return [line for line, text in named if all(word in text for word in words)]


def sorted_by(lines: Sequence[Line], sort: str) -> list[Line]:
    """The lines by a figure, greatest first; by change, what grew most in number."""
    keys = {
        "visits": lambda line: line.now.visits,
        "events": lambda line: line.now.events,
        "change": lambda line: (line.now.visits - line.before.visits, line.now.events - line.before.events),
    }
    return sorted(lines, key=keys[sort], reverse=True)


def whole_table(asked: Asked, setting: Setting, dimension: str, panel: Panel, given: QueryDict) -> WholeTable:
    """The page asked for."""
    usual = "events" if dimension in ACTS else "visits"
    sort = given.get("sort", usual)
    sort = sort if sort in SORTS and (sort != "events" or dimension in ACTS) else usual
    wanted = given.get("q", "")[:200]
    lines = sorted_by(matching(panel.lines, dimension, wanted), sort)
    page = Paginator(lines, ROWS).get_page(given.get("page"))
    top = max((line.now.events if dimension in ACTS else line.now.visits for line in lines), default=0)
    addresses = {each: f"{asked.look.address}&sort={each}" for each in SORTS}
    table = Table(
        caption=_("%(name)s, %(period)s")
        % {"name": DIMENSIONS[dimension].head, "period": formatting.period(asked.period.first, asked.period.last)},
        head=DIMENSIONS[dimension].head,
        columns=columns(setting, dimension, address=addresses, sort=sort),
        rows=rows(setting, dimension, list(page.object_list), top=top),
        foot=part_of(len(lines), panel.known, DIMENSIONS[dimension].many),
    )
    return WholeTable(asked=asked, dimension=dimension, table=table, page=page, wanted=wanted, sort=sort)
