"""Tables taken away, whole and with all their precision: CSV that no spreadsheet can be tricked by, and JSON."""

import csv
import json
from collections.abc import Mapping
from io import StringIO
from typing import Any

from plazamayor.analytics.dashboard.audience import Answer, Asked
from plazamayor.analytics.dashboard.look import texts_of
from plazamayor.analytics.reports.answers import Figures, Line, Panel
from plazamayor.analytics.reports.stats import PANELS

NAMES = {dimension: name for name, dimension in PANELS.items()}
FIELDS = ("visits", "visitors", "page_views", "events", "bounces", "seconds")
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What makes a spreadsheet take a text for a formula (OWASP, CSV injection)."""
BOM = "\ufeff"


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula: one that begins like it gets an apostrophe before."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def header(asked: Asked) -> dict[str, Any]:
    """What the figures are of: site, days, comparison, filters and where they come from."""
    compared = asked.compared
    return {
        "site": asked.site.domain,
        "from": asked.period.first.isoformat(),
        "to": asked.period.last.isoformat(),
        "compared_from": compared.first.isoformat() if compared else None,
        "compared_to": compared.last.isoformat() if compared else None,
        "timezone": asked.site.time_zone,
        "filters": [text for each in asked.look.filters for text in texts_of(each)],
        "origins": sorted({origin for day, origin in asked.origins.items() if asked.period.first <= day <= asked.period.last}),
    }


def figures(found: Figures) -> dict[str, Any]:
    """Counts as they are, and the averages made of them, unrounded."""
    counts: dict[str, Any] = {name: getattr(found, name) for name in FIELDS}
    return {
        **counts,
        "views_per_visit": found.views_per_visit,
        "seconds_per_visit": found.seconds_per_visit,
        "bounce_rate": found.bounce_rate,
    }


def _row(line: Line, *, compared: bool) -> dict[str, Any]:
    return {"value": line.value, **figures(line.now), **({"before": figures(line.before)} if compared else {})}


def as_json(asked: Asked, found: Answer, *, days: bool) -> str:
    """The document: what it is of, each table by name, and the days when asked."""
    compared = asked.compared is not None
    tables = {NAMES[name]: [_row(line, compared=compared) for line in panel.lines] for name, panel in found.panels.items()}
    document = {**header(asked), "panels": tables}
    if days:
        document["series"] = [{"day": day.isoformat(), **figures(known)} for day, known in sorted(found.days.items())]
    return json.dumps(document, ensure_ascii=False, indent=1)


def as_csv(asked: Asked, panels: Mapping[str, Panel]) -> str:
    """One row for each value of each table, in UTF-8 with its mark, so that spreadsheets read the accents."""
    out = StringIO()
    writer = csv.writer(out)
    compared = asked.compared is not None
    writer.writerow(["table", "value", *FIELDS, *([f"before_{name}" for name in FIELDS] if compared else [])])
    for name, panel in panels.items():
        for line in panel.lines:
            before = [getattr(line.before, each) for each in FIELDS] if compared else []
            writer.writerow([NAMES[name], safe(line.value), *(getattr(line.now, each) for each in FIELDS), *before])
    return BOM + out.getvalue()


def file_name(asked: Asked, what: str, form: str) -> str:
    """What the file is called: site, table and days."""
    return f"{asked.site.domain}-{what}-{asked.period.first.isoformat()}-{asked.period.last.isoformat()}.{form}"
