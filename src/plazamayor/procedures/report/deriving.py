"""Attempts of many days are derived beside the pages, with their progress told; the page opens when there are few left."""

import hashlib
from datetime import datetime, timedelta

from plazamayor.analytics.journeys import queries as journeys
from plazamayor.analytics.journeys.marking import definition_of
from plazamayor.analytics.models import LongAnswer
from plazamayor.core.report import Silence
from plazamayor.procedures.models import Procedure
from plazamayor.procedures.queries import journey_of
from plazamayor.procedures.report.answers import Asked

PATIENCE = 3
"""Days that are derived while a person waits."""
LOST = timedelta(minutes=10)
"""After this long without having ended, whoever was deriving is no longer there."""
DONE = "derived"


class _Progress(Silence):
    """Writes down how far a derivation is."""

    def __init__(self, row: LongAnswer) -> None:
        self.row = row

    def progress(self, done: int, total: int | None, what: str) -> None:  # noqa: ARG002 the page says itself that they are days
        """Keeps the figures for the page."""
        LongAnswer.objects.filter(pk=self.row.pk).update(done=done, steps=total or 0)


def version_of(asked: Asked) -> int | None:
    """The version of its days once the few left are derived; None when they are too many to wait for. Raises StoreUnavailable."""
    standing = asked.standing()
    if standing.waiting > PATIENCE:
        return None
    if standing.waiting:
        asked.prepare()
        standing = asked.standing()
    return standing.version


def begin(asked: Asked, now: datetime) -> LongAnswer:
    """The row that says how far the derivation is; `is_new` when somebody has to begin it."""
    row, made = LongAnswer.objects.get_or_create(key=_key(asked), defaults=_row(asked, now))
    if not made and (row.answer or (not row.failure and row.asked < now - LOST)):
        LongAnswer.objects.filter(pk=row.pk).update(asked=now, answer="", failure="", done=0, steps=0)
        row.refresh_from_db()
        made = True
    row.is_new = made
    return row


def work(row: LongAnswer) -> None:
    """Derives what a row says, and that it is done; raises StoreUnavailable."""
    procedure = Procedure.objects.select_related("site").filter(pk=row.question["procedure"]).first()
    journey = journey_of(procedure) if procedure else None
    if procedure and procedure.site and journey:
        first, last = (datetime.fromisoformat(row.question[name]).date() for name in ("first", "last"))
        journeys.prepare(procedure.site, journey, first, last, _Progress(row))
    LongAnswer.objects.filter(pk=row.pk).update(answer=DONE)


def _row(asked: Asked, now: datetime) -> dict[str, object]:
    span = asked.span
    question = {"procedure": asked.procedure.pk, "first": span.first.isoformat(), "last": span.last.isoformat()}
    return {"site": asked.site, "question": question, "asked": now}


def _key(asked: Asked) -> str:
    parts = ("journey", asked.journey.number, definition_of(asked.journey), asked.span.first, asked.span.last)
    return hashlib.sha256(repr(parts).encode()).hexdigest()
