"""A friction in a sentence: who, how many of each ten, at which step, beside whom, and how many people a month.

An obligatory procedure is told as support that is missing: whoever leaves it still has to do it.
"""

from collections.abc import Sequence
from math import floor, log10

from django.utils.translation import gettext as _

from plazamayor.core import formatting
from plazamayor.core.findings import Certainty, Finding
from plazamayor.procedures.friction import phrases
from plazamayor.procedures.friction.contract import FEW, Friction, Frictions
from plazamayor.procedures.models import Procedure


def tell(found: Frictions, friction: Friction, steps: Sequence[str]) -> Finding:
    """One of the frictions found, as a finding; `steps` are the names of the procedure's steps in order."""
    who = phrases.opening(phrases.group(friction.where))
    claim = sentence(found, friction, steps)
    return Finding(
        claim=claim,
        highlight=who if claim.count(who) == 1 else "",
        how_much=how_much(friction),
        certainty=friction.certainty,
        certainty_reason=certainty_reason(friction),
        missing=_("More attempts: what is seen may be chance.") if friction.certainty is Certainty.UNKNOWN else "",
    )


def sentence(found: Frictions, friction: Friction, steps: Sequence[str]) -> str:
    """The sentence, with plain fractions where they tell the two groups apart."""
    part, other_part = _parts(friction)
    text = (
        _("%(who)s, %(part)s do not get past “%(step)s”; %(others)s, %(other_part)s. %(people)s.")
        if found.kind == Procedure.Kind.OBLIGATORY
        else _("%(who)s, %(part)s leave at “%(step)s”; %(others)s, %(other_part)s. %(people)s.")
    )
    return text % {
        "who": phrases.opening(phrases.group(friction.where)),
        "part": part,
        "step": steps[friction.step - 1],
        "others": phrases.others(friction.where, friction.beside),
        "other_part": other_part,
        "people": people(found, friction),
    }


def people(found: Frictions, friction: Friction) -> str:
    """How many people a month, in round figures."""
    lost = friction.lost_a_month(found.days)
    obligatory = found.kind == Procedure.Kind.OBLIGATORY
    if lost < FEW:
        text = (
            _("Fewer than %(n)s people a month, who still need help or another way") if obligatory else _("Fewer than %(n)s people a month")
        )
        return text % {"n": FEW}
    text = _("About %(n)s people a month, who still need help or another way") if obligatory else _("About %(n)s people a month")
    return text % {"n": formatting.number(_round(lost))}


def how_much(friction: Friction) -> str:
    """People lost in the period, with their interval."""
    between = friction.lost_between
    return _(
        "%(n)s people lost beyond what the rest would have lost, between %(low)s and %(high)s, of the %(reached)s that reached it."
    ) % {
        "n": formatting.few(round(friction.lost)),
        "low": formatting.number(max(0, round(between.low))),
        "high": formatting.number(round(between.high)),
        "reached": formatting.number(friction.reached),
    }


def certainty_reason(friction: Friction) -> str:
    """The difference with its interval."""
    return _("%(points)s of difference, between %(low)s and %(high)s (95 %% confidence).") % {
        "points": formatting.points(friction.rate - friction.expected, 0),
        "low": formatting.number(friction.difference.low * 100),
        "high": formatting.number(friction.difference.high * 100),
    }


def looked_at(found: Frictions) -> str:
    """In how many places it was looked, and what that means for what is told."""
    return _("%(n)s combinations looked at; of every 20 findings told, at most 1 would be false.") % {"n": formatting.number(found.tested)}


def not_shown(found: Frictions) -> str:
    """How many combinations are of too few people; nothing when there are none."""
    if not found.suppressed:
        return ""
    return _("Combinations of fewer than %(few)s people, which are not shown: %(n)s.") % {
        "few": FEW,
        "n": formatting.number(found.suppressed),
    }


def _parts(friction: Friction) -> tuple[str, str]:
    """The two rates in people, or in percentages when in people they would be the same."""
    said = formatting.people(friction.rate), formatting.people(friction.expected)
    return said if said[0] != said[1] else (formatting.percent(friction.rate), formatting.percent(friction.expected))


def _round(value: float) -> int:
    """With two figures that count."""
    places = max(0, floor(log10(value)) - 1)
    return int(round(value / 10**places) * 10**places)
