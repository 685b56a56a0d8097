"""What this room holds for an administration, as files that other programs read."""

import json
from collections.abc import Iterator

from django.core.serializers.json import DjangoJSONEncoder

from plazamayor.analytics.operations import forget_told
from plazamayor.campaigns.models import Campaign, TrackedLink


def files(organisation_id: int) -> Iterator[tuple[str, bytes]]:
    """The campaigns and the links, a file each."""
    for name, model in (("campaigns", Campaign), ("tracked-links", TrackedLink)):
        fields = [field.attname for field in model._meta.concrete_fields]
        rows = list(model._default_manager.filter(organisation=organisation_id).order_by("pk").values(*fields))  # noqa: SLF001 the documented manager of any model
        yield f"{name}.json", json.dumps(rows, ensure_ascii=False, indent=2, cls=DjangoJSONEncoder).encode()


def erase(organisation_id: int) -> None:
    """Erases the uses of its links and the counts of networks; the rows go with the administration's own."""
    forget_told(organisation_id)
