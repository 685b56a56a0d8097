"""The closed set of conditions and names with which attempts are asked."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from plazamayor.analytics.journeys.contract import DIMENSIONS

READ: Final = (
    "site = {site:UInt32} AND journey = {journey:UInt32} AND day BETWEEN {first:Date} AND {last:Date} AND (day, version) IN ("
    "SELECT day, max(version) FROM journeys_done"
    " WHERE site = {site:UInt32} AND journey = {journey:UInt32} AND day BETWEEN {first:Date} AND {last:Date} GROUP BY day)"
)
"""The last version of each day of a journey in a period."""
HOUR: Final = "multiIf(hour < 8, '00-08', hour < 14, '08-14', hour < 20, '14-20', '20-24')"
MOST_ENTRIES: Final = 50
"""Pages of entry that are told apart in cells, those of most attempts; the rest are together, with the empty value."""
_ENTRY: Final = (
    "if(entry IN (SELECT page FROM (SELECT attempts.entry AS page, count() AS times FROM attempts"  # noqa: S608 ours
    f" WHERE {READ} GROUP BY page ORDER BY times DESC, page LIMIT {MOST_ENTRIES})), entry, '')"
)
_VALUE: Final = {name: name for name in DIMENSIONS} | {"hour": HOUR, "weekday": "toString(toDayOfWeek(day))"}


def condition(where: Mapping[str, str]) -> str:
    """The text that reads attempts, narrowed to some values; raises KeyError for an unknown dimension."""
    return " AND ".join([READ, *(f"{_VALUE[name]} = {{only_{name}:String}}" for name in where)])


def narrowing(where: Mapping[str, str]) -> dict[str, Any]:
    """The parameters of those conditions."""
    return {f"only_{name}": value for name, value in where.items()}


def sets_of(sets: Sequence[Sequence[str]]) -> tuple[list[str], dict[str, str]]:
    """The dimensions of some sets, each once, and the fragments that ask for the sets; raises ValueError for an unknown dimension.

    A page of entry that is not among the most frequent of the journey in those days counts as the empty value, with those of none.
    """
    names = list(dict.fromkeys(name for some in sets for name in some))
    if unknown := set(names) - set(DIMENSIONS):
        raise ValueError(f"unknown dimensions: {sorted(unknown)}")
    fragments = {
        "names": ", ".join(f"of_{name}" for name in names),
        "values": ", ".join(f"toString(of_{name})" for name in names),
        "kept": ", ".join(f"{_ENTRY if name == 'entry' else _VALUE[name]} AS of_{name}" for name in names),
        "sets": ", ".join("(" + ", ".join([*(f"of_{name}" for name in some), "far", "gone"]) + ")" for some in sets),
        "read": READ,
    }
    return names, fragments
