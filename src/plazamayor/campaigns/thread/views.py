"""The page of a campaign, and its files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from plazamayor.analytics.contract import asks_store
from plazamayor.campaigns.access import campaign_for
from plazamayor.campaigns.contract import strands
from plazamayor.campaigns.models import Campaign
from plazamayor.campaigns.thread import deriving, exports, indicators
from plazamayor.campaigns.thread.answers import Asked, asked_of, thread_of
from plazamayor.campaigns.thread.page import Page, standing
from plazamayor.organisation.access import Permission, console, may
from plazamayor.organisation.models import Membership

TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
WRITE = {"csv": exports.as_csv, "json": exports.as_json}


@require_safe
@console(Permission.SEE_PUBLISHING)
@asks_store
def campaign(request: HttpRequest, member: Membership, code: str) -> HttpResponse:
    """The thread of a campaign."""
    found = campaign_for(member, code)
    asked = asked_of(found, timezone.now())
    shown = _shown(found, asked, member)
    if not deriving.is_ready(asked):
        return _wait(request, asked, shown)
    if _waited(request):
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "campaigns/thread/page.html", {**shown, "page": Page(thread=thread_of(asked))})


@require_safe
@console(Permission.EXPORT_DATA)
@asks_store
def file(request: HttpRequest, member: Membership, code: str, form: str) -> HttpResponse:
    """The thread, as a file."""
    found = campaign_for(member, code)
    asked = asked_of(found, timezone.now())
    if form not in TYPES:
        raise Http404
    if not deriving.is_ready(asked):
        return _wait(request, asked, _shown(found, asked, member))
    thread = thread_of(asked)
    response = HttpResponse(WRITE[form](thread), content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{exports.file_name(thread, form)}"'
    return response


def _shown(found: Campaign, asked: Asked, member: Membership) -> dict[str, object]:
    return {
        "campaign": found,
        "adding": next((strand.add(found) for strand in strands if strand.add), ""),
        "calendar": next((strand.calendar(found) for strand in strands if strand.calendar), ""),
        "standing": standing(found, asked.today),
        "definitions": {each.key.partition(".")[2]: each for each in indicators.ALL},
        "allowed": {
            "manage": may(member, Permission.MANAGE_CAMPAIGNS),
            "write": may(member, Permission.WRITE_PIECES),
            "export": may(member, Permission.EXPORT_DATA),
        },
    }


def _waited(request: HttpRequest) -> bool:
    """Tells whether it is the page that waits who asks: once it is counted, it has to load the page whole."""
    return request.headers.get("HX-Target") == "waiting"


def _wait(request: HttpRequest, asked: Asked, shown: dict[str, object]) -> HttpResponse:
    """Has the days of a campaign counted beside the pages, and shows how far it is; a failure is told once."""
    row = deriving.begin(asked, timezone.now())
    if row.is_new:
        deriving.derive.enqueue(row.pk)
    if row.failure:
        row.delete()
    template = "campaigns/thread/waiting_part.html" if _waited(request) else "campaigns/thread/waiting.html"
    return render(request, template, {**shown, "row": row, "address": request.get_full_path()}, status=202)
