"""The six figures of a site: how each is taken from counts, written and said in a sentence."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plazamayor.analytics import indicators
from plazamayor.analytics.reports.answers import Figures
from plazamayor.core.formatting import Amount
from plazamayor.core.registries import Indicator

Text = str | Promise


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A figure. `counted` ones add up by day and change in per cent; the others are averages and change in their own unit."""

    key: str
    indicator: Indicator
    take: Callable[[Figures], Amount]
    counted: bool
    by_day: Text
    rose: Text
    fell: Text
    same: Text
    said: Text
    more: Text = ""
    fewer: Text = ""
    noun: Text = ""


MEASURES: dict[str, Measure] = {
    measure.key: measure
    for measure in (
        Measure(
            key="visits",
            indicator=indicators.VISITS,
            take=lambda figures: figures.visits,
            counted=True,
            by_day=_("Visits a day"),
            rose=_("Visits rose by %(by)s"),
            fell=_("Visits fell by %(by)s"),
            same=_("Visits stayed the same"),
            said=_("There were %(n)s visits"),
            more=_("%(part)s additional visits"),
            fewer=_("%(part)s visits lost"),
            noun=_("visits"),
        ),
        Measure(
            key="visitors",
            indicator=indicators.VISITOR_DAYS,
            take=lambda figures: figures.visitors,
            counted=True,
            by_day=_("Visitors of each day"),
            rose=_("Visitor-days rose by %(by)s"),
            fell=_("Visitor-days fell by %(by)s"),
            same=_("Visitor-days stayed the same"),
            said=_("There were %(n)s visitor-days"),
            more=_("%(part)s additional visitors"),
            fewer=_("%(part)s visitors lost"),
            noun=_("visitors"),
        ),
        Measure(
            key="page_views",
            indicator=indicators.PAGE_VIEWS,
            take=lambda figures: figures.page_views,
            counted=True,
            by_day=_("Page views a day"),
            rose=_("Page views rose by %(by)s"),
            fell=_("Page views fell by %(by)s"),
            same=_("Page views stayed the same"),
            said=_("There were %(n)s page views"),
            more=_("%(part)s additional page views"),
            fewer=_("%(part)s page views lost"),
            noun=_("page views"),
        ),
        Measure(
            key="views_per_visit",
            indicator=indicators.VIEWS_PER_VISIT,
            take=lambda figures: figures.views_per_visit,
            counted=False,
            by_day=_("Views per visit, day by day"),
            rose=_("Views per visit rose by %(by)s"),
            fell=_("Views per visit fell by %(by)s"),
            same=_("Views per visit stayed the same"),
            said=_("Each visit saw %(n)s pages on average"),
        ),
        Measure(
            key="seconds",
            indicator=indicators.ENGAGED_TIME,
            take=lambda figures: figures.seconds_per_visit,
            counted=False,
            by_day=_("Attention time, day by day"),
            rose=_("Attention time rose by %(by)s"),
            fell=_("Attention time fell by %(by)s"),
            same=_("Attention time stayed the same"),
            said=_("Each visit gave %(n)s of attention on average"),
        ),
        Measure(
            key="bounce",
            indicator=indicators.BOUNCE,
            take=lambda figures: figures.bounce_rate,
            counted=False,
            by_day=_("Bounce, day by day"),
            rose=_("Bounce rose by %(by)s"),
            fell=_("Bounce fell by %(by)s"),
            same=_("Bounce stayed the same"),
            said=_("%(n)s of visits saw a single page"),
        ),
    )
}
