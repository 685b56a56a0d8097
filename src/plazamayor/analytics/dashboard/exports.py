"""Tables taken away, whole and with all their precision: CSV that no spreadsheet can be tricked by, and JSON."""

import csv
import json
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any

from plazamayor.analytics.dashboard.audience import Answer, Asked
from plazamayor.analytics.dashboard.look import texts_of
from plazamayor.analytics.reports.answers import Figures, Line, Panel
from plazamayor.analytics.reports.readings import PROPERTY, PROPERTY_VALUE, Reading, Told, ToldLine, row_of, told_of
from plazamayor.analytics.reports.stats import PANELS, TOLD

NAMES = {dimension: name for name, dimension in (PANELS | TOLD).items()} | {PROPERTY: "event_properties"}
TAKEN = {PROPERTY: PROPERTY_VALUE}
"""What is taken away of what is opened step by step: all of it."""
FIELDS = ("visits", "visitors", "page_views", "events", "bounces", "seconds")
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What makes a spreadsheet take a text for a formula (OWASP, CSV injection)."""
BOM = "\ufeff"
_NOBODY = ToldLine(now=Told(), before=Told())


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


def _told_row(dimension: str, line: ToldLine, *, compared: bool) -> dict[str, Any]:
    before = {"before": told_of(dimension, line.before)} if compared else {}
    return {**row_of(dimension, line), **told_of(dimension, line.now), **before}


def as_json(asked: Asked, found: Answer, *, days: bool) -> str:
    """The document: what it is of, each table by name, and the days when asked."""
    compared = asked.compared is not None
    tables = {NAMES[name]: [_row(line, compared=compared) for line in panel.lines] for name, panel in found.panels.items()}
    readings = {NAMES[name]: _reading(name, reading, compared=compared) for name, reading in found.readings.items()}
    document = {**header(asked), "panels": tables, "readings": readings}
    if days:
        document["series"] = [{"day": day.isoformat(), **figures(known)} for day, known in sorted(found.days.items())]
    return json.dumps(document, ensure_ascii=False, indent=1)


def _reading(dimension: str, reading: Reading, *, compared: bool) -> dict[str, Any]:
    """A reading: that of all pages, and its rows."""
    whole = _told_row(dimension, reading.whole, compared=compared) if reading.whole else None
    return {"whole": whole, "rows": [_told_row(dimension, line, compared=compared) for line in reading.lines]}


def as_csv(asked: Asked, found: Answer) -> str:
    """One row for each value of each table, in UTF-8 with its mark, so that spreadsheets read the accents.

    Tables of other columns, which no day keeps, have them after the rest.
    """
    compared = asked.compared is not None
    out = StringIO()
    writer = csv.DictWriter(out, _columns(found, compared=compared))
    writer.writeheader()
    writer.writerows(_rows(found.panels, compared=compared))
    writer.writerows(_told_rows(found.readings, compared=compared))
    return BOM + out.getvalue()


def _columns(found: Answer, *, compared: bool) -> list[str]:
    kept = ["value", *FIELDS, *([f"before_{name}" for name in FIELDS] if compared else [])] if found.panels else []
    told = [key for name in found.readings for key in (*row_of(name, _NOBODY), *_flat(name, _NOBODY, compared=compared))]
    return list(dict.fromkeys(["table", *kept, *told]))


def _rows(panels: Mapping[str, Panel], *, compared: bool) -> Iterator[dict[str, Any]]:
    for name, panel in panels.items():
        for line in panel.lines:
            before = {f"before_{each}": getattr(line.before, each) for each in FIELDS} if compared else {}
            yield {"table": NAMES[name], "value": safe(line.value), **{each: getattr(line.now, each) for each in FIELDS}, **before}


def _told_rows(readings: Mapping[str, Reading], *, compared: bool) -> Iterator[dict[str, Any]]:
    for name, reading in readings.items():
        for line in reading.lines:
            named = {key: safe(value) for key, value in row_of(name, line).items()}
            yield {"table": NAMES[name], **named, **_flat(name, line, compared=compared)}


def _flat(dimension: str, line: ToldLine, *, compared: bool) -> dict[str, Any]:
    before = {f"before_{key}": value for key, value in told_of(dimension, line.before).items()} if compared else {}
    return {**told_of(dimension, line.now), **before}


def file_name(asked: Asked, what: str, form: str) -> str:
    """What the file is called: site, table and days."""
    return f"{asked.site.domain}-{what}-{asked.period.first.isoformat()}-{asked.period.last.isoformat()}.{form}"
