"""The page of a procedure, ready to be drawn: the finding first, and then what it is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from plazamayor.analytics.journeys.contract import Elsewhere, Funnel
from plazamayor.core import charts, formatting
from plazamayor.core.findings import Finding
from plazamayor.core.formatting import Unit
from plazamayor.core.parts import Figure
from plazamayor.procedures.friction.contract import Friction, Frictions
from plazamayor.procedures.friction.phrases import group, opening, others
from plazamayor.procedures.kpis.queries import Kpis
from plazamayor.procedures.models import Procedure, Step
from plazamayor.procedures.report import changes, indicators, parts, steps
from plazamayor.procedures.report.answers import Asked, Told, told
from plazamayor.procedures.report.changes import ChangeLine
from plazamayor.procedures.report.channels import Channels, channels_of
from plazamayor.procedures.report.finding import Seen, finding
from plazamayor.procedures.report.look import View
from plazamayor.procedures.report.parts import Said
from plazamayor.procedures.report.river import River, river
from plazamayor.procedures.report.steps import StepRow

Text = str | Promise


@dataclass(frozen=True, kw_only=True)
class FrictionRow:
    """A friction as it is drawn: what happens, at which step, how many it loses and between how many."""

    friction: Friction
    text: str
    step: str
    people: str
    between: str
    interval: charts.Interval
    lit: bool


@dataclass(frozen=True, kw_only=True)
class Page:
    """The page of a procedure whose steps are measured. `now` is the moment it is asked at."""

    asked: Asked
    told: Told
    frictions: Frictions
    version: int
    now: datetime

    @property
    def view(self) -> View:
        """The days looked at."""
        return self.asked.view

    @property
    def procedure(self) -> Procedure:
        """Whose page it is."""
        return self.asked.procedure

    @property
    def funnel(self) -> Funnel:
        """The funnel of the days looked at."""
        return self.told.now

    @property
    def obligatory(self) -> bool:
        """Whether it is measured as support."""
        return self.procedure.kind == Procedure.Kind.OBLIGATORY

    @cached_property
    def seen(self) -> Seen:
        """What the finding is made of."""
        return Seen(self.procedure, self.asked.steps, self.funnel, self.frictions)

    @cached_property
    def finding(self) -> Finding:
        """The finding."""
        return finding(self.seen)

    @cached_property
    def river(self) -> River | None:
        """The river of steps."""
        return river(self.funnel.steps, self.seen.lit)

    @cached_property
    def rows(self) -> list[StepRow]:
        """The steps in order."""
        return steps.rows(self.asked.steps, self.funnel, self.told.comparable, self.seen.lit)

    @property
    def instead(self) -> list[Text]:
        """The heads of the columns of where they went instead."""
        return list(steps.INSTEAD.values())

    @property
    def frictions_top(self) -> float:
        """The end of the scale on which frictions are drawn."""
        top = max((each.lost_between.high for each in self._frictions), default=0.0)
        return charts.ticks(max(top, 1.0), 1)[-1]

    @property
    def _frictions(self) -> Sequence[Friction]:
        return (*self.frictions.told, *self.frictions.doubtful)

    @cached_property
    def friction_rows(self) -> list[FrictionRow]:
        """The frictions by citizens lost, those that may be chance at the end."""
        return [self._friction(each) for each in self._frictions]

    def _friction(self, each: Friction) -> FrictionRow:
        between = each.lost_between
        low, high = max(0.0, between.low), between.high
        return FrictionRow(
            friction=each,
            text=friction_text(each, self.asked.steps),
            step=formatting.number(each.step),
            people=formatting.few(round(each.lost)),
            between=f"{formatting.number(round(low))} {formatting.DASH} {formatting.number(round(high))}",
            interval=charts.interval(low, each.lost, high, scale=(0.0, self.frictions_top)),
            lit=each is self.seen.friction,
        )

    @property
    def refused(self) -> list[str]:
        """What exempt mode does not let be looked at."""
        return list(self.frictions.refused)

    @cached_property
    def changes(self) -> list[ChangeLine]:
        """What was changed in it."""
        return changes.lines(self.asked, self.told.changes)

    @cached_property
    def measures(self) -> Kpis:
        """The four measures."""
        return parts.measures(self.asked, self.version, self.now)

    @cached_property
    def channels(self) -> Channels:
        """By which channels it was done."""
        return channels_of(self.measures)

    @cached_property
    def said(self) -> Said | None:
        """What was answered to its survey."""
        return parts.said(self.procedure, self.view)

    @property
    def support(self) -> list[Figure]:
        """What is measured of a procedure that nobody may choose not to do: whether it is quick, at once and without help."""
        now, before = self.funnel, self.told.comparable
        return [
            Figure(
                name=_("Time to complete"),
                value=now.seconds_median,
                unit=Unit.SECONDS,
                before=before.seconds_median if before else None,
                indicator=indicators.TO_COMPLETE,
            ),
            Figure(
                name=_("Attempts for each that finishes"),
                value=again(now),
                unit=Unit.DECIMAL,
                before=again(before) if before else None,
                indicator=indicators.AGAIN,
            ),
            Figure(
                name=_("Help sought"),
                value=help_sought(now),
                unit=Unit.COUNT,
                before=help_sought(before) if before else None,
                of=_("of %(n)s that started") % {"n": formatting.number(now.started)},
                indicator=indicators.HELP,
            ),
        ]

    @property
    def untied(self) -> list[tuple[Step, int]]:
        """Calls of the e-office that belong to no visit, step by step."""
        return list(self.told.untied.items())

    @property
    def ends(self) -> list[str]:
        """The other ways in which attempts ended, in words."""
        found = []
        if self.funnel.negative:
            found.append(_("%(n)s came to another valid end, which counts as finishing") % {"n": formatting.number(self.funnel.negative)})
        if self.funnel.failed:
            found.append(_("%(n)s met a failure of the system") % {"n": formatting.number(self.funnel.failed)})
        return found


def page_of(asked: Asked, now: datetime, version: int | None = None) -> Page:
    """The page of days that were derived, at a version of theirs; raises StoreUnavailable."""
    at = asked.wanted.standing().version if version is None else version
    return Page(asked=asked, told=told(asked, at), frictions=parts.frictions(asked, at), version=at, now=now)


def friction_text(each: Friction, known: Sequence[Step]) -> str:
    """What happens, in a sentence: those of the group, and those beside them."""
    told = {
        "group": opening(group(each.where)),
        "share": formatting.percent(each.rate),
        "others": others(each.where, each.beside),
        "other_share": formatting.percent(each.expected),
        "step": known[each.step - 1].name,
    }
    return _("%(group)s, %(share)s leave at “%(step)s”; %(others)s, %(other_share)s") % told


def again(funnel: Funnel) -> float | None:
    """Attempts for each valid end; None when there was none."""
    return funnel.started / funnel.ended if funnel.ended else None


def help_sought(funnel: Funnel) -> int:
    """Attempts that asked for help, or left for the contact page or that of telephones."""
    went = sum(each.attempts for each in funnel.went if each.kind in {Elsewhere.CONTACT, Elsewhere.PHONE})
    return min(funnel.started, sum(step.helps for step in funnel.steps) + went)


def how_counted(procedure: Procedure) -> str:
    """How attempts are counted, for the chip of the bar."""
    limit = limit_said(procedure.limit_minutes)
    if procedure.across_visits and procedure.site and not procedure.site.exempt:
        return _("across the visits of a day, up to %(limit)s") % {"limit": limit}
    return _("within a visit, up to %(limit)s") % {"limit": limit}


def limit_said(minutes: int) -> str:
    """A time limit."""
    return formatting.duration(minutes * 60)
