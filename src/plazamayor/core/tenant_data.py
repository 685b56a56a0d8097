"""The registry of what rooms hold for an administration: how it is exported when it leaves and erased when it is deleted."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.core.serializers.json import DjangoJSONEncoder

from plazamayor.core.registries import Registry, Text


@dataclass(frozen=True, kw_only=True)
class TenantData:
    """What one room holds for an administration, known by the administration's primary key.

    `export` gives files as (name inside the archive, content). `erase` runs inside the transaction that deletes the administration,
    before its rows go, and may be repeated: what lies outside the database cannot be rolled back.
    """

    key: str
    label: Text
    export: Callable[[int], Iterable[tuple[str, bytes]]]
    erase: Callable[[int], None]

    def __str__(self) -> str:
        return str(self.label)


def written(rows: object) -> bytes:
    """Rows as a JSON file that other programs, and people, read."""
    return json.dumps(rows, ensure_ascii=False, indent=2, cls=DjangoJSONEncoder).encode()


tenant_data: Registry[TenantData] = Registry("tenant data", key=lambda holder: holder.key)


def export_all(organisation_id: int) -> Iterator[tuple[str, bytes]]:
    """Every file of an administration, each in the folder of its holder."""
    for holder in tenant_data:
        for name, content in holder.export(organisation_id):
            yield f"{holder.key}/{name}", content


def erase_all(organisation_id: int) -> None:
    """Erases what every holder has of an administration, upper rooms first."""
    for holder in reversed(list(tenant_data)):
        holder.erase(organisation_id)
