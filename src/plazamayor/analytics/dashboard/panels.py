"""The panels: tables of a dimension whose rows filter everything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from plazamayor.analytics import page_types
from plazamayor.analytics.dashboard.look import TABS, TOLD, Look
from plazamayor.analytics.dashboard.names import ACTS, DIMENSIONS, PANELS, part_of, value_name
from plazamayor.analytics.exempt import Permit, Statistic
from plazamayor.analytics.models import Site
from plazamayor.analytics.reports.answers import Figures, Line, Panel
from plazamayor.core import charts, formatting
from plazamayor.core.parts import Column, Row, Tab, Table

Text = str | Promise
UTM = ("utm_campaign", "utm_source", "utm_medium", "utm_term", "utm_content")
SHOWN = 8
"""Rows of a panel; the rest are one click away."""
WITH_BOUNCE = frozenset({"device", "browser", "browser_version", "system"})
WITH_TYPE = frozenset({"page", "entry", "exit"})


@dataclass(frozen=True, kw_only=True)
class PanelView:
    """A panel ready to be drawn; `refused` is the statistic that exempt mode keeps off."""

    key: str
    title: Text
    tabs: Sequence[Tab]
    under: Sequence[Tab] = ()
    """Tabs inside the chosen one."""
    table: Table | None = None
    refused: Statistic | None = None


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What all panels share: the site, the look, what may be shown, the totals that shares are taken of, and the page's address."""

    site: Site
    look: Look
    permit: Permit
    whole: Figures
    compared: bool
    base: str
    """The address of the audience page, without its query."""
    lit: frozenset[tuple[str, str]] = frozenset()
    """The values that the finding speaks of."""

    @property
    def of_visits(self) -> int:
        """What shares are taken of."""
        return self.whole.visits


def shown_dimensions(look: Look, permit: Permit) -> list[str]:
    """The dimension each panel shows, without those that may not be shown."""
    return [look.tab(key) for key in TABS if key not in TOLD and permit.allows(look.tab(key))]


def panels(setting: Setting, answers: Mapping[str, Panel]) -> list[PanelView]:
    """Every panel, in order."""
    return [_panel(setting, key, answers) for key in TABS if key not in TOLD]


def _panel(setting: Setting, key: str, answers: Mapping[str, Panel]) -> PanelView:
    dimension = setting.look.tab(key)
    refused = setting.permit.refused(dimension)
    table = None if refused else _table(setting, dimension, answers[dimension])
    return PanelView(
        key=key,
        title=PANELS[key],
        tabs=tabs_of(setting, key, [name for name in TABS[key] if name not in UTM[1:]]),
        under=tabs_of(setting, key, UTM) if dimension in UTM else (),
        table=table,
        refused=refused,
    )


def tabs_of(setting: Setting, key: str, names: Sequence[str]) -> list[Tab]:
    """The tabs of a panel; those of UTM parameters are one, with theirs inside."""
    if len(names) == 1:
        return []
    now = setting.look.tab(key)
    return [
        Tab(
            label="UTM" if name in UTM and names is not UTM else DIMENSIONS[name].tab,
            address=f"{setting.look.at(key, name).address}#{key}",
            current=now == name or (names is not UTM and now in UTM and name in UTM),
        )
        for name in names
    ]


def _table(setting: Setting, dimension: str, panel: Panel) -> Table:
    lines = [line for line in panel.lines if line.now != Figures()][:SHOWN]
    names = DIMENSIONS[dimension]
    more = f"{setting.base}table/{dimension}/{setting.look.address}"
    return Table(
        caption=_("%(name)s, most first; each name filters the whole view") % {"name": names.head},
        head=names.head,
        columns=columns(setting, dimension),
        rows=rows(setting, dimension, lines),
        foot=part_of(len(lines), panel.known, names.many),
        more=_("See all") if panel.known else "",
        more_address=more,
        nothing=NOTHING.get(dimension, ""),
    )


NOTHING: dict[str, Text] = {
    "country": gettext_lazy("Nothing in this period. Countries need a local database of places (PLAZAMAYOR_GEO_DATABASE)."),
    "region": gettext_lazy("Nothing in this period. Regions need a local database of places (PLAZAMAYOR_GEO_DATABASE)."),
    "campaign": gettext_lazy("Nothing in this period. Links that carry the code of a campaign of yours are counted here."),
    "custom": gettext_lazy("Nothing in this period. Mark what matters in your pages with data-plaza-event and it is counted here."),
}


def columns(setting: Setting, dimension: str, *, address: Mapping[str, str] | None = None, sort: str = "") -> list[Column]:
    """The columns of a dimension. With `address` they can be sorted by, and `sort` is the one they are sorted by."""
    to = address or {}
    acts = dimension in ACTS
    by = sort or ("events" if acts else "visits")
    found = [Column(name=_("Type"), number=False, wide=True)] if dimension in WITH_TYPE else []
    if acts:
        found.append(Column(name=_("Times"), sorted=by == "events", address=to.get("events", "")))
    found.append(Column(name=_("Visits"), sorted=by == "visits", address=to.get("visits", "")))
    if dimension not in WITH_TYPE and not acts:
        found.append(Column(name=_("Of 100"), wide=dimension == "hour"))
    if dimension in WITH_BOUNCE:
        found.append(Column(name=_("Bounce")))
    elif setting.compared:
        found.append(Column(name=pgettext("column", "Change"), sorted=by == "change", address=to.get("change", "")))
    return found


def rows(setting: Setting, dimension: str, lines: Sequence[Line], *, top: float = 0) -> list[Row]:
    """The rows of a dimension; `top` is the figure whose bar is whole, by default the greatest shown."""
    acts = dimension in ACTS
    figures = [line.now.events if acts else line.now.visits for line in lines]
    widths = charts.bars([*figures, top])[: len(figures)]
    return [
        Row(
            name=value_name(dimension, line.value),
            address=filtering(setting, dimension, line.value),
            bar=widths[index],
            lit=(dimension, line.value) in setting.lit,
            selected=setting.look.has(dimension, line.value),
            cells=cells(setting, dimension, line),
        )
        for index, line in enumerate(lines)
    ]


def cells(setting: Setting, dimension: str, line: Line) -> list[Text]:
    """The cells of a line, beside its columns."""
    acts = dimension in ACTS
    found: list[Text] = [page_type(setting.site, line.value)] if dimension in WITH_TYPE else []
    found += [formatting.number(line.now.events)] if acts else []
    found.append(formatting.number(line.now.visits))
    if dimension not in WITH_TYPE and not acts:
        found.append(formatting.hundred(line.now.visits / setting.of_visits if setting.of_visits else None))
    if dimension in WITH_BOUNCE:
        found.append(formatting.percent(line.now.bounce_rate))
    elif setting.compared:
        now, before = (line.now.events, line.before.events) if acts else (line.now.visits, line.before.visits)
        found.append(formatting.change_in_row(now, before))
    return found


def filtering(setting: Setting, dimension: str, value: str) -> str:
    """The address of the whole view narrowed to a value, or no longer; none where statistics may not be crossed."""
    return f"{setting.base}{setting.look.toggled(dimension, value).address}" if setting.permit.crossing else ""


def page_type(site: Site, path: str) -> Text:
    """The type of a page, by the longest beginning of the site's that fits."""
    fitting = [rule for rule in site.page_types if path.startswith(rule["prefix"])]
    best = max(fitting, key=lambda rule: len(rule["prefix"]), default=None)
    return page_types.NAMES.get(best["type"], best["type"]) if best else ""
