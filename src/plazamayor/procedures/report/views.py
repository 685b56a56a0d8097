"""Pages of what is told of procedures."""

from datetime import date

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plazamayor.analytics.contract import Period, WrongPeriod, asks_store
from plazamayor.organisation.access import Permission, console, may
from plazamayor.organisation.contract import LANGUAGES
from plazamayor.organisation.models import Membership
from plazamayor.procedures import deriving, tasks
from plazamayor.procedures.access import procedure_for
from plazamayor.procedures.kpis.indicators import COMPLETION
from plazamayor.procedures.models import Procedure
from plazamayor.procedures.report import exports, indicators, monthly
from plazamayor.procedures.report.answers import Asked, asked_of
from plazamayor.procedures.report.look import View, read_view
from plazamayor.procedures.report.months import last_month, month_of, month_view
from plazamayor.procedures.report.page import how_counted, page_of
from plazamayor.procedures.surveys.queries import today_of

MOST_SHEETS = 12
EARLIEST = date(2000, 1, 1)
TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
WRITE = {"csv": exports.as_csv, "json": exports.as_json}
DEFINITIONS = {each.key.partition(".")[2]: each for each in (*indicators.ALL, COMPLETION)}


@require_safe
@console(Permission.SEE_MEASURES)
@asks_store
def procedure(request: HttpRequest, member: Membership, code: str) -> HttpResponse:
    """The page of a procedure."""
    found = _known(member, code)
    view = view_of(request, found)
    shown = _shown(found, view, member)
    asked = asked_of(found, view)
    if asked is None:
        return render(request, "procedures/report/no_steps.html", shown)
    version = deriving.version_of(asked.wanted)
    if version is None:
        return wait(request, asked, shown)
    if waited(request):
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "procedures/report/page.html", {**shown, "page": page_of(asked, timezone.now(), version)})


@require_safe
@console(Permission.EXPORT_DATA)
@asks_store
def file(request: HttpRequest, member: Membership, code: str, form: str) -> HttpResponse:
    """Everything on the page of a procedure, as a file."""
    found = _known(member, code)
    asked = asked_of(found, view_of(request, found))
    if form not in TYPES:
        raise Http404
    if asked is None:
        return nothing(request, found)
    version = deriving.version_of(asked.wanted)
    if version is None:
        return wait(request, asked, _shown(found, asked.view, member))
    page = page_of(asked, timezone.now(), version)
    return attached(WRITE[form](page), TYPES[form], exports.file_name(page, form))


@require_safe
@console(Permission.EXPORT_DATA)
@asks_store
def director(request: HttpRequest, member: Membership, code: str) -> HttpResponse:
    """The page for the director: that of the month asked for, or of the last that is over."""
    found = _known(member, code)
    today = today_of(found, timezone.now())
    month = _month(request, today)
    name = f"{found.code}-{month.first:%Y-%m}.pdf"
    kept = monthly.sheet_of(found, month)
    if kept:
        return attached(kept, "application/pdf", name)
    asked = asked_of(found, month_view(found, month, today))
    if asked is None:
        return nothing(request, found)
    version = deriving.version_of(asked.wanted)
    if version is None:
        return wait(request, asked, _shown(found, asked.view, member))
    from plazamayor.procedures.report.paper import paper  # noqa: PLC0415 only files need it

    return attached(paper(page_of(asked, timezone.now(), version)), "application/pdf", name)


def _month(request: HttpRequest, today: date) -> Period:
    """The month of an address, such as 2026-10; that one before this when it says none that is over."""
    try:
        asked = month_of(date.fromisoformat(f"{request.GET.get('month', '')}-01"))
    except (ValueError, OverflowError, WrongPeriod):
        return last_month(today)
    return asked if asked.first >= EARLIEST and asked.last < today else last_month(today)


def nothing(request: HttpRequest, found: Procedure) -> HttpResponse:
    """Goes back to the page of a procedure that is not measured, and says so."""
    messages.warning(request, _("There is nothing measured of this procedure to take away."))
    return redirect("procedure", found.organisation.code, found.code)


def attached(content: str | bytes, kind: str, name: str) -> HttpResponse:
    """A file to be kept."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _shown(found: Procedure, view: View, member: Membership) -> dict[str, object]:
    """What every page about a procedure shows."""
    return {
        "procedure": found,
        "view": view,
        "counted": how_counted(found),
        "allowed": _allowed(member),
        "languages": languages_of(found),
        "definitions": DEFINITIONS,
        "sheets": found.sheets.defer("content")[:MOST_SHEETS],
    }


def languages_of(found: Procedure) -> str:
    """The languages of a procedure, in words."""
    return _(" and ").join(str(LANGUAGES.get(code, code)).lower() for code in found.languages)


def _known(member: Membership, code: str) -> Procedure:
    """A procedure with its steps and changes, which its page asks for more than once; raises Http404."""
    found = procedure_for(member, code)
    prefetch_related_objects([found], "steps", "changes")
    return found


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
    row = deriving.begin(asked.wanted, timezone.now())
    if row.is_new:
        tasks.derive.enqueue(row.pk)
    if row.failure:
        row.delete()
    template = "procedures/report/waiting_part.html" if waited(request) else "procedures/report/waiting.html"
    return render(request, template, {**shown, "row": row, "address": request.get_full_path()}, status=202)
