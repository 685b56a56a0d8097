"""Campaigns and their threads, for programs: the same answers as the pages'."""

from datetime import date
from typing import Any

import msgspec
from django.http import HttpRequest
from django.utils.translation import gettext as _

from plazamayor.analytics.contract import Call, Problem, describe_calls, endpoint, inside, only, reading
from plazamayor.analytics.models import ApiToken
from plazamayor.campaigns.models import Campaign
from plazamayor.campaigns.thread import deriving, exports
from plazamayor.campaigns.thread.answers import asked_of, thread_of

EVERY, ONE = "/api/v1/campaigns", "/api/v1/campaigns/{code}"
AGAIN = {"Retry-After": "5"}


class CampaignEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A campaign. `code` travels in its links, as `utm_campaign`."""

    code: str
    name: str
    objective: str
    audience: str
    procedure: str | None
    begins: date
    ends: date | None
    archived: bool


class Campaigns(msgspec.Struct, frozen=True):
    """The campaigns that the token opens, the latest to begin first."""

    campaigns: list[CampaignEntry]


class ThreadFigures(msgspec.Struct, frozen=True, kw_only=True):
    """What was counted; null where the thread does not reach."""

    publications: int
    clicks: int
    visits: int | None
    starts: int | None
    completions: int | None


class ThreadChannel(ThreadFigures, frozen=True, kw_only=True):
    """A network, by the key that its links carry as `utm_source`."""

    channel: str
    name: str


class ThreadPiece(ThreadFigures, frozen=True, kw_only=True):
    """A piece of the campaign."""

    piece: str
    title: str
    state: str


class ThreadScore(msgspec.Struct, frozen=True, kw_only=True):
    """What those who finished answered, from 0 to 10, with its interval at 95 %."""

    value: float | None
    n: int
    low: float | None
    high: float | None


class CampaignThread(msgspec.Struct, frozen=True, kw_only=True, rename={"first": "from", "last": "to"}):
    """The thread of a campaign. `reaches` says how far: clicks, visits or completions."""

    campaign: str
    name: str
    objective: str
    procedure: str | None
    first: date
    last: date
    reaches: str
    official_acts: int
    pieces: int
    total: ThreadFigures
    completions_in_all: int | None
    satisfaction: ThreadScore | None
    channels: list[ThreadChannel]
    told: list[ThreadPiece]
    limits: list[str]


@endpoint(ApiToken.Scope.READ_STATS)
def every(request: HttpRequest, call: Call) -> Campaigns:
    """The campaigns that the token opens."""
    only(request, ())
    return Campaigns([_entry(each) for each in _opened(call)])


@endpoint(ApiToken.Scope.READ_STATS)
def one(request: HttpRequest, call: Call, code: str) -> CampaignThread:
    """The thread of a campaign; raises Problem while its days are counted."""
    only(request, ())
    found = next((each for each in _opened(call) if each.code == code), None)
    if found is None:
        raise Problem("not-found", _("This token opens no campaign with that code."))
    asked = asked_of(found, call.now)
    if not deriving.is_ready(asked):
        row = deriving.begin(asked, call.now)
        if row.is_new:
            deriving.derive.enqueue(row.pk)
        raise Problem("being-answered", _("Its days are being counted. Ask the same again in some seconds."), headers=AGAIN)
    return msgspec.convert(exports.document(thread_of(asked)), CampaignThread)


def _opened(call: Call) -> list[Campaign]:
    """The campaigns of the token's administration; none for a token of some sites alone."""
    known = Campaign.objects.select_related("organisation", "procedure__site__organisation")
    return list(known.filter(organisation=call.token.organisation_id)) if call.token.every_site else []


def _entry(each: Campaign) -> CampaignEntry:
    same: dict[str, Any] = {name: getattr(each, name) for name in ("code", "name", "objective", "audience", "begins", "ends")}
    return CampaignEntry(**same, procedure=each.procedure.code if each.procedure else None, archived=each.archived is not None)


def describe() -> None:
    """Adds the calls to the description of the interface."""
    code = inside("code", "The code of a campaign.", {"type": "string"})
    paths = {
        EVERY: reading("campaigns", "The campaigns that the token opens", "Campaigns", []),
        ONE: reading("thread", "The thread of a campaign, from the official act to who got it done", "CampaignThread", [code]),
    }
    describe_calls(paths, [Campaigns, CampaignThread])
