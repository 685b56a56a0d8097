"""What a calendar shows of some days."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext as _

from plazamayor.campaigns.models import Campaign
from plazamayor.channels.models import Delivery
from plazamayor.core.working_days import official_holidays
from plazamayor.organisation.models import Organisation
from plazamayor.procedures.models import Procedure
from plazamayor.publishing.calendar.contract import Day, Entry, Look, Sheet, Span, Tag
from plazamayor.publishing.calendar.marks import mark_of
from plazamayor.publishing.models import Piece, Placement

STATES = {
    Piece.State.DRAFT: Look.DRAFT,
    Piece.State.REVIEW: Look.HALF,
    Piece.State.APPROVED: Look.READY,
    Piece.State.SCHEDULED: Look.READY,
    Piece.State.PUBLISHED: Look.GOOD,
    Piece.State.WITHDRAWN: Look.GOOD,
}
TROUBLE = {Delivery.State.HELD: Look.WARN, Delivery.State.UNCERTAIN: Look.WARN, Delivery.State.FAILED: Look.GRAVE}
FIXED = {Piece.State.PUBLISHED, Piece.State.WITHDRAWN, Piece.State.DISCARDED}
WEEKEND = 5
GAP = 3
"""Working days in a row with nothing, from today on, that are worth saying."""
AHEAD = timedelta(days=21)
A_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Wanted:
    """What of the calendar is asked for; empty is everything."""

    campaign: int | None = None
    channel: int | None = None
    look: str = ""


def month_of(organisation: Organisation, month: date, wanted: Wanted, today: date) -> Sheet:
    """The month that begins on a day, in whole weeks."""
    first = month - timedelta(days=month.weekday())
    end = (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    last = end + timedelta(days=6 - end.weekday())
    return sheet_of(organisation, first, last, wanted, today, month=month)


def sheet_of(organisation: Organisation, first: date, last: date, wanted: Wanted, today: date, month: date | None = None) -> Sheet:
    """Some whole weeks of the calendar; days outside `month` are quieter."""
    found = entries(organisation, first, last, wanted)
    spans = silent(organisation, first, last)
    days = _days(organisation, first, last, today, month)
    for entry in found:
        if entry.at and entry.at.date() in days:
            days[entry.at.date()].entries.append(entry)
    _tag(organisation, days, spans)
    gaps = _gaps(days.values(), today)
    row = list(days.values())
    return Sheet(
        first=first,
        last=last,
        weeks=[row[start : start + 7] for start in range(0, len(row), 7)],
        counts=dict(Counter(entry.look for entry in found if month is None or (entry.at and entry.at.month == month.month))),
        spans=spans,
        gaps=gaps,
    )


def entries(organisation: Organisation, first: date, last: date, wanted: Wanted) -> list[Entry]:
    """The pieces of some days, both included, by hour: three questions to the database however many there are."""
    zone = ZoneInfo(organisation.time_zone)
    since, until = datetime.combine(first, time.min, zone), datetime.combine(last + timedelta(days=1), time.min, zone)
    asked = Piece.objects.filter(organisation=organisation, at__gte=since, at__lt=until).exclude(state=Piece.State.DISCARDED)
    if wanted.campaign:
        asked = asked.filter(campaign=wanted.campaign)
    if wanted.channel:
        asked = asked.filter(placements__channel=wanted.channel).distinct()
    rows = list(asked.order_by("at", "pk").values_list("pk", "title", "at", "state"))
    placed = _placed(asked.order_by().values("pk"))
    made = [_entry(pk, title, at.astimezone(zone), state, placed[pk]) for pk, title, at, state in rows if at]
    return [each for each in made if not wanted.look or each.look == wanted.look]


def without_hour(organisation: Organisation) -> list[Piece]:
    """Pieces being written that have no hour yet, the last touched first."""
    waiting = Piece.objects.filter(organisation=organisation, at=None).exclude(state__in=FIXED)
    return list(waiting.order_by("-changed")[:8])


def silent(organisation: Organisation, first: date, last: date) -> list[Span]:
    """Silences and electoral periods that touch some days, both included."""
    from plazamayor.guards import queries as guards  # noqa: PLC0415 the guards load their word lists

    zone = ZoneInfo(organisation.time_zone)
    periods = [
        Span(each.called, each.voting, each.name, _("LOREG, art. 50"))
        for each in guards.electoral_periods_between(organisation, first, last)
    ]
    return periods + [
        Span(
            each.begins.astimezone(zone).date(),
            (each.ends - A_MOMENT).astimezone(zone).date() if each.ends else last,
            each.text,
            each.get_kind_display(),
        )
        for each in guards.silences_between(organisation, first, last)
    ]


def _placed(pieces: object) -> dict[int, list[tuple[str, str]]]:
    """Of each piece, the mark of each of its channels and the state of what leaves by it."""
    placed: dict[int, list[tuple[str, str]]] = defaultdict(list)
    found = Placement.objects.filter(piece__in=pieces).order_by("pk")
    for piece, connector, state in found.values_list("piece_id", "channel__connector", "delivery__state"):
        placed[piece].append((mark_of(connector), state or ""))
    return placed


def _entry(piece: int, title: str, at: datetime, state: str, placed: Sequence[tuple[str, str]]) -> Entry:
    looks = [STATES.get(Piece.State(state), Look.DRAFT), *(TROUBLE[Delivery.State(each)] for _mark, each in placed if each in TROUBLE)]
    order = list(Look)
    return Entry(
        piece=piece,
        title=title,
        at=at,
        look=max(looks, key=order.index),
        channels=tuple(dict.fromkeys(mark for mark, _state in placed)),
        movable=state not in FIXED,
    )


def _days(organisation: Organisation, first: date, last: date, today: date, month: date | None) -> dict[date, Day]:
    days = {}
    for day in (first + timedelta(days=each) for each in range((last - first).days + 1)):
        days[day] = Day(
            day=day,
            is_other=month is not None and (day.year, day.month) != (month.year, month.month),
            is_rest=day.weekday() >= WEEKEND,
            is_today=day == today,
            is_past=day < today,
            is_first=day.day == 1,
        )
    for day, name in _holidays(organisation, first, last):
        days[day].is_rest = True
        days[day].tags.append(Tag(text=name))
    return days


def _holidays(organisation: Organisation, first: date, last: date) -> list[tuple[date, str]]:
    official = [item for year in range(first.year, last.year + 1) for item in official_holidays(organisation.territory, year).items()]
    local = organisation.holidays.filter(day__gte=first, day__lte=last).values_list("day", "name")
    return [*((day, name) for day, name in official if first <= day <= last), *local]


def _tag(organisation: Organisation, days: dict[date, Day], spans: Iterable[Span]) -> None:
    """Says of each day who keeps silent and what falls due."""
    for span in spans:
        for each in days.values():
            if span.first <= each.day <= span.last:
                each.tags.append(Tag(text=span.text, holds=True))
    first, last = min(days), max(days)
    within = Q(organisation=organisation)
    for day, name in Campaign.objects.filter(within, archived=None, ends__gte=first, ends__lte=last).values_list("ends", "name"):
        if day:
            days[day].tags.append(Tag(text=_("Ends: %(name)s") % {"name": name}, is_mark=True))
    for day, name in Procedure.objects.filter(within, active=True, closes__gte=first, closes__lte=last).values_list("closes", "name"):
        if day:
            days[day].tags.append(Tag(text=_("Closes: %(name)s") % {"name": name}, is_mark=True))


def _gaps(days: Iterable[Day], today: date) -> list[Span]:
    """Rows of working days, from today to three weeks on, in which nothing goes out; their days are marked."""
    gaps: list[Span] = []
    row: list[Day] = []
    ahead = [each for each in days if today <= each.day <= today + AHEAD]
    for each in ahead:
        if each.is_rest:
            continue
        if each.entries:
            gaps += _gap(row)
            row = []
        else:
            row.append(each)
    return gaps + _gap(row)


def _gap(row: list[Day]) -> list[Span]:
    if len(row) < GAP:
        return []
    for each in row:
        each.is_gap = True
    return [Span(row[0].day, row[-1].day, "")]
