"""What this room holds for an administration, as files that other programs read."""

from collections.abc import Iterator

from django.db.models import F

from plazamayor.bulletins.models import FoundTerm, Match, Source, Subscription
from plazamayor.core.tenant_data import written


def files(organisation_id: int) -> Iterator[tuple[str, bytes]]:
    """Its own gazettes, what it follows, the acts that concerned it and their terms."""
    own = Source.objects.filter(organisation=organisation_id).order_by("pk")
    yield "gazettes.json", written(list(own.values("id", "reader", "name", "short_name", "options", "active")))
    yield "gazette-subscriptions.json", written([_subscription(each) for each in Subscription.objects.filter(organisation=organisation_id)])
    acts = Match.objects.filter(organisation=organisation_id).order_by("pk")
    told = acts.values(
        "id", "state", "why", "created", "piece", gazette=F("item__issue__source__name"), day=F("item__issue__day"),
        identifier=F("item__identifier"), title=F("item__title"), official=F("item__address"),
    )  # fmt: skip
    yield "gazette-acts.json", written(list(told))
    terms = FoundTerm.objects.filter(match__organisation=organisation_id).order_by("pk")
    yield (
        "gazette-terms.json",
        written(list(terms.values("id", "match", "quote", "rule", "day", "confirmed", "confirmed_by", "confirmed_at"))),
    )


def erase(_organisation_id: int) -> None:
    """Has nothing to do: this room's rows go with the administration's own. The state's gazettes are of everybody."""


def _subscription(row: Subscription) -> dict[str, object]:
    names = ("id", "name", "unit_id", "procedure_id", "sections", "departments", "kinds", "words", "territories", "active", "created")
    ties = {"sources": list(row.sources.values_list("pk", flat=True)), "people": list(row.people.values_list("pk", flat=True))}
    return {**{name: getattr(row, name) for name in names}, **ties}
