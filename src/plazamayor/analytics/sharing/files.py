"""The tables of a shared view as files, in which few people are not counted either."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from plazamayor.analytics.api import bounds
from plazamayor.analytics.dashboard import series
from plazamayor.analytics.dashboard.audience import Asked
from plazamayor.analytics.dashboard.exports import BOM, safe
from plazamayor.analytics.dashboard.look import TABS
from plazamayor.analytics.dashboard.names import DIMENSIONS
from plazamayor.analytics.reports.answers import Figures
from plazamayor.analytics.sharing import few
from plazamayor.analytics.sharing.view import SHOWN_PANELS
from plazamayor.core import formatting
from plazamayor.core.formatting import FEW

HEAD = ("table", "value", "visits", "visitors", "page_views", "times")
Cell = int | str | None


def rows(asked: Asked, now: datetime) -> list[tuple[str, str, list[Cell]]]:
    """Every row of every table that is published, and of the days; raises BeingAnswered or NotAnswered."""
    wanted = [name for key in SHOWN_PANELS for name in TABS[key] if asked.permit.allows(name)]
    answer = bounds.answer(asked, wanted, now, whole=True)
    found = [("total", "", _cells(series.total(answer.days, asked.period.days)))]
    found += [("day", day.isoformat(), _cells(answer.days.get(day, Figures()))) for day in asked.period.days]
    found += [(name, line.value, _cells(line.now)) for name in wanted for line in answer.panels[name].lines if line.now != Figures()]
    return found


def _cells(figures: Figures) -> list[Cell]:
    """The counts: below ten, the words; a count that would tell how few people there were is left out."""
    values = (figures.visits, figures.visitors, figures.page_views, figures.events)
    return [formatting.few(value) if value < FEW else None if few.is_few(figures) else value for value in values]


def as_csv(asked: Asked, now: datetime) -> str:
    """The tables in one file, for spreadsheets: no cell can be taken for a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEAD)
    for table, value, cells in rows(asked, now):
        writer.writerow([table, safe(value), *("" if cell is None else cell for cell in cells)])
    return BOM + text.getvalue()


def as_json(asked: Asked, now: datetime) -> str:
    """The tables in one file, for programs."""
    tables: dict[str, list[dict[str, Any]]] = {}
    for table, value, cells in rows(asked, now):
        tables.setdefault(table, []).append({"value": value, **dict(zip(HEAD[2:], cells, strict=True))})
    document = {
        "site": asked.site.domain,
        "from": asked.period.first.isoformat(),
        "to": asked.period.last.isoformat(),
        "timezone": asked.site.time_zone,
        "few": formatting.few(0),
        "names": {name: str(DIMENSIONS[name].head) for name in tables if name in DIMENSIONS},
        "tables": tables,
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def names(forms: Sequence[str] = ("csv", "json")) -> dict[str, str]:
    """The kinds of file and the type each is sent as."""
    return {form: {"csv": "text/csv; charset=utf-8", "json": "application/json"}[form] for form in forms}
