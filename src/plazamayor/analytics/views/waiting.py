"""A page that waits for a long answer, tells how far it is, and can be left."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from plazamayor.analytics.models import LongAnswer, Site
from plazamayor.analytics.tasks import answer_long


def waited(request: HttpRequest) -> bool:
    """Tells whether it is the page that waits who asks: once there is an answer, it has to load it whole."""
    return request.headers.get("HX-Target") == "waiting"


def load_it() -> HttpResponse:
    """Has the page that waits give way to the answer."""
    return HttpResponse(headers={"HX-Refresh": "true"})


def wait(request: HttpRequest, site: Site, row: LongAnswer) -> HttpResponse:
    """Has a new question answered, and shows how far the answer is; a failure is told once, and may be asked again."""
    if row.is_new:
        answer_long.enqueue(row.pk)
    if row.failure:
        row.delete()
    template = "analytics/waiting_part.html" if waited(request) else "analytics/waiting.html"
    return render(request, template, {"site": site, "row": row, "address": request.get_full_path()}, status=202)
