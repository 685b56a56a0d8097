"""Electoral periods and silences: midnights, time zones, overlaps, and the days of the law."""

from datetime import UTC, date, datetime, timedelta

import pytest

from plazamayor.guards.times import Period, Quiet, Terms, fourth_sunday_of_may, over, proposed_voting

CALLED, VOTING = date(2023, 5, 30), date(2023, 7, 23)
MADRID = Period(name="general 2023", called=CALLED, voting=VOTING, zone="Europe/Madrid")
CANARY = Period(name="general 2023", called=CALLED, voting=VOTING, zone="Atlantic/Canary")


@pytest.mark.parametrize(
    ("scope", "called", "terms", "voting"),
    [
        ("general", date(2023, 5, 30), Terms(), date(2023, 7, 23)),
        ("local", date(2023, 4, 4), Terms(), date(2023, 5, 28)),
        ("regional", date(2023, 4, 4), Terms(), date(2023, 5, 28)),
        ("european", date(2024, 4, 16), Terms(), date(2024, 6, 9)),
        ("general", date(2019, 9, 24), Terms(voting=47), date(2019, 11, 10)),
        ("local", date(2027, 3, 30), Terms(), date(2027, 5, 23)),
        ("local", date(2026, 9, 1), Terms(), date(2026, 10, 25)),
    ],
)
def test_the_voting_day_of_real_calls_is_the_one_there_was(scope: str, called: date, terms: Terms, voting: date) -> None:
    assert proposed_voting(scope, called, terms) == voting


@pytest.mark.parametrize(("year", "day"), [(2019, 26), (2023, 28), (2027, 23), (2031, 25)])
def test_local_elections_are_on_the_fourth_sunday_of_may(year: int, day: int) -> None:
    assert fourth_sunday_of_may(year) == date(year, 5, day)


@pytest.mark.parametrize(
    ("period", "moment", "holds"),
    [
        (MADRID, datetime(2023, 5, 29, 21, 59, 59, tzinfo=UTC), False),
        (MADRID, datetime(2023, 5, 29, 22, 0, 0, tzinfo=UTC), True),
        (MADRID, datetime(2023, 7, 23, 21, 59, 59, tzinfo=UTC), True),
        (MADRID, datetime(2023, 7, 23, 22, 0, 0, tzinfo=UTC), False),
        (CANARY, datetime(2023, 5, 29, 22, 0, 0, tzinfo=UTC), False),
        (CANARY, datetime(2023, 5, 29, 23, 0, 0, tzinfo=UTC), True),
        (CANARY, datetime(2023, 7, 23, 22, 59, 59, tzinfo=UTC), True),
        (CANARY, datetime(2023, 7, 23, 23, 0, 0, tzinfo=UTC), False),
    ],
)
def test_a_period_begins_and_ends_at_the_midnights_of_its_zone(period: Period, moment: datetime, *, holds: bool) -> None:
    assert period.holds_at(moment) is holds


def test_midnights_follow_the_change_of_hour() -> None:
    period = Period(name="regional", called=date(2026, 3, 1), voting=date(2026, 4, 24), zone="Europe/Madrid")
    assert [period.begins.astimezone(UTC).hour, period.ends.astimezone(UTC).hour] == [23, 22]


def test_the_campaign_begins_the_day_38_and_ends_at_zero_hours_of_the_day_before_voting() -> None:
    assert (MADRID.campaign_begins.date(), MADRID.campaign_ends.date()) == (date(2023, 7, 7), date(2023, 7, 22))
    assert MADRID.campaign_ends - MADRID.campaign_begins == timedelta(days=15)
    repeated = Period(
        name="general 2019", called=date(2019, 9, 24), voting=date(2019, 11, 10), zone="Europe/Madrid", terms=Terms(voting=47)
    )
    assert (repeated.campaign_begins.date(), repeated.campaign_ends.date()) == (date(2019, 11, 1), date(2019, 11, 9))


def test_periods_that_overlap_hold_until_the_last_ends() -> None:
    local = Period(name="local", called=date(2027, 3, 30), voting=date(2027, 5, 23), zone="Europe/Madrid")
    regional = Period(name="regional", called=date(2027, 4, 6), voting=date(2027, 5, 30), zone="Europe/Madrid")
    later = Period(name="general", called=date(2027, 7, 1), voting=date(2027, 8, 24), zone="Europe/Madrid")
    at = datetime(2027, 4, 1, 12, tzinfo=UTC)
    assert over([later, regional, local], at) == regional.ends
    assert over([later, regional, local], datetime(2027, 6, 15, tzinfo=UTC)) is None


def test_periods_that_follow_one_another_without_a_gap_are_one_for_whoever_waits() -> None:
    first = Period(name="local", called=date(2027, 3, 30), voting=date(2027, 5, 23), zone="Europe/Madrid")
    second = Period(name="general", called=date(2027, 5, 24), voting=date(2027, 7, 17), zone="Europe/Madrid")
    assert over([second, first], datetime(2027, 5, 1, tzinfo=UTC)) == second.ends


def test_a_period_in_canary_time_holds_one_hour_more_than_one_in_madrid() -> None:
    assert CANARY.ends - MADRID.ends == timedelta(hours=1)
    assert over([MADRID, CANARY], datetime(2023, 7, 23, 12, tzinfo=UTC)) == CANARY.ends


def test_a_silence_without_end_lasts() -> None:
    begins = datetime(2027, 1, 1, tzinfo=UTC)
    lasting = Quiet(kind="emergency", text="Riada", begins=begins)
    ended = Quiet(kind="emergency", text="Riada", begins=begins, ends=begins + timedelta(hours=2))
    moments = [begins - timedelta(seconds=1), begins, begins + timedelta(hours=2), begins + timedelta(days=900)]
    assert [lasting.holds_at(each) for each in moments] == [False, True, True, True]
    assert [ended.holds_at(each) for each in moments] == [False, True, False, False]
