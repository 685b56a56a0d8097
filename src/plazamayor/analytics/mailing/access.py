"""The only way from a page to subscriptions."""

from django.core import signing
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from plazamayor.analytics.models import Site, Subscription
from plazamayor.organisation.access import Permission, may
from plazamayor.organisation.models import Membership

SALT = "plazamayor.analytics.unsubscribe"


def subscriptions_for(member: Membership, site: Site) -> QuerySet[Subscription]:
    """The subscriptions to a site that a person may see: everybody's for whoever schedules reports, else one's own."""
    every = site.subscriptions.select_related("person")
    return every if may(member, Permission.SHARE_MEASURES) else every.filter(person=member.person_id)


def subscription_for(site: Site, subscription_id: int) -> Subscription:
    """A subscription to a site; raises Http404. The site has come through `analytics.access`."""
    return get_object_or_404(site.subscriptions.select_related("site__organisation", "person"), pk=subscription_id)


def unsubscribe_token(subscription: Subscription) -> str:
    """What a letter carries so that whoever reads it can end the subscription without signing in."""
    return signing.dumps(subscription.pk, salt=SALT)


def subscription_of(token: str) -> Subscription | None:
    """The subscription of a letter, or None when it has ended already; raises Http404 for what no letter carries."""
    try:
        number = signing.loads(token, salt=SALT)
    except signing.BadSignature as error:
        raise Http404(_("There is nothing at this address.")) from error
    return Subscription.objects.select_related("site__organisation", "person").filter(pk=number).first()


def place_of(subscription: Subscription) -> Membership | None:
    """The place that gives somebody the right to letters about a site; None when they no longer have one."""
    return (
        Membership.objects.select_related("person", "organisation")
        .filter(
            organisation=subscription.site.organisation_id, person=subscription.person_id, person__is_active=True, organisation__closed=None
        )
        .first()
    )
