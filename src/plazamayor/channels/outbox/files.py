"""The outbox as files: a line each delivery, and in JSON its tries too."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet

from plazamayor.channels.models import Delivery

COLUMNS = ("key", "channel", "title", "state", "due", "published", "withdrawn", "attempts", "address", "network_id", "reason", "digest")


def _row(delivery: Delivery) -> dict[str, Any]:
    return {name: str(delivery.channel) if name == "channel" else getattr(delivery, name) for name in COLUMNS}


def as_csv(rows: QuerySet[Delivery]) -> bytes:
    """A table, with a mark that lets spreadsheets read it as UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for delivery in rows.iterator():
        writer.writerow([_plain(value) for value in _row(delivery).values()])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _plain(value: Any) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    text = "" if value is None else value.isoformat() if hasattr(value, "isoformat") else str(value)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def as_json(rows: QuerySet[Delivery]) -> bytes:
    """A list, each with its tries and its figures."""
    found = [
        {**_row(row), "measures": row.measures, "tries": list(row.tries.values("act", "began", "ended", "outcome", "told"))}
        for row in rows.prefetch_related("tries")
    ]
    return json.dumps(found, ensure_ascii=False, indent=2, cls=DjangoJSONEncoder).encode()


FORMS: dict[str, tuple[Callable[[QuerySet[Delivery]], bytes], str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "json": (as_json, "application/json"),
}
