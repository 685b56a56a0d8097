"""A gazette is asked for what it does not have yet, and when it is asked again is decided."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext as _

from plazamayor.bulletins.asking import GONE, NOT_FOUND, NOT_MODIFIED, Known, ask, jitter, rest_after
from plazamayor.bulletins.models import Issue, Source, Subscription
from plazamayor.bulletins.readers import READERS
from plazamayor.bulletins.readers.contract import Page, ReadIssue
from plazamayor.bulletins.taking_in import take_in, take_nothing
from plazamayor.core.errors import Mistake
from plazamayor.core.http import Answer

MADRID: Final = ZoneInfo("Europe/Madrid")
BEHIND: Final = 7
"""Days that are looked back for what was missed while nothing ran. What is older is filled in by hand."""
OPENS, EAGER_UNTIL, CLOSES = time(6, 30), time(12), time(21)
SOON, LATER, FEED = timedelta(minutes=15), timedelta(hours=2), timedelta(minutes=45)


@dataclass(frozen=True)
class Outcome:
    """What a question gave: the issues, none when there is no gazette, or None when nothing changed since the last time."""

    issues: list[ReadIssue] | None
    page: Page
    known: Known


def ask_source(source: Source, day: date, known: Known | None = None) -> Outcome:
    """Asks a gazette for a day and reads what it answers; raises Unreachable, NotAsked and Unreadable."""
    reader = READERS[source.reader]
    address = reader.address(source.options, day)
    answer = ask(address, known)
    page = Page(answer.body, answer.address, day, charset_of(answer))
    if answer.status == NOT_MODIFIED:
        return Outcome(None, page, known or Known())
    if answer.status in (NOT_FOUND, GONE):
        if not reader.by_day:
            raise Missing(_("There is nothing at %(address)s any more.") % {"address": address})
        return Outcome([], page, Known())
    return Outcome(reader.read(page, source.options), page, Known.of(answer))


class Missing(Mistake):
    """The address of a feed or a list leads nowhere."""


def charset_of(answer: Answer) -> str:
    """The encoding that a header says, if it does."""
    _kind, _sign, said = answer.headers.get("content-type", "").partition("charset=")
    return said.partition(";")[0].strip("\"' ")[:40]


def followed() -> list[Source]:
    """The gazettes that somebody follows: the rest are not asked."""
    active = Subscription.objects.filter(active=True, organisation__closed=None)
    everything = active.filter(sources=None)
    by_name = Q(pk__in=active.values("sources"))
    of_all = Q(organisation__in=everything.values("organisation"))
    shared = Q(organisation=None) if everything.exists() else Q()
    wanted = by_name | of_all | shared if shared else by_name | of_all
    return list(Source.objects.filter(wanted, active=True).distinct())


def check(source: Source, now: datetime) -> None:
    """Asks a gazette for the days it lacks, keeps what there is, and notes when to ask again and what went wrong."""
    today = now.astimezone(MADRID).date()
    try:
        days = _lacking(source, today) if READERS[source.reader].by_day else [today]
        found = [_one_day(source, day, today, now) for day in days][-1]
    except Mistake as mistake:
        source.failures = min(source.failures + 1, 30)
        source.problem = str(mistake)[:500]
        source.next_check = now + rest_after(source.failures)
    else:
        source.failures, source.problem = 0, ""
        source.next_check = _next(source, now, found=found)
    source.checked = now
    source.save(update_fields=["asked", "etag", "modified", "checked", "next_check", "failures", "problem"])


def _lacking(source: Source, today: date) -> list[date]:
    """The days not read whole yet, at most a week back, and today in any case: a second gazette may have come."""
    first = today - timedelta(days=BEHIND)
    done = set(source.issues.filter(day__gte=first).exclude(state=Issue.State.PARTIAL).values_list("day", flat=True))
    begun = source.issues.filter(day__lt=today).exists()
    past = [first + timedelta(days=each) for each in range(BEHIND)] if begun else []
    return [*(day for day in past if day not in done), today]


def _one_day(source: Source, day: date, today: date, now: datetime) -> bool:
    """Asks about a day; tells whether there is a gazette of it."""
    address = READERS[source.reader].address(source.options, day)
    same = address[:1000] == source.asked
    outcome = ask_source(source, day, Known(source.etag, source.modified) if same else None)
    if outcome.issues is None:
        return True
    for issue in outcome.issues:
        take_in(source, issue, outcome.page, now)
    if not outcome.issues and day < today:
        take_nothing(source, outcome.page, now)
    if day == today:
        source.asked, source.etag, source.modified = address[:1000], outcome.known.etag, outcome.known.modified
    return bool(outcome.issues)


def _next(source: Source, now: datetime, *, found: bool) -> datetime:
    """Often in the morning until it is out; then now and then, as a second one may come; not at night."""
    if not READERS[source.reader].by_day:
        return now + jitter(FEED)
    local = now.astimezone(MADRID)
    wait = LATER if found or local.time() >= EAGER_UNTIL else SOON
    wished = local + jitter(wait)
    if wished.time() >= CLOSES or wished.date() > local.date():
        wished = datetime.combine(local.date() + timedelta(days=1), OPENS, MADRID) + jitter(SOON)
    elif wished.time() < OPENS:
        wished = datetime.combine(wished.date(), OPENS, MADRID) + jitter(SOON)
    return wished
