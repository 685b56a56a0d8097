"""The closed set of conditions that narrow a report. Every filter selects visits; its figures are those of the visits selected.

Values always travel as typed parameters, never inside the text.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from plazamayor.analytics.store.figures import OF_ACTS, OF_VISITS
from plazamayor.core.errors import Mistake

MOST = 20
"""Conditions a report may have at once."""


class UnknownFilter(Mistake):
    """A filter names a dimension that does not exist."""


@dataclass(frozen=True, order=True)
class Filter:
    """Visits with any of some values of a dimension, or (`negated`) with none of them."""

    dimension: str
    values: tuple[str, ...]
    negated: bool = False


_SLOT = "{slot:Array(String)}"
_FRAGMENTS = {
    **{name: f"toString({name}) IN {_SLOT}" for name in OF_VISITS},
    "page": f"hasAny(pages, {_SLOT})",
    "page_under": f"arrayExists(page -> arrayExists(start -> startsWith(page, start), {_SLOT}), pages)",
    "page_type": f"hasAny(page_types, {_SLOT})",
    **{name: f"arrayExists((act, target) -> act = '{name}' AND has({_SLOT}, target), acts, targets)" for name in OF_ACTS},
}
FILTERABLE = tuple(_FRAGMENTS)


def check(filters: Iterable[Filter]) -> tuple[Filter, ...]:
    """Puts filters in one order, without repetition; raises UnknownFilter for what does not exist."""
    found = tuple(sorted(set(filters)))
    for each in found:
        if each.dimension not in _FRAGMENTS:
            raise UnknownFilter(_("There is no filter called «%(name)s».") % {"name": each.dimension})
    if len(found) > MOST:
        raise UnknownFilter(_("At most %(most)s filters at once.") % {"most": MOST})
    return found


def condition(filters: Iterable[Filter]) -> tuple[str, dict[str, Any]]:
    """The SQL condition of some filters, joined by AND, and its parameters."""
    texts, params = [], {}
    for number, each in enumerate(filters):
        slot = f"filter_{number}"
        text = _FRAGMENTS[each.dimension].replace("{slot:", f"{{{slot}:")
        texts.append(f"NOT ({text})" if each.negated else text)
        params[slot] = list(each.values)
    return " AND ".join(texts) or "true", params
