"""What the API answers and takes, as types: the OpenAPI document is made from them."""

from datetime import date, datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from plazamayor.analytics.reports.answers import Figures, Line, Minute, SeenNow


class Days(msgspec.Struct, frozen=True, rename={"first": "from", "last": "to"}):
    """Some days in the site's zone, both included."""

    first: date
    last: date


class Counts(msgspec.Struct, frozen=True):
    """Counts of a day or of a value. `visitors` are visitor-days: whoever comes back tomorrow counts again."""

    visits: int
    visitors: int
    page_views: int


class Totals(msgspec.Struct, frozen=True):
    """The figures of a period. Averages and shares are null when there are no visits."""

    visits: int
    visitors: int
    page_views: int
    bounces: int
    engaged_seconds: int
    views_per_visit: float | None
    bounce_rate: Annotated[float | None, Meta(description="0 to 1")]
    engaged_seconds_per_visit: float | None


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked, as it was understood, and where the figures come from."""

    site: str
    timezone: str
    exempt: Annotated[bool, Meta(description="Whether the site is measured in exempt mode, which withholds some panels and filters.")]
    period: Days
    compared: Days | None
    filters: Annotated[list[str], Meta(description="As the dashboard's address writes them: `page:/x`, `!device:mobile`.")]
    origins: Annotated[list[str], Meta(description="Who saw it: tracker, access_log, server, generated or history. One a day.")]


class Stats(Question, frozen=True, kw_only=True):
    """The totals of a period and of the one compared with."""

    totals: Totals
    compared_totals: Totals | None


class Day(msgspec.Struct, frozen=True):
    """A day and its counts. Visits count on the day they began."""

    day: date
    visits: int
    visitors: int
    page_views: int


class Series(Question, frozen=True, kw_only=True):
    """The counts of every day of a period and of the one compared with; days without events are zero."""

    days: list[Day]
    compared_days: list[Day]


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A value of a panel. `times` counts what was done rather than seen: downloads, outbound links, searches..."""

    value: str
    visits: int
    visitors: int
    page_views: int
    times: int
    bounces: int
    engaged_seconds: int
    compared: Counts | None


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Where in a list an answer is. `next` is the address of what follows, null at the end."""

    total: int
    limit: int
    offset: int
    next: str | None


class Panel(Question, frozen=True, kw_only=True):
    """The values of a panel, those with most visits first."""

    panel: str
    rows: list[Row]
    page: Page


class LoadTime(msgspec.Struct, frozen=True):
    """A load time: how many were measured, the 75th percentile (null without any), and how many were good, to improve and poor."""

    measures: int
    p75: float | None
    good: int
    needs_improvement: int
    poor: int


class LoadTimeRow(msgspec.Struct, frozen=True):
    """The load time of a page."""

    page: str
    now: LoadTime
    compared: LoadTime | None


class LoadTimes(Question, frozen=True, kw_only=True):
    """A load time of each page, those most measured first; `whole` is of all pages."""

    metric: str
    unit: Annotated[str, Meta(description="Milliseconds (ms), or none for CLS, which has no unit.")]
    good_up_to: float
    poor_past: float
    whole: LoadTime | None
    rows: list[LoadTimeRow]
    page: Page


class Depth(msgspec.Struct, frozen=True):
    """How far pages are read: readers, half of whom reached `median` (0 to 100) or beyond, and how many ended in each quarter."""

    readers: int
    median: float | None
    first_quarter: int
    second_quarter: int
    third_quarter: int
    last_quarter: int


class DepthRow(msgspec.Struct, frozen=True):
    """How far a page is read."""

    page: str
    now: Depth
    compared: Depth | None


class Depths(Question, frozen=True, kw_only=True):
    """How far each page is read, those with most readers first; `whole` is of all pages."""

    whole: Depth | None
    rows: list[DepthRow]
    page: Page


class Times(msgspec.Struct, frozen=True):
    """Times something happened and the visitor-days in which it did."""

    times: int
    visitors: int


class PropertyRow(msgspec.Struct, frozen=True):
    """A value of a property of an own event."""

    event: str
    property: str
    value: str
    now: Times
    compared: Times | None


class Properties(Question, frozen=True, kw_only=True):
    """What own events say: every value of every property, or those of an event or of a property of it; most frequent first."""

    rows: list[PropertyRow]
    page: Page


class LiveMinute(msgspec.Struct, frozen=True):
    """One of the last thirty minutes; 0 is the present one."""

    minutes_ago: int
    visitors: int
    page_views: int


class LivePage(msgspec.Struct, frozen=True):
    """A page seen in the last thirty minutes."""

    page: str
    visitors: int
    page_views: int


class Live(msgspec.Struct, frozen=True, kw_only=True):
    """The last thirty minutes, as the tracker saw them."""

    site: str
    at: datetime
    visitors: int
    page_views: int
    minutes: list[LiveMinute]
    pages: list[LivePage]


class SiteEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A site that the token opens."""

    domain: str
    timezone: str
    exempt: bool
    retention_months: int
    panels: Annotated[list[str], Meta(description="The panels there are. Exempt mode may withhold some.")]


