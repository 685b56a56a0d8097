"""From weights to tables the engine draws from at no cost: a thousand places, each holding the number of a choice."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import TypeVar

PLACES = 1000
T = TypeVar("T")


def places(weights: Sequence[float]) -> list[int]:
    """Spreads PLACES over choices by weight: the numbers of the choices, from 1, each as many times as it is likely."""
    whole = sum(weights)
    bounds = [round(PLACES * bound / whole) for bound in accumulate(weights)]
    return [number for number, (low, high) in enumerate(zip([0, *bounds], bounds, strict=False), 1) for _ in range(high - low)]


def numbered(choices: Iterable[Mapping[T, float]]) -> list[T]:
    """Every choice of several tables, once each, in the order it first appears."""
    return list(dict.fromkeys(choice for table in choices for choice in table))


def over(known: Sequence[T], table: Mapping[T, float]) -> list[int]:
    """The places of a table whose choices are numbered by a longer list."""
    number = {choice: place for place, choice in enumerate(known, 1)}
    chosen = list(table)
    return [number[chosen[place - 1]] for place in places(list(table.values()))]
