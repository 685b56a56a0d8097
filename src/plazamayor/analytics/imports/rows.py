"""The rows of the stream that a batch of a log becomes, and those of them that are there already."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from clickhouse_connect.driver.exceptions import Error
from django.utils.translation import gettext as _

from plazamayor.analytics.events import Kind, Origin
from plazamayor.analytics.imports.columns import Bools, Ints
from plazamayor.analytics.imports.rules import CODES, Came, Counted, Page
from plazamayor.analytics.imports.visitors import Named, day_of
from plazamayor.analytics.referrers import channel_of
from plazamayor.analytics.store import StoreUnavailable, engine, touch
from plazamayor.analytics.store.asking import run
from plazamayor.analytics.store.gate import gate

MARK: Final = "import"
"""The property that says which import an event of a log came with."""
_IDENTITY: Final = ("time", "kind", "path", "target", "referrer", "device", "browser", "browser_version", "system")


@dataclass
class Rows:
    """A batch ready to be written: a table of the stream's columns (those left out are empty) and the days it touches.

    Its first rows are a line each; the last are the searches that some of those, `searched`, carry besides.
    """

    table: pa.Table
    days: list[date]
    searched: Ints


def rows_of(site: int, key: str, counted: Counted, named: Named) -> Rows:
    """Makes the rows of a batch of an import. A page that carries a search is a view and a search, as with the tracker."""
    views = counted.kind == Kind.PAGE_VIEW
    terms = [page.term for page in counted.pages]
    searches = np.flatnonzero(views & _pick([bool(term) for term in terms], counted.page, np.bool_))
    rows = np.concatenate([np.arange(len(counted.time)), searches])
    searched = np.arange(len(rows)) >= len(counted.time)
    kind = np.where(searched, Kind.SEARCH, counted.kind[rows]).astype(np.int8)
    page = counted.page[rows]
    count = len(rows)
    paths = _texts([each.path for each in counted.pages], page)
    columns: dict[str, Any] = {
        "site": np.full(count, site, np.uint32),
        "day": pa.array(named.day[rows].astype(np.int32), pa.int32()).cast(pa.date32()),
        "visitor": named.visitor[rows],
        "time": counted.time[rows].astype(np.uint32),
        "kind": kind,
        "origin": np.full(count, Origin.ACCESS_LOG, np.int8),
        "host": _texts(counted.hosts, counted.host[rows]),
        "path": pc.if_else(pa.array(kind == Kind.DOWNLOAD), "", paths),
        "target": pc.if_else(pa.array(kind == Kind.DOWNLOAD), paths, pc.if_else(pa.array(searched), _texts(terms, page), "")),
        **_origins(counted, rows, kind),
        **_agents(counted, rows),
        **_places(counted, rows),
        "properties": _marks(key, count),
    }
    return Rows(pa.table(columns), [day_of(day) for day in np.unique(named.day).tolist()], searches)


def write(site: int, rows: Rows, token: str) -> None:
    """Writes a batch; one repeated with its token is dropped by the engine. Raises StoreUnavailable."""
    with gate.passing():
        if rows.table.num_rows:
            try:
                engine().insert_arrow("events", rows.table, settings={"insert_deduplication_token": token})
            except Error as error:
                raise StoreUnavailable(_("The event store did not accept a batch: %(why)s") % {"why": error}) from error
        if rows.days:
            touch(site, rows.days)


def days_of_others(site: int, key: str, days: Iterable[date]) -> set[date]:
    """Which of some days have events from logs of other imports."""
    found = run(
        "SELECT DISTINCT day FROM events WHERE site = {site:UInt32} AND has({days:Array(Date)}, day)"
        " AND origin = 'access_log' AND properties['import'] != {own:String}",
        {"site": site, "days": sorted(days), "own": key},
    )
    return {row[0] for row in found.result_rows}


class Stored:
    """The events that other imports left in some days, to recognise lines that are imported again in another file.

    Two lines are the same when second, kind, page, referrer and browser are, and the visitor too in days whose salt still lives; as many
    are recognised as were stored, so that what was repeated within one file stays counted.
    """

    def __init__(self, site: int, key: str, days: Sequence[date], closed: Iterable[date], between: tuple[int, int]) -> None:
        self.closed = set(closed)
        found = run(
            f"SELECT day, visitor, toUnixTimestamp(time), toInt8(kind), {', '.join(_IDENTITY[2:])}, properties['import'] FROM events"  # noqa: S608 our own columns
            " WHERE site = {site:UInt32} AND has({days:Array(Date)}, day) AND origin = 'access_log' AND kind != 'search'"
            " AND properties['import'] != {own:String}"
            " AND time BETWEEN toDateTime({first:UInt32}, 'UTC') AND toDateTime({last:UInt32}, 'UTC')",
            {"site": site, "days": list(days), "own": key, "first": between[0], "last": between[1]},
        )
        self._left: Counter[tuple[object, ...]] = Counter()
        self._from: dict[tuple[object, ...], str] = {}
        for day, visitor, *identity, source in found.result_rows:
            same = (0 if day in self.closed else visitor, *identity)
            self._left[same] += 1
            self._from[same] = source

    def known(self, table: pa.Table) -> tuple[Bools, Counter[str]]:
        """Says which rows of a batch are there already, and from which imports."""
        sources: Counter[str] = Counter()
        again = np.zeros(table.num_rows, np.bool_)
        for row, values in enumerate(zip(*(table[name].to_pylist() for name in ("day", "visitor", *_IDENTITY)), strict=True)):
            same = (0 if values[0] in self.closed else values[1], *values[2:])
            if self._left[same] > 0:
                self._left[same] -= 1
                again[row] = True
                sources[self._from[same]] += 1
        return again, sources


def _origins(counted: Counted, rows: Ints, kind: np.ndarray[Any, Any]) -> dict[str, pa.Array]:
    """Referrer, channel and campaign codes, which a download does not have."""
    view = pa.array(kind != Kind.DOWNLOAD)
    page, came = counted.page[rows], counted.referrer[rows]
    channels = _texts([each.channel for each in counted.came], came)
    coded = _pick([any(each.codes) for each in counted.pages], page, np.bool_)
    if coded.any():
        pairs = zip(page.tolist(), came.tolist(), coded.tolist(), strict=True)
        declared = [_declared(counted.pages[at], counted.came[by]) if has else "" for at, by, has in pairs]
        channels = pc.if_else(pa.array(coded), pa.array(declared), channels)
    texts = {"referrer": _texts([each.host for each in counted.came], came), "channel": channels}
    for number, column in enumerate(CODES.values() if coded.any() else ()):
        texts[column] = _texts([each.codes[number] for each in counted.pages], page)
    return {name: pc.if_else(view, text, "") for name, text in texts.items()}


def _declared(page: Page, came: Came) -> str:
    """The channel of a view whose address carries codes: they count before the referrer."""
    return channel_of(came.channel, page.codes[1], page.codes[2] or page.codes[5])


def _agents(counted: Counted, rows: Ints) -> dict[str, pa.Array]:
    return {
        name: _texts([getattr(each, name) for each in counted.agents], counted.agent[rows])
        for name in ("device", "browser", "browser_version", "system")
    }


def _places(counted: Counted, rows: Ints) -> dict[str, pa.Array]:
    if not counted.places:
        return {}
    return {name: _texts([each[at] for each in counted.places], counted.address[rows]) for at, name in enumerate(("country", "region"))}


def _texts(values: list[str], codes: Ints) -> pa.Array:
    return pa.array(values, pa.string()).take(pa.array(codes)) if len(codes) else pa.array([], pa.string())


def _pick(values: list[Any], codes: Ints, kind: Any) -> np.ndarray[Any, Any]:
    return np.array(values, kind)[codes] if len(codes) else np.zeros(0, kind)


def _marks(key: str, count: int) -> pa.Array:
    return pa.MapArray.from_arrays(np.arange(count + 1, dtype=np.int32), pa.array([MARK] * count), pa.array([key] * count))
