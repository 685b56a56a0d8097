"""Attempts of many days are derived beside the pages, with their progress told; the page opens when there are few left."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from plazamayor.analytics.journeys import queries as journeys
from plazamayor.analytics.journeys.contract import Journey
from plazamayor.analytics.journeys.marking import definition_of
from plazamayor.analytics.journeys.standing import Standing, standing
from plazamayor.analytics.models import LongAnswer, Site
from plazamayor.core.report import Silence
from plazamayor.procedures.models import Procedure
from plazamayor.procedures.queries import journey_of

PATIENCE = 3
"""Days that are derived while a person waits."""
LOST = timedelta(minutes=10)
"""After this long without having ended, whoever was deriving is no longer there."""
DONE = "derived"
AGAIN = 5
"""Seconds after which it is worth asking again for what is being derived."""


@dataclass(frozen=True)
class Wanted:
    """The days, both included, of which the attempts at a procedure have to be known."""

    procedure: Procedure
    site: Site
    journey: Journey
    first: date
    last: date

    def standing(self) -> Standing:
        """How far it is derived; raises StoreUnavailable."""
        return standing(self.site, self.journey, self.first, self.last)

    def prepare(self) -> None:
        """Derives what is left to derive; raises StoreUnavailable."""
        journeys.prepare(self.site, self.journey, self.first, self.last)


@dataclass(frozen=True)
class Waited:
    """How far several derivations are, together, as a page that waits shows it: days, and why one failed."""

    done: int
    steps: int
    failure: str


class _Progress(Silence):
    """Writes down how far a derivation is."""

    def __init__(self, row: LongAnswer) -> None:
        self.row = row

    def progress(self, done: int, total: int | None, what: str) -> None:  # noqa: ARG002 the page says itself that they are days
        """Keeps the figures for the page."""
        LongAnswer.objects.filter(pk=self.row.pk).update(done=done, steps=total or 0)


def wanted_of(procedure: Procedure, first: date, last: date) -> Wanted | None:
    """What has to be known of a procedure; None when it is not measured."""
    journey = journey_of(procedure) if procedure.site else None
    return Wanted(procedure, procedure.site, journey, first, last) if procedure.site and journey else None


def waited(wanted: Iterable[Wanted | None], now: datetime) -> tuple[Waited | None, list[LongAnswer]]:
    """How far those are that take long, None when none does; and the rows that somebody has to begin. Raises StoreUnavailable."""
    rows = [begin(each, now) for each in wanted if each is not None and version_of(each) is None]
    if not rows:
        return None, []
    failed = [row for row in rows if row.failure]
    found = Waited(sum(row.done for row in rows), sum(row.steps for row in rows), failed[0].failure if failed else "")
    LongAnswer.objects.filter(pk__in=[row.pk for row in failed]).delete()
    return found, [row for row in rows if row.is_new]


def version_of(asked: Wanted) -> int | None:
    """The version of its days once the few left are derived; None when they are too many to wait for. Raises StoreUnavailable."""
    standing = asked.standing()
    if standing.waiting > PATIENCE:
        return None
    if standing.waiting:
        asked.prepare()
        standing = asked.standing()
    return standing.version


def begin(asked: Wanted, now: datetime) -> LongAnswer:
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


def _row(asked: Wanted, now: datetime) -> dict[str, object]:
    question = {"procedure": asked.procedure.pk, "first": asked.first.isoformat(), "last": asked.last.isoformat()}
    return {"site": asked.site, "question": question, "asked": now}


def _key(asked: Wanted) -> str:
    parts = ("journey", asked.journey.number, definition_of(asked.journey), asked.first, asked.last)
    return hashlib.sha256(repr(parts).encode()).hexdigest()
