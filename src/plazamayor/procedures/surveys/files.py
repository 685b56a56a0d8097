"""The results taken away: counts as they are, scores unrounded, null where nobody answered. Never a text."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from plazamayor.analytics.contract import BOM, safe
from plazamayor.procedures.models import Procedure
from plazamayor.procedures.surveys.indicators import EXITS, MEASURES, RESPONSE, WELL
from plazamayor.procedures.surveys.queries import Results, exit_reasons, results
from plazamayor.statistics.proportions import Interval

COLUMNS = ("figure", "answer", "value", "low", "high", "n")


def rows(procedure: Procedure, first: date, last: date) -> list[dict[str, Any]]:
    """Every figure of those who finished on line, then why others left."""
    found = results(procedure, first, last)
    left = [_row(EXITS.key, reason, count, None, count) for reason, count in exit_reasons(procedure, first, last)]
    return [*_scores(found), *_counts(found), *left]


def _scores(found: Results) -> Iterator[dict[str, Any]]:
    for measure, indicator in MEASURES.items():
        score = found.scores[measure]
        yield _row(indicator.key, "", score.value, score.interval, score.n)
    yield _row(WELL.key, "", found.well.value, found.well.interval, found.well.n)
    yield _row(f"{WELL.key}.all_asked", "", None, found.worst_case, found.asked.asked + found.asked.alone)
    yield _row(RESPONSE.key, "", found.asked.rate, None, found.asked.asked)


def _counts(found: Results) -> Iterator[dict[str, Any]]:
    given = found.counts
    asked: dict[str, Mapping[Any, int]] = {
        "satisfaction": given.satisfaction,
        "clarity": given.clarity,
        "help": given.sought,
        "quality": given.quality,
    }
    for name, counts in asked.items():
        for answer, count in sorted((str(answer), count) for answer, count in counts.items()):
            yield _row(name, answer, count, None, count)
    for way, (yes, no) in given.reached.items():
        yield _row("reached", way, yes, None, yes + no)


def _row(figure: str, answer: str, value: float | None, between: Interval | None, n: int) -> dict[str, Any]:
    low, high = (between.low, between.high) if between else (None, None)
    return dict(zip(COLUMNS, (figure, answer, value, low, high, n), strict=True))


def as_json(procedure: Procedure, first: date, last: date) -> str:
    """The document: what it is of, and each figure."""
    head = {"procedure": procedure.code, "sia": procedure.sia_code, "from": first.isoformat(), "to": last.isoformat()}
    return json.dumps({**head, "figures": rows(procedure, first, last)}, ensure_ascii=False, indent=1)


def as_csv(procedure: Procedure, first: date, last: date) -> str:
    """A row for each figure."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows({**row, "answer": safe(row["answer"])} for row in rows(procedure, first, last))
    return BOM + out.getvalue()
