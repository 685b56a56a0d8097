"""The calendar as a month, a week or a list; a piece moved in it; and the same as a feed for other calendars."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from plazamayor.core import formatting
from plazamayor.organisation.access import Permission, console, may
from plazamayor.organisation.models import Membership, Organisation
from plazamayor.publishing import access, operations
from plazamayor.publishing.calendar import feed, hours, queries
from plazamayor.publishing.calendar.contract import Sheet
from plazamayor.publishing.calendar.forms import LOOKS, MoveForm, WantedForm, summed_up

A_WEEK = timedelta(days=7)


@require_GET
@console(Permission.SEE_PUBLISHING)
def month(request: HttpRequest, member: Membership, month: str = "") -> HttpResponse:
    """A month of what goes out."""
    today = _today(member.organisation)
    first = _month(month) if month else today.replace(day=1)
    form = WantedForm(request.GET, organisation=member.organisation)
    sheet = queries.month_of(member.organisation, first, form.wanted(), today)
    before, after = (first - timedelta(days=1)).replace(day=1), (first + timedelta(days=31)).replace(day=1)
    shown = {
        "heading": _("%(month)s %(year)s") % {"month": MONTHS[first.month].capitalize(), "year": first.year},
        "before": _address("calendar_month", member, f"{before:%Y-%m}"),
        "after": _address("calendar_month", member, f"{after:%Y-%m}"),
        "hours": hours.best_hours(member.organisation),
        "view": "month",
    }
    return render(request, "publishing/calendar/month.html", {**_common(request, member, form, sheet), **shown})


@require_GET
@console(Permission.SEE_PUBLISHING)
def week(request: HttpRequest, member: Membership, day: str = "") -> HttpResponse:
    """The week of a day."""
    today = _today(member.organisation)
    monday = (_day(day) if day else today) - timedelta(days=(_day(day) if day else today).weekday())
    form = WantedForm(request.GET, organisation=member.organisation)
    sheet = queries.sheet_of(member.organisation, monday, monday + timedelta(days=6), form.wanted(), today)
    shown = {
        "heading": formatting.period(monday, monday + timedelta(days=6)),
        "before": _address("calendar_week", member, (monday - A_WEEK).isoformat()),
        "after": _address("calendar_week", member, (monday + A_WEEK).isoformat()),
        "hours": hours.best_hours(member.organisation),
        "view": "week",
    }
    return render(request, "publishing/calendar/month.html", {**_common(request, member, form, sheet), **shown})


@require_GET
@console(Permission.SEE_PUBLISHING)
def listed(request: HttpRequest, member: Membership, day: str = "") -> HttpResponse:
    """Some weeks from a day on, one piece after another."""
    today = _today(member.organisation)
    first = _day(day) if day else today
    form = WantedForm(request.GET, organisation=member.organisation)
    sheet = queries.list_of(member.organisation, first, form.wanted(), today)
    shown = {
        "heading": formatting.period(first, sheet.last),
        "before": _address("calendar_list", member, (first - queries.LISTED).isoformat()),
        "after": _address("calendar_list", member, (sheet.last + timedelta(days=1)).isoformat()),
        "days": [each for row in sheet.weeks for each in row if each.entries or each.tags],
        "view": "list",
    }
    return render(request, "publishing/calendar/list.html", {**_common(request, member, form, sheet), **shown})


@require_http_methods(["GET", "POST"])
@console(Permission.WRITE_PIECES)
def move(request: HttpRequest, member: Membership, piece_id: int) -> HttpResponse:
    """Gives a piece another day and hour, by form or by what was dropped on a day."""
    piece = access.piece_for(member, piece_id)
    form = MoveForm(request.POST or None, zone=member.organisation.time_zone, at=piece.at)
    if request.method == "POST" and form.carry_out(operations.move, piece=piece, by=member, now=timezone.now()):
        moved = form.result.at
        told = _("“%(title)s” goes out on %(hour)s.") if moved else _("“%(title)s” has no hour now.")
        here = moved.astimezone(ZoneInfo(member.organisation.time_zone)) if moved else None
        messages.success(request, told % {"title": piece.title, "hour": formatting.moment(here) if here else ""})
        month = f"{here:%Y-%m}" if here else ""
        return redirect("calendar_month", member.organisation.code, month) if month else redirect("calendar", member.organisation.code)
    return render(request, "publishing/calendar/move.html", {"form": form, "piece": piece})


@require_GET
def ics(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of a member as other programs read it; the signed address says whose."""
    member = feed.member_of(token)
    if member is None:
        raise Http404(_("This calendar is not given any more. Take its new address from the calendar of the console."))
    content = feed.written(member, timezone.now(), request.build_absolute_uri("/").rstrip("/"))
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers={"Cache-Control": "private, max-age=900"})


def _common(request: HttpRequest, member: Membership, form: WantedForm, sheet: Sheet) -> dict[str, Any]:
    return {
        "form": form,
        "sheet": sheet,
        "query": request.GET.urlencode(),
        "summary": summed_up(sheet.counts),
        "looks": [(look, name) for look, name in LOOKS.items()],
        "waiting": queries.without_hour(member.organisation),
        "may_write": may(member, Permission.WRITE_PIECES),
        "feed": request.build_absolute_uri(reverse("calendar_feed", args=[feed.token_of(member)])),
    }


def _address(name: str, member: Membership, which: str) -> str:
    return reverse(name, args=[member.organisation.code, which])


def _today(organisation: Organisation) -> date:
    return timezone.now().astimezone(ZoneInfo(organisation.time_zone)).date()


def _month(written: str) -> date:
    return _day(f"{written}-01")


def _day(written: str) -> date:
    try:
        found = datetime.strptime(written, "%Y-%m-%d").date()  # noqa: DTZ007 a day has no zone
    except ValueError:
        raise Http404(_("There is no such day.")) from None
    if not 1990 <= found.year <= 2100:  # noqa: PLR2004 what a calendar of ours can hold
        raise Http404(_("There is no such day."))
    return found
