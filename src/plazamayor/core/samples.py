"""Invented figures for the living page of components: no row of any database is read for it.

Its texts have a context of their own (`sample`): the catalogues of all rooms are one, and these words mean little elsewhere.
"""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import pgettext, pgettext_lazy

from plazamayor.core import charts, formatting
from plazamayor.core.findings import Certainty, Finding
from plazamayor.core.formatting import Unit
from plazamayor.core.navigation import Place
from plazamayor.core.parts import Chip, Column, Figure, Row, Tab, Table
from plazamayor.core.registries import Direction, Indicator

TOWN = SimpleNamespace(name="Villaclara del Mar", get_kind_display=pgettext_lazy("sample", "Town council"))
MEMBER = SimpleNamespace(organisation=TOWN, get_role_display=pgettext_lazy("sample", "Community manager"))
FIRST = date(2026, 10, 23)
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
NOW = (1092, 691, 789, 1239, 1269, 1197, 1131, 1113, 683, 772, 1239, 1212, 1204, 1222, 1070, 696, 787, 1353, 1274, 2650, 2478, 1100, 750, 742, 1341, 1238, 1170, 1138)
BEFORE = (1083, 733, 746, 1296, 1272, 1189, 1180, 1055, 679, 748, 1308, 1246, 1182, 1184, 655, 707, 756, 690, 1292, 1228, 1147, 1112, 712, 800, 1315, 1228, 1262, 1129)
PULSE = (1, 0, 2, 1, 1, 0, 3, 1, 2, 0, 1, 1, 2, 1, 0, 2, 3, 1, 0, 1, 2, 1, 1, 0, 2, 1, 3, 2, 1, 2)
SPARK = (49, 50, 52, 51, 53, 55, 56, 56, 57, 59, 59, 60)


