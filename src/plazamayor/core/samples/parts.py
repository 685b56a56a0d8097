"""Sample findings, figures and tables."""

from django.utils.translation import pgettext

from plazamayor.core import charts, formatting
from plazamayor.core.findings import Certainty, Finding
from plazamayor.core.formatting import Unit
from plazamayor.core.parts import Column, Figure, Row, Table
from plazamayor.core.registries import Direction, Indicator


def firm() -> Finding:
    """A finding that is firm, with where to look."""
    phrase = pgettext("sample", "4 in 10")
    return Finding(
        kicker=pgettext("sample", "Firm"),
        claim=pgettext("sample", "On phones, %(some)s people leave when they have to attach documents; on computers, 1 in 6.")
        % {"some": phrase},
        highlight=phrase,
        how_much=pgettext("sample", "66 people more, between 47 and 85."),
        certainty=Certainty.FIRM,
        certainty_reason=pgettext("sample", "the interval stays away from zero."),
        look_at=pgettext("sample", "Of those who said why, 19 said that the file was too big: see the step."),
        look_at_phrase=pgettext("sample", "see the step"),
        look_at_address="#finding",
    )


def probable() -> Finding:
    """A finding that is probable."""
    return Finding(
        kicker=pgettext("sample", "Probable"),
        claim=pgettext("sample", "Visits rose by 3 %."),
        certainty=Certainty.PROBABLE,
        certainty_reason=pgettext("sample", "more than in 24 of the 26 earlier comparisons."),
        how_much=pgettext("sample", "926 visits more."),
    )


def unknown() -> Finding:
    """A finding that cannot be said yet."""
    return Finding(
        kicker=pgettext("sample", "No conclusion"),
        claim=pgettext("sample", "It cannot be said yet whether the new help text works."),
        certainty=Certainty.UNKNOWN,
        certainty_reason=pgettext("sample", "from −4 to +9 points: it may be worse or better."),
        missing=pgettext("sample", "Some 310 visits more: three weeks at this pace."),
    )


def indicator() -> Indicator:
    """A figure with its definition."""
    return Indicator(
        key="sample.visits",
        name=pgettext("sample", "Visits"),
        definition=pgettext("sample", "Pages seen one after another by the same visitor, with no pause of more than 30 minutes."),
        unit=Unit.COUNT,
        direction=Direction.NEITHER,
        source=pgettext("sample", "our own measurement, without cookies"),
        differs=pgettext("sample", "other tools that cut the visit when the campaign changes"),
    )


def strip() -> list[Figure]:
    """Figures one can choose."""
    visits, views = pgettext("sample", "Visits"), pgettext("sample", "Views per visit")
    attention, bounce = pgettext("sample", "Attention"), pgettext("sample", "Bounce")
    return [
        Figure(name=visits, value=32640, before=28934, address="#figures", current=True),
        Figure(name=views, value=2.72, before=2.81, unit=Unit.DECIMAL, address="#figures"),
        Figure(name=attention, value=108, before=102, unit=Unit.SECONDS, address="#figures"),
        Figure(name=bounce, value=0.431, before=0.449, unit=Unit.SHARE, address="#figures"),
    ]


def figures() -> list[Figure]:
    """Figures that only say."""
    scored, cost = pgettext("sample", "Satisfaction"), pgettext("sample", "Cost")
    return [
        Figure(name=pgettext("sample", "Visits"), value=32640, before=28934, indicator=indicator()),
        Figure(name=scored, value=7.6, unit=Unit.SCORE, of="/ 10", note="n = 128", note_more=pgettext("sample", "between 7.2 and 8.0")),
        Figure(name=cost, value=None, note=pgettext("sample", "not counted")),
    ]


def table() -> Table:
    """A table with bars, a row too small to be told and one selected."""
    values = (388, 96, 7)
    names = (pgettext("sample", "Online"), pgettext("sample", "In person"), pgettext("sample", "Telephone"))
    widths = charts.bars(values, threshold=formatting.FEW)
    return Table(
        caption=pgettext("sample", "Applications by channel, October 2026"),
        caption_shown=True,
        head=pgettext("sample", "Channel"),
        columns=[
            Column(name=pgettext("sample", "Applications"), sorted=True),
            Column(name=pgettext("sample", "Of 100")),
            Column(name=pgettext("sample", "Change"), wide=True),
        ],
        rows=[
            Row(
                name=name,
                address="#table" if widths[index] else "",
                bar=widths[index],
                lit=index == 0,
                selected=index == 1,
                cells=[
                    formatting.few(value),
                    formatting.hundred(value / 525) if widths[index] else formatting.NOTHING,
                    formatting.change_in_row(value, 90),
                ],
            )
            for index, (name, value) in enumerate(zip(names, values, strict=True))
        ],
        foot=pgettext("sample", "3 of 5 channels"),
        more=pgettext("sample", "See all"),
        more_address="#table",
    )
