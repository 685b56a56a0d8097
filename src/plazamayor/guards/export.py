"""What this room holds for an administration, as files that other programs read."""

import json
from collections.abc import Iterator

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model

from plazamayor.guards.models import ElectoralCall, GuardSetting, Link, Override, Silence

OURS: tuple[tuple[str, type[Model]], ...] = (
    ("electoral-calls", ElectoralCall),
    ("silences", Silence),
    ("settings", GuardSetting),
    ("overrides", Override),
    ("links", Link),
)


def files(organisation_id: int) -> Iterator[tuple[str, bytes]]:
    """A file for each kind of row."""
    for name, model in OURS:
        rows = model._default_manager.filter(organisation=organisation_id).order_by("pk")  # noqa: SLF001 the documented manager of any model
        fields = [field.attname for field in model._meta.concrete_fields]
        yield f"{name}.json", json.dumps(list(rows.values(*fields)), ensure_ascii=False, indent=2, cls=DjangoJSONEncoder).encode()


def erase(_organisation_id: int) -> None:
    """Has nothing to do: this room's rows go with the administration's own."""
