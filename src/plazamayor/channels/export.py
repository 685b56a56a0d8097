"""What this room holds for an administration, as files that other programs read."""

from collections.abc import Iterator

from django.db.models import Model, QuerySet

from plazamayor.channels.models import Attempt, Channel, Delivery
from plazamayor.core.tenant_data import written

OURS: tuple[tuple[str, type[Model], str, frozenset[str]], ...] = (
    ("channels", Channel, "organisation", frozenset({"secrets"})),
    ("deliveries", Delivery, "organisation", frozenset()),
    ("attempts", Attempt, "delivery__organisation", frozenset()),
)
"""Each file, the rows it holds, how they point at their administration, and what of them opens doors and so is left out."""


def files(organisation_id: int) -> Iterator[tuple[str, bytes]]:
    """The channels without their credentials, what left by them and every try, a file each."""
    for name, model, owner, secret in OURS:
        rows: QuerySet[Model] = model._default_manager.filter(**{owner: organisation_id}).order_by("pk")  # noqa: SLF001 the documented manager of any model
        fields = [field.attname for field in model._meta.concrete_fields if field.attname not in secret]
        yield f"{name}.json", written(list(rows.values(*fields)))


def erase(organisation_id: int) -> None:
    """Deletes what left before the channels it left by, which a delivery keeps from being deleted."""
    Delivery.objects.filter(organisation=organisation_id).delete()
