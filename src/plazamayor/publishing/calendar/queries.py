"""What a calendar shows of some days."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from plazamayor.campaigns.models import Campaign
from plazamayor.channels.models import Delivery
from plazamayor.core.working_days import official_holidays
from plazamayor.organisation.models import Organisation
from plazamayor.procedures.models import Procedure
from plazamayor.publishing.calendar.contract import MOST, Day, Entry, Look, Sheet, Span, Tag
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
LISTED = timedelta(days=42)
A_PAGE = 100
"""Pieces that a page of the list shows, or a day more."""
ORDER = list(Look)


@dataclass(frozen=True)
class Wanted:
    """What of the calendar is asked for; empty is everything."""

    campaign: int | None = None
    channel: int | None = None
    look: str = ""


@dataclass(frozen=True)
class Row:
    """A piece as far as it is counted."""

    piece: int
    at: datetime
    look: Look
    movable: bool


def month_of(organisation: Organisation, month: date, wanted: Wanted, today: date) -> Sheet:
    """The month that begins on a day, in whole weeks; of each day, its first pieces are told whole and the rest are counted."""
    first = month - timedelta(days=month.weekday())
    end = (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    last = end + timedelta(days=6 - end.weekday())
    return sheet_of(organisation, first, last, wanted, today, month=month)


def list_of(organisation: Organisation, first: date, wanted: Wanted, today: date) -> Sheet:
    """Six weeks from a day on, or fewer when they hold more pieces than a page shows: then it ends with a whole day."""
    last = first + LISTED - timedelta(days=1)
    rows = rows_of(organisation, first, last, wanted)
    if len(rows) > A_PAGE:
        last = rows[A_PAGE - 1].at.date()
    return sheet_of(organisation, first, last, wanted, today, whole=True)


def sheet_of(
    organisation: Organisation,
    first: date,
    last: date,
    wanted: Wanted,
    today: date,
    *,
    month: date | None = None,
    whole: bool = False,
) -> Sheet:
    """Some days of the calendar, a week a row; days outside `month` are quieter. With `whole`, every piece of each day is told."""
    rows = rows_of(organisation, first, last, wanted)
    spans = silent(organisation, first, last)
    days = _days(organisation, first, last, today, month)
    shown = []
    for row in rows:
        day = days[row.at.date()]
        day.count += 1
        if whole or day.count <= MOST:
            shown.append(row)
    for entry in told(organisation, shown):
        days[entry.at.date()].entries.append(entry)
    _tag(organisation, days, spans)
    gaps = _gaps(days.values(), today)
    row_of_days = list(days.values())
    return Sheet(
        first=first,
        last=last,
        weeks=[row_of_days[start : start + 7] for start in range(0, len(row_of_days), 7)],
        counts=dict(Counter(row.look for row in rows if month is None or (row.at.year, row.at.month) == (month.year, month.month))),
        spans=spans,
        gaps=gaps,
    )


def rows_of(organisation: Organisation, first: date, last: date, wanted: Wanted) -> list[Row]:
    """The pieces of some days, both included, by hour: two questions to the database however many there are."""
    zone = ZoneInfo(organisation.time_zone)
    since, until = datetime.combine(first, time.min, zone), datetime.combine(last + timedelta(days=1), time.min, zone)
    asked = Piece.objects.filter(organisation=organisation, at__gte=since, at__lt=until).exclude(state=Piece.State.DISCARDED)
    if wanted.campaign:
        asked = asked.filter(campaign=wanted.campaign)
    if wanted.channel:
        asked = asked.filter(placements__channel=wanted.channel).distinct()
    trouble = _trouble(asked.order_by().values("pk"))
    found = []
    for pk, at, state in asked.order_by("at", "pk").values_list("pk", "at", "state"):
        if at:
            usual = STATES.get(Piece.State(state), Look.DRAFT)
            found.append(Row(pk, at.astimezone(zone), max(usual, trouble.get(pk, usual), key=ORDER.index), state not in FIXED))
    return [each for each in found if not wanted.look or each.look == wanted.look]


def told(organisation: Organisation, rows: Sequence[Row]) -> list[Entry]:
    """Some pieces with their titles and their channels."""
    keys = [row.piece for row in rows]
    titles = dict(Piece.objects.filter(pk__in=keys).values_list("pk", "title"))
    marks: dict[int, list[str]] = defaultdict(list)
    placed = Placement.objects.filter(piece__in=keys).order_by("pk").values_list("piece_id", "channel__connector")
    for piece, connector in placed:
        marks[piece].append(mark_of(connector))
    pages, moves = _addresses(organisation, "piece"), _addresses(organisation, "piece_move")
    return [
        Entry(
            piece=row.piece,
            title=titles.get(row.piece, ""),
            at=row.at,
            look=row.look,
            channels=tuple(dict.fromkeys(marks[row.piece])),
            address=pages.format(row.piece),
            move=moves.format(row.piece) if row.movable else "",
        )
        for row in rows
    ]


def _addresses(organisation: Organisation, name: str) -> str:
    """The address of a piece's page with its place left open: a page of hundreds resolves it once."""
    return reverse(name, args=[organisation.code, 0]).replace("/pieces/0/", "/pieces/{}/")


def _trouble(pieces: object) -> dict[int, Look]:
    """The pieces of which something asks for somebody, and how gravely."""
    found: dict[int, Look] = {}
    stuck = Placement.objects.filter(piece__in=pieces, delivery__state__in=list(TROUBLE))
    for piece, state in stuck.values_list("piece_id", "delivery__state"):
        look = TROUBLE[Delivery.State(state or "")]
        found[piece] = max(look, found.get(piece, look), key=ORDER.index)
    return found


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
        if each.count:
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
