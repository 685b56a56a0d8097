"""What the calendar shows of a month, a week and a list."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plazamayor.channels.models import Delivery
from plazamayor.guards.models import ElectoralCall, Silence
from plazamayor.publishing.calendar import queries
from plazamayor.publishing.calendar.contract import Look
from plazamayor.publishing.calendar.queries import Wanted, month_of
from plazamayor.publishing.models import Piece, Placement
from tests.make.cast import Cast
from tests.make.posts import make_piece, make_town_channel
from tests.make.publications import make_published

NOVEMBER, TODAY = date(2026, 11, 1), date(2026, 11, 20)
EVERYTHING = Wanted()


def at(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


def looks_of(cast: Cast) -> list[Look]:
    return [entry.look for week in month_of(cast.organisation, NOVEMBER, EVERYTHING, TODAY).weeks for day in week for entry in day.entries]


def test_a_month_is_whole_weeks_from_monday_to_sunday(cast: Cast) -> None:
    sheet = month_of(cast.organisation, NOVEMBER, EVERYTHING, TODAY)
    assert (sheet.first, sheet.last) == (date(2026, 10, 26), date(2026, 12, 6))
    assert {len(week) for week in sheet.weeks} == {7}


def test_an_hour_is_of_the_day_it_is_in_the_administration(cast: Cast) -> None:
    make_piece(cast.editor, at=datetime(2026, 11, 9, 23, 30, tzinfo=UTC))
    days = [day for week in month_of(cast.organisation, NOVEMBER, EVERYTHING, TODAY).weeks for day in week]
    assert [day.day for day in days if day.entries] == [date(2026, 11, 10)]


@pytest.mark.parametrize(
    ("state", "delivery", "look"),
    [
        (Piece.State.DRAFT, None, Look.DRAFT),
        (Piece.State.REVIEW, None, Look.HALF),
        (Piece.State.APPROVED, None, Look.READY),
        (Piece.State.SCHEDULED, Delivery.State.SCHEDULED, Look.READY),
        (Piece.State.SCHEDULED, Delivery.State.HELD, Look.WARN),
        (Piece.State.SCHEDULED, Delivery.State.UNCERTAIN, Look.WARN),
        (Piece.State.PUBLISHED, Delivery.State.PUBLISHED, Look.GOOD),
        (Piece.State.PUBLISHED, Delivery.State.FAILED, Look.GRAVE),
    ],
)
def test_a_piece_is_drawn_as_it_stands(cast: Cast, state: str, delivery: str | None, look: Look) -> None:
    channel = make_town_channel(cast.organisation)
    piece = make_piece(cast.editor, channels=[channel], at=at(24))
    Piece.objects.filter(pk=piece.pk).update(state=state)
    if delivery:
        Placement.objects.filter(piece=piece).update(delivery=make_published(channel, state=delivery))
    assert looks_of(cast) == [look]


def test_what_was_discarded_is_not_in_the_calendar(cast: Cast) -> None:
    Piece.objects.filter(pk=make_piece(cast.editor, at=at(24)).pk).update(state=Piece.State.DISCARDED)
    assert looks_of(cast) == []


def test_other_administrations_are_not_in_the_calendar(cast: Cast) -> None:
    make_piece(cast.outsider, at=at(24))
    assert looks_of(cast) == []


def test_holidays_silences_and_elections_are_said_of_their_days(cast: Cast) -> None:
    cast.organisation.holidays.create(day=date(2026, 11, 23), name="Sant Climent")
    Silence.objects.create(organisation=cast.organisation, kind="emergency", begins=at(11, 5), ends=at(12, 19), text="Alerta por lluvias")
    ElectoralCall.objects.create(organisation=cast.organisation, scope="general", called=date(2026, 11, 30), voting=date(2027, 1, 23))
    days = {day.day: day for week in month_of(cast.organisation, NOVEMBER, EVERYTHING, TODAY).weeks for day in week}
    assert [tag.text for tag in days[date(2026, 11, 23)].tags] == ["Sant Climent"]
    assert [day for day, each in days.items() if any(tag.text == "Alerta por lluvias" for tag in each.tags)] == [
        date(2026, 11, 11),
        date(2026, 11, 12),
    ]
    assert "is-held" in days[date(2026, 12, 1)].classes
    assert days[date(2026, 11, 1)].is_rest


def test_three_working_days_with_nothing_are_a_gap(cast: Cast) -> None:
    for day in (20, 24, 30):
        make_piece(cast.editor, channels=[], at=at(day))
    gaps = month_of(cast.organisation, NOVEMBER, EVERYTHING, TODAY).gaps
    assert [(gap.first, gap.last) for gap in gaps] == [(date(2026, 11, 25), date(2026, 11, 27)), (date(2026, 12, 1), date(2026, 12, 4))]


def test_the_calendar_is_narrowed_by_channel_and_state(cast: Cast) -> None:
    channel, other = make_town_channel(cast.organisation), make_town_channel(cast.organisation, handle="@otra")
    mine = make_piece(cast.editor, channels=[channel], at=at(24))
    make_piece(cast.editor, channels=[other], at=at(25))
    found = queries.rows_of(cast.organisation, NOVEMBER, date(2026, 11, 30), Wanted(channel=channel.pk))
    assert [each.piece for each in found] == [mine.pk]
    assert queries.rows_of(cast.organisation, NOVEMBER, date(2026, 11, 30), Wanted(look=Look.GRAVE)) == []


def test_a_full_month_asks_no_more_of_the_database_than_one_with_a_piece(cast: Cast) -> None:
    channel = make_town_channel(cast.organisation)
    make_piece(cast.editor, channels=[channel], at=at(2))
    with CaptureQueriesContext(connection) as one:
        month_of(cast.organisation, NOVEMBER, EVERYTHING, TODAY)
    for number in range(12):
        make_piece(cast.editor, channels=[channel], at=at(2) + timedelta(days=2 * number))
    with CaptureQueriesContext(connection) as many:
        month_of(cast.organisation, NOVEMBER, EVERYTHING, TODAY)
    assert len(many) == len(one)


def test_a_full_day_tells_its_first_pieces_and_counts_the_rest(cast: Cast) -> None:
    for minute in range(6):
        make_piece(cast.editor, channels=[], at=at(24) + timedelta(minutes=minute), title=f"Aviso {minute}")
    days = {day.day: day for week in month_of(cast.organisation, NOVEMBER, EVERYTHING, TODAY).weeks for day in week}
    assert [each.title for each in days[date(2026, 11, 24)].entries] == ["Aviso 0", "Aviso 1", "Aviso 2", "Aviso 3"]
    assert days[date(2026, 11, 24)].more == 2


def test_a_list_of_many_ends_with_a_whole_day_and_goes_on_the_day_after(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "A_PAGE", 3)
    for day in (24, 24, 25, 25, 26):
        make_piece(cast.editor, channels=[], at=at(day))
    sheet = queries.list_of(cast.organisation, date(2026, 11, 24), EVERYTHING, TODAY)
    assert (sheet.last, sum(day.count for week in sheet.weeks for day in week)) == (date(2026, 11, 25), 4)


def test_an_entry_leads_to_its_piece_and_to_its_hour(cast: Cast) -> None:
    piece = make_piece(cast.editor, at=at(24))
    (row,) = queries.rows_of(cast.organisation, NOVEMBER, date(2026, 11, 30), EVERYTHING)
    (entry,) = queries.told(cast.organisation, [row])
    code = cast.organisation.code
    assert (entry.address, entry.move) == (reverse("piece", args=[code, piece.pk]), reverse("piece_move", args=[code, piece.pk]))
