"""Causes of abandonment that are planted: the vocabulary of the truth of a generated town, whoever makes its attempts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

MOST = 0.95


@dataclass(frozen=True)
class Cause:
    """At a step (from 1), those with some values leave so much more: `points` is part of one, added to what the others lose.

    `where`: dimensions of journeys with their value, in the order of their names: `(("browser", "Firefox"), ("device", "mobile"))`.
    """

    step: int
    where: tuple[tuple[str, str], ...]
    points: float

    @cached_property
    def values(self) -> dict[str, str]:
        """The same as a mapping."""
        return dict(self.where)

    def reaches(self, values: Mapping[str, str]) -> bool:
        """Tells whether somebody with these values suffers it."""
        return all(values.get(dimension) == value for dimension, value in self.where)


def leaving(base: float, step: int, values: Mapping[str, str], causes: Iterable[Cause]) -> float:
    """How likely it is that somebody with these values leaves at a step: what all lose there, and what each cause adds."""
    return min(MOST, base + sum(cause.points for cause in causes if cause.step == step and cause.reaches(values)))
