"""The figures of an infographic: a label and a number a line, as people paste them from a sheet."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from plazamayor.core.errors import Mistake

MOST_ROWS = 12
APART = re.compile(r"[\t;|]|,(?=\s)")


class WrongTable(Mistake):
    """The figures of an infographic cannot be read."""


@dataclass(frozen=True)
class Figure:
    """A label and its figure."""

    label: str
    value: float


def read(text: str) -> list[Figure]:
    """The figures of a text, in order; raises WrongTable naming the line."""
    rows = [_row(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not rows:
        raise WrongTable(_("There is no figure yet. Write a line for each: its name, a semicolon and its number."))
    if len(rows) > MOST_ROWS:
        why = _("There are more than %(most)d figures: nobody reads so many in a picture. Keep those that matter.")
        raise WrongTable(why % {"most": MOST_ROWS})
    return rows


def _row(number: int, line: str) -> Figure:
    parts = [part.strip() for part in APART.split(line.strip()) if part.strip()]
    if len(parts) < 2:  # noqa: PLR2004 a label and a number
        raise WrongTable(_("Line %(line)d has no label and number apart: write “Applications; 120”.") % {"line": number})
    value = value_of(parts[-1])
    if value is None:
        raise WrongTable(_("In line %(line)d, “%(text)s” is no number.") % {"line": number, "text": parts[-1][:40]})
    return Figure(" ".join(parts[:-1])[:60], value)


def value_of(text: str) -> float | None:
    """A number as people here write it: a comma for decimals, a point or a space for thousands, a unit behind; None when it is none."""
    bare = re.sub(r"[\s\u00a0\u202f]", "", text).rstrip("€%")
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+(,\d+)?", bare):
        bare = bare.replace(".", "")
    bare = bare.replace(",", ".")
    return float(bare) if re.fullmatch(r"-?\d{1,15}(\.\d{1,6})?", bare) else None
