"""The measures taken away: CSV and JSON, one row for each measure of each procedure and of all together."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import Any

from plazamayor.analytics.contract import BOM, safe
from plazamayor.procedures.kpis.measures import COST, Kpi
from plazamayor.procedures.kpis.queries import Kpis, pooled

FIELDS = (
    "procedure",
    "sia_code",
    "kpi",
    "from",
    "to",
    "numerator",
    "denominator",
    "value",
    "low",
    "high",
    "method",
    "n",
    "definition",
    "notes",
)
EVERY = "*"
"""What the rows of all procedures together say instead of a code."""


def written(fields: Sequence[str], rows: Iterable[dict[str, Any]]) -> str:
    """A CSV file in UTF-8 with its mark, so that spreadsheets read the accents."""
    out = StringIO()
    writer = csv.DictWriter(out, fields)
    writer.writeheader()
    writer.writerows({name: safe(value) if isinstance(value, str) else value for name, value in row.items()} for row in rows)
    return BOM + out.getvalue()


def rows(found: Sequence[Kpis], *, together: bool) -> Iterator[dict[str, Any]]:
    """Each measure of each procedure; `together`, those of all as well, pooled."""
    for each in found:
        for measure in each.measures:
            yield _row(each.procedure.code, each.procedure.sia_code, each, measure)
    if together and found:
        for measure in pooled(found):
            yield _row(EVERY, "", found[0], measure)


def _row(code: str, sia_code: str, of: Kpis, measure: Kpi) -> dict[str, Any]:
    first, last = of.window if measure.key == COST else (of.first, of.last)
    return {
        "procedure": code,
        "sia_code": sia_code,
        "kpi": measure.key.partition(".")[2],
        "from": first.isoformat(),
        "to": last.isoformat(),
        "numerator": None if measure.numerator is None else float(measure.numerator),
        "denominator": measure.denominator,
        "value": measure.value,
        "low": measure.low,
        "high": measure.high,
        "method": measure.method,
        "n": measure.n,
        "definition": measure.key,
        "notes": " ".join(measure.notes),
    }


def as_csv(found: Sequence[Kpis], *, together: bool) -> str:
    """The measures as a CSV file."""
    return written(FIELDS, rows(found, together=together))


def as_json(found: Sequence[Kpis], *, together: bool) -> str:
    """The measures as a JSON document."""
    return json.dumps({"kpis": list(rows(found, together=together))}, ensure_ascii=False, indent=1)
