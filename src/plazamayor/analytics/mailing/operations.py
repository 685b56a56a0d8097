"""Asks for letters, ends them, and says what is watched."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from plazamayor.analytics.models import AlertRule, Site, Subscription
from plazamayor.core.errors import Mistake
from plazamayor.organisation.models import Membership
from plazamayor.organisation.operations import record


class OnlyMembers(Mistake):
    """Letters about a site go only to people with a place in its administration."""


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
def watch(*, site: Site, rise: bool, fall: bool, silence: bool, by: Membership, now: datetime) -> AlertRule:
    """Says what is watched of a site. What is no longer watched and was open is closed."""
    rule, _made = AlertRule.objects.update_or_create(site=site, defaults={"rise": rise, "fall": fall, "silence": silence})
    unwatched = [kind for kind, on in (("rise", rise), ("fall", fall), ("silence", silence)) if not on]
    site.alerts.filter(ended=None, kind__in=unwatched).update(ended=now)
    record(site.organisation, by, "alerts.changed", rule, {"rise": rise, "fall": fall, "silence": silence}, now)
    return rule
