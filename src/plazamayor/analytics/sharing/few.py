"""Figures that are published: fewer than ten people are never counted, nor can be told from what is beside them."""

from dataclasses import dataclass, replace

from django.utils.functional import Promise

from plazamayor.analytics.reports.answers import Figures, Line
from plazamayor.core import formatting
from plazamayor.core.formatting import FEW, Amount, Change
from plazamayor.core.parts import Figure

Text = str | Promise


def is_few(figures: Figures) -> bool:
    """Tells whether what some visits did was done by fewer than ten people (of a day), or is fewer than ten things."""
    return figures.visitors < FEW or figures.visits < FEW


def count(value: int, figures: Figures) -> str:
    """A count of what some visits did: «menos de 10», a dash when it would say how few they were, or the number."""
    if value < FEW:
        return formatting.few(value)
    return formatting.NOTHING if figures.visitors < FEW else formatting.number(value)


def share(part: Figures, whole: Figures) -> str:
    """How many of each hundred visits; nothing when it would say how few they were."""
    return formatting.NOTHING if is_few(part) or not whole.visits else formatting.hundred(part.visits / whole.visits)


def change(line: Line) -> str:
    """How visits moved; nothing when either side is few."""
    return formatting.NOTHING if is_few(line.now) or is_few(line.before) else formatting.change_in_row(line.now.visits, line.before.visits)


def drawn(value: Amount) -> Amount:
    """The place of a count in a chart: all that are few stand together, just below ten."""
    return value if value is None else max(value, FEW - 1)


@dataclass(frozen=True, kw_only=True)
class PublishedFigure(Figure):
    """A figure of a strip that says «menos de 10» instead of a small number, and no change from or to one."""

    few: bool = False
    """Whether it stands for few people, though the figure itself be large or an average."""
    few_before: bool = False

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The value in amounts and units."""
        if self._is_small(self.value):
            return [(formatting.few(self.value), "")]
        return [(formatting.NOTHING, "")] if self.few else super().parts

    @property
    def change(self) -> Change | None:
        """How it moved, unless either side is few."""
        return None if self.few or self.few_before or self._is_small(self.value) or self._is_small(self.before) else super().change

    def _is_small(self, value: Amount) -> bool:
        return self.unit is formatting.Unit.COUNT and value is not None and value < FEW


def published(figure: Figure, *, few: bool, few_before: bool) -> PublishedFigure:
    """A figure of the console as it is published: it chooses nothing."""
    plain = replace(figure, address="", current=False)
    kept = {name: getattr(plain, name) for name in plain.__dataclass_fields__}
    return PublishedFigure(**kept, few=few, few_before=few_before)
