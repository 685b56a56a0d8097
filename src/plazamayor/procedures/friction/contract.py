"""What the friction finder answers."""

from typing import Final

import msgspec

from plazamayor.core.findings import Certainty
from plazamayor.statistics.proportions import Interval

FEW: Final = 10
"""A group of fewer people than this, or with fewer to compare it with, is neither tested nor shown."""
RATE: Final = 0.05
"""The rate of false discoveries, over every combination tested in all procedures of the administration."""
POINTS, TIMES = 0.03, 1.5
"""What is neither so many points above the expected rate nor so many times it is too slight to tell, however sure."""
MONTH: Final = 365.25 / 12

Where = tuple[tuple[str, str], ...]
"""The values a group shares, one or two: `(("device", "mobile"), ("browser", "Firefox"))`."""


class Friction(msgspec.Struct, frozen=True, kw_only=True):
    """A group that leaves a step (from 1) more than the rest.

    `expected`: the part of them that would have left, had they lost what the rest lost; it is the rate of all others at that step,
    free of what the step's other frictions add to it. `others_reached`, `others_left`: all others, as counted. `difference` is of
    proportions, at 95 %. `chance`: the p-value adjusted for everything looked at, here and in the other procedures. `beside`: the value
    that nearly all others have instead, if there is one.
    """

    step: int
    where: Where
    reached: int
    left: int
    others_reached: int
    others_left: int
    expected: float
    difference: Interval
    chance: float
    certainty: Certainty
    beside: Where = ()

    @property
    def rate(self) -> float:
        """The part of the group that left, 0 to 1."""
        return self.left / self.reached

    @property
    def slight(self) -> bool:
        """Tells whether the difference is too small to be worth a person's attention."""
        return self.rate - self.expected < POINTS and self.rate < TIMES * self.expected

    @property
    def lost(self) -> float:
        """Citizens lost: those who left beyond the ones that would have left as the rest do."""
        return self.left - self.reached * self.expected

    @property
    def lost_between(self) -> Interval:
        """The interval of the citizens lost."""
        return self.difference.times(self.reached)

    def lost_a_month(self, days: int) -> float:
        """Citizens lost in an average month, by those of so many days."""
        return self.lost * MONTH / days


class Frictions(msgspec.Struct, frozen=True, kw_only=True):
    """All that was found, by citizens lost. `doubtful`: what stands out but may be chance; it is no claim.

    `tested` combinations of values and step; `suppressed`, those of too few people; `echoes`, those that stand out by themselves and
    add nothing to the ones chosen (or, in exempt mode, may be the same people). `refused`: dimensions that exempt mode keeps off.
    `slight`, those that are not chance but too small to tell. `days` of the period, and the `kind` of procedure, which says in whose
    words it is told.
    """

    told: tuple[Friction, ...]
    doubtful: tuple[Friction, ...] = ()
    tested: int = 0
    suppressed: int = 0
    echoes: int = 0
    slight: int = 0
    dimensions: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    days: int = 1
    kind: str = "voluntary"

    @property
    def lost(self) -> float:
        """Citizens lost by all that is told. Somebody in two groups of a step counts in each only for what it adds."""
        return sum(each.lost for each in self.told)
