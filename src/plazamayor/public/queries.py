"""What citizens may see of the figures that staff see."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from plazamayor.analytics import queries
from plazamayor.analytics.models import Site
from plazamayor.core import formatting
from plazamayor.core.parts import Column, Figure, Row, Table

WEEKS = timedelta(days=28)
PAGES = 8


@dataclass(frozen=True)
class Seen:
    """The last four weeks of a site: its figures and its pages."""

    first: date
    last: date
    figures: list[Figure]
    pages: Table

    @property
    def period(self) -> str:
        """The days, as they are written."""
        return formatting.period(self.first, self.last)


def seen(site: Site, today: date) -> Seen | None:
    """What is published of a site; None unless its administration is generated, as nobody else has agreed to publish it yet."""
    if not site.organisation.generated:
        return None
    first, last = today - WEEKS, today - timedelta(days=1)
    whole, pages = queries.audience_in(site, first, last, PAGES)
    figures = [
        Figure(name=_("Visits"), value=whole.visits),
        Figure(name=_("Pages viewed"), value=whole.page_views),
        Figure(name=_("Pages a visit"), value=whole.views_per_visit, unit=formatting.Unit.DECIMAL),
    ]
    return Seen(first, last, figures, _table(pages))


def _table(pages: list[tuple[str, int]]) -> Table:
    most = max((visits for _page, visits in pages), default=1)
    rows = [Row(name=page, cells=[formatting.few(visits)], bar=_width(visits, most)) for page, visits in pages]
    return Table(caption=_("Pages with most visits"), head=_("Page"), columns=[Column(name=_("Visits"), sorted=True)], rows=rows)


def _width(visits: int, most: int) -> str:
    """The width of a row's bar; none for so few people that they are not counted."""
    return f"{100 * visits / most:.1f}%" if visits >= formatting.FEW else ""
