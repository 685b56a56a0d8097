"""Who comes back within a day, and no longer: visitor ids of imported lines, and visits that go on past midnight.

An id is made with the salt its day has for imports. In the two hours after midnight a visitor keeps yesterday's id while the visit it
names is open (its last event at most 30 minutes before), by what is stored and by the batch itself, as the collector does with live events.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final, NamedTuple

import numpy as np

from plazamayor.analytics.imports.columns import Ints
from plazamayor.analytics.imports.rules import Counted
from plazamayor.analytics.salts import LIVE_GRACE, salts, visitor_id
from plazamayor.analytics.store import last_seen

IDLE: Final = 30 * 60
WINDOW: Final = int(LIVE_GRACE.total_seconds())
_QUARTER: Final = 900
_EPOCH: Final = date(1970, 1, 1)


class Named(NamedTuple):
    """The id of each hit and the day (since 1970) whose salt made it."""

    visitor: np.ndarray[tuple[int], np.dtype[np.uint64]]
    day: Ints


def local_times(times: Ints, zone: object) -> Ints:
    """Answers clock times in a zone, in seconds; zones change their clocks at quarters of an hour."""
    quarters, which = np.unique(times // _QUARTER, return_inverse=True)
    offsets = [_offset(int(quarter) * _QUARTER, zone) for quarter in quarters]
    return times + np.array(offsets, np.int64)[which] if len(times) else times


def day_of(number: int) -> date:
    """Answers the day of a number since 1970."""
    return _EPOCH + timedelta(days=int(number))


def name_visitors(site: int, counted: Counted, zone: object) -> Named:
    """Gives each hit its visitor and day. What was stored before must be there to be asked."""
    local = local_times(counted.time, zone)
    days = local // 86_400
    pairs = counted.agent * max(len(counted.homes), 1) + counted.address
    had = {number: salts().has_imported(site, day_of(number)) for number in _nights(local, days)}
    naming = _Naming(site, counted, pairs)
    visitor = naming.ids(days)
    night = np.flatnonzero(local % 86_400 < WINDOW)
    if len(night):
        evening = np.flatnonzero(local % 86_400 >= 86_400 - IDLE)
        _keep_open(counted, naming, Named(visitor, days), night, evening, had)
    return Named(visitor, days)


def _offset(moment: int, zone: object) -> int:
    shift = datetime.fromtimestamp(moment, UTC).astimezone(zone).utcoffset()  # type: ignore[arg-type]  # a ZoneInfo, passed on as it came
    return int(shift.total_seconds()) if shift else 0


def _nights(local: Ints, days: Ints) -> Iterator[int]:
    """The days before those of which there are hits just after midnight."""
    return (int(number) - 1 for number in np.unique(days[local % 86_400 < WINDOW]))


class _Naming:
    """Makes ids for pairs of address and agent, each once a day."""

    def __init__(self, site: int, counted: Counted, pairs: Ints) -> None:
        self.site = site
        self.counted = counted
        self.pairs = pairs

    def ids(self, days: Ints) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
        """The id of each hit with the salt of its day."""
        if not len(days):
            return np.zeros(0, np.uint64)
        span = int(self.pairs.max()) + 1
        distinct, first, which = np.unique(days * span + self.pairs, return_index=True, return_inverse=True)
        made = {number: salts().imported(self.site, day_of(number)) for number in np.unique(days).tolist()}
        homes, agents = self.counted.homes, self.counted.agent_texts
        who = zip((distinct // span).tolist(), self.counted.address[first].tolist(), self.counted.agent[first].tolist(), strict=True)
        ids = [visitor_id(made[day], self.site, homes[home], agents[agent]) for day, home, agent in who]
        return np.array(ids, np.uint64)[which]

    def ids_with(self, salt: bytes, rows: list[int]) -> dict[int, int]:
        """The ids that another salt gives to the visitors of some hits."""
        counted, homes, agents = self.counted, self.counted.homes, self.counted.agent_texts
        made: dict[int, int] = {}
        for pair, home, agent in zip(*(column[rows].tolist() for column in (self.pairs, counted.address, counted.agent)), strict=True):
            if pair not in made:
                made[pair] = visitor_id(salt, self.site, homes[home], agents[agent])
        return {row: made[pair] for row, pair in zip(rows, self.pairs[rows].tolist(), strict=True)}


def _keep_open(counted: Counted, naming: _Naming, named: Named, night: Ints, evening: Ints, had: dict[int, bool]) -> None:
    """Gives the hits just after midnight yesterday's id and day while the visit is open. Changes `named`."""
    for number in np.unique(named.day[night]).tolist():
        yesterday = day_of(number - 1)
        if not salts().has_imported(naming.site, yesterday):
            continue
        salt = salts().imported(naming.site, yesterday)
        rows = night[named.day[night] == number]
        rows = rows[np.argsort(counted.time[rows], kind="stable")].tolist()
        before = naming.ids_with(salt, rows)
        last = _last_times(naming.site, yesterday, set(before.values()), stored=had.get(number - 1, False))
        for row in evening[named.day[evening] == number - 1].tolist():
            _note(last, int(named.visitor[row]), int(counted.time[row]))
        for row in rows:
            time = int(counted.time[row])
            if before[row] in last and time - last[before[row]] <= IDLE:
                named.visitor[row], named.day[row] = before[row], number - 1
                _note(last, before[row], time)


def _last_times(site: int, day: date, ids: Iterable[int], *, stored: bool) -> dict[int, int]:
    if not stored:
        return {}
    return {visitor: int(seen.timestamp()) for visitor, seen in last_seen(site, day, list(ids)).items()}


def _note(last: dict[int, int], visitor: int, time: int) -> None:
    last[visitor] = max(last.get(visitor, 0), time)
