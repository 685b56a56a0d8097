"""What this room holds for an administration, as files that other programs read."""

from collections.abc import Iterator

from django.db.models import Model, QuerySet

from plazamayor.core.tenant_data import written
from plazamayor.procedures.models import (
    Burden,
    BurdenPrice,
    Change,
    ChannelCost,
    ChannelCount,
    ChannelTime,
    MonthlySheet,
    Procedure,
    Reply,
    Step,
    Survey,
    Tally,
)

Owners = tuple[tuple[str, type[Model], str, frozenset[str]], ...]
OURS: Owners = (
    ("procedures", Procedure, "organisation", frozenset()),
    ("steps", Step, "procedure__organisation", frozenset()),
    ("changes", Change, "procedure__organisation", frozenset()),
    ("channel-counts", ChannelCount, "procedure__organisation", frozenset()),
    ("channel-costs", ChannelCost, "procedure__organisation", frozenset()),
    ("channel-times", ChannelTime, "procedure__organisation", frozenset()),
    ("burdens", Burden, "procedure__organisation", frozenset()),
    ("burden-prices", BurdenPrice, "organisation", frozenset()),
    ("surveys", Survey, "procedure__organisation", frozenset()),
    ("replies", Reply, "survey__procedure__organisation", frozenset({"key"})),
    ("tallies", Tally, "survey__procedure__organisation", frozenset()),
)
"""Each file, the rows it holds, how they point at their administration, and what of them opens doors and so is left out."""


def files(organisation_id: int) -> Iterator[tuple[str, bytes]]:
    """The catalogue, the surveys with their answers, and the other channels, a file each."""
    for name, model, owner, secret in OURS:
        rows: QuerySet[Model] = model._default_manager.filter(**{owner: organisation_id}).order_by("pk")  # noqa: SLF001 the documented manager of any model
        fields = [field.attname for field in model._meta.concrete_fields if field.attname not in secret]
        yield f"{name}.json", written(list(rows.values(*fields)))
    for sheet in MonthlySheet.objects.filter(procedure__organisation=organisation_id).select_related("procedure"):
        yield f"sheets/{sheet.procedure.code}-{sheet.month:%Y-%m}.pdf", bytes(sheet.content)


def erase(_organisation_id: int) -> None:
    """Has nothing to do: this room's rows go with the administration's own."""
