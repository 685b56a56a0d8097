"""What the engine makes of a plan."""

from datetime import date, timedelta
from typing import Any

import pytest

from plazamayor.analytics import store as event_store
from plazamayor.analytics.referrers import channel_of, read_referrer
from plazamayor.demo.town import MAIN, OFFICE
from plazamayor.demo.traffic import content
from plazamayor.demo.traffic.making import TEXT, Flow
from plazamayor.demo.traffic.story import POSTS, Story

END = date(2026, 11, 19)
DAYS = [END - timedelta(days=back) for back in range(13, -1, -1)]
CHECK = "SELECT count(), sum(cityHash64(*)) FROM events"


def make(site: int = 1, domain: str = MAIN, *, seed: int = 26, days: list[date] = DAYS) -> None:
    flow = Flow(site, domain, Story(END), seed=seed, scale=0.2)
    event_store.make(TEXT, flow.parameters(days), site=site, days=days)


def asked(text: str) -> list[Any]:
    return list(event_store.engine().query(text).result_rows)


@pytest.mark.usefixtures("store")
def test_the_same_seed_and_end_make_the_same_events_however_they_are_portioned() -> None:
    make()
    once = asked(CHECK)
    event_store.engine().command("TRUNCATE TABLE events")
    make(days=DAYS[7:])
    make(days=DAYS[:7])

    assert asked(CHECK) == once
    assert once[0][0] > 10_000


@pytest.mark.usefixtures("store")
def test_another_seed_makes_others() -> None:
    make()
    once = asked(CHECK)
    event_store.engine().command("TRUNCATE TABLE events")
    make(seed=27)

    assert asked(CHECK)[0][1] != once[0][1]


@pytest.mark.usefixtures("store")
def test_making_days_again_counts_nothing_twice() -> None:
    make()
    once = asked(CHECK)
    make()

    assert asked(CHECK) == once


@pytest.mark.usefixtures("store")
def test_everything_made_says_that_it_is_generated() -> None:
    make()
    make(2, OFFICE)

    assert asked("SELECT DISTINCT site, toString(origin), host FROM events ORDER BY site") == [
        (1, "generated", MAIN),
        (2, "generated", OFFICE),
    ]


@pytest.mark.usefixtures("store")
def test_the_storm_surges_on_the_pages_of_emergency() -> None:
    make()
    params = {"storm": list(Story(END).storm), "pages": [content.ALERT, content.PHONES]}
    text = (
        "SELECT countIf(has({storm:Array(Date)}, day)), countIf(NOT has({storm:Array(Date)}, day)) FROM events"
        " WHERE kind = 'page_view' AND path IN {pages:Array(String)}"
    )
    ((during, otherwise),) = event_store.engine().query(text, parameters=params).result_rows

    assert during > 2 * otherwise


@pytest.mark.usefixtures("store")
def test_the_clicks_of_each_post_carry_the_campaign() -> None:
    make()
    found = asked("SELECT DISTINCT utm_content, utm_source, utm_medium, utm_campaign, channel FROM events WHERE campaign = 'ac26'")

    assert len(found) > 4
    for which, source, medium, named, channel in found:
        post = POSTS[int(which.removeprefix("ac26-")) - 1]
        assert (source, medium, named) == (post.source, post.medium, "ac26")
        assert channel == channel_of("other", medium, named)


def test_channels_are_those_the_tracker_would_tell() -> None:
    wrong = [
        host
        for host, (channel, _weight) in content.REFERRERS.items()
        if channel != read_referrer(f"https://{host}/" if host else "", {MAIN})[1]
    ]

    assert wrong == []


@pytest.mark.usefixtures("store")
def test_what_is_made_is_shaped_as_the_tracker_writes_it() -> None:
    make()
    faults = {
        "a channel of what is not a view": "kind != 'page_view' AND (channel != '' OR referrer != '')",
        "a view of nothing": "kind = 'page_view' AND (path = '' OR channel = '')",
        "an engagement of no time": "kind = 'engagement' AND seconds = 0",
        "an act on nothing": "kind IN ('download', 'outbound', 'form', 'search', 'custom') AND target = ''",
        "before its day": "toDate(time, 'Europe/Madrid') < day",
        "long after its day": "dateDiff('hour', toDateTime(day, 'Europe/Madrid'), time) > 30",
    }
    found = {name: asked(f"SELECT count() FROM events WHERE {condition}")[0][0] for name, condition in faults.items()}  # noqa: S608 ours

    assert found == dict.fromkeys(faults, 0)
