"""Months of the calendar, as the sheet for the director looks at them."""

from datetime import date, timedelta

from plazamayor.analytics.contract import Period
from plazamayor.procedures.models import Procedure
from plazamayor.procedures.report.look import CUSTOM, PREVIOUS, View


def month_of(day: date) -> Period:
    """The month of a day, whole."""
    first = day.replace(day=1)
    return Period(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))


def last_month(today: date) -> Period:
    """The last month that is over."""
    return month_of(today.replace(day=1) - timedelta(days=1))


def month_view(procedure: Procedure, month: Period, today: date) -> View:
    """A month, compared with the one before."""
    before = month_of(month.first - timedelta(days=1))
    return View(procedure=procedure, today=today, name=CUSTOM, period=month, compare=PREVIOUS, compared=before)
