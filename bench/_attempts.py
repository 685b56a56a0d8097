"""A year of visits of which some begin a procedure of eight steps, in a store of its own: filled in one process, asked in another.

python -m bench._attempts fill N     makes about N events and derives the attempts
python -m bench._attempts ask N      asks the funnel and its breakdowns N times, with one new batch before each
Each prints one object of JSON. The store is that of PLAZAMAYOR_HOME.
"""

import json
import statistics
import sys
import time
import uuid
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from typing import Any

import django

django.setup()

from plazamayor.analytics import store  # noqa: E402 Django has to be ready
from plazamayor.analytics.events import Event, Kind, Origin  # noqa: E402 the same
from plazamayor.analytics.journeys import queries  # noqa: E402 the same
from plazamayor.analytics.journeys.contract import Journey, Mark, Way  # noqa: E402 the same
from plazamayor.analytics.models import Site  # noqa: E402 the same

LAST = date(2026, 11, 20)
YEAR = 365
FIRST = LAST - timedelta(days=YEAR - 1)
PORTION = 10_000_000
"""Events made in one statement, at most."""
DIMENSIONS = ("device", "browser", "language", "channel", "hour", "entry")
SETS = [*((name,) for name in DIMENSIONS), *combinations(DIMENSIONS, 2)]
SITE = Site(pk=1, domain="www.villaclara.example", time_zone="Europe/Madrid")
JOURNEY = Journey(number=1, steps=tuple((Mark(Way.ADDRESS, f"/sede/tramite/{step}"),) for step in range(1, 9)))
MAKE = """
INSERT INTO events
    (site, day, visitor, time, kind, origin, host, path, channel, country, device, browser, browser_version, system, language)
SELECT
    1, day, visitor, toDateTime(day, 'UTC') + 36000 + draw % 40000 + place * 60, 'page_view', 'generated', 'www.villaclara.example',
    if(begins AND place < reach, '/sede/tramite/' || toString(place + 1), '/pagina/' || toString(intHash32(draw + place) % 1200)),
    ['search', 'social', 'direct', 'official'][1 + draw % 4], 'ES', device, ['Chrome', 'Firefox', 'Safari'][1 + draw % 3], '141',
    ['Android', 'Windows', 'iOS'][1 + draw % 3], ['es', 'ca', 'en'][1 + intDiv(draw, 7) % 3]
FROM
(
    SELECT
        cityHash64(number, 1) AS visitor,
        intDiv(visitor, 64) AS draw,
        toDate({first:Date}) + number % {days:UInt16} AS day,
        ['mobile', 'desktop'][1 + draw % 2] AS device,
        intDiv(draw, 10) % 10 = 0 AS begins,
        least(1 + intDiv(draw, 100) % 12, if(device = 'mobile', 5, 8)) AS reach,
        range(toUInt8(if(begins, reach + 1, 1 + intDiv(draw, 1000) % 9))) AS places
    FROM numbers({from:UInt64}, {count:UInt64})
)
ARRAY JOIN places AS place
"""


def fill(size: int) -> dict[str, Any]:
    """Makes the events and derives the attempts of the whole year; answers how many and the seconds of the second."""
    visits, portion = size // 5, PORTION // 5
    for start in range(0, visits, portion):
        params = {"first": FIRST, "days": YEAR, "from": start, "count": min(portion, visits - start)}
        store.engine().command(MAKE, parameters=params)
    store.touch(1, [FIRST + timedelta(days=back) for back in range(YEAR)])
    began = time.monotonic()
    queries.prepare(SITE, JOURNEY, FIRST, LAST)
    return {"derive": round(time.monotonic() - began, 2), "events": _count("events"), "attempts": _count("attempts")}


def ask(times: int) -> dict[str, Any]:
    """The seconds of the first question and the median of the next."""
    spent = []
    for _ in range(times + 1):
        _batch()
        began = time.monotonic()
        queries.prepare(SITE, JOURNEY, FIRST, LAST)
        queries.cells_of(SITE, JOURNEY, FIRST, LAST, SETS)
        queries.funnel(SITE, JOURNEY, FIRST, LAST)
        spent.append(time.monotonic() - began)
    return {"cold": round(spent[0], 3), "warm": round(statistics.median(spent[1:]), 3)}


def _count(table: str) -> int:
    return int(store.engine().query(f"SELECT count() FROM {table}").result_rows[0][0])  # noqa: S608 our own names


def _batch() -> None:
    now = datetime(LAST.year, LAST.month, LAST.day, 12, tzinfo=UTC)
    told: dict[str, Any] = {"site": 1, "day": LAST, "kind": Kind.PAGE_VIEW, "origin": Origin.GENERATED, "path": "/sede/tramite/1"}
    moments = [now + timedelta(seconds=second) for second in range(100)]
    store.append([Event(visitor=uuid.uuid4().int >> 64, time=at, device="mobile", **told) for at in moments], token=uuid.uuid4().hex)


if __name__ == "__main__":
    store.open_store()
    print(json.dumps({"fill": fill, "ask": ask}[sys.argv[1]](int(sys.argv[2]))))
    store.close_store()
