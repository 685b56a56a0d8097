"""What is asked: a site, a period, what it is compared with, and the visits it is narrowed to."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from plazamayor.analytics.reports.filters import Filter
from plazamayor.analytics.reports.periods import Period
from plazamayor.analytics.store import Scope
from plazamayor.analytics.store.days import Daybook

_NEVER = Period(date(1971, 1, 1), date(1971, 1, 1))


@dataclass(frozen=True)
class Query:
    """One question about one site. Two equal queries have one answer, while the store does not change."""

    scope: Scope
    book: Daybook
    period: Period
    compared: Period | None = None
    filters: tuple[Filter, ...] = ()

    @property
    def before(self) -> Period:
        """The period compared with; without one, days that never were."""
        return self.compared or _NEVER

    def days(self) -> dict[str, Any]:
        """The parameters that carry both periods."""
        return {
            "first": self.period.first,
            "last": self.period.last,
            "before_first": self.before.first,
            "before_last": self.before.last,
        }
