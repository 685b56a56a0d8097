"""What is done with an act: it becomes a piece, is kept or discarded, its term is confirmed, or it is brought in by hand."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plazamayor.bulletins import operations
from plazamayor.bulletins.access import item_for, match_for, term_for
from plazamayor.bulletins.forms import TermForm
from plazamayor.bulletins.models import Match
from plazamayor.core.errors import Mistake
from plazamayor.core.formatting import day as written
from plazamayor.organisation.access import Permission, console
from plazamayor.organisation.models import Membership


@require_POST
@console(Permission.WRITE_PIECES)
def piece(request: HttpRequest, member: Membership, match_id: int) -> HttpResponse:
    """Turns an act into a draft."""
    match = match_for(member, match_id)
    try:
        operations.to_piece(match=match, by=member, now=timezone.now())
    except Mistake as mistake:
        messages.error(request, str(mistake))
    else:
        messages.success(request, _("It is a draft now, with its date and its official text in place."))
    return _back(match)


@require_POST
@console(Permission.FOLLOW_BULLETINS)
def settle(request: HttpRequest, member: Membership, match_id: int) -> HttpResponse:
    """Keeps an act for the house, discards it, or shows it again."""
    match = match_for(member, match_id)
    state = request.POST.get("state", "")
    if state in (Match.State.NEW, Match.State.KEPT, Match.State.DISCARDED):
        operations.settle(match=match, state=Match.State(state), by=member, now=timezone.now())
        said = {
            "new": _("It is among those to be seen again."),
            "kept": _("Kept for the house: it will not be told."),
            "discarded": _("Discarded. It is among those left out."),
        }
        messages.success(request, said[state])
    return _back(match)


@require_POST
@console(Permission.FOLLOW_BULLETINS)
def confirm(request: HttpRequest, member: Membership, term_id: int) -> HttpResponse:
    """Confirms a term as it was found, or with another last day."""
    term = term_for(member, term_id)
    form = TermForm(request.POST)
    if form.carry_out(operations.confirm, term=term, by=member, now=timezone.now()):
        messages.success(request, _("Confirmed: until %(day)s.") % {"day": written(term.confirmed or timezone.localdate())})
    else:
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return _back(term.match)


@require_POST
@console(Permission.FOLLOW_BULLETINS)
def say(request: HttpRequest, member: Membership, match_id: int) -> HttpResponse:
    """Writes by hand the last day of an act."""
    match = match_for(member, match_id)
    form = TermForm(request.POST)
    if form.is_valid() and form.cleaned_data["day"]:
        operations.say_term(match=match, day=form.cleaned_data["day"], by=member, now=timezone.now())
        messages.success(request, _("Written down."))
    else:
        messages.error(request, _("Write the last day."))
    return _back(match)


@require_POST
@console(Permission.FOLLOW_BULLETINS)
def bring(request: HttpRequest, member: Membership, item_id: int) -> HttpResponse:
    """Takes an act that was left out."""
    match = operations.bring_in(item=item_for(member, item_id), by=member, now=timezone.now())
    messages.success(request, _("It is among those that concern us."))
    return _back(match)


def _back(match: Match) -> HttpResponse:
    address = reverse("gazettes", args=[match.organisation.code])
    return redirect(f"{address}?day={match.item.issue.day:%Y-%m-%d}&act={match.pk}#act")
