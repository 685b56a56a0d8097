"""What happened, as the stream holds it: one row of the table `events`, whoever saw it happen."""

from datetime import date, datetime
from enum import IntEnum
from typing import Final

import msgspec


class Kind(IntEnum):
    """What happened. Numbers are those of the store's enumeration and never change.

    CLICK and METRIC are of what is told, not of a site's visits: a use of a tracked link, and a count that a network gives of one
    delivery so far. They lie on the shelf of their administration (`analytics.telling`) and count in no report of a site.
    """

    PAGE_VIEW = 1
    ENGAGEMENT = 2
    OUTBOUND = 3
    DOWNLOAD = 4
    FORM = 5
    NOT_FOUND = 6
    SEARCH = 7
    CUSTOM = 8
    VITAL = 9
    CLICK = 10
    METRIC = 11


class Origin(IntEnum):
    """Who saw it. A report shows one origin per site and day: the least of those present."""

    TRACKER = 1
    ACCESS_LOG = 2
    SERVER = 3
    GENERATED = 4
    HISTORY = 5


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One event. It carries no address and no agent of anybody, only what was derived from them.

    `day` is the day, in the site's zone, whose salt made `visitor`; `time` is in UTC, to the second.
    `target` is the outbound address, the download's path, the search term, the name of a custom event, of a vital or of a form,
    the code of a tracked link or the name of a network's count.
    `seconds` is visible time and `scroll` the deepest part seen (0-100), both of an engagement; `value` is a vital's measure or a
    network's count.
    """

    site: int
    day: date
    visitor: int
    time: datetime
    kind: Kind
    origin: Origin
    host: str = ""
    path: str = ""
    target: str = ""
    seconds: int = 0
    scroll: int = 0
    value: float = 0.0
    referrer: str = ""
    channel: str = ""
    utm_source: str = ""
    utm_medium: str = ""
    utm_campaign: str = ""
    utm_term: str = ""
    utm_content: str = ""
    campaign: str = ""
    country: str = ""
    region: str = ""
    device: str = ""
    browser: str = ""
    browser_version: str = ""
    system: str = ""
    language: str = ""
    properties: dict[str, str] = {}


COLUMNS = Event.__struct_fields__
SHELVES: Final = 1 << 31
"""Numbers of sites from here on are of administrations: what they tell is kept there. Sites never reach them."""
