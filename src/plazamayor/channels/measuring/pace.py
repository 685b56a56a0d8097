"""When a publication is asked about: every hour of its first day, every day for two weeks, every week until it is ninety days old."""

from datetime import datetime, timedelta
from typing import Final

FIRST_MEASURE: Final = timedelta(hours=1)
_PACE: Final = ((timedelta(days=1), timedelta(hours=1)), (timedelta(days=15), timedelta(days=1)), (timedelta(days=90), timedelta(weeks=1)))


def next_measure(published: datetime, now: datetime) -> datetime | None:
    """When it is asked about next; None when it is too old to change."""
    age = now - published
    return next((now + step for until, step in _PACE if age < until), None)
