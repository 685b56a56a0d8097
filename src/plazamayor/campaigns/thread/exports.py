"""A thread taken away, with all its precision: JSON, and CSV that no spreadsheet can be tricked by."""

import csv
import json
from collections.abc import Iterator
from io import StringIO
from typing import Any

from plazamayor.analytics.contract import BOM, safe
from plazamayor.campaigns.thread.answers import Figures, Thread
from plazamayor.campaigns.thread.page import limits

Row = dict[str, Any]


def document(thread: Thread) -> Row:
    """What the page tells."""
    campaign, period = thread.campaign, thread.period
    score = thread.satisfaction
    return {
        "campaign": campaign.code,
        "name": campaign.name,
        "objective": campaign.objective,
        "procedure": campaign.procedure.code if campaign.procedure else None,
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
        "reaches": "completions" if thread.asked.journey else "visits" if thread.measured else "clicks",
        "official_acts": len(thread.origins),
        "pieces": len(thread.pieces),
        "total": figures(thread, thread.total),
        "completions_in_all": thread.ended_in_all,
        "satisfaction": {"value": score.value, "n": score.n, **_between(score.interval)} if score else None,
        "channels": [{"channel": line.key, "name": line.name, **figures(thread, line.figures)} for line in thread.lines],
        "told": [
            {"piece": line.told.subject, "title": line.told.title, "state": str(line.told.state), **figures(thread, line.figures)}
            for line in thread.pieces
        ],
        "limits": [f"{limit.name}. {limit.text}" for limit in limits(thread)],
    }


def figures(thread: Thread, of: Figures) -> Row:
    """Some figures; those that the thread does not reach are null."""
    follows = thread.asked.journey is not None
    return {
        "publications": of.releases,
        "clicks": of.clicks,
        "visits": of.visits if thread.measured else None,
        "starts": of.started if follows else None,
        "completions": of.ended if follows else None,
    }


def as_json(thread: Thread) -> str:
    """The document."""
    return json.dumps(document(thread), ensure_ascii=False, indent=1)


def as_csv(thread: Thread) -> str:
    """A row for the whole, one for each channel and one for each piece, in UTF-8 with its mark."""
    rows = list(_rows(document(thread)))
    out = StringIO()
    writer = csv.DictWriter(out, list(dict.fromkeys(name for row in rows for name in row)))
    writer.writeheader()
    writer.writerows({name: safe(value) if isinstance(value, str) else value for name, value in row.items()} for row in rows)
    return BOM + out.getvalue()


def file_name(thread: Thread, form: str) -> str:
    """What the file is called: campaign and days."""
    return f"{thread.campaign.code}-{thread.period.first.isoformat()}-{thread.period.last.isoformat()}.{form}"


def _rows(told: Row) -> Iterator[Row]:
    of = {name: told[name] for name in ("campaign", "from", "to")}
    yield {"table": "total", **of, "channel": "", "piece": "", "name": told["name"], **told["total"]}
    yield from ({"table": "channels", **of, **each} for each in told["channels"])
    yield from (
        {"table": "pieces", **of, "name": each["title"], **{k: v for k, v in each.items() if k != "title"}} for each in told["told"]
    )


def _between(interval: Any) -> Row:
    return {"low": interval.low, "high": interval.high} if interval else {"low": None, "high": None}
