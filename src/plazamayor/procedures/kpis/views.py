"""Pages of the measures: by which channels a procedure is done, its burden, the prices of burdens, the monthly file, what fails now."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from plazamayor.analytics.contract import asks_store
from plazamayor.organisation.access import Permission, console, may
from plazamayor.organisation.models import Membership
from plazamayor.procedures.access import procedure_for, procedures_for
from plazamayor.procedures.channels.operations import today_in
from plazamayor.procedures.kpis import exports, indicators, monthly, operations
from plazamayor.procedures.kpis.burden import weights_of
from plazamayor.procedures.kpis.figures import figures_of, notes_of, sentence_of, table_of
from plazamayor.procedures.kpis.forms import BurdenForm, PriceForm, TimeForm
from plazamayor.procedures.kpis.now import present_of
from plazamayor.procedures.kpis.period import days_of
from plazamayor.procedures.kpis.prices import BY_KEY, CAVEAT, READ_SECOND_HAND, SOURCE, prices_of
from plazamayor.procedures.kpis.queries import Kpis, kpis, pooled
from plazamayor.procedures.kpis.urgent import finding_of, table_now
from plazamayor.procedures.kpis.waiting import wait
from plazamayor.procedures.models import ChannelTime, Procedure
from plazamayor.procedures.posting import posted

WRITERS = {("pages", "csv"): monthly.views_csv, ("feedback", "csv"): monthly.feedback_csv, ("sdg", "json"): monthly.as_json}
KINDS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


@require_safe
@console(Permission.SEE_MEASURES)
@asks_store
def channels(request: HttpRequest, member: Membership, code: str) -> HttpResponse:
    """By which channels a procedure was done, what each cost, and the four measures."""
    procedure, now = procedure_for(member, code), timezone.now()
    days = days_of(request.GET, today_in(member.organisation, now))
    if waiting := wait(request, [procedure], days, now, procedure=procedure, tab="channels"):
        return waiting
    found = kpis(procedure, days.period.first, days.period.last, now)
    shown = {
        "procedure": procedure,
        "tab": "channels",
        "days": days,
        "found": found,
        "figures": figures_of(found.measures),
        "table": table_of(found),
        "sentence": sentence_of(found),
        "notes": notes_of(found),
        "may_count": may(member, Permission.COUNT_CHANNELS),
    }
    return render(request, "procedures/kpis/channels.html", shown)


@require_safe
@console(Permission.EXPORT_DATA)
@asks_store
def file_of_one(request: HttpRequest, member: Membership, code: str, form: str) -> HttpResponse:
    """The measures of a procedure, as a file."""
    procedure, now = procedure_for(member, code), timezone.now()
    days = days_of(request.GET, today_in(member.organisation, now))
    if waiting := wait(request, [procedure], days, now, procedure=procedure, tab="channels"):
        return waiting
    found = [kpis(procedure, days.period.first, days.period.last, now)]
    return _file(found, form, f"{member.organisation.code}-{code}-kpis", together=False)


@require_safe
@console(Permission.EXPORT_DATA)
@asks_store
def file_of_all(request: HttpRequest, member: Membership, form: str) -> HttpResponse:
    """The measures of every procedure, and of all together, as a file."""
    now, procedures = timezone.now(), list(procedures_for(member))
    days = days_of(request.GET, today_in(member.organisation, now))
    if waiting := wait(request, procedures, days, now):
        return waiting
    found = [kpis(each, days.period.first, days.period.last, now) for each in procedures]
    return _file(found, form, f"{member.organisation.code}-kpis", together=True)


def _file(found: list[Kpis], form: str, name: str, *, together: bool) -> HttpResponse:
    if form not in KINDS:
        raise Http404
    text = exports.as_csv(found, together=together) if form == "csv" else exports.as_json(found, together=together)
    return _download(text, form, name)


def _download(text: str, form: str, name: str) -> HttpResponse:
    return HttpResponse(text, content_type=KINDS[form], headers={"Content-Disposition": f'attachment; filename="{name}.{form}"'})


@require_safe
@console(Permission.SEE_MEASURES)
@asks_store
def measures(request: HttpRequest, member: Membership) -> HttpResponse:
    """The four measures of every procedure, and of all together."""
    now, procedures = timezone.now(), [each for each in procedures_for(member) if each.active]
    days = days_of(request.GET, today_in(member.organisation, now))
    if waiting := wait(request, procedures, days, now):
        return waiting
    found = [kpis(each, days.period.first, days.period.last, now) for each in procedures]
    shown = {"days": days, "found": found, "figures": figures_of(pooled(found)), "may_count": may(member, Permission.COUNT_CHANNELS)}
    return render(request, "procedures/kpis/measures.html", shown)


@require_safe
@console(Permission.SEE_MEASURES)
def burden(request: HttpRequest, member: Membership, code: str) -> HttpResponse:
    """Which burdens a procedure carries by each channel, and how long it takes."""
    procedure = procedure_for(member, code)
    prices = prices_of(member.organisation)
    return _burden(request, member, procedure, BurdenForm(procedure=procedure, prices=prices), TimeForm(procedure=procedure))


def _burden(request: HttpRequest, member: Membership, procedure: Procedure, burden_form: BurdenForm, time_form: TimeForm) -> HttpResponse:
    prices = {price.key: price for price in prices_of(member.organisation)}
    shown = {
        "procedure": procedure,
        "tab": "burden",
        "may_count": may(member, Permission.COUNT_CHANNELS),
        "burdens": [(each, prices.get(each.price)) for each in procedure.burdens.all()],
        "times": ChannelTime.objects.filter(procedure=procedure),
        "weights": [(channel, weight) for channel, weight in weights_of(procedure).items() if weight.known],
        "caveat": CAVEAT,
        "indicator": indicators.BURDEN,
        "may_change": may(member, Permission.MANAGE_PROCEDURES),
        "burden_form": burden_form,
        "time_form": time_form,
    }
    return render(request, "procedures/kpis/burden.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@console(Permission.MANAGE_PROCEDURES)
@posted("burden")
def burden_change(request: HttpRequest, member: Membership, code: str) -> HttpResponse:
    """Says of a burden or of a time; what is wrong is shown in its form."""
    procedure = procedure_for(member, code)
    given: dict[str, Any] = {"procedure": procedure, "by": member, "now": timezone.now()}
    of_time = "time-channel" in request.POST
    time_form = TimeForm(request.POST if of_time else None, procedure=procedure)
    burden_form = BurdenForm(None if of_time else request.POST, procedure=procedure, prices=prices_of(member.organisation))
    done = time_form.carry_out(operations.tell_time, **given) if of_time else burden_form.carry_out(operations.carry_burden, **given)
    return redirect("burden", member.organisation.code, code) if done else _burden(request, member, procedure, burden_form, time_form)


@require_http_methods(["GET", "HEAD", "POST"])
@console(Permission.MANAGE_PROCEDURES)
@posted("burden")
def burden_remove(request: HttpRequest, member: Membership, code: str, number: int) -> HttpResponse:
    """Takes a burden off a procedure."""
    operations.drop_burden(procedure=procedure_for(member, code), number=number, by=member, now=timezone.now())
    return redirect("burden", member.organisation.code, code)


@require_safe
@console(Permission.SEE_MEASURES)
def prices(request: HttpRequest, member: Membership) -> HttpResponse:
    """The table of prices of burdens."""
    shown = {"prices": prices_of(member.organisation), "caveat": CAVEAT, "second_hand": READ_SECOND_HAND, "official": SOURCE}
    return render(request, "procedures/kpis/prices.html", {**shown, "may_change": may(member, Permission.MANAGE_PROCEDURES)})


@require_http_methods(["GET", "HEAD", "POST"])
@console(Permission.MANAGE_PROCEDURES)
def price(request: HttpRequest, member: Membership, burden: str) -> HttpResponse:
    """One price, to use another or the official one again."""
    if burden not in BY_KEY:
        raise Http404
    used = next(each for each in prices_of(member.organisation) if each.key == burden)
    form = PriceForm(request.POST or None, initial={"euros": used.euros, "source": used.source})
    given: dict[str, Any] = {"organisation": member.organisation, "key": burden, "by": member, "now": timezone.now()}
    if request.method == "POST" and "reset" in request.POST:
        operations.reset_price(**given)
        messages.success(request, _("The official price is used again."))
        return redirect("burden_prices", member.organisation.code)
    if request.method == "POST" and form.carry_out(operations.change_price, **given):
        messages.success(request, _("Saved."))
        return redirect("burden_prices", member.organisation.code)
    return render(request, "procedures/kpis/price.html", {"price": used, "form": form, "caveat": CAVEAT})


@require_safe
@console(Permission.SEE_MEASURES)
@asks_store
def month(request: HttpRequest, member: Membership) -> HttpResponse:
    """The monthly file: what is in it and what is not, and where it is taken from."""
    today = today_in(member.organisation, timezone.now())
    known = monthly.months_until(today)
    try:
        found = monthly.month_of(member.organisation, request.GET.get("month", f"{known[1]:%Y-%m}"), today)
        mistake = ""
    except monthly.NoSuchMonth as wrong:
        found, mistake = monthly.month_of(member.organisation, f"{known[1]:%Y-%m}", today), str(wrong)
    shown = {"found": found, "months": known, "mistake": mistake, "indicator": indicators.PAGE_VIEWS}
    return render(request, "procedures/kpis/month.html", {**shown, "may_export": may(member, Permission.EXPORT_DATA)})


@require_safe
@console(Permission.EXPORT_DATA)
@asks_store
def month_file(request: HttpRequest, member: Membership, what: str, form: str) -> HttpResponse:
    """The monthly file, exact or to be published."""
    today, publish = today_in(member.organisation, timezone.now()), "publish" in request.GET
    try:
        found = monthly.month_of(member.organisation, request.GET.get("month", _last_month(today)), today)
    except monthly.NoSuchMonth as wrong:
        raise Http404(str(wrong)) from wrong
    write = WRITERS.get((what, form))
    if write is None:
        raise Http404
    return _download(write(found, publish=publish), form, f"{member.organisation.code}-{what}-{found.name}{'-publish' if publish else ''}")


def _last_month(today: date) -> str:
    return f"{monthly.months_until(today, 2)[1]:%Y-%m}"


@require_safe
@console(Permission.SEE_MEASURES)
@asks_store
def now_page(request: HttpRequest, member: Membership) -> HttpResponse:
    """Which procedures fail now; as a part of the page when the page asks again."""
    now = timezone.now()
    found = present_of(procedures_for(member), now)
    shown = {"finding": finding_of(found), "table": table_now(found), "at": timezone.localtime(now), "indicator": indicators.FAILING}
    part = request.headers.get("HX-Request")
    return render(request, "procedures/kpis/now_part.html" if part else "procedures/kpis/now.html", shown)
