"""The counts of a step as tables: of each value, and of each two values of different dimensions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from plazamayor.analytics.journeys.contract import Cell
from plazamayor.procedures.friction.contract import FEW, Where

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Cells = Mapping[tuple[str, ...], Sequence[Cell]]
"""Cells by the dimensions they are of."""

MOST_VALUES: Final = 12
"""Values of a dimension that are looked at, the most frequent; the rest are together."""
SAME: Final = 0.95
"""Two values together are no group of their own when they are this part of one of them."""
NEARLY_ALL: Final = 0.85
"""Part of the others who have a value for them to be called by it."""
ROUNDS: Final = 6
REST = ""


@dataclass(frozen=True)
class Step:
    """A step. `values`: dimension and value of each place of the tables, where REST is all the others of a dimension.

    `reached` and `left`: how many have both values; in the diagonal, how many have one. `crossed`: which two were counted together.
    """

    number: int
    values: tuple[tuple[str, str], ...]
    reached: Floats
    left: Floats
    crossed: Bools
    total: float
    total_left: float

    @cached_property
    def dimension(self) -> Ints:
        """The dimension of each place, as a number."""
        names = list(dict.fromkeys(dimension for dimension, _value in self.values))
        return np.array([names.index(dimension) for dimension, _value in self.values])

    @cached_property
    def groups(self) -> tuple[Ints, Ints]:
        """The groups that are tested, each as two places: twice the same, of one value."""
        first, second = self._of_enough
        mine, theirs = self.reached[first, second], np.minimum(np.diag(self.reached)[first], np.diag(self.reached)[second])
        own = (first == second) | (mine < SAME * theirs)
        return first[own], second[own]

    @property
    def suppressed(self) -> int:
        """Groups of somebody, but too few."""
        first, second = self._named
        return int((self.reached[first, second] > 0).sum()) - len(self._of_enough[0])

    @cached_property
    def _named(self) -> tuple[Ints, Ints]:
        named = np.array([value != REST for _dimension, value in self.values], bool)
        first, second = np.nonzero(np.triu(self.crossed) & named[:, None] & named[None, :])
        return first, second

    @cached_property
    def _of_enough(self) -> tuple[Ints, Ints]:
        first, second = self._named
        mine = self.reached[first, second]
        enough = (mine >= FEW) & (self.total - mine >= FEW)
        return first[enough], second[enough]

    def where(self, first: int, second: int) -> Where:
        """The values of a group."""
        return (self.values[first],) if first == second else (self.values[first], self.values[second])

    def beside(self, first: int, second: int) -> Where:
        """The value of the same dimension that nearly all outside a group of one value have; none when they have several."""
        outside = np.where(self.dimension == self.dimension[first], np.diag(self.reached), 0)
        outside[first] = 0
        most = int(np.argmax(outside))
        known = first == second and self.values[most][1] != REST and outside[most] >= NEARLY_ALL * (self.total - self.reached[first, first])
        return (self.values[most],) if known else ()

    def shared(self, first: int, second: int) -> Floats:
        """How many of a group are in each value (the diagonal) and in each two: a table as `reached`, exact in what two values tell.

        Of three or four dimensions no table was counted: theirs is the one that adds up to all those of two and supposes nothing else.
        """
        mine = dict.fromkeys([int(self.dimension[first]), int(self.dimension[second])])
        other = [dimension for dimension in range(len(self._places)) if dimension not in mine]
        own = dict(zip(mine, (first, second), strict=False))
        found = np.zeros_like(self.reached)
        found[list(own.values()), list(own.values())] = self.reached[first, second]
        found[first, second] = found[second, first] = self.reached[first, second]
        for some in [(one,) for one in other] + list(combinations(other, 2)):
            block = self._of(own, some)
            rows, columns = self._places[some[0]], self._places[some[-1]]
            found[np.ix_(rows, columns)] = np.diag(block) if len(some) == 1 else block
            found[np.ix_(columns, rows)] = found[np.ix_(rows, columns)].T
            for place in own.values() if len(some) == 1 else ():
                found[place, rows] = found[rows, place] = block
        return found

    def _of(self, own: Mapping[int, int], some: tuple[int, ...]) -> Floats:
        """A group, one place of each of its dimensions, by the values of other dimensions."""
        dimensions = tuple(sorted((*own, *some)))
        table = self._joint(dimensions)
        chosen = tuple(int(np.searchsorted(self._places[each], own[each])) if each in own else slice(None) for each in dimensions)
        found: Floats = table[chosen]
        return found

    def _joint(self, dimensions: tuple[int, ...]) -> Floats:
        """How many have each value of some dimensions, by iterative proportional fitting (Deming and Stephan, 1940)."""
        if dimensions not in self._joints:
            places = [self._places[each] for each in dimensions]
            table = np.ones([len(each) for each in places])
            for _round in range(ROUNDS if len(places) > 2 else 1):  # noqa: PLR2004 two dimensions were counted
                for one, two in combinations(range(len(places)), 2):
                    rest = tuple(axis for axis in range(len(places)) if axis not in {one, two})
                    counted = self.reached[np.ix_(places[one], places[two])]
                    table *= np.expand_dims(_parts(counted, table.sum(axis=rest)), rest)
            self._joints[dimensions] = table
        return self._joints[dimensions]

    @cached_property
    def _joints(self) -> dict[tuple[int, ...], Floats]:
        return {}

    @cached_property
    def _places(self) -> list[Ints]:
        """The places of each dimension, which are together."""
        return [np.flatnonzero(self.dimension == each) for each in range(int(self.dimension.max()) + 1)]


def _parts(whole: Floats, of: Floats) -> Floats:
    """How many times a figure goes into another; none where there is nothing."""
    return np.divide(whole, of, out=np.zeros_like(of), where=of > 0)


def steps_of(cells: Cells) -> list[Step]:
    """The tables of every step that somebody leaves."""
    ones = {some[0]: found for some, found in cells.items() if len(some) == 1}
    values = _values(ones)
    numbers = sorted({cell.step for found in ones.values() for cell in found if cell.left})
    return [_step(number, cells, values) for number in numbers]


def _values(ones: Mapping[str, Sequence[Cell]]) -> tuple[tuple[str, str], ...]:
    """The values of every dimension that most attempts have, and the rest of it."""
    found: list[tuple[str, str]] = []
    for dimension, counted in ones.items():
        begun: dict[str, int] = {}
        for cell in counted:
            begun[cell.values[0]] = max(begun.get(cell.values[0], 0), cell.reached)
        begun.pop(REST, None)
        most = sorted(begun, key=lambda value: (-begun[value], value))[:MOST_VALUES]
        found += [(dimension, value) for value in most] + [(dimension, REST)]
    return tuple(found)


def _step(number: int, cells: Cells, values: tuple[tuple[str, str], ...]) -> Step:
    places = {each: place for place, each in enumerate(values)}
    reached, left = np.zeros((2, len(values), len(values)))
    crossed = np.zeros(reached.shape, bool)
    total = total_left = 0.0
    for some, counted in cells.items():
        mine = [cell for cell in counted if cell.step == number]
        rests = [places[dimension, REST] for dimension in some]
        for cell in mine:
            at = [places.get((dimension, value), rest) for dimension, value, rest in zip(some, cell.values, rests, strict=True)]
            for table, count in ((reached, cell.reached), (left, cell.left)):
                table[at[0], at[-1]] += count
                table[at[-1], at[0]] = table[at[0], at[-1]]
        kinds = [np.array([dimension == one for dimension, _value in values], bool) for one in some]
        crossed |= np.outer(kinds[0], kinds[-1]) if len(some) > 1 else np.diag(kinds[0])
        if len(some) == 1:
            total, total_left = max(total, sum(cell.reached for cell in mine)), max(total_left, sum(cell.left for cell in mine))
    return Step(number, values, reached, left, crossed | crossed.T, total, total_left)
