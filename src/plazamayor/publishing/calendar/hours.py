"""Which hours go better, said only when our own results are enough to say it.

A network's advice about hours is about others. What is compared are interactions (likes, shares, replies, clicks) of the deliveries of one
channel; a band of the day is named when the lower end of the 95 % interval of its median, by order statistics, is above the median of all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from zoneinfo import ZoneInfo

from plazamayor.channels.models import Channel, Delivery
from plazamayor.organisation.models import Organisation
from plazamayor.statistics.medians import median_interval

ENOUGH = 60
"""Measured deliveries on a channel below which nothing is said."""
A_BAND = 10
"""Measured deliveries in a band below which the band is not compared."""
BANDS = ((7, 10), (10, 13), (13, 16), (16, 19), (19, 22))
COUNTED = ("likes", "shares", "replies", "clicks")


@dataclass(frozen=True)
class Hours:
    """What is known of a channel: how many deliveries were measured, and the best band, if one stands out: its hours and its medians."""

    channel: Channel
    measured: int
    best: tuple[int, int] | None = None
    median: float = 0
    overall: float = 0

    @property
    def enough(self) -> bool:
        """Whether there are enough to say anything."""
        return self.measured >= ENOUGH

    @property
    def share(self) -> int:
        """How much there is of what is needed, in hundredths."""
        return min(100, round(100 * self.measured / ENOUGH))


def best_hours(organisation: Organisation) -> list[Hours]:
    """What is known of the hours of each channel, the best known first."""
    zone = ZoneInfo(organisation.time_zone)
    rows = Delivery.objects.filter(organisation=organisation, published__isnull=False, measured__isnull=False)
    found: dict[int, list[tuple[int, int]]] = {}
    for channel, published, measures in rows.values_list("channel_id", "published", "measures"):
        if published:
            found.setdefault(channel, []).append((_hour(published, zone), sum(int(measures.get(name) or 0) for name in COUNTED)))
    channels = Channel.objects.filter(pk__in=found)
    return sorted((_of(each, found[each.pk]) for each in channels), key=lambda hours: -hours.measured)


def _of(channel: Channel, rows: Sequence[tuple[int, int]]) -> Hours:
    if len(rows) < ENOUGH:
        return Hours(channel, len(rows))
    overall = median(count for _hour, count in rows)
    bands = [(band, [count for hour, count in rows if band[0] <= hour < band[1]]) for band in BANDS]
    standing = [(median(counts), band) for band, counts in bands if len(counts) >= A_BAND and median_interval(counts)[0] > overall]
    if not standing:
        return Hours(channel, len(rows), overall=overall)
    best = max(standing)
    return Hours(channel, len(rows), best=best[1], median=best[0], overall=overall)


def _hour(published: datetime, zone: ZoneInfo) -> int:
    return published.astimezone(zone).hour
