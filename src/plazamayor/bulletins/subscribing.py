"""What units follow: written, tried against what already came out, changed and removed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from plazamayor.bulletins.matching import Act, Rule, followers
from plazamayor.bulletins.models import Item, Source, Subscription
from plazamayor.bulletins.taking_in import match
from plazamayor.core.errors import Mistake
from plazamayor.organisation.models import Membership, Organisation
from plazamayor.organisation.operations import record

TRIED: Final = 30
"""Days back that a subscription is tried against."""
CAUGHT_UP: Final = 7
"""Days back whose acts are taken when it is kept."""
ROW: Final = ("name", "unit_id", "procedure_id", "sections", "departments", "kinds", "words", "territories", "active")


class FollowsEverything(Mistake):
    """A subscription without a condition would bring every act."""


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What a subscription says. Sources and people by primary key; none means every gazette, and nobody."""

    name: str
    unit_id: int | None = None
    procedure_id: int | None = None
    sections: Sequence[str] = ()
    departments: Sequence[str] = ()
    kinds: Sequence[str] = ()
    words: Sequence[str] = ()
    territories: Sequence[str] = ()
    active: bool = True
    sources: Sequence[int] = ()
    people: Sequence[int] = ()

    def row(self) -> dict[str, Any]:
        """Its columns."""
        return {name: list(value) if isinstance(value := getattr(self, name), tuple | list) else value for name in ROW}


@dataclass(frozen=True)
class Tried:
    """What a subscription would have brought: how many acts of how many, and the newest of them."""

    read: int
    found: int
    items: list[Item]
    why: Mapping[int, list[dict[str, Any]]] = field(default_factory=dict)


def sources_of(organisation: Organisation) -> QuerySet[Source]:
    """The gazettes that an administration may follow: the state's and its own."""
    return Source.objects.filter(Q(organisation=None) | Q(organisation=organisation))


@transaction.atomic
def subscribe(*, wishes: Wishes, by: Membership, now: datetime) -> Subscription:
    """Begins to follow, and takes what came out in the last week; raises FollowsEverything."""
    made = Subscription(organisation=by.organisation, created=now, **wishes.row())
    _require_condition(made)
    made.save()
    _tie(made, wishes)
    record(by.organisation, by, "gazette_subscription.added", made, _told(wishes), now)
    _catch_up(made, now)
    return made


@transaction.atomic
def change_subscription(*, subscription: Subscription, wishes: Wishes, by: Membership, now: datetime) -> Subscription:
    """Changes what is followed; what was brought already stays. Raises FollowsEverything."""
    for name, value in wishes.row().items():
        setattr(subscription, name, value)
    _require_condition(subscription)
    subscription.save()
    _tie(subscription, wishes)
    record(by.organisation, by, "gazette_subscription.changed", subscription, _told(wishes), now)
    _catch_up(subscription, now)
    return subscription


@transaction.atomic
def unsubscribe(*, subscription: Subscription, by: Membership, now: datetime) -> None:
    """Follows it no more; the acts that it brought stay."""
    record(by.organisation, by, "gazette_subscription.removed", subscription, {}, now)
    subscription.delete()


def try_out(wishes: Wishes, organisation: Organisation, today: date, shown: int = 20) -> Tried:
    """What a subscription would have brought in the last days, without keeping anything; raises FollowsEverything."""
    drawn = Subscription(organisation=organisation, **wishes.row())
    _require_condition(drawn)
    rule = Rule(drawn, frozenset(wishes.sources))
    items = Item.objects.filter(
        issue__source__in=sources_of(organisation), issue__day__gt=today - timedelta(days=TRIED), issue__day__lte=today
    )
    read = 0
    found: list[tuple[Item, list[dict[str, Any]]]] = []
    for item in items.select_related("issue__source").defer("text", "original", "issue__original").order_by("-issue__day", "pk").iterator():
        read += 1
        held, missed = ([], ["people"]) if item.names_people else rule.why(Act(item, item.issue.source_id))
        if held and not missed:
            found.append((item, held))
    return Tried(read, len(found), [item for item, _why in found[:shown]], {item.pk: why for item, why in found[:shown]})


def _require_condition(subscription: Subscription) -> None:
    if not Rule(subscription, frozenset()).says_something:
        raise FollowsEverything(_("Say at least one condition: a word, a section, a department, a territory or a kind."))


def _tie(subscription: Subscription, wishes: Wishes) -> None:
    subscription.sources.set(sources_of(subscription.organisation).filter(pk__in=wishes.sources))
    here = subscription.organisation.memberships.filter(person__in=wishes.people)
    subscription.people.set(here.values_list("person", flat=True))


def _catch_up(subscription: Subscription, now: datetime) -> None:
    """Takes what came out lately; nobody is written about it, as whoever follows is here to see it."""
    if not subscription.active:
        return
    whom = followers(
        Subscription.objects.filter(pk=subscription.pk).select_related("organisation", "procedure").prefetch_related("sources")
    )
    recent = Item.objects.filter(issue__day__gt=now.date() - timedelta(days=CAUGHT_UP), names_people=False)
    for source in sources_of(subscription.organisation):
        match(recent.filter(issue__source=source).defer("text", "original"), source, whom, now, told=False)


def _told(wishes: Wishes) -> dict[str, Any]:
    return {name: list(value) for name in ("words", "territories", "kinds", "sections", "departments") if (value := getattr(wishes, name))}
