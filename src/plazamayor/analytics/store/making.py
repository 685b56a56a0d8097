"""Events made by the engine itself, for demonstrations and benchmarks: millions in seconds, marked as generated."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from plazamayor.analytics.events import COLUMNS, Origin
from plazamayor.analytics.store.asking import command, run
from plazamayor.analytics.store.gate import gate
from plazamayor.analytics.store.writing import touch


def known_days(site: int, first: date, last: date) -> set[date]:
    """The days of a period, both ends included, to which some batch has been written whole."""
    text = "SELECT DISTINCT day FROM touched WHERE site = {site:UInt32} AND day BETWEEN {first:Date} AND {last:Date}"
    return {row[0] for row in run(text, {"site": site, "first": first, "last": last}).result_rows}


def make(select: str, params: Mapping[str, Any], *, site: int, days: Iterable[date]) -> None:
    """Writes what a SELECT makes (the columns of `events`, in order) for some days of a site, and marks them.

    What an attempt cut short left of those days is erased first: the mark comes last. What is made as the calls of an
    e-office's server, which have an origin of their own, says with a property that it was generated.
    """
    made = sorted(days)
    whose = {"site": site, "days": made}
    made_here = f"(origin = {Origin.GENERATED.value} OR properties['generated'] = '1')"
    mine = f"site = {{site:UInt32}} AND has({{days:Array(Date)}}, day) AND {made_here}"
    if run(f"SELECT count() FROM events WHERE {mine}", whose).first_row[0]:  # noqa: S608 typed parameters and a number of ours
        command(f"ALTER TABLE events DELETE WHERE {mine} SETTINGS mutations_sync = 2", whose)
    with gate.passing():
        command(f"INSERT INTO events ({', '.join(COLUMNS)})\n{select}", {**params, "site": site})
        touch(site, made)
