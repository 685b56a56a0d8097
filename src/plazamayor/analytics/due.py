"""The room's work that falls due by itself; loaded by whoever runs it, not by every program."""

from datetime import timedelta

from plazamayor.analytics import retention, tasks
from plazamayor.analytics.api import work as api_work
from plazamayor.analytics.imports import operations as imports
from plazamayor.analytics.mailing import work as mailing_work
from plazamayor.core.due import DueWork

WORKS = (
    DueWork(name="analytics.uploads", every=timedelta(hours=1), run=imports.forget_uploads),
    DueWork(name="analytics.long_answers", every=timedelta(hours=6), run=tasks.forget_answers),
    *retention.WORKS,
    *api_work.WORKS,
    *mailing_work.WORKS,
)
