"""The room's verbs. Each is one transaction and one line of the audit trail; a tracked link is made in passing and leaves none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from plazamayor.campaigns.links import WrongDestination, landing, link_for, short_address, tracked_address
from plazamayor.campaigns.models import Campaign
from plazamayor.channels.models import Channel
from plazamayor.core.errors import Mistake
from plazamayor.organisation.models import Organisation
from plazamayor.organisation.operations import record
from plazamayor.procedures.models import Procedure

__all__ = [
    "CodeKept",
    "CodeTaken",
    "Details",
    "NotOurs",
    "WrongDays",
    "WrongDestination",
    "add_campaign",
    "archive_campaign",
    "change_campaign",
    "landing",
    "link_for",
    "reopen_campaign",
    "short_address",
    "tracked_address",
]


class CodeTaken(Mistake):
    """The administration has a campaign of that code."""


class CodeKept(Mistake):
    """A code that already travels in links is not changed."""


class WrongDays(Mistake):
    """It ends before it begins."""


class NotOurs(Mistake):
    """A procedure, a unit, a person or a channel is not of this administration."""


@dataclass(frozen=True, kw_only=True)
class Details:
    """What a campaign is."""

    name: str
    code: str
    objective: str
    begins: date
    ends: date | None = None
    audience: str = ""
    audience_size: int | None = None
    procedure_id: int | None = None
    unit_id: int | None = None
    owner_id: int | None = None

    def as_fields(self) -> dict[str, Any]:
        """The fields of its row."""
        return dict(self.__dict__)


By = Any
"""Who acts, as the audit trail takes it."""


@transaction.atomic
def add_campaign(*, organisation: Organisation, details: Details, channels: Sequence[int], by: By, now: datetime) -> Campaign:
    """Opens a campaign; raises CodeTaken, WrongDays and NotOurs."""
    _check(organisation, details, channels)
    campaign = Campaign.objects.create(organisation=organisation, created=now, **details.as_fields())
    campaign.channels.set(channels)
    record(organisation, by, "campaign.added", campaign, {"code": details.code, "objective": details.objective}, now)
    return campaign


@transaction.atomic
def change_campaign(*, campaign: Campaign, details: Details, channels: Sequence[int], by: By, now: datetime) -> Campaign:
    """Changes what a campaign is; raises what `add_campaign` does, and CodeKept once its links are out."""
    kept = Campaign.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=campaign.pk)
    if details.code != kept.code and kept.links.exists():
        raise CodeKept(_("Its links already carry the code “%(code)s”: another would cut the thread.") % {"code": kept.code})
    _check(kept.organisation, details, channels, besides=kept.pk)
    changed = {
        name: [_told(getattr(kept, name)), _told(value)] for name, value in details.as_fields().items() if getattr(kept, name) != value
    }
    for name, value in details.as_fields().items():
        setattr(kept, name, value)
    kept.save()
    kept.channels.set(channels)
    record(kept.organisation, by, "campaign.changed", kept, changed, now)
    return kept


@transaction.atomic
def archive_campaign(*, campaign: Campaign, by: By, now: datetime) -> None:
    """Takes a campaign out of the lists; its links and its thread stay."""
    campaign.archived = now
    campaign.save(update_fields=["archived"])
    record(campaign.organisation, by, "campaign.archived", campaign, {"code": campaign.code}, now)


@transaction.atomic
def reopen_campaign(*, campaign: Campaign, by: By, now: datetime) -> None:
    """Puts an archived campaign back in the lists."""
    campaign.archived = None
    campaign.save(update_fields=["archived"])
    record(campaign.organisation, by, "campaign.reopened", campaign, {"code": campaign.code}, now)


def _told(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _check(organisation: Organisation, details: Details, channels: Sequence[int], besides: int = 0) -> None:
    if Campaign.objects.filter(organisation=organisation, code=details.code).exclude(pk=besides).exists():
        raise CodeTaken(_("There is already a campaign with the code “%(code)s”.") % {"code": details.code})
    if details.ends and details.ends < details.begins:
        raise WrongDays(_("It ends before it begins. Exchange the days."))
    ours = {
        _("That procedure is not of this administration."): _is_ours(
            Procedure.objects.filter(organisation=organisation), details.procedure_id
        ),
        _("That unit is not of this administration."): _is_ours(organisation.units.all(), details.unit_id),
        _("That person is not of this administration."): details.owner_id is None
        or organisation.memberships.filter(person=details.owner_id).exists(),
        _("That channel is not of this administration."): Channel.objects.filter(organisation=organisation, pk__in=channels).count()
        == len(set(channels)),
    }
    for why, found in ours.items():
        if not found:
            raise NotOurs(why)


def _is_ours(rows: Any, wanted: int | None) -> bool:
    return wanted is None or rows.filter(pk=wanted).exists()
