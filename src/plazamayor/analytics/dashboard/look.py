"""What is being looked at, as the address says it, and the addresses of what else could be.

An address never fails: what it says and cannot be understood is left out, and the page says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plazamayor.analytics.reports.filters import FILTERABLE, MOST, Filter
from plazamayor.analytics.reports.periods import Period, WrongPeriod, last_days, parse_day
from plazamayor.analytics.reports.readings import Opened

Text = str | Promise

USUAL, CUSTOM = "28d", "custom"
PERIODS: dict[str, Text] = {
    "today": gettext_lazy("Today"),
    "yesterday": gettext_lazy("Yesterday"),
    "7d": gettext_lazy("7 days"),
    "28d": gettext_lazy("28 days"),
    "90d": gettext_lazy("90 days"),
    "month": gettext_lazy("This month"),
    "last-month": gettext_lazy("Last month"),
    "12m": gettext_lazy("12 months"),
}
COMPARISONS: dict[str, Text] = {
    "previous": gettext_lazy("the period before"),
    "year": gettext_lazy("the same weekdays a year before"),
    "none": gettext_lazy("nothing"),
}
TABS: dict[str, tuple[str, ...]] = {
    "pages": ("page", "entry", "exit", "page_type", "not_found"),
    "sources": ("channel", "referrer", "campaign", "utm_campaign", "utm_source", "utm_medium", "utm_term", "utm_content"),
    "devices": ("device", "browser", "browser_version", "system"),
    "places": ("country", "region", "language"),
    "done": ("download", "outbound", "form", "custom"),
    "words": ("search",),
    "hours": ("hour",),
    "speed": ("lcp", "inp", "cls"),
    "depth": ("scroll",),
    "details": ("property",),
}
TOLD = ("speed", "depth", "details")
"""Panels of what no day keeps, asked for after the rest of the page."""
FIGURES = ("visits", "visitors", "page_views", "views_per_visit", "seconds", "bounce")
EARLIEST = date(2000, 1, 1)
LONGEST_VALUE, LONGEST_NAME = 1000, 100


@dataclass(frozen=True)
class Look:
    """A period, what it is compared with, the figure drawn, the filters and the tab of each panel."""

    period: str = USUAL
    first: date | None = None
    last: date | None = None
    compare: str = "previous"
    figure: str = "visits"
    filters: tuple[Filter, ...] = ()
    tabs: tuple[tuple[str, str], ...] = ()
    opened: Opened = field(default_factory=Opened)
    """What is opened of own events, to see their properties and the values of these."""
    mistakes: tuple[str, ...] = field(default=(), compare=False)

    def days(self, today: date) -> Period:
        """The days looked at, in the site's zone."""
        if self.first and self.last:
            return Period(self.first, self.last)
        return PERIOD_OF[self.period](today)

    def compared(self, today: date) -> Period | None:
        """The days they are compared with."""
        days = self.days(today)
        return {"previous": days.before, "year": days.a_year_before, "none": None}[self.compare]

    def tab(self, panel: str) -> str:
        """The dimension a panel shows."""
        return dict(self.tabs).get(panel, TABS[panel][0])

    def on(self, days: Period) -> "Look":
        """The same on other days."""
        return replace(self, period=CUSTOM, first=days.first, last=days.last)

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters of its address; what is usual is left out."""
        pairs = [("period", self.period)] if self.period != USUAL else []
        if self.first and self.last:
            pairs += [("from", self.first.isoformat()), ("to", self.last.isoformat())]
        pairs += [("compare", self.compare)] if self.compare != "previous" else []
        pairs += [("figure", self.figure)] if self.figure != "visits" else []
        pairs += [("f", text) for each in self.filters for text in texts_of(each)]
        pairs += [(name, value) for name, value in (("event", self.opened.event), ("property", self.opened.name)) if value]
        return [*pairs, *self.tabs]

    @property
    def address(self) -> str:
        """The query string that gives this look again, with its question mark."""
        query = QueryDict(mutable=True)
        for name, value in self.pairs():
            query.appendlist(name, value)
        return f"?{query.urlencode(safe='/:,')}"

    def at(self, panel: str, dimension: str) -> "Look":
        """The same with another tab of a panel."""
        tabs = {**dict(self.tabs), panel: dimension}
        kept = ((name, tab) for name, tab in tabs.items() if tab != TABS[name][0])
        return replace(self, tabs=tuple(sorted(kept)))

    def has(self, dimension: str, value: str) -> bool:
        """Tells whether it is narrowed to a value."""
        return any(each.dimension == dimension and value in each.values and not each.negated for each in self.filters)

    def toggled(self, dimension: str, value: str, *, negated: bool = False) -> "Look":
        """Narrowed to a value as well, or no longer."""
        held = next(
            (each for each in self.filters if each.dimension == dimension and each.negated == negated), Filter(dimension, (), negated)
        )
        values = tuple(each for each in held.values if each != value) if value in held.values else (*held.values, value)
        return self.without(held).adding(replace(held, values=values))

    def without(self, unwanted: Filter) -> "Look":
        """The same without a filter."""
        return replace(self, filters=tuple(each for each in self.filters if each != unwanted))

    def adding(self, wanted: Filter) -> "Look":
        """The same with a filter more; one without values is none."""
        return replace(self, filters=merged([*self.filters, wanted] if wanted.values else self.filters))

    def turned(self, wanted: Filter) -> "Look":
        """The same with a filter that leaves out what it kept, or keeps what it left out."""
        return self.without(wanted).adding(replace(wanted, negated=not wanted.negated))


PERIOD_OF = {
    "today": lambda today: Period(today, today),
    "yesterday": lambda today: last_days(1, today),
    "7d": lambda today: last_days(7, today),
    "28d": lambda today: last_days(28, today),
    "90d": lambda today: last_days(90, today),
    "month": lambda today: Period(today.replace(day=1), today),
    "last-month": lambda today: Period((today.replace(day=1) - timedelta(days=1)).replace(day=1), today.replace(day=1) - timedelta(days=1)),
    "12m": lambda today: last_days(365, today),
}


def read_look(given: QueryDict, today: date) -> Look:
    """Reads an address; what cannot be understood is left out and told in `mistakes`."""
    mistakes: list[str] = []
    filters = read_filters(given.getlist("f"), mistakes)
    look = Look(
        period=_one_of(given, "period", PERIODS, USUAL),
        compare=_one_of(given, "compare", COMPARISONS, "previous"),
        figure=_one_of(given, "figure", dict.fromkeys(FIGURES), "visits"),
        filters=filters,
        opened=Opened(_name(given, "event"), _name(given, "property") if _name(given, "event") else ""),
        tabs=tuple(sorted((panel, given.get(panel, "")) for panel, tabs in TABS.items() if given.get(panel) in tabs[1:])),
    )
    if given.get("period") == CUSTOM:
        try:
            days = _custom(given, today)
            look = look.on(days)
        except WrongPeriod as mistake:
            mistakes.append(str(mistake))
    return replace(look, mistakes=tuple(mistakes))


def _one_of(given: QueryDict, name: str, choices: Mapping[str, object], usual: str) -> str:
    value = str(given.get(name, usual))
    return value if value in choices else usual


def _name(given: QueryDict, name: str) -> str:
    """A name of an own event or of a property of it."""
    value = given.get(name, "")
    return value if len(value) <= LONGEST_NAME and "\0" not in value else ""


def _custom(given: QueryDict, today: date) -> Period:
    first, last = parse_day(given.get("from", "")), parse_day(given.get("to", ""))
    if first < EARLIEST or first > today:
        raise WrongPeriod(_("Choose days between 1 January 2000 and today."))
    return Period(first, min(last, today))


def read_filters(texts: Iterable[str], mistakes: list[str] | None = None) -> tuple[Filter, ...]:
    """Reads filters as addresses write them: `page:/x`, `!device:mobile`. Unknown ones are left out and told in `mistakes`."""
    found, unknown = [], []
    for text in texts:
        name, colon, value = text.removeprefix("!").partition(":")
        if name in FILTERABLE and colon and len(value) <= LONGEST_VALUE and "\0" not in value:
            found.append(Filter(name, (value,), text.startswith("!")))
        else:
            unknown.append(name[:40])
    kept = merged(found)
    if mistakes is not None:
        mistakes += [_("There is no filter called «%(name)s».") % {"name": name} for name in dict.fromkeys(unknown)]
        if len(kept) > MOST:
            mistakes.append(_("At most %(most)s filters at once.") % {"most": MOST})
    return kept[:MOST]


def texts_of(each: Filter) -> list[str]:
    """A filter as addresses write it, a text for each value."""
    mark = "!" if each.negated else ""
    return [f"{mark}{each.dimension}:{value}" for value in each.values]


def merged(filters: Iterable[Filter]) -> tuple[Filter, ...]:
    """Filters in order, with the values of each dimension together."""
    values: dict[tuple[str, bool], dict[str, None]] = {}
    for each in filters:
        values.setdefault((each.dimension, each.negated), {}).update(dict.fromkeys(each.values))
    return tuple(sorted(Filter(name, tuple(sorted(held)), negated) for (name, negated), held in values.items() if held))


def one_more(look: Look, given: QueryDict) -> Look:
    """A look narrowed by what the form of filters says: a dimension, a value, and whether it is or is not."""
    mark = "!" if given.get("is") == "no" else ""
    added = read_filters([f"{mark}{given.get('dimension', '')}:{given.get('value', '').strip()}"])
    return replace(look, filters=merged([*look.filters, *added])[:MOST])
