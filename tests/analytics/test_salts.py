"""Salts: one per site and day of the site's zone, erased when they promise, never made anew for a past day."""

import os
import stat
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from plazamayor.analytics.salts import Salts, day_in, end_of, lives, visitor_id

MADRID = ZoneInfo("Europe/Madrid")
CANARY = ZoneInfo("Atlantic/Canary")
FIRST, LAST = datetime(2020, 1, 1), datetime(2030, 1, 1)  # noqa: DTZ001 bounds that hypothesis gives a zone to


def test_a_salt_is_made_once_and_every_process_reads_the_same(tmp_path: Path) -> None:
    day = date(2026, 3, 1)

    first = Salts(tmp_path / "salts").live(7, day)
    second = Salts(tmp_path / "salts").live(7, day)

    assert first == second
    assert len(first) == 32


def test_sites_days_and_kinds_have_salts_of_their_own(tmp_path: Path) -> None:
    salts = Salts(tmp_path)

    made = {
        salts.live(1, date(2026, 3, 1)),
        salts.live(2, date(2026, 3, 1)),
        salts.live(1, date(2026, 3, 2)),
        salts.imported(1, date(2026, 3, 1)),
    }

    assert len(made) == 4


def test_only_the_owner_may_read_a_salt(tmp_path: Path) -> None:
    Salts(tmp_path / "salts").live(1, date(2026, 3, 1))

    (file,) = (tmp_path / "salts").iterdir()

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "salts").stat().st_mode) == 0o700


def test_a_live_salt_is_erased_two_hours_after_its_day_ends_in_its_zone(tmp_path: Path) -> None:
    salts, day, zones = Salts(tmp_path), date(2026, 1, 10), {1: MADRID, 2: CANARY}
    salts.live(1, day)
    salts.live(2, day)
    end = datetime(2026, 1, 11, 1, 0, tzinfo=UTC)  # 02:00 in Madrid, 01:00 in the Canaries

    assert salts.erase_expired(end - timedelta(seconds=1), zones) == 0
    assert salts.erase_expired(end, zones) == 1
    assert salts.living(1, day) is None
    assert salts.living(2, day) is not None
    assert salts.erase_expired(end + timedelta(hours=1), zones) == 1


def test_a_past_day_is_never_given_a_salt_anew(tmp_path: Path) -> None:
    salts = Salts(tmp_path)

    assert salts.living(1, date(2026, 1, 10)) is None
    assert list(tmp_path.iterdir()) == []


def test_the_salt_of_an_imported_day_is_erased_48_hours_after_its_last_use(tmp_path: Path) -> None:
    salts, day, now = Salts(tmp_path), date(2015, 5, 17), datetime(2026, 3, 1, tzinfo=UTC)
    salts.imported(1, day)
    os.utime(tmp_path / "import-1-2015-05-17", (now.timestamp(), now.timestamp()))

    assert salts.erase_expired(now + timedelta(hours=48) - timedelta(seconds=1), {1: MADRID}) == 0
    assert salts.erase_expired(now + timedelta(hours=48), {1: MADRID}) == 1
    assert not salts.has_imported(1, day)


def test_a_site_that_is_deleted_takes_its_salts_along(tmp_path: Path) -> None:
    salts, day = Salts(tmp_path), date(2026, 3, 1)
    salts.live(1, day)
    salts.imported(1, day)
    salts.live(11, day)

    salts.erase_site(1)

    assert [file.name for file in tmp_path.iterdir()] == ["live-11-2026-03-01"]


def test_days_end_by_the_clock_of_their_zone_also_when_it_changes() -> None:
    assert end_of(date(2026, 3, 29), MADRID) - end_of(date(2026, 3, 28), MADRID) == timedelta(hours=23)
    assert end_of(date(2026, 10, 25), MADRID) - end_of(date(2026, 10, 24), MADRID) == timedelta(hours=25)
    assert end_of(date(2026, 3, 29), CANARY) == datetime(2026, 3, 29, 23, tzinfo=UTC)
    assert end_of(date(2026, 3, 28), ZoneInfo("Atlantic/Azores")) == datetime(2026, 3, 29, 1, tzinfo=UTC)


@given(st.datetimes(FIRST, LAST, timezones=st.just(UTC)), st.sampled_from([MADRID, CANARY]))
def test_today_always_has_a_living_salt_and_the_day_before_yesterday_never(now: datetime, zone: ZoneInfo) -> None:
    today = day_in(zone, now)

    assert lives(today, zone, now)
    assert not lives(today - timedelta(days=2), zone, now)
    assert lives(today - timedelta(days=1), zone, now) == (now - end_of(today - timedelta(days=1), zone) < timedelta(hours=2))


def test_a_visitor_is_told_apart_by_salt_site_address_and_agent() -> None:
    ids = {
        visitor_id(b"a" * 32, 1, "10.0.0.1", "agent"),
        visitor_id(b"b" * 32, 1, "10.0.0.1", "agent"),
        visitor_id(b"a" * 32, 2, "10.0.0.1", "agent"),
        visitor_id(b"a" * 32, 1, "10.0.0.2", "agent"),
        visitor_id(b"a" * 32, 1, "10.0.0.1", "other"),
    }

    assert len(ids) == 5
    assert visitor_id(b"a" * 32, 1, "10.0.0.1", "agent") in ids
    assert all(0 <= number < 2**64 for number in ids)
