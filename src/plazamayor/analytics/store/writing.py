"""Writing to the store: durable when it returns, and the same batch twice counts once."""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime
from operator import attrgetter

from clickhouse_connect.driver.exceptions import Error
from django.utils.translation import gettext as _

from plazamayor.analytics.events import COLUMNS, Event
from plazamayor.analytics.store.asking import command, run
from plazamayor.analytics.store.connection import StoreUnavailable, engine
from plazamayor.analytics.store.gate import gate


def append(events: Sequence[Event], *, token: str) -> None:
    """Writes a batch and marks its days as touched. A batch repeated with its token is dropped by the engine.

    The days are marked last: a process killed between both repeats the batch, and only the mark is new.
    """
    if not events:
        return
    columns = [[*map(attrgetter(name), events)] for name in COLUMNS]
    time = COLUMNS.index("time")
    columns[time] = [int(moment.timestamp()) for moment in columns[time]]
    with gate.passing():
        try:
            engine().insert(
                "events",
                columns,
                column_names=list(COLUMNS),
                column_oriented=True,
                settings={"insert_deduplication_token": token},
            )
        except Error as error:
            raise StoreUnavailable(_("The event store did not accept a batch: %(why)s") % {"why": error}) from error
        _mark({(event.site, event.day) for event in events})


def touch(site: int, days: Iterable[date]) -> None:
    """Marks days of a site as changed, so that what is derived from them is made again before it is read."""
    _mark({(site, day) for day in days})


def _mark(days: Collection[tuple[int, date]]) -> None:
    """Marks days of sites with one statement: a batch of a province's collector holds hundreds of sites."""
    sites, dates = zip(*sorted(days), strict=True) if days else ((), ())
    command(
        "INSERT INTO touched SELECT day.1, day.2, toUnixTimestamp64Nano(now64(9))"
        " FROM (SELECT arrayJoin(arrayZip({sites:Array(UInt32)}, {days:Array(Date)})) AS day)",
        {"sites": list(sites), "days": list(dates)},
    )


def last_seen(site: int, day: date, visitors: Iterable[int]) -> dict[int, datetime]:
    """When each of these visitors of a day was last seen, by what is stored; those never seen are left out."""
    found = run(
        "SELECT visitor, toUnixTimestamp(max(time)) FROM events"
        " WHERE site = {site:UInt32} AND day = {day:Date} AND visitor IN {visitors:Array(UInt64)} GROUP BY visitor",
        {"site": site, "day": day, "visitors": sorted(visitors)},
    )
    return {visitor: datetime.fromtimestamp(at, UTC) for visitor, at in found.result_rows}