class Sites(msgspec.Struct, frozen=True, kw_only=True):
    """The sites that the token opens, by domain."""

    sites: list[SiteEntry]
    page: Page


class Given(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Something that a server saw. There is no field for anybody's address, agent or name: what looks personal is refused."""

    site: Annotated[str, Meta(description="The domain of a site that the token opens.", min_length=1, max_length=253)]
    kind: Literal["page_view", "outbound", "download", "form", "not_found", "search", "custom"]
    page: Annotated[str, Meta(description="Address or path of the page it happened on.", max_length=2000)] = "/"
    target: Annotated[
        str, Meta(description="The file, link, form, words or name of the event. Needed but for page_view and not_found.", max_length=500)
    ] = ""
    time: Annotated[
        datetime | None, Meta(description="With its offset from UTC; at most 72 hours old and 5 minutes ahead. Now, if it is not said.")
    ] = None
    campaign: Annotated[str, Meta(description="Code of a campaign of yours.", pattern=r"^[\w.~-]*$", max_length=100)] = ""
    properties: Annotated[
        dict[Annotated[str, Meta(min_length=1, max_length=40)], Annotated[str, Meta(max_length=100)]],
        Meta(description="Details of an event of your own, without personal data.", max_length=12),
    ] = {}
    visit: Annotated[
        str,
        Meta(
            description="The token that the tracker gave the page (plaza.token()): the event belongs to that visit. Good for two hours. "
            "Without it the event belongs to no visit. A page_view needs it.",
            max_length=200,
        ),
    ] = ""


class GivenBatch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Some events, all taken or none."""

    events: Annotated[list[Given], Meta(min_length=1, max_length=100)]


class Taken(msgspec.Struct, frozen=True):
    """How many events were taken; `repeated` when they had been taken before, with the same key."""

    accepted: int
    repeated: bool


def counts(figures: Figures) -> Counts:
    """Counts of some visits."""
    return Counts(figures.visits, figures.visitors, figures.page_views)


def totals(figures: Figures) -> Totals:
    """All the figures of some visits."""
    return Totals(
        visits=figures.visits,
        visitors=figures.visitors,
        page_views=figures.page_views,
        bounces=figures.bounces,
        engaged_seconds=figures.seconds,
        views_per_visit=figures.views_per_visit,
        bounce_rate=figures.bounce_rate,
        engaged_seconds_per_visit=figures.seconds_per_visit,
    )


def row(line: Line, *, compared: bool) -> Row:
    """A line of a panel."""
    now = line.now
    return Row(
        value=line.value,
        visits=now.visits,
        visitors=now.visitors,
        page_views=now.page_views,
        times=now.events,
        bounces=now.bounces,
        engaged_seconds=now.seconds,
        compared=counts(line.before) if compared else None,
    )


def live(site: str, at: datetime, minutes: list[Minute], seen: list[SeenNow]) -> Live:
    """The last thirty minutes; the first of what is seen is the total."""
    whole = seen[0] if seen else SeenNow("", 0, 0, at)
    return Live(
        site=site,
        at=at,
        visitors=whole.visitors,
        page_views=whole.page_views,
        minutes=[LiveMinute(each.minutes_ago, each.visitors, each.page_views) for each in minutes],
        pages=[LivePage(each.page, each.visitors, each.page_views) for each in seen[1:]],
    )
