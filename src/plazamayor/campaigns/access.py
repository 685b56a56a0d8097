"""The only way from a page to a campaign."""

from django.http import Http404
from django.utils.translation import gettext as _

from plazamayor.campaigns.models import Campaign
from plazamayor.organisation.models import Membership


def campaigns_for(member: Membership) -> list[Campaign]:
    """The campaigns of the person's administration, the latest to begin first."""
    found = Campaign.objects.select_related("organisation", "procedure", "owner", "unit")
    return list(found.filter(organisation=member.organisation_id))


def campaign_for(member: Membership, code: str) -> Campaign:
    """The campaign of that code in the person's administration; raises Http404."""
    found = Campaign.objects.select_related("organisation", "procedure__organisation", "procedure__site__organisation", "owner", "unit")
    campaign = found.filter(organisation=member.organisation_id, code=code).first()
    if campaign is None:
        raise Http404(_("There is no such campaign in this administration."))
    return campaign
