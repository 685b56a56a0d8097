"""What is older than a site keeps is erased, written down and shown; nothing else is."""

import uuid
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plazamayor.analytics import retention
from plazamayor.analytics import store as event_store
from plazamayor.analytics.models import Erasure, Site
from plazamayor.analytics.queries import daybook_of, query_of
from plazamayor.analytics.reports.answers import totals
from plazamayor.analytics.reports.periods import Period
from plazamayor.analytics.salts import Salts
from tests.make.events import make_event
from tests.make.sites import make_site

NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("today", "months", "expected"),
    [
        (date(2026, 11, 21), 25, date(2024, 10, 21)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 12, 31), 12, date(2025, 12, 31)),
    ],
)
def test_months_are_counted_on_the_calendar(today: date, months: int, expected: date) -> None:
    assert retention.first_kept(today, months) == expected


@given(st.dates(date(2010, 1, 1), date(2090, 12, 31)), st.integers(1, 25))
def test_a_day_later_never_keeps_an_earlier_day(today: date, months: int) -> None:
    kept, next_kept = (retention.first_kept(day, months) for day in (today, today + timedelta(days=1)))

    assert timedelta(days=28 * months) <= today - kept <= timedelta(days=31 * months)
    assert kept <= next_kept <= kept + timedelta(days=4)


def fill(site: Site, *days: date) -> None:
    events = [make_event("9:00", site=site.pk, day=day) for day in days]
    event_store.append(events, token=str(uuid.uuid4()))
    event_store.refresh_stale(daybook_of(site), min(days), max(days), patient=True)


def days_held(site: Site) -> list[date]:
    rows = (
        event_store.engine().query("SELECT DISTINCT day FROM events WHERE site = {site:UInt32} ORDER BY day", {"site": site.pk}).result_rows
    )
    return [row[0] for row in rows]


@pytest.mark.django_db
@pytest.mark.usefixtures("store")
def test_what_is_older_than_a_site_keeps_is_erased_and_nothing_else() -> None:
    short, usual = make_site(retention_months=1), make_site()
    old, edge, new = date(2026, 10, 20), date(2026, 10, 21), date(2026, 11, 20)
    for site in (short, usual):
        fill(site, old, edge, new)

    retention.erase_old(NOW)
    retention.erase_old(NOW)

    assert (days_held(short), days_held(usual)) == ([edge, new], [old, edge, new])
    assert totals(query_of(short, Period(old, new))).now.page_views == 2
    assert list(Erasure.objects.values_list("site", "before", "events")) == [(short.pk, edge, 1)]


@pytest.mark.django_db
@pytest.mark.usefixtures("store")
def test_what_is_kept_and_what_was_erased_are_shown() -> None:
    site = make_site(retention_months=1)
    fill(site, date(2026, 10, 1), date(2026, 11, 20))

    retention.erase_old(NOW)
    shown = retention.retained(site, NOW)

    assert (shown.first, shown.oldest, shown.looked) == (date(2026, 10, 21), date(2026, 11, 20), None)
    assert [(each.before, each.events) for each in shown.erasures] == [(date(2026, 10, 21), 1)]
    assert retention.retained(make_site(), NOW).oldest is None


@pytest.mark.django_db
@pytest.mark.usefixtures("store")
def test_figures_that_newer_ones_replaced_are_swept_and_answers_stay() -> None:
    site = make_site()
    day = date(2026, 11, 20)
    fill(site, day)
    event_store.append([make_event("12:00", site=site.pk, day=day, visitor=2)], token=str(uuid.uuid4()))
    event_store.refresh_stale(daybook_of(site), day, day, patient=True)

    retention.sweep_figures(datetime.now(UTC) + timedelta(hours=1))

    versions = event_store.engine().query("SELECT uniqExact(version) FROM rollup WHERE site = {site:UInt32}", {"site": site.pk}).result_rows
    assert versions == [(1,)]
    assert totals(query_of(site, Period(day, day))).now.visits == 2


@pytest.mark.django_db
def test_salts_whose_time_has_passed_are_erased_where_no_collector_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, kept = make_site(), Salts(tmp_path)
    monkeypatch.setattr(retention, "salts", lambda: kept)
    today = date(2026, 11, 21)
    for day in (today - timedelta(days=1), today):
        kept.live(site.pk, day)

    retention.erase_salts(NOW)

    assert [path.name for path in tmp_path.iterdir()] == [f"live-{site.pk}-2026-11-21"]
