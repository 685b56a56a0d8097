"""The gazettes: how each stands, one more, its past, and no more."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Count, Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plazamayor.bulletins import operations
from plazamayor.bulletins.access import back_fill_for, own_source_for, source_for
from plazamayor.bulletins.adding import DryRun, dry_run
from plazamayor.bulletins.checking import followed
from plazamayor.bulletins.filling import UNDER_WAY
from plazamayor.bulletins.forms import BackFillForm, SourceForm
from plazamayor.bulletins.models import BackFill, Issue, Source
from plazamayor.bulletins.queries import address_of
from plazamayor.bulletins.readers import READERS
from plazamayor.bulletins.subscribing import sources_of
from plazamayor.bulletins.tasks import fill_back
from plazamayor.core.errors import Mistake
from plazamayor.organisation.access import Permission, console, may
from plazamayor.organisation.models import Membership

FORM = require_http_methods(["GET", "HEAD", "POST"])
LISTED = 12


@require_safe
@console(Permission.SEE_PUBLISHING)
def every(request: HttpRequest, member: Membership) -> HttpResponse:
    """The gazettes that can be followed, how each stands, and their pasts being read."""
    asked = {source.pk for source in followed()}
    whole = Q(issues__state__in=[Issue.State.COMPLETE, Issue.State.PARTIAL])
    sources = sources_of(member.organisation).annotate(
        numbers=Count("issues", filter=whole),
        newest=Max("issues__day", filter=whole),
        broken=Count("issues", filter=Q(issues__state="partial")),
    )
    rows = [
        {"source": each, "asked": each.pk in asked, "address": address_of(each.options), "by_day": READERS[each.reader].by_day}
        for each in sources
    ]
    shown = {"rows": rows, "form": BackFillForm(), "may_follow": may(member, Permission.FOLLOW_BULLETINS), **_fills(member)}
    return render(request, "bulletins/sources.html", shown)


@require_safe
@console(Permission.SEE_PUBLISHING)
def fills(request: HttpRequest, member: Membership) -> HttpResponse:
    """How the pasts being read stand, as a part of the page."""
    return render(request, "bulletins/fills.html", {"may_follow": may(member, Permission.FOLLOW_BULLETINS), **_fills(member)})


@FORM
@console(Permission.FOLLOW_BULLETINS)
def add(request: HttpRequest, member: Membership) -> HttpResponse:
    """Adds a gazette; `try` asks it once and shows what it would read."""
    form = SourceForm(request.POST or None)
    dry, fault = _dry(request, form)
    given = {"by": member, "now": timezone.now()}
    if request.method == "POST" and "try" not in request.POST and form.carry_out(_without_active(operations.add_source), **given):
        messages.success(
            request, _("“%(name)s” is among your gazettes. It is asked as soon as something follows it.") % {"name": form.result}
        )
        return redirect("gazette_sources", member.organisation.code)
    return render(request, "bulletins/source.html", {"form": form, "dry": dry, "fault": fault})


@FORM
@console(Permission.FOLLOW_BULLETINS)
def change(request: HttpRequest, member: Membership, source_id: int) -> HttpResponse:
    """Changes how an own gazette is read."""
    source = own_source_for(member, source_id)
    form = SourceForm(request.POST or None, source=source)
    dry, fault = _dry(request, form)
    given = {"source": source, "by": member, "now": timezone.now()}
    if request.method == "POST" and "try" not in request.POST and form.carry_out(_without_reader(operations.change_source), **given):
        messages.success(request, _("Saved."))
        return redirect("gazette_sources", member.organisation.code)
    return render(request, "bulletins/source.html", {"form": form, "source": source, "dry": dry, "fault": fault})


@require_POST
@console(Permission.FOLLOW_BULLETINS)
def remove(request: HttpRequest, member: Membership, source_id: int) -> HttpResponse:
    """Removes an own gazette."""
    source = own_source_for(member, source_id)
    operations.remove_source(source=source, by=member, now=timezone.now())
    messages.success(request, _("“%(name)s” is gone, with what was read of it.") % {"name": source.short_name})
    return redirect("gazette_sources", member.organisation.code)


@require_POST
@console(Permission.FOLLOW_BULLETINS)
def fill(request: HttpRequest, member: Membership, source_id: int) -> HttpResponse:
    """Begins to read the past of a gazette."""
    form = BackFillForm(request.POST)
    if form.carry_out(operations.begin_back_fill, source=source_for(member, source_id), by=member, now=timezone.now()):
        fill_back.enqueue(form.result.pk)
        messages.success(request, _("It is read from the newest day to the oldest, one question at a time. This page may be left."))
    else:
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return redirect("gazette_sources", member.organisation.code)


@require_POST
@console(Permission.FOLLOW_BULLETINS)
def stop(request: HttpRequest, member: Membership, fill_id: int) -> HttpResponse:
    """Stops reading a past; what was read stays."""
    operations.stop_back_fill(back_fill=back_fill_for(member, fill_id), by=member, now=timezone.now())
    messages.success(request, _("Stopped. What was read stays."))
    return redirect("gazette_sources", member.organisation.code)


@require_POST
@console(Permission.FOLLOW_BULLETINS)
def resume(request: HttpRequest, member: Membership, fill_id: int) -> HttpResponse:
    """Goes on with one that broke off."""
    back_fill = back_fill_for(member, fill_id)
    operations.resume_back_fill(back_fill=back_fill, by=member, now=timezone.now())
    fill_back.enqueue(back_fill.pk)
    return redirect("gazette_sources", member.organisation.code)


def _fills(member: Membership) -> dict[str, Any]:
    rows = list(BackFill.objects.filter(organisation=member.organisation).select_related("source")[:LISTED])
    return {"fills": rows, "working": any(each.state in UNDER_WAY for each in rows)}


def _dry(request: HttpRequest, form: SourceForm) -> tuple[DryRun | None, str]:
    """What a gazette would give, when that is what was asked, or what went wrong."""
    if "try" not in request.POST or not form.is_valid():
        return None, ""
    try:
        return dry_run(form.cleaned_data["reader"], form.cleaned_data["options"], timezone.localdate()), ""
    except Mistake as mistake:
        return None, str(mistake)


def _without_active(act: Callable[..., Source]) -> Callable[..., Source]:
    return lambda active, **given: act(**given)  # noqa: ARG005 one that is added is in use


def _without_reader(act: Callable[..., Source]) -> Callable[..., Source]:
    return lambda reader, **given: act(**given)  # noqa: ARG005 another way of publishing is another gazette
