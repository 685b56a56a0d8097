"""Pages of measures that wait: their days are derived beside them, and they show how far that is."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from plazamayor.procedures import deriving, tasks
from plazamayor.procedures.kpis.period import Days
from plazamayor.procedures.kpis.queries import wanted_of
from plazamayor.procedures.models import Procedure

PART = "waiting"


def wait(request: HttpRequest, procedures: Iterable[Procedure], days: Days, now: datetime, **shown: Any) -> HttpResponse | None:
    """The page that waits until the days of some procedures are derived, or that loads itself anew; None when there is nothing to wait for.

    Raises StoreUnavailable.
    """
    asks_again = request.headers.get("HX-Target") == PART
    found, new = deriving.waited([wanted_of(each, days.period.first, days.period.last, now) for each in procedures], now)
    for row in new:
        tasks.derive.enqueue(row.pk)
    if found is None:
        return HttpResponse(headers={"HX-Refresh": "true"}) if asks_again else None
    template = "procedures/report/waiting_part.html" if asks_again else "procedures/kpis/waiting.html"
    return render(request, template, {**shown, "row": found, "address": request.get_full_path()}, status=202)
