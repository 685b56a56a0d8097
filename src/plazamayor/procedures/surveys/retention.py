"""Erases the replies that are older than their survey keeps; the counts of invitations go with them."""

from datetime import datetime, timedelta

from plazamayor.analytics.contract import first_kept
from plazamayor.core.due import DueWork
from plazamayor.procedures.models import Reply, Survey, Tally
from plazamayor.procedures.surveys.queries import today_of


def erase_old(now: datetime) -> None:
    """Erases what is too old, survey by survey. Repeating it erases nothing more."""
    for survey in Survey.objects.select_related("procedure__organisation", "procedure__site"):
        before = first_kept(today_of(survey.procedure, now), survey.retention_months)
        Reply.objects.filter(survey=survey, day__lt=before).delete()
        Tally.objects.filter(survey=survey, day__lt=before).delete()


WORKS = (DueWork(name="procedures.survey_replies", every=timedelta(hours=6), run=erase_old),)
