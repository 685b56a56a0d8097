"""Numbers, durations, changes and dates, written as each language writes them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import cached_property

from django.utils import translation
from django.utils.dates import MONTHS, MONTHS_3, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

HARD_SPACE = "\u00a0"
MINUS = "\u2212"
DASH = "\u2013"
NOTHING = "\u2014"
TEN, KILO = 10, 1000
FEW = 10
"""Fewer people than this are not counted in what is published."""

Amount = float | int | Decimal | None


class Unit(StrEnum):
    """What a figure counts, which says how it is written and how it is compared."""

    COUNT = "count"
    DECIMAL = "decimal"
    SCORE = "score"
    """A mark with one decimal."""
    SHARE = "share"
    """A part of one: 0.431 is written 43,1 %."""
    SECONDS = "seconds"
    BYTES = "bytes"
    EUROS = "euros"


@dataclass(frozen=True)
class Style:
    """How a language writes figures."""

    thousands: str
    decimal: str
    percent: str
    capitals: bool
    """Whether the names of months and days begin with a capital."""

    @cached_property
    def marks(self) -> dict[int, int]:
        """What Python writes in a number, in this language."""
        return str.maketrans(",.", self.thousands + self.decimal)


SPANISH = Style(".", ",", f"{HARD_SPACE}%", capitals=False)
ENGLISH = Style(",", ".", "%", capitals=True)


def style() -> Style:
    """The style of the active language: English has its own; the languages of Spain share one."""
    return ENGLISH if (translation.get_language() or "").startswith("en") else SPANISH


def number(value: Amount, places: int = 0, *, signed: bool = False) -> str:
    """Writes a number with its separators, a true minus and, if asked, its plus; a dash when there is none."""
    if value is None or value != value:  # noqa: PLR0124 the only number that differs from itself is not a number
        return NOTHING
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    digits = f"{abs(rounded):,f}".translate(style().marks)
    return _sign(rounded, signed=signed) + digits


def _sign(value: Decimal, *, signed: bool) -> str:
    if value < 0:
        return MINUS
    return "+" if signed and value > 0 else ""


def percent(share: Amount, places: int = 1, *, signed: bool = False) -> str:
    """Writes a part of one as a percentage: 0.128 is «12,8 %»."""
    if share is None or share != share:  # noqa: PLR0124 the only number that differs from itself is not a number
        return NOTHING
    return number(Decimal(str(share)) * 100, places, signed=signed) + style().percent


def hundred(share: Amount) -> str:
    """Writes a part of one as so many of each hundred, for columns that say so in their head."""
    return NOTHING if share is None else number(Decimal(str(share)) * 100, 1)


def points(difference: Amount, places: int = 1, *, signed: bool = False) -> str:
    """Writes the difference of two percentages, given as a part of one: 0.018 is «1,8 puntos»."""
    if difference is None:
        return NOTHING
    value = round(Decimal(str(difference)) * 100, places)
    figure = number(value, places, signed=signed)
    return ngettext("%(n)s point", "%(n)s points", 1 if abs(value) == 1 else 2) % {"n": figure}


def duration(seconds: Amount) -> str:
    """Writes a length of time with at most two units: «1 min 48 s», «2 h 5 min», «3 d 4 h»."""
    return HARD_SPACE.join(f"{amount}{HARD_SPACE}{unit}" for amount, unit in duration_parts(seconds)) or NOTHING


def duration_parts(seconds: Amount) -> list[tuple[str, str]]:
    """The amounts of a length of time with their units, greatest first; a zero in the second place is left out."""
    if seconds is None:
        return []
    left = int(Decimal(str(abs(seconds))).quantize(Decimal(1), ROUND_HALF_UP))
    for size, unit, below_size, below in ((86400, "d", 3600, "h"), (3600, "h", 60, "min"), (60, "min", 1, "s")):
        if left >= size:
            whole, rest = divmod(left, size)
            parts = [(number(whole), unit)]
            return [*parts, (number(rest // below_size), below)] if rest // below_size else parts
    return [(number(left), "s")]


def euros(amount: Amount, places: int = 2) -> str:
    """Writes an amount of money: «5,84 €»."""
    return NOTHING if amount is None else f"{number(amount, places)}{HARD_SPACE}€"


def size(count: Amount) -> str:
    """Writes a number of bytes in the unit that reads best, by thousands."""
    if count is None:
        return NOTHING
    value = Decimal(str(count))
    for unit in ("B", "kB", "MB", "GB"):
        if abs(value) < KILO:
            return f"{number(value, 0 if unit == 'B' or value >= TEN else 1)}{HARD_SPACE}{unit}"
        value /= KILO
    return f"{number(value, 1)}{HARD_SPACE}TB"


WRITE: dict[Unit, Callable[[Amount], str]] = {
    Unit.COUNT: number,
    Unit.DECIMAL: lambda value: number(value, 2),
    Unit.SCORE: lambda value: number(value, 1),
    Unit.SHARE: percent,
    Unit.SECONDS: duration,
    Unit.BYTES: size,
    Unit.EUROS: euros,
}


def quantity(value: Amount, unit: Unit | str = Unit.COUNT) -> str:
    """Writes a figure in the way of its unit."""
    return WRITE[Unit(unit)](value)


def parts(value: Amount, unit: Unit | str = Unit.COUNT) -> list[tuple[str, str]]:
    """A figure cut in amounts and units, so that units can be drawn smaller."""
    if value is not None and unit == Unit.SECONDS:
        return duration_parts(value)
    if value is not None and unit == Unit.SHARE:
        return [(number(Decimal(str(value)) * 100, 1), "%")]
    if value is not None and unit == Unit.EUROS:
        return [(number(value, 2), "€")]
    return [(quantity(value, unit), "")]


@dataclass(frozen=True)
class Change:
    """How a figure moved: where to (`up`, `down`, `same`, `new`), by how much and from what, in words."""

    direction: str
    amount: str
    before: str


def change(now: Amount, before: Amount, unit: Unit | str = Unit.COUNT) -> Change | None:
    """Compares a figure with what it was: counts in per cent, percentages in points, the rest in its own unit.

    None when one of the two is not known; `new` when it was zero and counts cannot be divided by it.
    """
    if now is None or before is None:
        return None
    current, earlier, unit = Decimal(str(now)), Decimal(str(before)), Unit(unit)
    moved = current - earlier
    direction = "up" if moved > 0 else "down" if moved < 0 else "same"
    was = quantity(before, unit)
    if unit in {Unit.COUNT, Unit.BYTES}:
        if earlier == 0:
            return Change("new" if current else "same", "", was)
        return Change(direction, percent(abs(moved / earlier)), was)
    return Change(direction, points(abs(moved)) if unit == Unit.SHARE else quantity(abs(moved), unit), was)


def change_in_row(now: Amount, before: Amount) -> str:
    """The change of a row of a table, in whole per cents with their sign: «+4 %», «nueva»."""
    if now is None or before is None:
        return NOTHING
    if not before:
        return pgettext("a row of a table", "new") if now else NOTHING
    return percent((Decimal(str(now)) - Decimal(str(before))) / Decimal(str(before)), 0, signed=True)


# Fractions people say, simplest first: a tie goes to the first.
SAID = [(1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (1, 6), *((n, 10) for n in range(1, 10))]
RARE, NEARLY_ALL = Decimal("0.085"), Decimal("0.95")


def people(share: Amount) -> str:
    """Says a part of one in people: 0.418 is «4 de cada 10», 0.167 is «1 de cada 6», 0.02 is «1 de cada 50»."""
    if share is None:
        return NOTHING
    part = min(max(Decimal(str(share)), Decimal(0)), Decimal(1))
    some, of = _fraction(part)
    return _("%(some)s in %(of)s") % {"some": number(some), "of": number(of)}


def _fraction(part: Decimal) -> tuple[int, int]:
    if part in (0, 1):
        return int(part * 10), 10
    if part < RARE:
        every = 1 / part
        step = Decimal(10) ** (every.adjusted() - 1) if every >= 2 * TEN else Decimal(1)
        return 1, int((every / step).quantize(Decimal(1), ROUND_HALF_UP) * step)
    if part > NEARLY_ALL:
        return min(99, int((part * 100).quantize(Decimal(1), ROUND_HALF_UP))), 100
    return min(SAID, key=lambda said: abs(Decimal(said[0]) / said[1] - part))


def few(count: Amount, unit: Unit | str = Unit.COUNT) -> str:
    """Writes a number of people that is going to be published: fewer than ten are «menos de 10»."""
    if count is not None and count < FEW:
        return _("fewer than %(n)s") % {"n": FEW}
    return quantity(count, unit)


def _name(names: Mapping[int, object], key: int) -> str:
    text = str(names[key])
    return text.capitalize() if style().capitals else text.lower()


def day(when: date, *, year: bool = True, weekday: bool = False) -> str:
    """Writes a day in short: «19 nov 2026», «jue 19 nov»."""
    words = [str(when.day), _name(MONTHS_3, when.month).rstrip(".")]
    if weekday:
        words.insert(0, _name(WEEKDAYS_ABBR, when.weekday()).rstrip("."))
    if year:
        words.append(str(when.year))
    return HARD_SPACE.join(words)


def long_day(when: date) -> str:
    """Writes a day in full: «viernes, 20 de noviembre de 2026»."""
    return _("%(weekday)s, %(day)s %(month)s %(year)s") % {
        "weekday": _name(WEEKDAYS, when.weekday()),
        "day": when.day,
        "month": _name(MONTHS, when.month),
        "year": when.year,
    }


def month(when: date, *, year: bool = True) -> str:
    """Writes a month in short: «nov 2026»."""
    name = _name(MONTHS_3, when.month).rstrip(".")
    return f"{name}{HARD_SPACE}{when.year}" if year else name


def moment(when: datetime) -> str:
    """Writes a day and a time, in the zone the moment is in: «20 nov 2026, 14:30»."""
    return f"{day(when)}, {when:%H:%M}"


def period(first: date, last: date, *, days: bool = False) -> str:
    """Writes a period of whole days, both included: «23 oct – 19 nov 2026 (28 días)»."""
    if first == last:
        text = day(first)
    elif first.year != last.year:
        text = f"{day(first)} {DASH} {day(last)}"
    elif first.month != last.month:
        text = f"{day(first, year=False)} {DASH} {day(last)}"
    else:
        text = f"{first.day}{DASH}{day(last)}"
    if not days:
        return text
    count = (last - first).days + 1
    length = ngettext("%(n)s day", "%(n)s days", count) % {"n": number(count)}
    return f"{text} ({length})"
