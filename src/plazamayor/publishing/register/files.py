"""The register as files for the archive: each carries the hashes that prove it whole."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable
from typing import Any

from plazamayor.analytics.contract import BOM, safe

FLAT = (
    "number",
    "act",
    "at",
    "corrects",
    "channel",
    "network",
    "account",
    "title",
    "network_id",
    "address",
    "wrote",
    "approved",
    "scheduled",
    "content_digest",
    "text_digest",
    "previous",
    "digest",
)


def as_csv(rows: Iterable[dict[str, Any]]) -> bytes:
    """A line for each entry, with its text; in UTF-8 with the mark that spreadsheets look for."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*FLAT, "text"])
    for row in rows:
        writer.writerow([safe(_cell(row[name])) for name in FLAT] + [safe(str(row["content"].get("text", "")))])
    return (BOM + out.getvalue()).encode()


def as_json(rows: Iterable[dict[str, Any]]) -> bytes:
    """Every entry whole."""
    return json.dumps(list(rows), ensure_ascii=False, indent=2).encode()


def as_zip(rows: Iterable[dict[str, Any]]) -> bytes:
    """An archive with an entry a file, and `SHA256SUMS`, which `sha256sum -c` verifies."""
    out, sums = io.BytesIO(), []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archived:
        for row in rows:
            name = f"{row['number']:08d}-{row['act']}.json"
            content = json.dumps(row, ensure_ascii=False, indent=2).encode()
            archived.writestr(name, content)
            sums.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
        archived.writestr("SHA256SUMS", "".join(sums))
    return out.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(" ".join(each.values()) for each in value)
    return "" if value is None else str(value)
