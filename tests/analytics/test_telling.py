"""What is told is counted on a shelf of its own, and in no report of a site."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from plazamayor.analytics import store as event_store
from plazamayor.analytics import telling
from plazamayor.analytics.events import Kind, Origin
from plazamayor.analytics.store import engine, refresh_stale
from plazamayor.analytics.store.days import Daybook
from plazamayor.analytics.telling import Asking
from plazamayor.organisation.models import Organisation
from tests.make.events import DAY, make_event

pytestmark = pytest.mark.usefixtures("store")
HERE = Organisation(pk=7, name="Villaclara", code="villaclara")
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0"


@pytest.mark.parametrize(
    ("asking", "counted"),
    [
        (Asking(method="GET", agent=FIREFOX), True),
        (Asking(method="HEAD", agent=FIREFOX), False),
        (Asking(method="GET", agent=FIREFOX, purpose="prefetch;prerender"), False),
        (Asking(method="GET", agent=FIREFOX, signal="1"), False),
        (Asking(method="GET", agent="Mozilla/5.0 (compatible; Bingbot/2.0; +http://www.bing.com/bingbot.htm)"), False),
        (Asking(method="GET", agent="facebookexternalhit/1.1"), False),
        (Asking(method="GET", agent=""), False),
    ],
)
def test_only_who_uses_the_link_is_counted(asking: Asking, counted: bool) -> None:
    assert telling.is_counted(asking) is counted


def test_what_is_told_of_a_site_by_mistake_is_in_none_of_its_figures() -> None:
    told = [
        make_event("9:00", kind=kind, origin=Origin.TRACKER, visitor=visitor, target="x", country="ES")
        for kind in (Kind.CLICK, Kind.METRIC)
        for visitor in (0, 1)
    ]
    event_store.append(told, token=str(uuid.uuid4()))

    refresh_stale(Daybook(1, "Europe/Madrid"), DAY, DAY, patient=True)

    assert engine().query("SELECT count() FROM visits").result_rows[0][0] == 0
    assert engine().query("SELECT count() FROM rollup").result_rows[0][0] == 0
    assert engine().query("SELECT toString(origin) FROM refreshed").result_rows[0][0] == "none"


def test_clicks_are_added_up_by_day_channel_and_piece() -> None:
    about: dict[str, Any] = {"site": telling.shelf_of(7), "visitor": 0, "kind": Kind.CLICK, "origin": Origin.SERVER, "campaign": "ac26"}
    clicks = [make_event(f"9:0{n}", properties={"channel": "mastodon", "piece": "4"}, target="k", **about) for n in range(3)]
    other = make_event("9:00", **{**about, "campaign": "other"})
    event_store.append([*clicks, other], token=str(uuid.uuid4()))

    assert telling.clicks_of(7, "ac26", DAY, DAY) == [telling.Clicks(DAY, "mastodon", "4", 3)]


def test_of_the_counts_of_a_network_the_last_is_told_and_the_same_again_changes_nothing() -> None:
    telling.write_counts(HERE, "12", "bluesky", {"views": 10, "likes": 1}, NOON)
    for _ in range(2):
        telling.write_counts(HERE, "12", "bluesky", {"views": 40, "likes": 1}, NOON + timedelta(hours=1))

    told = telling.measured_of(7, ["12", "13"])

    assert told == [telling.Measured("12", "bluesky", "likes", 1), telling.Measured("12", "bluesky", "views", 40)]
    assert engine().query("SELECT count() FROM events").result_rows[0][0] == 4
    telling.forget_told(7)
