"""The finding of a procedure: how many finish, what loses them, how much that is, how sure it is and what to look at.

It never names a cause that was not measured: a group that leaves more is told as such, and what was seen there is what to look at.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plazamayor.analytics.journeys.contract import Elsewhere, Funnel, Went
from plazamayor.core import formatting
from plazamayor.core.findings import Certainty, Finding
from plazamayor.procedures.friction.contract import Friction, Frictions
from plazamayor.procedures.friction.phrases import group, opening
from plazamayor.procedures.friction.sentences import certainty_reason, sentence
from plazamayor.procedures.kpis.burden import Range, Worth, worth_of_leaving
from plazamayor.procedures.models import Procedure, Step
from plazamayor.statistics.proportions import clopper_pearson, share

ENOUGH = 10
"""Attempts without which nothing is said of anybody."""
FIRM, PROBABLE = 0.99, 0.9
TROUBLE = 0.1
"""The part of those at a step from which what went wrong there is worth looking at."""


@dataclass(frozen=True)
class Seen:
    """What a finding is made of."""

    procedure: Procedure
    steps: Sequence[Step]
    funnel: Funnel
    frictions: Frictions | None

    @property
    def losses(self) -> list[int]:
        """How many left at each step but the last."""
        return [step.left for step in self.funnel.steps[:-1]]

    @property
    def worst(self) -> int:
        """The step (from 1) that loses most; 0 when none loses anybody."""
        losses = self.losses
        return losses.index(max(losses)) + 1 if any(losses) else 0

    @property
    def friction(self) -> Friction | None:
        """What explains most of the loss."""
        return self.frictions.told[0] if self.frictions and self.frictions.told else None

    @property
    def lit(self) -> int:
        """The step that the finding speaks of."""
        return self.friction.step if self.friction else self.worst

    def name(self, number: int) -> str:
        """The name of a step."""
        return self.steps[number - 1].name


def finding(seen: Seen) -> Finding:
    """The finding of some days in which somebody started."""
    if seen.funnel.started < ENOUGH:
        return _too_few(seen)
    if not seen.lit:
        return _nothing_lost(seen)
    return _of_friction(seen, seen.frictions, seen.friction) if seen.frictions and seen.friction else _of_step(seen)


def kicker_of(procedure: Procedure) -> str:
    """What is asked of a procedure: of an obligatory one, whether people are served."""
    if procedure.kind == Procedure.Kind.OBLIGATORY:
        return _("Whether people are served")
    return _("Where people are lost")


def _too_few(seen: Seen) -> Finding:
    text = _("Fewer than %(n)s people started in these days: nothing can be said of them.") % {"n": ENOUGH}
    missing = _("A longer period, or more people.")
    return Finding(claim=text, certainty=Certainty.UNKNOWN, missing=missing, kicker=kicker_of(seen.procedure))


def _nothing_lost(seen: Seen) -> Finding:
    count = seen.funnel.started
    claim = _("Nobody who started left halfway.")
    reason = ngettext("%(n)s attempt counted", "%(n)s attempts counted", count) % {"n": formatting.number(count)}
    return Finding(claim=claim, certainty=Certainty.FIRM, certainty_reason=reason, kicker=kicker_of(seen.procedure))


def _finished(seen: Seen) -> str:
    return _("Of those who start, %(share)s finish.") % {"share": formatting.percent(seen.funnel.completion, 0)}


def _of_step(seen: Seen) -> Finding:
    number, losses = seen.worst, seen.losses
    at = seen.funnel.steps[number - 1]
    phrase = _("“%(step)s”") % {"step": seen.name(number)}
    loses = _("The step that loses most is %(step)s: %(some)s of those who reach it.") % {
        "step": phrase,
        "some": formatting.people(at.left / at.reached),
    }
    second = max((loss for place, loss in enumerate(losses, start=1) if place != number), default=0)
    certainty = _surer(at.left, second)
    missing = _("Another step loses almost as many: more days may tell which one loses most.") if certainty is Certainty.UNKNOWN else ""
    return Finding(
        claim=f"{_finished(seen)} {loses}",
        highlight=phrase,
        how_much=_how_much(_people_lost(at.left), worth_of_leaving(seen.procedure, Range(at.left, at.left, at.left))),
        certainty=certainty,
        certainty_reason=_step_reason(at.left, at.reached),
        look_at=look_at(seen, number),
        missing=missing,
        kicker=kicker_of(seen.procedure),
    )


def _surer(most: int, second: int) -> Certainty:
    """How sure it is that one loss is greater than another, had each person been as likely to be in either."""
    for confidence, certainty in ((FIRM, Certainty.FIRM), (PROBABLE, Certainty.PROBABLE)):
        between = clopper_pearson(most, most + second, confidence)
        if between and between.low > 1 / 2:
            return certainty
    return Certainty.UNKNOWN


def _people_lost(count: int) -> str:
    return ngettext("%(n)s person left there", "%(n)s people left there", count) % {"n": formatting.few(count)}


def _step_reason(left: int, reached: int) -> str:
    between = clopper_pearson(left, reached)
    if between is None:
        return ""
    told = {
        "share": formatting.percent(share(left, reached)),
        "low": formatting.percent(between.low),
        "high": formatting.percent(between.high),
        "n": formatting.number(reached),
    }
    return _("abandonment there %(share)s, between %(low)s and %(high)s (95 %% confidence; %(n)s reached it)") % told


def _of_friction(seen: Seen, found: Frictions, friction: Friction) -> Finding:
    who = opening(group(friction.where))
    claim = f"{_finished(seen)} {sentence(found, friction, [step.name for step in seen.steps])}"
    lost = friction.lost_between
    worth = worth_of_leaving(seen.procedure, Range(friction.lost, lost.low, lost.high))
    return Finding(
        claim=claim,
        highlight=who if claim.count(who) == 1 else "",
        how_much=_how_much(lost_more(friction), worth),
        certainty=friction.certainty,
        certainty_reason=certainty_reason(friction),
        look_at=look_at(seen, friction.step),
        kicker=kicker_of(seen.procedure),
    )


def lost_more(friction: Friction) -> str:
    """How many a friction loses, in words."""
    between = friction.lost_between
    told = {
        "n": formatting.few(round(friction.lost)),
        "low": formatting.number(round(max(0, between.low))),
        "high": formatting.number(round(between.high)),
    }
    return _("%(n)s people lost beyond what is usual there, between %(low)s and %(high)s") % told


def _how_much(people: str, worth: Worth) -> str:
    """People, and what that is in euros and hours where it can be told."""
    parts = [people]
    if worth.euros:
        parts.append(_("%(some)s of burden, by the official table") % {"some": _between(worth.euros, "€")})
    if worth.hours:
        parts.append(_("%(some)s of their time") % {"some": _between(worth.hours, "h")})
    return f"{'; '.join(parts)}."


def _between(range_: Range, unit: str) -> str:
    """Both ends of a range, or the only figure when they are written alike."""
    low, high = (f"{formatting.number(end)}\u00a0{unit}" for end in (range_.low, range_.high))
    return low if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}


def look_at(seen: Seen, number: int) -> str:
    """What was seen at a step: errors shown, or where those who left it went; nothing when nothing stands out."""
    at = seen.funnel.steps[number - 1]
    if at.reached and at.errors / at.reached >= TROUBLE and at.errors >= ENOUGH:
        return _("What is asked there: %(n)s attempts were shown an error.") % {"n": formatting.number(at.errors)}
    went = [each for each in seen.funnel.went if each.step == number and each.kind is not Elsewhere.GONE]
    most = _most_gone(went)
    if most and at.left and most[1] / at.left >= TROUBLE and most[1] >= ENOUGH:
        return _("What they were looking for: %(n)s of those who left went on to %(where)s.") % {
            "n": formatting.number(most[1]),
            "where": _where(most[0]),
        }
    if at.helps and at.reached and at.helps / at.reached >= TROUBLE:
        return _("What is not understood there: %(n)s attempts asked for help.") % {"n": formatting.number(at.helps)}
    return _("What that step asks for: nothing that was measured stands out there.")


def _most_gone(went: Sequence[Went]) -> tuple[Elsewhere, int] | None:
    counts: dict[Elsewhere, int] = {}
    for each in went:
        counts[each.kind] = counts.get(each.kind, 0) + each.attempts
    return max(counts.items(), key=lambda pair: pair[1]) if counts else None


def _where(kind: Elsewhere) -> str:
    return {
        Elsewhere.SEARCH: _("the search of the site"),
        Elsewhere.CONTACT: _("the contact page"),
        Elsewhere.PHONE: _("the page of telephones"),
        Elsewhere.OUTSIDE: _("another website"),
        Elsewhere.PAGE: _("other pages of the site"),
        Elsewhere.GONE: "",
    }[kind]
