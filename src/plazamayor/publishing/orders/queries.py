"""Orders of removal, what they may reach and what is left of it."""

from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from plazamayor.channels.models import Delivery
from plazamayor.organisation.models import Organisation
from plazamayor.publishing.models import RemovalOrder, RemovedPublication

GONE = frozenset({Delivery.State.WITHDRAWN, Delivery.State.CANCELLED})
SEEN = frozenset({Delivery.State.PUBLISHED, Delivery.State.WITHDRAWING, Delivery.State.UNCERTAIN})
MOST = 200
"""Publications offered at once: a search that gives more has to be narrower."""


@dataclass(frozen=True)
class Search:
    """What is looked for among what was published; words are alternatives."""

    words: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None


def orders_of(organisation: Organisation) -> QuerySet[RemovalOrder]:
    """Orders, those still to carry out first, by their term."""
    return RemovalOrder.objects.filter(organisation=organisation).order_by("done", "due").prefetch_related("publications__delivery")


def publications(organisation: Organisation) -> QuerySet[Delivery]:
    """What was published and may still be seen, the newest first."""
    return Delivery.objects.filter(organisation=organisation, state__in=SEEN).select_related("channel").order_by("-published", "-pk")


def search(organisation: Organisation, wanted: Search) -> list[Delivery]:
    """Published things that say any of some words, in some days."""
    found = publications(organisation)
    if wanted.words:
        found = found.filter(reduce(or_, (Q(content__icontains=each) | Q(title__icontains=each) for each in wanted.words)))
    if wanted.since:
        found = found.filter(published__gte=wanted.since)
    if wanted.until:
        found = found.filter(published__lt=wanted.until)
    return list(found[:MOST])


def reached(order: RemovalOrder) -> list[RemovedPublication]:
    """What an order reaches, by channel."""
    return list(order.publications.select_related("delivery__channel").order_by("delivery__channel__name", "pk"))


def pressing(organisation: Organisation) -> QuerySet[RemovalOrder]:
    """Orders still to carry out, the first to fall due first."""
    return RemovalOrder.objects.filter(organisation=organisation, done=None).order_by("due")
