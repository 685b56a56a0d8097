"""Questions about procedures that other rooms, and several parts of this one, ask."""

from collections.abc import Sequence
from datetime import date

from plazamayor.analytics.journeys.contract import Journey, Mark, Marks, Way
from plazamayor.procedures.models import Procedure, Step
from plazamayor.procedures.surveys import queries as surveys
from plazamayor.procedures.surveys.scores import Measure, Score

__all__ = ["Score", "event_of", "journey_of", "marks_of", "measured_with", "satisfaction_of"]


def satisfaction_of(procedure: Procedure, first: date, last: date) -> Score | None:
    """How satisfied those who finished in some days say they are; None without a survey, or when nobody answered."""
    if surveys.survey_of(procedure) is None:
        return None
    score = surveys.results(procedure, first, last).scores.get(Measure.SATISFACTION)
    return score if score and score.n else None


def event_of(procedure: Procedure, step: Step) -> str:
    """The name of the event that always tells of a step: what a page sends, or the e-office's server calls."""
    return f"{procedure.code}.{step.key}"


def journey_of(procedure: Procedure, steps: Sequence[Step] | None = None) -> Journey | None:
    """What of a procedure is looked for in visits; None while it has no steps. Across visits only where a basis is declared."""
    known = list(procedure.steps.all()) if steps is None else list(steps)
    ordered = sorted((step for step in known if step.role == Step.Role.STEP), key=lambda step: (step.position, step.pk or 0))
    if not ordered:
        return None
    others = {
        role.value: tuple(mark for step in known if step.role == role for mark in marks_of(procedure, step))
        for role in Step.Role
        if role != Step.Role.STEP
    }
    return Journey(
        number=procedure.pk or 0,
        steps=tuple(marks_of(procedure, step) for step in ordered),
        limit=procedure.limit_minutes * 60,
        across=procedure.across_visits and procedure.site is not None and not procedure.site.exempt,
        **others,
    )


def measured_with(procedure: Procedure) -> int:
    """How many procedures of its administration are measured: those in use whose steps and site are said."""
    measured = Procedure.objects.filter(organisation=procedure.organisation_id, active=True, steps__role=Step.Role.STEP)
    return measured.exclude(site=None).distinct().count()


def marks_of(procedure: Procedure, step: Step) -> Marks:
    """The ways a step is recognised: those given, and the event with its name."""
    given = tuple(Mark(Way(way), text) for way, text in step.marks)
    own = Mark(Way.EVENT, event_of(procedure, step))
    return given if own in given else (*given, own)
