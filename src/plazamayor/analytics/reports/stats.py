"""The public document of a site's figures: what `plazamayor stats --json` prints. Its schema is `docs/stats.schema.json`."""

from typing import Any

from plazamayor.analytics.exempt import permit
from plazamayor.analytics.reports.answers import Figures, Line, origins, panels, series
from plazamayor.analytics.reports.query import Query
from plazamayor.analytics.reports.readings import Reading, ToldLine, read, row_of, told_of
from plazamayor.analytics.store.figures import TOTAL

PANELS = {
    "pages": "page",
    "entry_pages": "entry",
    "exit_pages": "exit",
    "page_types": "page_type",
    "channels": "channel",
    "referrers": "referrer",
    "utm_sources": "utm_source",
    "utm_mediums": "utm_medium",
    "utm_campaigns": "utm_campaign",
    "utm_terms": "utm_term",
    "utm_contents": "utm_content",
    "campaigns": "campaign",
    "countries": "country",
    "regions": "region",
    "devices": "device",
    "browsers": "browser",
    "browser_versions": "browser_version",
    "systems": "system",
    "languages": "language",
    "hostnames": "host",
    "hours": "hour",
    "downloads": "download",
    "outbound_links": "outbound",
    "not_found": "not_found",
    "site_search": "search",
    "forms": "form",
    "custom_events": "custom",
}
"""Panels of the document, in order, and the dimension each shows."""

TOLD = {
    "load_times_lcp": "lcp",
    "load_times_inp": "inp",
    "load_times_cls": "cls",
    "scroll_depth": "scroll",
    "event_properties": "property_value",
}
"""What no day keeps: each has rows of its own."""


def stats(query: Query, site: str, *, exempt: bool) -> dict[str, Any]:
    """The document: totals, days and panels of a period. Keys of a panel's rows: value, visits, visitors, page_views.

    For what is done rather than seen (downloads, outbound links, searches...) `page_views` counts the times it was done.
    What exempt mode keeps off is empty and named in `withheld`; `readings` is what no day keeps, each with rows of its own.
    """
    found = panels(query, [TOTAL, *PANELS.values()])
    allowed = permit(exempt=exempt, origins=origins(query.scope, query.period).values())
    shown = {name for name, dimension in (PANELS | TOLD).items() if allowed.allows(dimension)}
    whole = found[TOTAL].lines[0].now if found[TOTAL].lines else Figures()
    return {
        "site": site,
        "from": query.period.first.isoformat(),
        "to": query.period.last.isoformat(),
        "timezone": query.book.zone,
        "totals": _totals(whole),
        "series": [{"day": point.day.isoformat(), **_counts(point.figures)} for point in series(query)],
        "panels": {name: [_row(line) for line in found[dimension].lines if name in shown] for name, dimension in PANELS.items()},
        "readings": {name: _reading(query, dimension, shown=name in shown) for name, dimension in TOLD.items()},
        "withheld": [name for name in PANELS | TOLD if name not in shown],
    }


def _reading(query: Query, dimension: str, *, shown: bool) -> dict[str, Any]:
    found = read(query, dimension, fresh=True) if shown else Reading(dimension=dimension)
    return {
        "whole": told_of(dimension, found.whole.now) if found.whole else None,
        "rows": [_told_row(dimension, line) for line in found.lines],
    }


def _told_row(dimension: str, line: ToldLine) -> dict[str, Any]:
    return {**row_of(dimension, line), **told_of(dimension, line.now)}


def _counts(figures: Figures) -> dict[str, int]:
    return {"visits": figures.visits, "visitors": figures.visitors, "page_views": figures.page_views}


def _totals(figures: Figures) -> dict[str, Any]:
    return {
        **_counts(figures),
        "bounces": figures.bounces,
        "engaged_seconds": figures.seconds,
        "views_per_visit": figures.views_per_visit,
        "bounce_rate": figures.bounce_rate,
    }


def _row(line: Line) -> dict[str, Any]:
    counts = _counts(line.now)
    return {"value": line.value, **counts, "page_views": counts["page_views"] or line.now.events}
