"""The finding of a period, in a sentence: what changed, by how much, how sure that is and what to look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plazamayor.analytics.dashboard.measures import Measure
from plazamayor.analytics.findings import Concentration, Placed
from plazamayor.core import formatting
from plazamayor.core.findings import Certainty, Finding
from plazamayor.core.formatting import Unit

WHOLE = 0.01
"""Changes from here on are said in whole per cents."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """All that a finding may speak of: `weeks` of measurement are missing to place it, `noted` is what staff noted about its days."""

    measure: Measure
    now: float | None
    before: float | None
    placed: Placed
    concentration: Concentration | None = None
    weeks: int = 0
    noted: str = ""
    look_at: str = ""
    look_at_phrase: str = ""
    look_at_address: str = ""


def tell(facts: Facts) -> Finding:
    """Says it; when it cannot be known whether a change is unusual, it says so and what is missing."""
    if facts.placed.change is None:
        return _nothing_to_compare(facts)
    if facts.concentration is not None and not facts.placed.usual:
        return _concentrated(facts, facts.concentration)
    return _whole(facts)


def _nothing_to_compare(facts: Facts) -> Finding:
    claim = str(facts.measure.said) % {"n": _amount(facts.measure, facts.now)} + "."
    return Finding(claim=claim, certainty=Certainty.UNKNOWN, missing=_("A period with figures to compare it with."), **_look_at(facts))


def _whole(facts: Facts) -> Finding:
    moved, by = _moved(facts)
    placed = facts.placed
    if placed.certainty is Certainty.FIRM:
        claim = _("%(moved)s, outside all that was seen before.") % {"moved": moved}
    elif placed.certainty is Certainty.PROBABLE:
        claim = _("%(moved)s, outside what is usual.") % {"moved": moved}
    elif placed.usual:
        claim = _("%(moved)s, within what is usual.") % {"moved": moved}
    else:
        claim = _("%(moved)s. It cannot be said yet whether that is unusual.") % {"moved": moved}
    return Finding(
        claim=claim,
        highlight=by if claim.count(by) == 1 and placed.certainty is not Certainty.UNKNOWN else "",
        how_much=_how_much(facts),
        certainty=placed.certainty,
        certainty_reason=_reason(facts, placed.change, usual=placed.usual),
        missing=_missing(facts),
        **_look_at(facts),
    )


def _concentrated(facts: Facts, found: Concentration) -> Finding:
    moved, _by = _moved(facts)
    days = days_in_words(found.days)
    noted = _(" (staff noted: “%(text)s”)") % {"text": facts.noted} if facts.noted else ""
    part = str(facts.measure.more if found.moved > 0 else facts.measure.fewer) % {"part": formatting.people(found.share)}
    claim = ngettext(
        "%(moved)s, but %(part)s fell on %(days)s%(noted)s. Without it, the change is %(rest)s, within what is usual.",
        "%(moved)s, but %(part)s fell on %(days)s%(noted)s. Without them, the change is %(rest)s, within what is usual.",
        len(found.days),
    ) % {"moved": moved, "part": part, "days": days, "noted": noted, "rest": _signed(facts.measure, found.rest_change)}
    return Finding(
        claim=claim,
        highlight=days if claim.count(days) == 1 else "",
        how_much=ngettext(
            "%(all)s: %(some)s on that day and %(rest)s on the others.",
            "%(all)s: %(some)s on those days and %(rest)s on the others.",
            len(found.days),
        )
        % {
            "all": _difference(found.moved + found.rest),
            "some": formatting.number(found.moved, signed=True),
            "rest": formatting.number(found.rest, signed=True),
        },
        certainty=facts.placed.certainty,
        certainty_reason=_reason(facts, found.rest_change, usual=True),
        missing=_missing(facts),
        **_look_at(facts),
    )


def _look_at(facts: Facts) -> dict[str, str]:
    return {"look_at": facts.look_at, "look_at_phrase": facts.look_at_phrase, "look_at_address": facts.look_at_address}


def _amount(measure: Measure, value: float | None) -> str:
    unit = measure.indicator.unit
    return formatting.few(value, unit) if measure.counted else formatting.quantity(value, unit)


def _moved(facts: Facts) -> tuple[str, str]:
    """The change as a sentence without its full stop, and the words that say by how much."""
    change = facts.placed.change or 0.0
    by = _size(facts.measure, abs(change))
    text = facts.measure.same if not change else facts.measure.rose if change > 0 else facts.measure.fell
    return str(text) % {"by": by}, by


def _size(measure: Measure, change: float) -> str:
    """The size of a change, without its sign."""
    if measure.counted:
        return formatting.percent(change, 0 if change >= WHOLE else 1)
    return formatting.points(change) if measure.indicator.unit is Unit.SHARE else formatting.quantity(change, measure.indicator.unit)


def _signed(measure: Measure, change: float) -> str:
    sign = "" if not change else "+" if change > 0 else formatting.MINUS
    return sign + _size(measure, abs(change))


def _difference(change: float) -> str:
    """A number of things more, or fewer."""
    text = _("%(n)s more") if change >= 0 else _("%(n)s fewer")
    return text % {"n": formatting.few(abs(change))}


def _how_much(facts: Facts) -> str:
    before = _amount(facts.measure, facts.before)
    if not facts.measure.counted or facts.now is None or facts.before is None:
        return _("%(now)s; before, %(before)s.") % {"now": _amount(facts.measure, facts.now), "before": before}
    return _("%(difference)s than the %(before)s of the period compared with.") % {
        "difference": _difference(facts.now - facts.before),
        "before": before,
    }


def _reason(facts: Facts, change: float | None, *, usual: bool) -> str:
    """How a change stands among the earlier ones."""
    placed, measure = facts.placed, facts.measure
    if placed.low is None or placed.high is None or change is None:
        return ""
    where = {
        "change": _signed(measure, change),
        "low": _signed(measure, placed.low),
        "high": _signed(measure, placed.high),
        "n": formatting.number(placed.earlier),
    }
    if usual:
        return _("%(change)s fits in what is usual: between %(low)s and %(high)s in the %(n)s earlier comparisons.") % where
    return _("the %(n)s earlier comparisons went from %(low)s to %(high)s.") % where


def _missing(facts: Facts) -> str:
    """What would make it known, when it is not."""
    placed = facts.placed
    if placed.certainty is not Certainty.UNKNOWN:
        return ""
    if placed.usual:
        return _("A greater change: this one may be chance.")
    return ngettext(
        "%(weeks)s more week of measurement: there are %(n)s earlier comparisons, and it takes twelve.",
        "%(weeks)s more weeks of measurement: there are %(n)s earlier comparisons, and it takes twelve.",
        facts.weeks,
    ) % {"weeks": formatting.number(facts.weeks), "n": formatting.number(placed.earlier)}


def days_in_words(days: Sequence[date]) -> str:
    """Some days in a row of words: «11 y 12 nov», «30 oct y 2 nov»; the month is said once when it is the same."""
    last = days[-1]
    whole = [formatting.day(day, year=False) for day in days]
    names = [str(day.day) if day.month == last.month and day != last else text for day, text in zip(days, whole, strict=True)]
    if len(names) == 1:
        return names[0]
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
