"""Pages of what is told of procedures."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plazamayor.analytics.contract import asks_store
from plazamayor.organisation.access import Permission, console, may
from plazamayor.organisation.contract import LANGUAGES
from plazamayor.organisation.models import Membership
from plazamayor.procedures.access import procedure_for
from plazamayor.procedures.kpis.indicators import COMPLETION
from plazamayor.procedures.models import Procedure
from plazamayor.procedures.report import deriving, indicators, tasks
from plazamayor.procedures.report.answers import Asked, asked_of
from plazamayor.procedures.report.look import View, read_view
from plazamayor.procedures.report.page import how_counted, page_of
from plazamayor.procedures.surveys.queries import today_of

DEFINITIONS = {each.key.partition(".")[2]: each for each in (*indicators.ALL, COMPLETION)}


@require_safe
@console(Permission.SEE_MEASURES)
@asks_store
def procedure(request: HttpRequest, member: Membership, code: str) -> HttpResponse:
    """The page of a procedure."""
    found = procedure_for(member, code)
    view = view_of(request, found)
    shown = {"procedure": found, "view": view, "counted": how_counted(found), "allowed": _allowed(member), "languages": languages_of(found), "definitions": DEFINITIONS}
    asked = asked_of(found, view)
    if asked is None:
        return render(request, "procedures/report/no_steps.html", shown)
    if deriving.waits(asked):
        return wait(request, asked, shown)
    if waited(request):
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "procedures/report/page.html", {**shown, "page": page_of(asked, timezone.now())})


def languages_of(found: Procedure) -> str:
    """The languages of a procedure, in words."""
    return _(" and ").join(str(LANGUAGES.get(code, code)).lower() for code in found.languages)


def view_of(request: HttpRequest, found: Procedure) -> View:
    """What an address looks at."""
    return read_view(found, request.GET, today_of(found, timezone.now()))


def _allowed(member: Membership) -> dict[str, bool]:
    return {
        "manage": may(member, Permission.MANAGE_PROCEDURES),
        "export": may(member, Permission.EXPORT_DATA),
        "count": may(member, Permission.COUNT_CHANNELS),
        "read": may(member, Permission.READ_FEEDBACK),
    }


def waited(request: HttpRequest) -> bool:
    """Tells whether it is the page that waits who asks: once it is derived, it has to load the page whole."""
    return request.headers.get("HX-Target") == "waiting"


def wait(request: HttpRequest, asked: Asked, shown: dict[str, object]) -> HttpResponse:
    """Has a procedure derived beside the pages, and shows how far it is; a failure is told once, and may be asked again."""
    row = deriving.begin(asked, timezone.now())
    if row.is_new:
        tasks.derive.enqueue(row.pk)
    if row.failure:
        row.delete()
    template = "procedures/report/waiting_part.html" if waited(request) else "procedures/report/waiting.html"
    return render(request, template, {**shown, "row": row, "address": request.get_full_path()}, status=202)
