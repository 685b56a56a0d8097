"""Questions that upper rooms may ask about campaigns and their links."""

from collections.abc import Sequence
from datetime import date

from plazamayor.campaigns.models import Campaign, TrackedLink


def open_campaigns(organisation_id: int, today: date) -> list[Campaign]:
    """The campaigns to which something may still be added: neither archived nor ended, the latest to begin first."""
    found = Campaign.objects.filter(organisation=organisation_id, archived=None)
    return [campaign for campaign in found if campaign.ends is None or campaign.ends >= today]


def links_of(organisation_id: int, subject: str) -> Sequence[TrackedLink]:
    """The links of a subject, as they were made."""
    return list(
        TrackedLink.objects.select_related("channel", "campaign").filter(organisation=organisation_id, subject=subject).order_by("pk")
    )
