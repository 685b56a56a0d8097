"""The list of campaigns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plazamayor.campaigns.models import Campaign
from plazamayor.campaigns.thread.page import Standing, standing

STATES: dict[str, str | Promise] = {
    "current": _("Going on and to come"),
    "over": _("Over"),
    "archived": _("Archived"),
    "all": _("All of them"),
}


@dataclass(frozen=True)
class CampaignLine:
    """A campaign of the list, and how it stands."""

    campaign: Campaign
    standing: Standing


def lines_of(campaigns: Sequence[Campaign], state: str, now: datetime) -> list[CampaignLine]:
    """The campaigns of a state, as they came."""
    found = []
    for campaign in campaigns:
        today = now.astimezone(ZoneInfo(campaign.organisation.time_zone)).date()
        if state in ("all", state_of(campaign, today)):
            found.append(CampaignLine(campaign, standing(campaign, today)))
    return found


def state_of(campaign: Campaign, today: date) -> str:
    """Among which a campaign is listed."""
    if campaign.archived:
        return "archived"
    return "over" if campaign.ends and campaign.ends < today else "current"
