"""Segments, annotations and goals of a site."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plazamayor.analytics import access, operations
from plazamayor.analytics.dashboard.audience import asked_of, today_of
from plazamayor.analytics.dashboard.controls import Saved, controls
from plazamayor.analytics.dashboard.goals import goals_view
from plazamayor.analytics.dashboard.look import Look, read_filters, read_look, texts_of
from plazamayor.analytics.dashboard.names import filter_name, filter_values
from plazamayor.analytics.forms import AnnotationForm, GoalForm, SegmentForm
from plazamayor.analytics.models import Site
from plazamayor.analytics.views.doors import base_of, site_page
from plazamayor.organisation.access import Permission, may
from plazamayor.organisation.models import Membership

FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@site_page(Permission.SEE_MEASURES)
def segments(request: HttpRequest, member: Membership, site: Site) -> HttpResponse:
    """The segments kept, with their filters in words."""
    kept = [
        (
            Saved(segment=segment, address=Look(filters=filters).address, chosen=False),
            [(filter_name(each), filter_values(each)) for each in filters],
        )
        for segment in site.segments.all()
        for filters in [read_filters(segment.filters)]
    ]
    return render(request, "analytics/segments.html", {"site": site, "kept": kept, "may_manage": may(member, Permission.MANAGE_SITES)})


@require_POST
@site_page(Permission.MANAGE_SITES)
def add_segment(request: HttpRequest, member: Membership, site: Site) -> HttpResponse:
    """Keeps the filters of a view under a name, and goes back to it."""
    filters = read_filters(request.POST.getlist("filters"))
    form = SegmentForm(request.POST)
    texts = [text for each in filters for text in texts_of(each)]
    if form.carry_out(operations.add_segment, site=site, filters=texts, by=member, now=timezone.now()):
        messages.success(request, _("“%(name)s” is kept.") % {"name": form.result})
    else:
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return redirect("segments", member.organisation.code, site.domain)


@require_POST
@site_page(Permission.MANAGE_SITES)
def remove_segment(request: HttpRequest, member: Membership, site: Site, segment_id: int) -> HttpResponse:
    """Forgets a segment."""
    operations.remove_segment(segment=access.segment_of(site, segment_id), by=member, now=timezone.now())
    return redirect("segments", member.organisation.code, site.domain)


@require_safe
@site_page(Permission.SEE_MEASURES)
def notes(request: HttpRequest, member: Membership, site: Site) -> HttpResponse:
    """The annotations, and a form for one more."""
    return _notes(request, member, site, AnnotationForm())


@require_POST
@site_page(Permission.MANAGE_SITES)
def add_note(request: HttpRequest, member: Membership, site: Site) -> HttpResponse:
    """Notes what happened; the page is shown again when something is wrong."""
    form = AnnotationForm(request.POST)
    if form.carry_out(operations.add_annotation, site=site, by=member, now=timezone.now()):
        messages.success(request, _("Noted."))
        return redirect("notes", member.organisation.code, site.domain)
    return _notes(request, member, site, form)


def _notes(request: HttpRequest, member: Membership, site: Site, form: AnnotationForm) -> HttpResponse:
    shown = {"site": site, "notes": site.annotations.select_related("by"), "form": form, "may_manage": may(member, Permission.MANAGE_SITES)}
    return render(request, "analytics/notes.html", shown)


@FORM
@site_page(Permission.MANAGE_SITES)
def change_note(request: HttpRequest, member: Membership, site: Site, note_id: int) -> HttpResponse:
    """Corrects an annotation."""
    note = access.note_of(site, note_id)
    form = AnnotationForm.of(note, request.POST or None)
    if request.method == "POST" and form.carry_out(operations.change_annotation, note=note, by=member, now=timezone.now()):
        return redirect("notes", member.organisation.code, site.domain)
    return render(request, "analytics/note.html", {"site": site, "note": note, "form": form})


@require_POST
@site_page(Permission.MANAGE_SITES)
def remove_note(request: HttpRequest, member: Membership, site: Site, note_id: int) -> HttpResponse:
    """Forgets an annotation."""
    operations.remove_annotation(note=access.note_of(site, note_id), by=member, now=timezone.now())
    return redirect("notes", member.organisation.code, site.domain)


@require_safe
@site_page(Permission.SEE_MEASURES)
def goals(request: HttpRequest, member: Membership, site: Site) -> HttpResponse:
    """The goals with the visits that reached them, and a form for one more."""
    return _goals(request, member, site, GoalForm())


@require_POST
@site_page(Permission.MANAGE_SITES)
def add_goal(request: HttpRequest, member: Membership, site: Site) -> HttpResponse:
    """Declares a goal; the page is shown again when something is wrong."""
    form = GoalForm(request.POST)
    if form.carry_out(operations.add_goal, site=site, by=member, now=timezone.now()):
        return redirect("goals", member.organisation.code, site.domain)
    return _goals(request, member, site, form)


def _goals(request: HttpRequest, member: Membership, site: Site, form: GoalForm) -> HttpResponse:
    now = timezone.now()
    asked = asked_of(site, read_look(request.GET, today_of(site, now)), base_of(site), now)
    shown = {"site": site, "form": form, "asked": asked, "controls": controls(asked, member), "goals": goals_view(asked)}
    return render(request, "analytics/goals.html", shown)


@require_POST
@site_page(Permission.MANAGE_SITES)
def remove_goal(request: HttpRequest, member: Membership, site: Site, goal_id: int) -> HttpResponse:
    """Forgets a goal."""
    operations.remove_goal(goal=access.goal_of(site, goal_id), by=member, now=timezone.now())
    return redirect("goals", member.organisation.code, site.domain)
