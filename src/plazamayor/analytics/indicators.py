"""The figures of measurement, each with its definition, unit and source, and why other tools say another figure."""

from django.utils.translation import gettext_lazy as _

from plazamayor.core.formatting import Unit
from plazamayor.core.registries import Direction, Indicator, indicators

OURS = _("our own measurement, without cookies; or the access log, for days known only from it")

VISITS = Indicator(
    key="analytics.visits",
    name=_("Visits"),
    definition=_(
        "Pages seen one after another by the same visitor, with no pause of more than 30 minutes. "
        "A visit that crosses midnight counts once, on the day it begins."
    ),
    unit=Unit.COUNT,
    direction=Direction.NEITHER,
    source=OURS,
    differs=_("tools that cut a visit at midnight, at the hour or when the campaign changes; Google Analytics estimates part of them."),
)
VISITOR_DAYS = Indicator(
    key="analytics.visitor_days",
    name=_("Visitor-days"),
    definition=_(
        "Visitors of each day, added up. Nobody is recognised from one day to the next: whoever comes back tomorrow counts again. "
        "Two people behind one address with the same browser count as one."
    ),
    unit=Unit.COUNT,
    direction=Direction.NEITHER,
    source=OURS,
    differs=_("the “users” of Google Analytics and the “unique visitors” of Matomo, which recognise a browser for months by a cookie."),
)
PAGE_VIEWS = Indicator(
    key="analytics.page_views",
    name=_("Page views"),
    definition=_("Times a page was shown, by whoever it was, machines left out. In an access log: a page asked for and given."),
    unit=Unit.COUNT,
    direction=Direction.NEITHER,
    source=OURS,
    differs=_("tools that count only those who accept cookies, and tools that count machines."),
)
VIEWS_PER_VISIT = Indicator(
    key="analytics.views_per_visit",
    name=_("Views per visit"),
    definition=_("Page views of an average visit. More is not better by itself: it may be that what was looked for is hard to find."),
    unit=Unit.DECIMAL,
    direction=Direction.NEITHER,
    source=OURS,
    denominator=_("all visits"),
)
ENGAGED_TIME = Indicator(
    key="analytics.engaged_time",
    name=_("Attention time"),
    definition=_("Time an average visit had the page in sight: it does not run while the tab is hidden. An access log cannot tell it."),
    unit=Unit.SECONDS,
    direction=Direction.NEITHER,
    source=OURS,
    denominator=_("all visits, those that left at once included"),
    differs=_("the time between two pages, which says nothing about the last one, and the “average engagement” of Google Analytics."),
)
BOUNCE = Indicator(
    key="analytics.bounce",
    name=_("Bounce"),
    definition=_("Visits with a single page view. A guide that answers at once also makes visits of one page."),
    unit=Unit.SHARE,
    direction=Direction.NEITHER,
    source=OURS,
    denominator=_("all visits"),
    differs=_("Google Analytics, where a visit of one page does not bounce if it lasts ten seconds."),
)
GOAL_VISITS = Indicator(
    key="analytics.goal_visits",
    name=_("Visits that reached a goal"),
    definition=_("Visits in which the page of the goal was seen, or its download, form or event happened, at least once."),
    unit=Unit.COUNT,
    direction=Direction.UP,
    source=OURS,
    denominator=_("all visits of the period"),
)
LIVE = Indicator(
    key="analytics.live",
    name=_("Visitors in the last 30 minutes"),
    definition=_("Visitors who saw a page or did something in the last 30 minutes, as the tracker sees them."),
    unit=Unit.COUNT,
    direction=Direction.NEITHER,
    source=_("our own measurement, without cookies"),
)
DONE = Indicator(
    key="analytics.times_done",
    name=_("Times"),
    definition=_(
        "Times something was done: a file downloaded, a link followed to another site, a form sent, a search, an "
        "address that was not found. "
        "Its visits are those in which it was done at least once."
    ),
    unit=Unit.COUNT,
    direction=Direction.NEITHER,
    source=OURS,
)
BROWSERS = _("our own measurement, in browsers that tell it and pages that carry v.js")
LOAD = Indicator(
    key="analytics.lcp",
    name=_("Time until the main part is in sight (LCP)"),
    definition=_(
        "Time from when the page is asked for until the largest thing in view is drawn. The figure is that which three of each four "
        "page loads do not exceed. Good up to 2.5 seconds, to improve up to 4, poor beyond: the limits that Google publishes."
    ),
    unit=Unit.SECONDS,
    direction=Direction.DOWN,
    source=BROWSERS,
    denominator=_("page loads whose browser told it"),
    differs=_("Google's report, which sees only Chrome and whoever is signed in to Google, and tells 28 days."),
)
ANSWER = Indicator(
    key="analytics.inp",
    name=_("Time to answer a click, a tap or a key (INP)"),
    definition=_(
        "The slowest answer of a page load to what its visitor does (past fifty, all but the slowest of each fifty). The figure is that "
        "which three of each four page loads do not exceed. Good up to 200 milliseconds, to improve up to 500, poor beyond: the limits "
        "that Google publishes."
    ),
    unit=Unit.SECONDS,
    direction=Direction.DOWN,
    source=BROWSERS,
    denominator=_("page loads in which something was pressed and whose browser told it"),
)
SHIFT = Indicator(
    key="analytics.cls",
    name=_("How much the page moves by itself (CLS)"),
    definition=_(
        "The part of the view that moves without being asked to, in the worst burst of five seconds. It has no unit. The figure is that "
        "which three of each four page loads do not exceed. Good up to 0.1, to improve up to 0.25, poor beyond: the limits that Google "
        "publishes."
    ),
    unit=Unit.DECIMAL,
    direction=Direction.DOWN,
    source=BROWSERS,
    denominator=_("page loads whose browser told it"),
)
DEPTH = Indicator(
    key="analytics.scroll_depth",
    name=_("How far they read"),
    definition=_(
        "The deepest part of a page that each visitor of a day had in sight, as a part of its height. The figure is that which half of "
        "the readers reached or passed. A short page is seen whole without moving it."
    ),
    unit=Unit.SHARE,
    direction=Direction.NEITHER,
    source=_("our own measurement, in browsers that tell it"),
    denominator=_("readers: for each page, the visitors of each day whose browser told it"),
)
DETAILS = Indicator(
    key="analytics.event_details",
    name=_("Details of own events"),
    definition=_(
        "What your pages say about an own event when it happens: the office of an appointment, the step of a form. Times it happened "
        "with each detail, and visitor-days in which it did."
    ),
    unit=Unit.COUNT,
    direction=Direction.NEITHER,
    source=_("our own measurement, or events sent by a server"),
)
TOLD = {"lcp": LOAD, "inp": ANSWER, "cls": SHIFT, "scroll": DEPTH, "property": DETAILS}
ALL = (VISITS, VISITOR_DAYS, PAGE_VIEWS, VIEWS_PER_VISIT, ENGAGED_TIME, BOUNCE, DONE, GOAL_VISITS, LIVE, *TOLD.values())

FORMULAS = {
    VISITS.key: _("visits that begin in the period"),
    VISITOR_DAYS.key: _("sum, over the days, of the different visitors of each day"),
    PAGE_VIEWS.key: _("page views of the period, on the day each was made"),
    VIEWS_PER_VISIT.key: _("page views ÷ visits"),
    ENGAGED_TIME.key: _("seconds in sight ÷ visits"),
    BOUNCE.key: _("visits of one page view ÷ visits"),
    DONE.key: _("events of that kind in the period"),
    GOAL_VISITS.key: _("visits that reached it at least once"),
    LIVE.key: _("different visitors of the last 30 minutes"),
    **dict.fromkeys((LOAD.key, ANSWER.key, SHIFT.key), _("75th percentile of the measures of the period, by nearest rank")),
    DEPTH.key: _("median, by nearest rank, of the deepest part that each visitor of a day reached of the page"),
    DETAILS.key: _("own events with that property, or with that value of it"),
}


def register() -> None:
    """Puts them among the indicators of the installation."""
    for indicator in ALL:
        indicators.register(indicator)
