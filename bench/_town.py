"""The demonstration town at any size, in a store of its own: filled in one process, asked in others.

python -m bench._town fill --events N                    makes a year of about N events that ends today, with its figures
python -m bench._town ask --days D --path P --times N    asks all panels, with one new batch before each time
python -m bench._town size                               tells what the store takes on disk
Each prints one object of JSON. The store is that of PLAZAMAYOR_HOME.
"""

import argparse
import json
import statistics
import sys
import time
import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import django

django.setup()

from plazamayor.analytics import store  # noqa: E402 Django has to be ready
from plazamayor.analytics.collector.flusher import Spooled, encode  # noqa: E402 the same
from plazamayor.analytics.events import Event, Kind, Origin  # noqa: E402 the same
from plazamayor.analytics.reports.answers import Panel, panels, series  # noqa: E402 the same
from plazamayor.analytics.reports.filters import Filter  # noqa: E402 the same
from plazamayor.analytics.reports.periods import Period  # noqa: E402 the same
from plazamayor.analytics.reports.query import Query  # noqa: E402 the same
from plazamayor.analytics.reports.stats import PANELS  # noqa: E402 the same
from plazamayor.analytics.store.asking import open_scope  # noqa: E402 the same
from plazamayor.analytics.store.days import Daybook  # noqa: E402 the same
from plazamayor.analytics.store.figures import TOTAL  # noqa: E402 the same
from plazamayor.demo.town import MAIN, SITES, ZONE  # noqa: E402 the same
from plazamayor.demo.traffic.making import TEXT, Flow  # noqa: E402 the same
from plazamayor.demo.traffic.story import Story  # noqa: E402 the same

SITE = 1
YEAR = 365
PORTION = 92
"""Days made at once, at most; fewer when they hold many events."""
AT_ONCE = 4_000_000
A_YEAR_S_EVENTS = 1_995_000
"""Events of the town's own year, which give the scale of another."""
BATCH = 100
ROWS = 24
"""Lines asked of each panel, as the dashboard does."""
TODAY = datetime.now(ZoneInfo(ZONE)).date()
BOOK = Daybook(SITE, ZONE, SITES[0].page_types)


def fill(events: int) -> dict[str, Any]:
    """Makes the year and its figures; answers how many events and the seconds of each."""
    flow = Flow(SITE, MAIN, Story(TODAY), scale=events / A_YEAR_S_EVENTS)
    days = [TODAY - timedelta(days=back) for back in range(YEAR - 1, -1, -1)]
    made, refreshed = 0.0, 0.0
    portion = max(1, min(PORTION, YEAR * AT_ONCE // events))
    for start in range(0, YEAR, portion):
        some = days[start : start + portion]
        began = time.monotonic()
        store.make(TEXT, flow.parameters(some), site=SITE, days=some)
        between = time.monotonic()
        store.refresh_stale(BOOK, some[0], some[-1], patient=True)
        made, refreshed = made + between - began, refreshed + time.monotonic() - between
        print(f"{100 * min(start + portion, YEAR) // YEAR} % of {events:,} events", file=sys.stderr)
    count = store.engine().command("SELECT count() FROM events")
    return {"events": count, "making_seconds": round(made, 1), "refreshing_seconds": round(refreshed, 1)}


def ask(days: int, path: str, times: int) -> dict[str, Any]:
    """Asks all panels and the series, compared with the days before; answers the seconds of each time, the first being cold."""
    period = Period(TODAY - timedelta(days=days - 1), TODAY)
    filters = (Filter("page", (path,)),) if path else ()
    query = Query(open_scope([SITE]), BOOK, period, period.before, filters)
    seconds = []
    found: dict[str, Panel] = {}
    for _ in range(times):
        _new_batch(TODAY)
        began = time.monotonic()
        found = panels(query, [TOTAL, *PANELS.values()], limit=ROWS)
        series(query)
        seconds.append(round(time.monotonic() - began, 3))
    again = statistics.median(seconds[1:]) if times > 1 else None
    return {"cold": seconds[0], "warm": again, "visits": found[TOTAL].lines[0].now.visits, "panels": len(found)}


def _new_batch(day: date) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    views = [
        Event(
            site=SITE,
            day=day,
            visitor=uuid.uuid4().int >> 64,
            time=now,
            kind=Kind.PAGE_VIEW,
            origin=Origin.GENERATED,
            path="/",
            channel="direct",
        )
        for _ in range(BATCH)
    ]
    store.append(views, token=uuid.uuid4().hex)


def size() -> dict[str, Any]:
    """Bytes on disk of each table (columns, marks and primary keys of its parts) and the events they hold."""
    text = "SELECT table, sum(bytes_on_disk) FROM system.parts WHERE active AND database = currentDatabase() GROUP BY table ORDER BY table"
    tables = {row[0]: row[1] for row in store.engine().query(text).result_rows}
    return {"events": store.engine().command("SELECT count() FROM events"), "tables": tables, "spool": _in_spool()}


def _in_spool() -> int:
    """Bytes that a usual page view takes in the spool; it leaves it within seconds, once the store has it."""
    view = Event(
        site=SITE,
        day=TODAY,
        visitor=2**63,
        time=datetime.now(UTC).replace(microsecond=0),
        kind=Kind.PAGE_VIEW,
        origin=Origin.TRACKER,
        host=MAIN,
        path="/tramites/cita-previa",
        referrer="google.com",
        channel="search",
        country="ES",
        region="ES-VC",
        device="mobile",
        browser="Chrome",
        browser_version="154",
        system="Android",
        language="es",
    )
    return len(encode([Spooled(view, 0)]))


def main() -> None:
    """Does what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("verb", choices=["fill", "ask", "size"])
    parser.add_argument("--events", type=int, default=0)
    parser.add_argument("--days", type=int, default=28)
    parser.add_argument("--path", default="")
    parser.add_argument("--times", type=int, default=1)
    asked = parser.parse_args()
    began = time.monotonic()
    store.open_store()
    opened = round(time.monotonic() - began, 3)
    answer = {"fill": lambda: fill(asked.events), "ask": lambda: ask(asked.days, asked.path, asked.times), "size": size}[asked.verb]()
    store.close_store()
    print(json.dumps({**answer, "opening": opened}))


if __name__ == "__main__":
    main()