class SampleForm(forms.Form):
    """A form with every kind of field; the page shows it as it comes back with two mistakes."""

    name = forms.CharField(label=pgettext_lazy("sample", "Name of the procedure"), help_text=pgettext_lazy("sample", "As whoever needs it would say it."))
    unit = forms.ChoiceField(label=pgettext_lazy("sample", "Unit"), choices=[("", pgettext_lazy("sample", "Choose one")), ("trade", pgettext_lazy("sample", "Trade and consumers"))])
    term = forms.IntegerField(label=pgettext_lazy("sample", "Term, in working days"), widget=forms.TextInput(attrs={"inputmode": "numeric"}), error_messages={"invalid": pgettext_lazy("sample", "Write the term in figures, such as 30.")})
    code = forms.CharField(label=pgettext_lazy("sample", "SIA code"), help_text=pgettext_lazy("sample", "It comes from the catalogue; it is not changed here."), required=False)
    note = forms.CharField(label=pgettext_lazy("sample", "Note"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
    counter = forms.CharField(label=pgettext_lazy("sample", "In person"), disabled=True, required=False)
    kind = forms.ChoiceField(
        label=pgettext_lazy("sample", "Kind"),
        widget=forms.RadioSelect,
        choices=[("free", pgettext_lazy("sample", "Voluntary")), ("owed", pgettext_lazy("sample", "Obligatory: taxes and fines"))],
    )
    told = forms.BooleanField(label=pgettext_lazy("sample", "Tell me when it ends"), help_text=pgettext_lazy("sample", "By e-mail, once."), required=False)


def context() -> dict[str, Any]:
    """All the page needs."""
    return {
        "navigation": _verbs(),
        "tenants": [],
        "colours": COLOURS,
        "states": STATES,
        "badges": BADGES,
        "form": SampleForm(
            {"name": pgettext("sample", "Help for local shops"), "term": pgettext("sample", "thirty"), "code": "2714093", "kind": "free"},
            initial={"counter": pgettext("sample", "not counted")},
            auto_id="sample-%s",
        ),
        "firm": _firm(),
        "probable": _probable(),
        "unknown": _unknown(),
        "doubt": charts.interval(-4, 2.5, 9, scale=(-15, 15)),
        "dumbbell": [
            (pgettext("sample", "Phone"), charts.interval(0.36, 0.418, 0.479, scale=(0, 0.6)), formatting.percent(0.418), True),
            (pgettext("sample", "Computer"), charts.interval(0.13, 0.167, 0.212, scale=(0, 0.6)), formatting.percent(0.167), False),
        ],
        "strip": _strip(),
        "figures": _figures(),
        "indicator": _indicator(),
        "period": formatting.period(FIRST, FIRST + timedelta(days=27)),
        "table": _table(),
        "nothing": Table(caption=pgettext("sample", "Searches"), head=pgettext("sample", "Searched"), columns=[Column(name=pgettext("sample", "Times"))], rows=[]),
        "undo": pgettext("sample", "Undo"),
        "page": Paginator(range(1204), 20).page(2),
        "tabs": [Tab(label=pgettext("sample", "Open"), address="#tabs", current=True, count=23), Tab(label=pgettext("sample", "Referred"), address="#tabs", count=8), Tab(label=pgettext("sample", "Closed"), address="#tabs")],
        "chips": [Chip(name=pgettext("sample", "Language"), value=pgettext("sample", "Valencian"), remove="#tabs"), Chip(name=pgettext("sample", "Device"), value=pgettext("sample", "phone"), remove="#tabs"), Chip(name=pgettext("sample", "Page type"), value=pgettext("sample", "all"))],
        "drawing": charts.draw(_line()),
        "gaps": charts.draw(_gaps()),
        "pulse": charts.pulse(PULSE),
        "visits": sum(PULSE),
        "spark": charts.spark(SPARK),
        "snippet": '<script defer\n  src="https://plaza.villaclaradelmar.example/p.js"\n></script>',
    }


def _verbs() -> list[dict[str, Any]]:
    def place(area: str, label: str, icon: str = "") -> Place:
        return Place(area=area, label=label, icon=icon, address=lambda _request: "#content", order=0)

    inside = [{"place": place("sample.components", pgettext("sample", "Components")), "address": "#content"}, {"place": place("sample.people", pgettext("sample", "People")), "address": "#content"}]
    return [
        {"place": place("today", pgettext("sample", "Today"), "sun"), "address": "#content", "children": []},
        {"place": place("measure", pgettext("sample", "Measure"), "chart-bar"), "address": "#content", "children": []},
        {"place": place("sample", pgettext("sample", "Govern"), "scale"), "address": "#content", "children": inside},
    ]


def _firm() -> Finding:
    phrase = pgettext("sample", "4 in 10")
    return Finding(
        kicker=pgettext("sample", "Firm"),
        claim=pgettext("sample", "On phones, %(some)s people leave when they have to attach documents; on computers, 1 in 6.") % {"some": phrase},
        highlight=phrase,
        how_much=pgettext("sample", "66 people more, between 47 and 85."),
        certainty=Certainty.FIRM,
        certainty_reason=pgettext("sample", "the interval stays away from zero."),
        look_at=pgettext("sample", "Of those who said why, 19 said that the file was too big: see the step."),
        look_at_phrase=pgettext("sample", "see the step"),
        look_at_address="#finding",
    )


def _probable() -> Finding:
    return Finding(
        kicker=pgettext("sample", "Probable"),
        claim=pgettext("sample", "Visits rose by 3 %."),
        certainty=Certainty.PROBABLE,
        certainty_reason=pgettext("sample", "more than in 24 of the 26 earlier comparisons."),
        how_much=pgettext("sample", "926 visits more."),
    )


def _unknown() -> Finding:
    return Finding(
        kicker=pgettext("sample", "No conclusion"),
        claim=pgettext("sample", "It cannot be said yet whether the new help text works."),
        certainty=Certainty.UNKNOWN,
        certainty_reason=pgettext("sample", "from −4 to +9 points: it may be worse or better."),
        missing=pgettext("sample", "Some 310 visits more: three weeks at this pace."),
    )


def _indicator() -> Indicator:
    return Indicator(
        key="sample.visits",
        name=pgettext("sample", "Visits"),
        definition=pgettext("sample", "Pages seen one after another by the same visitor, with no pause of more than 30 minutes."),
        unit=Unit.COUNT,
        direction=Direction.NEITHER,
        source=pgettext("sample", "our own measurement, without cookies"),
        differs=pgettext("sample", "other tools that cut the visit when the campaign changes"),
    )


def _strip() -> list[Figure]:
    visits, views = pgettext("sample", "Visits"), pgettext("sample", "Views per visit")
    attention, bounce = pgettext("sample", "Attention"), pgettext("sample", "Bounce")
    return [
        Figure(name=visits, value=32640, before=28934, address="#figures", current=True),
        Figure(name=views, value=2.72, before=2.81, unit=Unit.DECIMAL, address="#figures"),
        Figure(name=attention, value=108, before=102, unit=Unit.SECONDS, address="#figures"),
        Figure(name=bounce, value=0.431, before=0.449, unit=Unit.SHARE, address="#figures"),
    ]


def _figures() -> list[Figure]:
    scored, cost = pgettext("sample", "Satisfaction"), pgettext("sample", "Cost")
    return [
        Figure(name=pgettext("sample", "Visits"), value=32640, before=28934, indicator=_indicator()),
        Figure(name=scored, value=7.6, unit=Unit.SCORE, of="/ 10", note="n = 128", note_more=pgettext("sample", "between 7.2 and 8.0")),
        Figure(name=cost, value=None, note=pgettext("sample", "not counted")),
    ]


def _table() -> Table:
    values = (388, 96, 7)
    names = (pgettext("sample", "Online"), pgettext("sample", "In person"), pgettext("sample", "Telephone"))
    widths = charts.bars(values, threshold=formatting.FEW)
    return Table(
        caption=pgettext("sample", "Applications by channel, October 2026"),
        caption_shown=True,
        head=pgettext("sample", "Channel"),
        columns=[Column(name=pgettext("sample", "Applications"), sorted=True), Column(name=pgettext("sample", "Of 100")), Column(name=pgettext("sample", "Change"), wide=True)],
        rows=[
            Row(
                name=name,
                address="#table" if widths[index] else "",
                bar=widths[index],
                lit=index == 0,
                selected=index == 1,
                cells=[formatting.few(value), formatting.hundred(value / 525) if widths[index] else formatting.NOTHING, formatting.change_in_row(value, 90)],
            )
            for index, (name, value) in enumerate(zip(names, values, strict=True))
        ],
        foot=pgettext("sample", "3 of 5 channels"),
        more=pgettext("sample", "See all"),
        more_address="#table",
    )


def _points() -> list[charts.Point]:
    days = [FIRST + timedelta(days=index) for index in range(len(NOW))]
    return [
        charts.Point(
            name=formatting.day(day, year=False, weekday=True),
            label=formatting.day(day, year=False),
            major=day.weekday() == 0,
            value=NOW[index],
            before=BEFORE[index],
            before_name=formatting.day(day - timedelta(days=28), year=False, weekday=True),
        )
        for index, day in enumerate(days)
    ]


def _line() -> charts.Line:
    return charts.Line(
        id="sample-visits",
        title=pgettext("sample", "Visits a day, from 23 October to 19 November 2026"),
        description=pgettext("sample", "Between 690 and 1,330 visits a day, but for 11 and 12 November, with 2,650 and 2,480. Dashed line: the 28 days before."),
        points=_points(),
        write=formatting.number,
        unit=pgettext("sample", "visits"),
        now_name=formatting.period(FIRST, FIRST + timedelta(days=27)),
        before_name=pgettext("sample", "the 28 days before"),
        highlight=(19, 20),
        note=pgettext("sample", "Rain warning"),
        note_more=pgettext("sample", "11 and 12 Nov: %(n)s visits") % {"n": formatting.number(5128)},
        annotations=[charts.Annotation(at=13, text=pgettext("sample", "Newsletter no. 14"))],
    )


def _gaps() -> charts.Line:
    values = (12, 14, None, None, 9, None, 11, 12, 13)
    return charts.Line(
        id="sample-gaps",
        title=pgettext("sample", "A series with days that were not measured"),
        description=pgettext("sample", "Three stretches of figures and two gaps, which are not drawn as zero."),
        points=[charts.Point(name=str(index + 1), label=str(index + 1), major=index % 2 == 0, value=value) for index, value in enumerate(values)],
        write=formatting.number,
        now_name=pgettext("sample", "visits"),
        height=150,
    )
