"""What became of the lines of an import, and why."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from plazamayor.analytics.imports.hits import FILTERED, REJECTED


@dataclass
class Totals:
    """What became of the lines: read = imported + filtered + rejected, and why."""

    read: int = 0
    imported: int = 0
    filtered: Counter[str] = field(default_factory=Counter)
    rejected: Counter[str] = field(default_factory=Counter)
    days: frozenset[date] = frozenset()
    """The days, in the site's zone, of what was imported."""

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(
            self.read + other.read,
            self.imported + other.imported,
            self.filtered + other.filtered,
            self.rejected + other.rejected,
            self.days | other.days,
        )

    def __str__(self) -> str:
        return f"read={self.read} imported={self.imported} filtered={self.filtered.total()} rejected={self.rejected.total()}"


def explain(totals: Totals) -> list[str]:
    """Says in words why lines do not count, most frequent first."""
    texts = {**FILTERED, **{f"rejected {name}": text for name, text in REJECTED.items()}}
    reasons = totals.filtered + Counter({f"rejected {name}": number for name, number in totals.rejected.items()})
    return [f"{_(texts[name])}: {number}" for name, number in reasons.most_common()]
