"""Limits by the minute or longer, counted in the database: they hold for all processes together."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction

from plazamayor.analytics.models import RateWindow

SECONDS = 60


@dataclass(frozen=True)
class Spent:
    """How much of a limit is left in the present stretch of time, and in how many seconds it begins anew."""

    limit: int
    remaining: int
    reset: int
    within: bool

    @property
    def headers(self) -> dict[str, str]:
        """The headers that tell it."""
        told = {"RateLimit-Limit": str(self.limit), "RateLimit-Remaining": str(self.remaining), "RateLimit-Reset": str(self.reset)}
        return told if self.within else {**told, "Retry-After": str(self.reset)}


@transaction.atomic
def spend(key: str, limit: int, now: datetime, seconds: int = SECONDS) -> Spent:
    """Counts one more of something in the present stretch of so many seconds, at most a day, and says whether it is within the limit."""
    second = int(now.timestamp())
    minute = (second - second % seconds) // SECONDS
    RateWindow.objects.get_or_create(key=key)
    window = RateWindow.objects.select_for_update().get(key=key)
    used = window.used + 1 if window.minute == minute else 1
    within = used <= limit
    if within or window.minute != minute:
        window.minute, window.used = minute, used
        window.save(update_fields=["minute", "used"])
    return Spent(limit, max(0, limit - used), seconds - second % seconds, within)


def forget_old(now: datetime) -> None:
    """Forgets the windows that nobody uses any more."""
    RateWindow.objects.filter(minute__lt=int(now.astimezone(UTC).timestamp()) // SECONDS - 60 * 24).delete()
