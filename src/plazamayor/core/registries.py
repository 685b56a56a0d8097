"""Registries: how a lower room reads what upper rooms have, without importing them.

A registry is filled in `AppConfig.ready()` and can be printed.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from django.utils.functional import Promise

from plazamayor.core.formatting import Unit

Text = str | Promise
T = TypeVar("T")


class Registry(Generic[T]):
    """Things of one kind under their keys, in the order they came."""

    def __init__(self, name: str, key: Callable[[T], str]) -> None:
        self.name = name
        self._key = key
        self._things: dict[str, T] = {}

    def register(self, thing: T) -> T:
        """Adds a thing; raises ValueError when its key is taken."""
        key = self._key(thing)
        if key in self._things:
            raise ValueError(f"{key} is already among the {self.name}")
        self._things[key] = thing
        return thing

    def get(self, key: str) -> T:
        """The thing under a key; raises KeyError when there is none."""
        return self._things[key]

    def __iter__(self) -> Iterator[T]:
        return iter(self._things.values())

    def __len__(self) -> int:
        return len(self._things)

    def __contains__(self, key: object) -> bool:
        return key in self._things

    def __str__(self) -> str:
        """The name of the registry and a line for each thing."""
        return "\n".join([f"{self.name} ({len(self)})", *(f"  {key}: {thing}" for key, thing in self._things.items())])


class Direction(StrEnum):
    """Which way an indicator is better."""

    UP = "up"
    DOWN = "down"
    NEITHER = "neither"


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """A declared formula: what a figure is called, what it counts, in what unit, which way is better and where it comes from."""

    key: str
    name: Text
    definition: Text
    unit: Unit
    direction: Direction
    source: Text
    denominator: Text = ""
    differs: Text = ""
    """Why other tools say another figure."""

    def __str__(self) -> str:
        return f"{self.name} ({self.unit}, better {self.direction})"


indicators: Registry[Indicator] = Registry("indicators", key=lambda indicator: indicator.key)
