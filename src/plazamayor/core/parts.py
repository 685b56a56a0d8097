"""What components are given: small values that a view makes and a template draws."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise

from plazamayor.core import formatting
from plazamayor.core.formatting import Amount, Change, Unit
from plazamayor.core.registries import Indicator

Text = str | Promise


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A figure of a strip. With `address` it can be chosen; with `indicator` its name opens the definition.

    `note` and `note_more` are said under it when there is nothing to compare it with.
    """

    name: Text
    value: Amount
    unit: Unit = Unit.COUNT
    before: Amount = None
    of: Text = ""
    note: Text = ""
    note_more: Text = ""
    address: str = ""
    current: bool = False
    indicator: Indicator | None = None

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The value in amounts and units."""
        return formatting.parts(self.value, self.unit)

    @property
    def change(self) -> Change | None:
        """How it moved, when it is known from what."""
        return formatting.change(self.value, self.before, self.unit)


@dataclass(frozen=True, kw_only=True)
class Column:
    """The head of a column of figures; `wide` ones are left out on phones."""

    name: Text
    number: bool = True
    sorted: bool = False
    wide: bool = False
    address: str = ""

    @cached_property
    def css(self) -> str:
        """The classes of its cells."""
        return ("number" if self.number else "quiet") + (" wide" if self.wide else "")


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row: its name, which may filter (`address`), its cells as written, and the width of the bar behind (`64%`)."""

    name: Text
    cells: Sequence[Text]
    address: str = ""
    bar: str = ""
    lit: bool = False
    selected: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table with bars. `head` names the first column; `foot` says how many rows of how many, `more` leads to the rest."""

    caption: Text
    head: Text
    columns: Sequence[Column]
    rows: Sequence[Row]
    caption_shown: bool = False
    foot: Text = ""
    more: Text = ""
    more_address: str = ""
    nothing: Text = ""
    """What is said when there are no rows."""

    @property
    def lines(self) -> list[tuple[Row, list[tuple[Column, Text]]]]:
        """Each row with its cells beside their columns. Raises ValueError when a row has more or fewer cells than columns."""
        return [(row, list(zip(self.columns, row.cells, strict=True))) for row in self.rows]


@dataclass(frozen=True, kw_only=True)
class Tab:
    """A view of the same thing."""

    label: Text
    address: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, kw_only=True)
class Chip:
    """A filter that is on; `remove` is the address without it."""

    name: Text
    value: Text
    remove: str = ""
