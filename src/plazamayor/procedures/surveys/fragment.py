"""What a page of the administration needs to ask in its own place: a script, and an invitation with its words."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from plazamayor.procedures.models import Survey
from plazamayor.procedures.models.surveys import Moment
from plazamayor.procedures.surveys import floods, operations, tickets, wording
from plazamayor.procedures.surveys.public import answering
from plazamayor.procedures.surveys.questions import FEELINGS, MOUTHS, Question

SCRIPT = Path(__file__).parent / "s.js"
OPEN = {"Access-Control-Allow-Origin": "*"}


@require_safe
def script(request: HttpRequest) -> HttpResponse:
    """The script of the fragment."""
    body, mark = _script()
    headers = {**OPEN, "Cache-Control": "public, max-age=3600", "ETag": mark, "Cross-Origin-Resource-Policy": "cross-origin"}
    if request.headers.get("If-None-Match", "").removeprefix("W/") == mark:
        return HttpResponse(status=304, headers=headers)
    return HttpResponse(body, content_type="text/javascript; charset=utf-8", headers=headers)


@cache
def _script() -> tuple[bytes, str]:
    body = SCRIPT.read_bytes()
    return body, f'"{hashlib.blake2b(body, digest_size=8).hexdigest()}"'


@require_http_methods(["GET", "HEAD", "POST"])
@answering
def invitation(request: HttpRequest, survey: Survey) -> HttpResponse:
    """An invitation, with its words and its ticket; a post counts that it was made, or closed, and nothing else."""
    if request.method == "POST":
        read, now = tickets.read(survey, request.POST.get("ticket", "")), timezone.now()
        floods.count_invitation(request, now)
        operations.count_invitation(survey=survey, ticket=read, closed=bool(request.POST.get("closed")), now=now)
        return HttpResponse(status=204)
    moment = request.GET.get("moment", "")
    known = moment if moment in Moment else Moment.COMPLETED
    ticket = tickets.issue(survey, known, request.GET.get("step", ""), invited=True)
    return JsonResponse(_words(survey, known, ticket), headers={"Cache-Control": "no-store"})


def _words(survey: Survey, moment: str, ticket: str) -> dict[str, object]:
    base = f"{settings.BASE_URL}/o/{survey.address}/{ticket}"
    language = translation.get_language()
    after = Question.REASON if moment == Moment.LEFT else Question.CLARITY
    return {
        "percent": 100 if moment == Moment.LEFT else survey.sample_percent,
        "ticket": ticket,
        "answer": f"{base}/{Question.SATISFACTION}?language={language}",
        "next": f"{base}/{after}?language={language}",
        "language": language,
        "question": wording.first_question(moment, survey.procedure),
        "faces": [[str(FEELINGS[step]), MOUTHS[step]] for step in FEELINGS],
        "close": _("Not now"),
        "thanks": _("Thank you. It is kept."),
        "more": _("Tell us why (one minute, in a new tab)"),
        "closed": _("All right. We will not ask you again this month."),
        "again": _("Your browser does not let us remember that we asked: we may ask you again."),
        "failed": _("It could not be kept. Try again in a while."),
    }
