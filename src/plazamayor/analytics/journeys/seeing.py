"""What has really been seen of a site: the pages and the events by which the steps of a journey may be recognised."""

import re
from datetime import date
from functools import lru_cache
from typing import Final

import msgspec

from plazamayor.analytics.access import scope_of
from plazamayor.analytics.models import Site
from plazamayor.analytics.queries import daybook_of
from plazamayor.analytics.store import StoreUnavailable, ask, refresh_stale
from plazamayor.analytics.store.asking import run, text_of

MOST: Final = 40
_REFUSED: Final = re.compile(r"cannot compile re2: .*, error: (?P<why>.*?)\. Look at https", re.DOTALL)


class Seen(msgspec.Struct, frozen=True):
    """A page or an event: in how many visits it was seen, and its place among those of the answer, on average."""

    value: str
    visits: int
    place: float


def pages_seen(site: Site, first: date, last: date, prefix: str = "/", most: int = MOST) -> list[Seen]:
    """The pages whose address begins so, seen in some days, both included, by most visits. Raises StoreUnavailable."""
    return _seen("seen__pages", site, first, last, prefix, most)


def events_seen(site: Site, first: date, last: date, part: str = "", most: int = MOST) -> list[Seen]:
    """The events of the pages' own whose name has a part, seen in some days, by most visits. Raises StoreUnavailable."""
    return _seen("seen__events", site, first, last, part, most)


def _seen(question: str, site: Site, first: date, last: date, part: str, most: int) -> list[Seen]:
    refresh_stale(daybook_of(site), first, last)
    return ask(scope_of([site]), question, Seen, first=first, last=last, part=part, limit=most)


@lru_cache(maxsize=1000)
def refusal_of(expression: str) -> str:
    """Why the engine refuses a regular expression, in its own words; empty when it reads it. Raises StoreUnavailable."""
    try:
        run(text_of("seen__expression"), {"address": "/", "expression": expression})
    except StoreUnavailable as error:
        found = _REFUSED.search(str(error))
        if found is None:
            raise
        return found["why"]
    return ""
