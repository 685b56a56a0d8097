"""What this room holds for an administration, as files that other programs read."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from plazamayor.core.tenant_data import export_all, written
from plazamayor.organisation.contract import description
from plazamayor.organisation.models import AuditEntry, Organisation

COLUMNS = ("number", "at", "actor", "host", "action", "description", "subject", "subject_name", "content", "previous", "digest")


def audit_rows(entries: Iterable[AuditEntry]) -> Iterator[dict[str, Any]]:
    """One plain row for each entry; its texts are empty when they were erased."""
    for entry in entries:
        detail = getattr(entry, "detail", None)
        yield {
            "number": entry.number,
            "at": entry.at.isoformat(),
            "actor": detail.actor_name if detail else "",
            "host": detail.host_name if detail else "",
            "action": entry.action,
            "description": description(entry.action),
            "subject": entry.subject,
            "subject_name": detail.subject_name if detail else "",
            "content": detail.content if detail else {},
            "previous": entry.previous,
            "digest": entry.digest,
        }


def _cell(value: Any) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def audit_csv(entries: Iterable[AuditEntry]) -> bytes:
    """The trail as CSV in UTF-8, with a mark so that spreadsheets read accents."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([_cell(row[column]) for column in COLUMNS] for row in audit_rows(entries))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def audit_json(entries: Iterable[AuditEntry]) -> bytes:
    """The trail as JSON."""
    return written(list(audit_rows(entries)))


def files(organisation_id: int) -> Iterator[tuple[str, bytes]]:
    """The administration's data, units, holidays, people and audit trail."""
    organisation = Organisation.objects.get(pk=organisation_id)
    yield "administration.json", written(Organisation.objects.filter(pk=organisation_id).values().get())
    yield "units.json", written(list(organisation.units.values("name", "dir3_code")))
    yield "holidays.json", written(list(organisation.holidays.values("day", "name")))
    people = organisation.memberships.values("person__name", "person__email", "role", "unit__name", "since")
    yield "people.json", written(list(people))
    trail = AuditEntry.objects.filter(organisation_id=organisation_id).select_related("detail").order_by("number")
    yield "audit.json", audit_json(trail)
    yield "audit.csv", audit_csv(trail)


def erase(_organisation_id: int) -> None:
    """Has nothing to do: this room's rows go with the administration's own."""


def archive(organisation: Organisation) -> bytes:
    """All that every room holds for an administration, as a ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archived:
        for name, content in export_all(organisation.pk):
            archived.writestr(name, content)
    return out.getvalue()
