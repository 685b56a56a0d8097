"""Days of a thread that wait to be counted are counted beside the pages when they are many; the page says how far it is."""

import hashlib
from datetime import datetime, timedelta

from django_tasks import task

from plazamayor.analytics.journeys import queries as journeys
from plazamayor.analytics.journeys.marking import definition_of
from plazamayor.analytics.journeys.standing import standing
from plazamayor.analytics.models import LongAnswer
from plazamayor.analytics.queries import refresh_days, waiting_days
from plazamayor.analytics.store import StoreUnavailable
from plazamayor.campaigns.models import Campaign
from plazamayor.campaigns.thread.answers import Asked, asked_of

PATIENCE = 3
"""Days that are counted while a person waits."""
LOST = timedelta(minutes=10)
"""After this long without having ended, whoever was counting is no longer there."""
DONE = "derived"


def is_ready(asked: Asked) -> bool:
    """Whether its days are counted, once the few that wait are; raises StoreUnavailable."""
    waiting = _waiting(asked)
    if waiting > PATIENCE:
        return False
    if waiting:
        prepare(asked)
    return True


def prepare(asked: Asked, row: LongAnswer | None = None) -> None:
    """Counts what waits, site by site, and then the attempts of the procedure; raises StoreUnavailable."""
    first, last = asked.period.first - timedelta(days=1), asked.period.last
    parts = len(asked.sites) + 1
    for number, site in enumerate(asked.sites):
        _tell(row, number, parts)
        refresh_days(site, first, last)
    _tell(row, parts - 1, parts)
    procedure = asked.campaign.procedure
    if asked.journey is not None and procedure is not None and procedure.site is not None:
        journeys.prepare(procedure.site, asked.journey, asked.period.first, last)


def begin(asked: Asked, now: datetime) -> LongAnswer:
    """The row that says how far it is; `is_new` when somebody has to begin it."""
    question = {"campaign": asked.campaign.pk, "at": now.isoformat()}
    row, made = LongAnswer.objects.get_or_create(key=_key(asked), defaults={"site": asked.sites[0], "question": question, "asked": now})
    if not made and (row.answer or (not row.failure and row.asked < now - LOST)):
        LongAnswer.objects.filter(pk=row.pk).update(asked=now, question=question, answer="", failure="", done=0, steps=0)
        row.refresh_from_db()
        made = True
    row.is_new = made
    return row


@task()
def derive(row_id: int) -> None:
    """Counts the days that somebody waits for; what was forgotten meanwhile is let go."""
    row = LongAnswer.objects.filter(pk=row_id, answer="").first()
    known = Campaign.objects.select_related("organisation", "procedure__site__organisation")
    campaign = known.filter(pk=row.question["campaign"]).first() if row else None
    if row is None or campaign is None:
        return
    try:
        prepare(asked_of(campaign, datetime.fromisoformat(row.question["at"])), row)
    except StoreUnavailable as why:
        LongAnswer.objects.filter(pk=row_id).update(failure=str(why))
    else:
        LongAnswer.objects.filter(pk=row_id).update(answer=DONE)


def _waiting(asked: Asked) -> int:
    first, last = asked.period.first - timedelta(days=1), asked.period.last
    days = sum(waiting_days(site, first, last) for site in asked.sites)
    procedure = asked.campaign.procedure
    if asked.journey is None or procedure is None or procedure.site is None:
        return days
    return days + standing(procedure.site, asked.journey, asked.period.first, last).waiting


def _tell(row: LongAnswer | None, done: int, of: int) -> None:
    if row is not None:
        LongAnswer.objects.filter(pk=row.pk).update(done=done, steps=of)


def _key(asked: Asked) -> str:
    journey = definition_of(asked.journey) if asked.journey else 0
    parts = ("campaign", asked.campaign.pk, journey, asked.period.first, asked.period.last, tuple(site.pk for site in asked.sites))
    return hashlib.sha256(repr(parts).encode()).hexdigest()
