"""How many begin each procedure of the town each day."""

from dataclasses import dataclass
from datetime import date

from plazamayor.demo.eoffice.shape import Blueprint
from plazamayor.demo.traffic.season import Season

RAMP = 0.9
"""How much more is begun at the end of a term than at its beginning."""


@dataclass(frozen=True)
class Agenda:
    """The days of a procedure in a season, which gives its story, its noise and its scale."""

    blueprint: Blueprint
    season: Season

    def begun(self, day: date) -> int:
        """Attempts begun on a day."""
        return round(self.blueprint.daily * self.part(day) * self.season.scale)

    def part(self, day: date) -> float:
        """What a day is beside an ordinary working day; none while the procedure is closed."""
        plan = self.blueprint
        first, last = plan.window.days(day, self.season.story)
        if not first <= day <= last:
            return 0.0
        part = plan.months[day.month - 1] * (plan.resting if self.rests(day) else 1.0)
        if day in self.season.story.storm:
            part *= plan.storm
        if plan.window.bounded:
            part *= 1 + RAMP * ((day - first).days / (last - first).days) ** 2
        return part * (1 + 0.06 * self.season.noise(day))

    def rests(self, day: date) -> bool:
        """Whether it is a weekend or a holiday."""
        return self.season.rests(day)
