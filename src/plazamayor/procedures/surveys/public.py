"""The citizens' side of a survey: one question a page, each answer kept as it is given, nothing in the browser.

Nobody signs in and no cookie is set, so there is no session to forge: what a reply may change is told by its own signed ticket.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from plazamayor.procedures.models import Reply, Survey
from plazamayor.procedures.models.surveys import Moment
from plazamayor.procedures.surveys import floods, operations, tickets, wording
from plazamayor.procedures.surveys.access import survey_at
from plazamayor.procedures.surveys.forms import form_of
from plazamayor.procedures.surveys.questions import MOUTHS, THANKS, Question, following, path

NAMES = {"es": "Castellano", "en": "English"}
View = Callable[..., HttpResponse]


def answering(view: View) -> View:
    """Gives the view the survey of the address, in the language asked for; says in a page why it cannot be answered."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, address: str, **given: Any) -> HttpResponse:
        survey = survey_at(address)
        with spoken(request):
            response = _guarded(view, request, survey, given)
            response.headers["Content-Language"] = str(translation.get_language())
        response["Access-Control-Allow-Origin"] = "*"
        response["X-Robots-Tag"] = "noindex, nofollow"
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    return guarded


@contextmanager
def spoken(request: HttpRequest) -> Iterator[None]:
    """Speaks the language that the address asks for, else the usual one."""
    asked = request.GET.get("language", "")[:2]
    with translation.override(asked if asked in dict(settings.LANGUAGES) else translation.get_language()):
        yield


def _guarded(view: View, request: HttpRequest, survey: Survey, given: dict[str, Any]) -> HttpResponse:
    try:
        if request.method == "POST":
            if _is_too_large(request):
                return _said(request, survey, _("That is too long: an answer has at most 1200 letters. It has not been kept."), 413)
            floods.count_post(request, timezone.now())
        operations.must_be_open(survey)
        return view(request, survey, **given)
    except operations.SurveyClosed as why:
        return _said(request, survey, str(why), 410)
    except tickets.OldTicket:
        return _said(request, survey, _("This page was opened more than a day ago. What you answered then is kept."), 410, again=True)
    except tickets.WrongTicket as why:
        raise Http404(_("There is no such survey.")) from why
    except floods.TooMuch as why:
        response = _said(request, survey, str(why), 429)
        response["Retry-After"] = str(why.again)
        return response


def _is_too_large(request: HttpRequest) -> bool:
    """Looks at what the request says before at what it carries."""
    said = request.META.get("CONTENT_LENGTH") or "0"
    return (said.isdigit() and int(said) > floods.LARGEST) or len(request.body) > floods.LARGEST


@require_safe
@answering
def begin(request: HttpRequest, survey: Survey) -> HttpResponse:
    """The first question. Nothing is kept until it is answered: its ticket is only in this page."""
    moment = request.GET.get("moment", "")
    known = moment if moment in Moment else Moment.COMPLETED
    ticket = tickets.issue(survey, known, request.GET.get("step", ""), invited=False)
    return _page(request, survey, ticket, Question.SATISFACTION, form_of(Question.SATISFACTION, None))


@require_http_methods(["GET", "HEAD", "POST"])
@answering
def question(request: HttpRequest, survey: Survey, ticket: str, question: str) -> HttpResponse:
    """A question of a reply that has begun, or is beginning; answering it leads to the next."""
    read = tickets.read(survey, ticket)
    reply = Reply.objects.filter(key=read.key).first()
    if question == THANKS:
        return _page(request, survey, ticket, THANKS)
    if question not in list(Question):
        raise Http404(_("There is no such question."))
    asked = Question(question)
    if asked not in path(read.moment, *(() if reply is None else (reply.help_sought, reply.help_reached))):
        return HttpResponseRedirect(address_of(request, survey, ticket, following(asked, reply or Reply(moment=read.moment))))
    form = form_of(asked, reply, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _keep(request, survey, ticket, read, asked, form.cleaned_data, new=reply is None)
    return _page(request, survey, ticket, asked, form, status=422 if form.errors else 200)


def _keep(
    request: HttpRequest, survey: Survey, text: str, ticket: tickets.Ticket, asked: Question, given: dict[str, Any], *, new: bool
) -> HttpResponse:
    """Keeps an answer and leads to the next question; the fragment in another page only wants to know that it is kept."""
    now = timezone.now()
    if new:
        floods.count_reply(request, now)
    language = str(translation.get_language())[:8]
    reply = operations.answer(survey=survey, ticket=ticket, question=asked, given=given, language=language, now=now)
    if request.POST.get("fragment"):
        return HttpResponse(status=204)
    return HttpResponseRedirect(address_of(request, survey, text, following(asked, reply)), status=303)


def address_of(request: HttpRequest, survey: Survey, ticket: str, question: str) -> str:
    """The address of a question of a reply, in the language that is being spoken if the address asked for it."""
    asked = {"language": request.GET["language"]} if request.GET.get("language") else {}
    return reverse("survey_question", args=[survey.address, ticket, question]) + (f"?{urlencode(asked)}" if asked else "")


def _page(request: HttpRequest, survey: Survey, ticket: str, question: str, form: Any = None, *, status: int = 200) -> HttpResponse:
    read = tickets.read(survey, ticket)
    reply = Reply.objects.filter(key=read.key).first() or Reply(moment=read.moment)
    going_on = question not in {Question.SATISFACTION, THANKS}
    context = {
        **_frame(request, survey),
        "form": form,
        "question": str(question),
        "mouths": MOUTHS,
        "words": wording.words_of(question, read.moment, survey.procedure),
        "saved": wording.saved() if going_on else "",
        "chosen": getattr(reply, question, None) if question != THANKS else None,
        "action": address_of(request, survey, ticket, question),
        "skip": address_of(request, survey, ticket, following(Question(question), reply)) if going_on else "",
        "stop": address_of(request, survey, ticket, THANKS) if going_on else "",
        "again": wording.may_ask_again() if question == THANKS and not read.invited else "",
    }
    return render(request, "procedures/surveys/question.html", context, status=status)


def _said(request: HttpRequest, survey: Survey, sentence: str, status: int, *, again: bool = False) -> HttpResponse:
    """Says one sentence; a fragment in another page hears it too."""
    if request.POST.get("fragment") if status != 413 else False:  # noqa: PLR2004 what is too large is not read
        return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
    begin = reverse("survey", args=[survey.address]) if again else ""
    return render(request, "procedures/surveys/said.html", {**_frame(request, survey), "sentence": sentence, "begin": begin}, status=status)


def _frame(request: HttpRequest, survey: Survey) -> dict[str, Any]:
    """What every page needs: whose it is, and the same page in other languages."""
    now = translation.get_language()
    kept = {name: request.GET[name] for name in ("moment", "step") if request.GET.get(name)}
    others = [(code, NAMES[code], f"?{urlencode({'language': code, **kept})}") for code, _name in settings.LANGUAGES if code != now]
    site = survey.procedure.site
    return {
        "organisation": survey.procedure.organisation,
        "procedure": survey.procedure,
        "others": others,
        "house": f"https://{site.domain}/" if site else "",
    }
