"""Exempt mode: what may be measured on a site without asking for consent, statistic by statistic.

The table is the AEPD's guide on audience measurement (January 2024) as reported by secondary sources, with CNIL's
conditions (July 2025) where they are stricter: the guide itself has not been read here, so each row says whether it
was verified. What is not listed is off. It governs what the tracker measures; days known only from the
administration's own access logs have another origin and another legal ground, which the log's controller declares.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plazamayor.analytics.events import COLUMNS, Event, Kind, Origin

AEPD = "AEPD, guía sobre el uso de cookies para herramientas de medición de audiencia, enero de 2024"
CNIL = "CNIL, lignes directrices sur la mesure d'audience, 4 juillet 2025"


@dataclass(frozen=True, kw_only=True)
class Statistic:
    """One row of the table: a statistic, whether exempt mode allows it, at what grain and who says so."""

    key: str
    name: str | Promise
    dimensions: tuple[str, ...] = ()
    allowed: bool
    grain: str | Promise = ""
    source: str = AEPD
    verified: bool = False


PER_PAGE_DAILY = _("per page, or added up by day")
TABLE: tuple[Statistic, ...] = (
    Statistic(
        key="audience",
        name=_("Audience of each page"),
        dimensions=("total", "page", "page_type", "not_found", "host"),
        allowed=True,
        grain=PER_PAGE_DAILY,
    ),
    Statistic(key="referrers", name=_("Referring sites"), dimensions=("referrer",), allowed=True, grain=PER_PAGE_DAILY),
    Statistic(key="devices", name=_("Type of device and browser"), dimensions=("device", "browser"), allowed=True, grain=PER_PAGE_DAILY),
    Statistic(key="attention", name=_("Time on page, bounce and scroll depth"), dimensions=("scroll",), allowed=True, grain=PER_PAGE_DAILY),
    Statistic(
        key="actions",
        name=_("Actions: clicks and selections"),
        dimensions=("download", "outbound", "form", "custom", "property", "property_value"),
        allowed=True,
        grain=PER_PAGE_DAILY,
    ),
    Statistic(key="places", name=_("Geographic origin"), dimensions=("country", "region"), allowed=True, grain=PER_PAGE_DAILY),
    Statistic(key="load_times", name=_("Load times"), dimensions=("lcp", "inp", "cls"), allowed=True, grain=_("per page, by hour")),
    Statistic(key="channels", name=_("Acquisition channels"), dimensions=("channel",), allowed=False, source=CNIL),
    Statistic(
        key="campaigns",
        name=_("Campaigns"),
        dimensions=("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "campaign"),
        allowed=False,
        source=CNIL,
    ),
    Statistic(key="routes", name=_("Entry and exit pages"), dimensions=("entry", "exit"), allowed=False),
    Statistic(
        key="systems",
        name=_("Systems, browser versions and languages"),
        dimensions=("system", "browser_version", "language"),
        allowed=False,
    ),
    Statistic(key="searches", name=_("Words searched on the site"), dimensions=("search",), allowed=False),
    Statistic(key="hours", name=_("Visits by hour"), dimensions=("hour",), allowed=False),
    Statistic(key="crossing", name=_("Filters and segments that cross statistics"), allowed=False),
    Statistic(key="goals", name=_("Goals and conversions by channel"), allowed=False, source=CNIL),
)
_BY_DIMENSION = {dimension: row for row in TABLE for dimension in row.dimensions}


@dataclass(frozen=True)
class Permit:
    """What may be shown of a site in some days."""

    dimensions: frozenset[str] = field(default_factory=lambda: frozenset(_BY_DIMENSION))
    crossing: bool = True

    def allows(self, dimension: str) -> bool:
        """Tells whether a dimension may be shown."""
        return dimension in self.dimensions

    def refused(self, dimension: str) -> Statistic | None:
        """The row of the table that keeps a dimension off, or None when it is on."""
        return None if self.allows(dimension) else _BY_DIMENSION[dimension]


_REFUSED = {dimension for row in TABLE if not row.allowed for dimension in row.dimensions}
_BLANK = dict.fromkeys(sorted(_REFUSED & set(COLUMNS)), "")
_REFUSED_KINDS = frozenset(kind for kind in Kind if kind.name.lower() in _REFUSED)
TRACKED = {Origin.TRACKER.name.lower(), Origin.GENERATED.name.lower()}
EVERYTHING = Permit()
EXEMPT = Permit(frozenset(dimension for row in TABLE if row.allowed for dimension in row.dimensions), crossing=False)


def permit(*, exempt: bool, origins: Iterable[str]) -> Permit:
    """What may be shown of a site, by its mode and by where its figures come from in the days asked.

    Exempt mode speaks of the tracker, and of what the demonstration makes in its place: days known only otherwise (access logs,
    history) are not narrowed.
    """
    seen = set(origins)
    return EXEMPT if exempt and (not seen or seen & TRACKED) else EVERYTHING


def narrowed(events: Iterable[Event]) -> list[Event]:
    """What an exempt site may keep of some events: what is not listed is never stored, so that no later declaration can uncover it."""
    return [msgspec.structs.replace(event, **_BLANK) for event in events if event.kind not in _REFUSED_KINDS]
