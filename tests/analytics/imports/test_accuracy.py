"""Every event of an imported log equals an independent reading of it in plain Python, visitors across midnight included."""

import random
import re
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from plazamayor.analytics.addresses import clean_path
from plazamayor.analytics.agents import read_agent
from plazamayor.analytics.events import Event, Kind
from plazamayor.analytics.imports import running
from plazamayor.analytics.referrers import channel_of, read_referrer
from tests.analytics.imports.conftest import Importing
from tests.analytics.imports.lines import FIREFOX, GOOGLEBOT, PHONE, line, log

LINE = re.compile(r'^(\S+) \S+ \S+ \[(.+?)\] "(\S+) (\S+) HTTP/\d\.\d" (\d+) \S+ "(.*?)" "(.*?)"$')
ZONE = ZoneInfo("Europe/Madrid")
IDLE = timedelta(minutes=30)
Told = tuple[datetime, int, str, str, str, str, str, str, str]
Who = tuple[str, str]


def counted(text: str) -> Iterable[tuple[Told, Who]]:
    """What counts of a combined log, and whose it is."""
    for each in text.splitlines():
        found = LINE.match(each)
        if not found or found[3] != "GET":
            continue
        address, stamp, _method, uri, status, referrer, agent = found.groups()
        bare = uri.partition("?")[0]
        extension = bare.rsplit("/", 1)[-1].rsplit(".", 1)[-1].lower() if "." in bare.rsplit("/", 1)[-1] else ""
        if status in {"404", "410"}:
            kind = Kind.NOT_FOUND
        elif status not in {"200", "206", "304"} or extension in settings.STATIC_EXTENSIONS:
            continue
        else:
            kind = Kind.DOWNLOAD if extension in settings.DOWNLOAD_EXTENSIONS else Kind.PAGE_VIEW
        told = read_agent("" if agent == "-" else agent)
        if told.bot:
            continue
        path = clean_path(bare)
        host, channel = ("", "") if kind == Kind.DOWNLOAD else read_referrer(referrer, {"www.villa.example"})
        codes = dict(parse_qsl(uri.partition("?")[2]))
        if kind != Kind.DOWNLOAD and any(name.startswith("utm_") for name in codes):
            channel = channel_of(channel, codes.get("utm_medium", ""), codes.get("utm_campaign", ""))
        shown = ("", path) if kind == Kind.DOWNLOAD else (path, "")
        time = datetime.strptime(stamp, "%d/%b/%Y:%H:%M:%S %z")
        yield (time, int(kind), *shown, host, channel, told.browser, told.system, told.device), (address, agent)


def visitor_days(text: str) -> Counter[date]:
    """Visitors of each day: who goes on within half an hour in the two hours after midnight is still yesterday's."""
    last: dict[Who, tuple[datetime, date]] = {}
    seen: dict[date, set[Who]] = {}
    for told, who in sorted(counted(text)):
        local = told[0].astimezone(ZONE)
        day = local.date()
        if who in last and local.hour < 2 and last[who][1] == day - timedelta(days=1) and told[0] - last[who][0] <= IDLE:
            day = last[who][1]
        last[who] = (told[0], day)
        seen.setdefault(day, set()).add(who)
    return Counter({day: len(people) for day, people in seen.items()})


def told_of(event: Event) -> Told:
    return (event.time, int(event.kind), event.path, event.target, event.referrer, event.channel, event.browser, event.system, event.device)


def agrees(importing: Importing, text: str) -> None:
    totals = importing(text)
    events = importing.events()
    expected = Counter(told for told, _who in counted(text))
    assert Counter(map(told_of, events)) == expected
    assert totals.imported == expected.total()
    assert totals.read == len(text.splitlines()) == totals.imported + totals.filtered.total() + totals.rejected.total()
    visitors: dict[date, set[int]] = {}
    for event in events:
        visitors.setdefault(event.day, set()).add(event.visitor)
    assert Counter({day: len(ids) for day, ids in visitors.items()}) == visitor_days(text)


@pytest.mark.real
def test_a_real_log_of_a_thousand_lines(importing: Importing, real_data: Path) -> None:
    agrees(importing, (real_data / "access_logs" / "combined_2015_1000.log").read_text())


@pytest.mark.parametrize("batch", [3_000, 1 << 20], ids=["small batches", "one batch"])
@pytest.mark.parametrize("day", [date(2024, 3, 30), date(2024, 6, 1), date(2024, 10, 26)], ids=["clocks forward", "summer", "clocks back"])
def test_nights_of_visits_across_midnight(importing: Importing, monkeypatch: pytest.MonkeyPatch, day: date, batch: int) -> None:
    monkeypatch.setattr(running, "BATCH_BYTES", batch)
    drawn = random.Random(day.toordinal())
    evening = datetime(day.year, day.month, day.day, 21, tzinfo=ZONE)
    times = sorted(evening + timedelta(seconds=drawn.randrange(30 * 3600)) for _ in range(300))
    made = [
        line(
            drawn.choice(["/", "/agenda", "/bases.pdf", "/x.css"]),
            at=at.astimezone(UTC),
            address=f"192.0.2.{drawn.randrange(12)}",
            agent=drawn.choice([FIREFOX, PHONE, GOOGLEBOT]),
        )
        for at in times
    ]

    agrees(importing, log(*made))


def test_a_visit_keeps_yesterdays_id_only_while_it_is_open(importing: Importing) -> None:
    midnight = datetime(2024, 6, 2, tzinfo=ZONE).astimezone(UTC)
    minutes = [-10, 15, 40, 80]

    importing(log(*(line("/", at=midnight + timedelta(minutes=each)) for each in minutes)))

    assert [event.day.day for event in importing.events()] == [1, 1, 1, 2]
    assert len({event.visitor for event in importing.events()}) == 2
