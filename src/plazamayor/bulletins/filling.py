"""The past of a gazette, filled in by days from the newest to the oldest: stopped when asked, and gone on with where it was left."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from plazamayor.bulletins.checking import ask_source
from plazamayor.bulletins.models import BackFill, Issue, Source
from plazamayor.bulletins.readers import READERS
from plazamayor.bulletins.taking_in import take_in, take_nothing
from plazamayor.core.errors import Mistake
from plazamayor.organisation.models import Membership
from plazamayor.organisation.operations import record

LONGEST: Final = 400
STALE: Final = timedelta(minutes=10)
UNDER_WAY: Final = (BackFill.State.WAITING, BackFill.State.RUNNING)


class NotByDay(Mistake):
    """That gazette cannot be asked about the past."""


class BadRange(Mistake):
    """The days asked for are too many, backwards, or still to come."""


class AlreadyFilling(Mistake):
    """That gazette is being filled in already."""


@transaction.atomic
def begin_back_fill(*, source: Source, first: date, last: date, by: Membership, now: datetime) -> BackFill:
    """Begins to fill in the past of a gazette; raises NotByDay, BadRange and AlreadyFilling."""
    if not READERS[source.reader].by_day:
        raise NotByDay(_("This gazette only shows what is new: it cannot be asked about the past."))
    if first > last or last > now.date() or (last - first).days >= LONGEST:
        raise BadRange(_("Give a first and a last day, not after today, and at most %(days)d days.") % {"days": LONGEST})
    if source.back_fills.filter(state__in=UNDER_WAY).exists():
        raise AlreadyFilling(_("Its past is being read already. Wait until it ends, or stop it."))
    made = BackFill.objects.create(
        source=source, organisation=by.organisation, first=first, last=last, by=by.person, began=now, beat=now, reached=None
    )
    record(by.organisation, by, "back_fill.began", made, {"first": first.isoformat(), "last": last.isoformat()}, now)
    return made


@transaction.atomic
def stop_back_fill(*, back_fill: BackFill, by: Membership, now: datetime) -> None:
    """Stops it; what was read stays."""
    stopped = BackFill.objects.filter(pk=back_fill.pk, state__in=UNDER_WAY).update(state=BackFill.State.CANCELLED, beat=now)
    if stopped:
        record(by.organisation, by, "back_fill.stopped", back_fill, {}, now)


def fill(back_fill: BackFill, clock: Callable[[], datetime]) -> None:
    """Reads the days that remain, from the newest; a day is noted once it is kept, and each asks whether somebody has stopped it.

    It lasts: `clock` is asked at each day.
    """
    BackFill.objects.filter(pk=back_fill.pk, state=BackFill.State.WAITING).update(state=BackFill.State.RUNNING)
    day = back_fill.reached - timedelta(days=1) if back_fill.reached else back_fill.last
    while day >= back_fill.first:
        try:
            issues, items = _one_day(back_fill.source, day, clock())
        except Mistake as mistake:
            BackFill.objects.filter(pk=back_fill.pk, state=BackFill.State.RUNNING).update(
                state=BackFill.State.FAILED, problem=str(mistake)[:500]
            )
            return
        back_fill.issues, back_fill.items = back_fill.issues + issues, back_fill.items + items
        noted = {"reached": day, "issues": back_fill.issues, "items": back_fill.items, "beat": clock()}
        if not BackFill.objects.filter(pk=back_fill.pk, state=BackFill.State.RUNNING).update(**noted):
            return
        day -= timedelta(days=1)
    BackFill.objects.filter(pk=back_fill.pk, state=BackFill.State.RUNNING).update(state=BackFill.State.DONE)


@transaction.atomic
def resume_back_fill(*, back_fill: BackFill, by: Membership, now: datetime) -> None:
    """Goes on with one that broke off, where it was left."""
    if BackFill.objects.filter(pk=back_fill.pk, state=BackFill.State.FAILED).update(state=BackFill.State.WAITING, problem="", beat=now):
        record(by.organisation, by, "back_fill.resumed", back_fill, {}, now)


def _one_day(source: Source, day: date, now: datetime) -> tuple[int, int]:
    """Reads a day of the past, unless it is whole already; gives how many issues and items it has."""
    known = source.issues.filter(day=day)
    if not known.exists() or known.filter(state=Issue.State.PARTIAL).exists():
        outcome = ask_source(source, day)
        for issue in outcome.issues or []:
            take_in(source, issue, outcome.page, now, told=False)
        if not outcome.issues:
            take_nothing(source, outcome.page, now)
    kept = source.issues.filter(day=day).exclude(state=Issue.State.EMPTY)
    return kept.count(), sum(issue.items.count() for issue in kept)
