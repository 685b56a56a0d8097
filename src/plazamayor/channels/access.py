"""The only way from a page to a channel or a delivery."""

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from plazamayor.channels.models import Channel, Delivery
from plazamayor.organisation.models import Membership


def channels_for(member: Membership) -> QuerySet[Channel]:
    """The channels of the person's administration that were not removed, by name."""
    own = Channel.objects.select_related("organisation", "unit", "connected_by").filter(organisation=member.organisation_id)
    return own.exclude(state=Channel.State.REMOVED)


def channel_for(member: Membership, channel_id: int) -> Channel:
    """A channel of the person's administration; raises Http404."""
    found = channels_for(member).filter(pk=channel_id).first()
    if found is None:
        raise Http404(_("There is no such channel in this administration."))
    return found


def deliveries_for(member: Membership) -> QuerySet[Delivery]:
    """The deliveries of the person's administration, those that leave first first."""
    return Delivery.objects.select_related("organisation", "channel", "by").filter(organisation=member.organisation_id)


def delivery_for(member: Membership, delivery_id: int) -> Delivery:
    """A delivery of the person's administration; raises Http404."""
    found = deliveries_for(member).filter(pk=delivery_id).first()
    if found is None:
        raise Http404(_("There is no such publication in this administration."))
    return found
