"""Work that falls due by itself: journeys are kept derived, and the sheet of each month is made once, when the month is over, and kept."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import translation

from plazamayor.analytics.contract import Period
from plazamayor.analytics.journeys import queries as journeys
from plazamayor.analytics.store import StoreUnavailable
from plazamayor.core.due import DueWork
from plazamayor.procedures.models import MonthlySheet, Procedure
from plazamayor.procedures.queries import journey_of
from plazamayor.procedures.report.answers import asked_of
from plazamayor.procedures.report.months import last_month, month_view
from plazamayor.procedures.report.page import page_of
from plazamayor.procedures.surveys.queries import today_of

log = logging.getLogger(__name__)
BACK = timedelta(days=400)
"""How far back journeys are kept derived: a year of costs and the period before."""


def derive_all(now: datetime) -> None:
    """Derives what changed of every procedure in use, so that pages find it done; raises StoreUnavailable."""
    for procedure in _in_use():
        journey = journey_of(procedure)
        if procedure.site and journey:
            journeys.prepare(procedure.site, journey, (now - BACK).date(), now.date())


def make_sheets(now: datetime) -> None:
    """Makes the sheet of the month that is over for each procedure that has none. One that fails is tried again, and stops no other."""
    with translation.override(settings.LANGUAGE_CODE):
        for procedure in _in_use():
            month = last_month(today_of(procedure, now))
            if not procedure.sheets.filter(month=month.first).exists():
                try:
                    _make(procedure, month, now)
                except StoreUnavailable as why:
                    log.warning("the sheet of a procedure waits: %s", why)
                except Exception:
                    log.exception("the sheet of procedure %s could not be made; it is tried again", procedure.pk)


def sheet_of(procedure: Procedure, month: Period) -> bytes | None:
    """The sheet of a month as it was made, if it was in the language now spoken."""
    found = MonthlySheet.objects.filter(procedure=procedure, month=month.first, language=translation.get_language()).first()
    return bytes(found.content) if found else None


def _make(procedure: Procedure, month: Period, now: datetime) -> None:
    """Makes and keeps a sheet, unless nobody was seen in the month."""
    asked = asked_of(procedure, month_view(procedure, month, today_of(procedure, now)))
    if asked is None:
        return
    asked.wanted.prepare()
    page = page_of(asked, now)
    if page.funnel.started:
        from plazamayor.procedures.report.paper import paper  # noqa: PLC0415 only files need it

        told = {"made": now, "language": translation.get_language() or "", "content": paper(page)}
        MonthlySheet.objects.get_or_create(procedure=procedure, month=month.first, defaults=told)


def _in_use() -> Iterator[Procedure]:
    yield from (
        Procedure.objects.filter(active=True, organisation__closed=None)
        .select_related("organisation", "site__organisation", "unit", "owner")
        .prefetch_related("steps", "changes")
    )


WORKS = (
    DueWork(name="procedures.journeys_derived", every=timedelta(minutes=10), run=derive_all),
    DueWork(name="procedures.monthly_sheets", every=timedelta(hours=1), run=make_sheets),
)
