"""Asks for letters, ends them, and says what is watched."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from plazamayor.analytics.models import AlertRule, Goal, Site, Subscription
from plazamayor.core.errors import Mistake
from plazamayor.organisation.models import Membership
from plazamayor.organisation.operations import record


class OnlyMembers(Mistake):
    """Letters about a site go only to people with a place in its administration."""


@dataclass(frozen=True, kw_only=True)
class Watched:
    """What is watched of a site, each by the name of its kind of alert, and the goals watched."""

    rise: bool = False
    fall: bool = False
    views_rise: bool = False
    views_fall: bool = False
    not_found: bool = False
    silence: bool = False
    goals: Sequence[Goal] = ()

    @property
    def kinds(self) -> dict[str, bool]:
        """What is watched of the site as a whole."""
        return {each.name: getattr(self, each.name) for each in fields(self) if each.name != "goals"}


@transaction.atomic
def subscribe(*, site: Site, member: Membership, rhythm: str, language: str, by: Membership, now: datetime) -> Subscription:
    """Subscribes a person of the administration to letters about a site; asking twice changes nothing. Raises OnlyMembers."""
    if member.through is not None or member.organisation_id != site.organisation_id:
        raise OnlyMembers(_("Reports go only to people with a place in this administration."))
    found, made = Subscription.objects.get_or_create(
        site=site, person=member.person, rhythm=rhythm, defaults={"language": language, "since": now}
    )
    if made:
        record(site.organisation, by, "letters.asked", found, {"rhythm": rhythm}, now)
    return found


@transaction.atomic
def unsubscribe(*, subscription: Subscription, by: Membership | None, now: datetime) -> None:
    """Ends a subscription. Without `by` it is the person who reads the letter: by its link, without signing in."""
    actor = by or subscription.person
    record(subscription.site.organisation, actor, "letters.ended", subscription, {"rhythm": subscription.rhythm}, now)
    subscription.delete()


@transaction.atomic
def watch(*, site: Site, watched: Watched, by: Membership, now: datetime) -> AlertRule:
    """Says what is watched of a site. What is no longer watched and was open is closed."""
    goals = list(site.goals.filter(pk__in=[goal.pk for goal in watched.goals]))
    rule, _made = AlertRule.objects.update_or_create(site=site, defaults=watched.kinds)
    rule.goals.set(goals)
    unwatched = [kind for kind, on in watched.kinds.items() if not on]
    site.alerts.filter(ended=None).filter(Q(kind__in=unwatched) | Q(goal__isnull=False) & ~Q(goal__in=goals)).update(ended=now)
    record(site.organisation, by, "alerts.changed", rule, {**watched.kinds, "goals": [goal.name for goal in goals]}, now)
    return rule
