"""Pages of the console about a survey: what was answered, what was written, how it asks and where it is put."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from plazamayor.core.parts import Tab
from plazamayor.organisation.access import Permission, console, may
from plazamayor.organisation.models import Membership
from plazamayor.procedures.access import procedure_for
from plazamayor.procedures.kpis.period import Days, days_of
from plazamayor.procedures.models import Procedure, Survey
from plazamayor.procedures.models.surveys import Moment
from plazamayor.procedures.posting import posted
from plazamayor.procedures.surveys import browsing, files, operations, placing, telling
from plazamayor.procedures.surveys.access import reply_for, survey_for
from plazamayor.procedures.surveys.forms import SurveyForm, TagForm
from plazamayor.procedures.surveys.queries import FINISHED, exit_reasons, replies_of, results, survey_of, today_of
from plazamayor.procedures.surveys.questions import FEELINGS

TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


@require_safe
@console(Permission.SEE_MEASURES)
def show(request: HttpRequest, member: Membership, code: str) -> HttpResponse:
    """What was answered, in some days."""
    procedure = procedure_for(member, code)
    survey = survey_of(procedure)
    shown = _frame(member, procedure, survey, "results")
    if survey is None:
        return render(request, "procedures/surveys/none.html", shown)
    days = _days(request, procedure)
    chosen = request.GET.get("moment", "")
    moments = (chosen,) if chosen in Moment else FINISHED
    found = results(procedure, days.period.first, days.period.last, moments)
    left = exit_reasons(procedure, days.period.first, days.period.last)
    tabs = [Tab(label=capfirst(each.label), address=f"{days.address}&moment={each.value}", current=each in moments) for each in Moment]
    told = {"days": days, "moments": tabs, "reasons": telling.reasons(left), **telling.told(found)}
    return render(request, "procedures/surveys/results.html", {**shown, **told})


@require_safe
@console(Permission.EXPORT_DATA)
def results_file(request: HttpRequest, member: Membership, code: str, form: str) -> HttpResponse:
    """The results as a file."""
    if form not in TYPES:
        raise Http404
    procedure = procedure_for(member, code)
    days = _days(request, procedure).period
    content = files.as_csv(procedure, days.first, days.last) if form == "csv" else files.as_json(procedure, days.first, days.last)
    return _file(content, TYPES[form], f"{procedure.code}-survey-{days.first}-{days.last}.{form}")


@require_http_methods(["GET", "HEAD", "POST"])
@console(Permission.MANAGE_PROCEDURES)
@posted("survey_results")
def open_(request: HttpRequest, member: Membership, code: str) -> HttpResponse:
    """Opens the survey of a procedure; what follows is where to put it."""
    operations.open_survey(procedure=procedure_for(member, code), by=member, now=timezone.now())
    return redirect("survey_place", member.organisation.code, code)


@require_http_methods(["GET", "HEAD", "POST"])
@console(Permission.MANAGE_PROCEDURES)
def settings(request: HttpRequest, member: Membership, code: str) -> HttpResponse:
    """How a survey asks."""
    survey = survey_for(member, code)
    names = ("open", "sample_percent", "retention_months")
    form = SurveyForm(request.POST or None, initial={name: getattr(survey, name) for name in names})
    if request.method == "POST" and form.carry_out(operations.change_survey, survey=survey, by=member, now=timezone.now()):
        messages.success(request, _("Saved."))
        return redirect("survey_settings", member.organisation.code, code)
    return render(request, "procedures/surveys/settings.html", {**_frame(member, survey.procedure, survey, "settings"), "form": form})


@require_safe
@console(Permission.MANAGE_PROCEDURES)
def place(request: HttpRequest, member: Membership, code: str) -> HttpResponse:
    """Where to put a survey: lines to paste, a link, a code for the counter."""
    survey = survey_for(member, code)
    shown = {"snippets": placing.snippets(survey), "address": placing.address(survey, Moment.COMPLETED)}
    return render(request, "procedures/surveys/place.html", {**_frame(member, survey.procedure, survey, "place"), **shown})


@require_safe
@console(Permission.MANAGE_PROCEDURES)
def counter_code(request: HttpRequest, member: Membership, code: str) -> HttpResponse:
    """The code of the counter, as a picture."""
    return HttpResponse(placing.code(survey_for(member, code)), content_type="image/svg+xml")


@require_safe
@console(Permission.MANAGE_PROCEDURES)
def poster(request: HttpRequest, member: Membership, code: str) -> HttpResponse:
    """A sheet to print for the counter."""
    survey = survey_for(member, code)
    shown = {"procedure": survey.procedure, "organisation": member.organisation, "address": placing.address(survey, Moment.COUNTER)}
    return render(request, "procedures/surveys/poster.html", shown)


@require_safe
@console(Permission.READ_FEEDBACK)
def texts(request: HttpRequest, member: Membership, code: str) -> HttpResponse:
    """What was written, narrowed and in pages."""
    survey = survey_for(member, code)
    days, wanted = _days(request, survey.procedure), browsing.wanted_of(request.GET)
    found = _wanted(survey, days, wanted)
    page = Paginator(found, browsing.PAGE).get_page(request.GET.get("page"))
    shown = {
        "days": days,
        "wanted": wanted,
        "page": page,
        "replies": [browsing.words(reply) for reply in page],
        "moments": Moment.choices,
        "feelings": FEELINGS.items(),
        "steps": browsing.steps_of(survey),
        "tags": browsing.tags_of(survey),
        "query": f"{days.address}&{urlencode(wanted.pairs)}",
    }
    return render(request, "procedures/surveys/texts.html", {**_frame(member, survey.procedure, survey, "texts"), **shown})


@require_safe
@console(Permission.READ_FEEDBACK)
def texts_file(request: HttpRequest, member: Membership, code: str) -> HttpResponse:
    """The replies wanted, as a file for staff."""
    survey = survey_for(member, code)
    days = _days(request, survey.procedure)
    content = browsing.as_csv(_wanted(survey, days, browsing.wanted_of(request.GET)))
    return _file(content, TYPES["csv"], f"{code}-answers-{days.period.first}-{days.period.last}.csv")


@require_http_methods(["GET", "HEAD", "POST"])
@console(Permission.READ_FEEDBACK)
@posted("survey_texts")
def tag(request: HttpRequest, member: Membership, code: str, reply_id: int) -> HttpResponse:
    """Puts the tags of a reply, and goes back to the list."""
    form = TagForm(request.POST)
    if not form.carry_out(operations.tag_reply, reply=reply_for(member, code, reply_id), by=member, now=timezone.now()):
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    back = redirect("survey_texts", member.organisation.code, code)
    query = request.POST.get("query", "")
    known = query if query.startswith("?") and query.isprintable() else ""
    back["Location"] += f"{iri_to_uri(known)}#reply-{reply_id}"
    return back


def _days(request: HttpRequest, procedure: Procedure) -> Days:
    """The days looked at: usually the last ninety, since few answer."""
    given = request.GET.copy()
    if "period" not in given and "from" not in given:
        given["period"] = "90d"
    return days_of(given, today_of(procedure, timezone.now()))


def _wanted(survey: Survey, days: Days, wanted: browsing.Wanted) -> Any:
    replies = replies_of(survey.procedure, days.period.first, days.period.last)
    return browsing.narrowed(replies, wanted, browsing.with_tag(replies, wanted.tag))


def _file(content: str, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _frame(member: Membership, procedure: Procedure, survey: Survey | None, tab: str) -> dict[str, Any]:
    return {
        "procedure": procedure,
        "survey": survey,
        "tab": tab,
        "may_manage": may(member, Permission.MANAGE_PROCEDURES),
        "may_read": may(member, Permission.READ_FEEDBACK),
        "may_export": may(member, Permission.EXPORT_DATA),
    }
