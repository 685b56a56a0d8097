"""Invented figures for the living page of components: no row of any database is read for it.

Its texts have a context of their own (`sample`): the catalogues of all rooms are one, and these words mean little elsewhere.
"""

from types import SimpleNamespace
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import pgettext, pgettext_lazy

from plazamayor.core import charts, formatting
from plazamayor.core.margin import Note, Segment
from plazamayor.core.navigation import Place
from plazamayor.core.parts import Chip, Column, Tab, Table
from plazamayor.core.samples import parts, series
from plazamayor.core.samples.form import returned

TOWN = SimpleNamespace(name="Villaclara del Mar", generated=False, get_kind_display=pgettext_lazy("sample", "Town council"))
MEMBER = SimpleNamespace(organisation=TOWN, get_role_display=pgettext_lazy("sample", "Community manager"))
COLOURS = (
    ("ground", pgettext_lazy("sample", "ground")),
    ("ground-2", pgettext_lazy("sample", "ground 2")),
    ("ground-3", pgettext_lazy("sample", "ground 3")),
    ("line-2", pgettext_lazy("sample", "line")),
    ("edge", pgettext_lazy("sample", "edge")),
    ("ink-3", pgettext_lazy("sample", "ink 3")),
    ("ink-2", pgettext_lazy("sample", "ink 2")),
    ("ink", pgettext_lazy("sample", "ink")),
    ("accent", pgettext_lazy("sample", "accent")),
    ("good-mark", pgettext_lazy("sample", "good")),
    ("warn-mark", pgettext_lazy("sample", "warning")),
    ("grave", pgettext_lazy("sample", "grave")),
)
STATES = (
    ("draft", pgettext_lazy("sample", "draft")),
    ("", pgettext_lazy("sample", "no data")),
    ("half", pgettext_lazy("sample", "to be approved")),
    ("ready", pgettext_lazy("sample", "approved")),
    ("good", pgettext_lazy("sample", "published")),
    ("warn", pgettext_lazy("sample", "uncertain")),
    ("grave", pgettext_lazy("sample", "failed")),
)
BADGES = (
    ("", "", pgettext_lazy("sample", "query")),
    ("line", "", "ES"),
    ("good", "", pgettext_lazy("sample", "target met")),
    ("warn", "", pgettext_lazy("sample", "18 min left")),
    ("grave", "clock", pgettext_lazy("sample", "1 h 20 min late")),
)


def context() -> dict[str, Any]:
    """All the page needs."""
    return {
        "navigation": _verbs(),
        "tenants": [],
        "colours": COLOURS,
        "states": STATES,
        "badges": BADGES,
        "form": returned(),
        "firm": parts.firm(),
        "probable": parts.probable(),
        "unknown": parts.unknown(),
        "doubt": charts.interval(-4, 2.5, 9, scale=(-15, 15)),
        "dumbbell": [
            (pgettext("sample", "Phone"), charts.interval(0.36, 0.418, 0.479, scale=(0, 0.6)), formatting.percent(0.418), True),
            (pgettext("sample", "Computer"), charts.interval(0.13, 0.167, 0.212, scale=(0, 0.6)), formatting.percent(0.167), False),
        ],
        "strip": parts.strip(),
        "figures": parts.figures(),
        "indicator": parts.indicator(),
        "period": series.period(),
        "table": parts.table(),
        "nothing": Table(
            caption=pgettext("sample", "Searches"),
            head=pgettext("sample", "Searched"),
            columns=[Column(name=pgettext("sample", "Times"))],
            rows=[],
        ),
        "undo": pgettext("sample", "Undo"),
        "page": Paginator(range(1204), 20).page(2),
        "tabs": _tabs(),
        "chips": [
            Chip(name=pgettext("sample", "Language"), value=pgettext("sample", "Valencian"), remove="#tabs"),
            Chip(name=pgettext("sample", "Device"), value=pgettext("sample", "phone"), remove="#tabs"),
            Chip(name=pgettext("sample", "Page type"), value=pgettext("sample", "all")),
        ],
        "drawing": charts.draw(series.line()),
        "gaps": charts.draw(series.gaps()),
        "crowded": charts.draw(series.crowded()),
        "pulse": charts.pulse(series.PULSE),
        "parts": charts.parts([412, 96, 38]),
        "visits": sum(series.PULSE),
        "spark": charts.spark(series.SPARK),
        "notes": _notes(),
        "segments": _segments(),
        "snippet": '<script defer\n  src="https://plaza.villaclaradelmar.example/p.js"\n></script>',
    }


def _tabs() -> list[Tab]:
    """Places of one thing."""
    return [
        Tab(label=pgettext("sample", "Open"), address="#tabs", current=True, count=23),
        Tab(label=pgettext("sample", "Referred"), address="#tabs", count=8),
        Tab(label=pgettext("sample", "Closed"), address="#tabs"),
    ]


def _notes() -> list[Note]:
    """What is said in the margin of a text."""
    return [
        Note(
            kind="grave",
            state=pgettext("sample", "stops it"),
            name=pgettext("sample", "Self-praise"),
            told=pgettext("sample", "“the best aid of the county” praises who governs; it does not inform."),
            article=pgettext("sample", "Act 29/2005, art. 4"),
            proposal=pgettext("sample", "the aid for local shops"),
            number=1,
        ),
        Note(kind="good", state="", name="", told=pgettext("sample", "No personal data")),
    ]


def _segments() -> list[Segment]:
    """A text with the place that a note speaks of."""
    before, place = pgettext("sample", "One week left to ask for "), pgettext("sample", "the best aid of the county")
    return [Segment(text=before), Segment(text=place, numbers=(1,), grave=True), Segment(text=".")]


def _verbs() -> list[dict[str, Any]]:
    def place(area: str, label: str, icon: str = "") -> Place:
        return Place(area=area, label=label, icon=icon, address=lambda _request: "#content", order=0)

    inside = [
        {"place": place("sample.components", pgettext("sample", "Components")), "address": "#content"},
        {"place": place("sample.people", pgettext("sample", "People")), "address": "#content"},
    ]
    return [
        {"place": place("today", pgettext("sample", "Today"), "sun"), "address": "#content", "children": []},
        {"place": place("measure", pgettext("sample", "Measure"), "chart-bar"), "address": "#content", "children": []},
        {"place": place("sample", pgettext("sample", "Govern"), "scale"), "address": "#content", "children": inside},
    ]
