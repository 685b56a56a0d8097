"""What is done around the words of a piece: revisions, comments, hours, telling it again."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plazamayor.channels.models import Channel
from plazamayor.core.errors import Mistake
from plazamayor.guards.operations import ask_override
from plazamayor.guards.queries import overridable
from plazamayor.organisation.access import Permission, console, may
from plazamayor.organisation.models import Membership
from plazamayor.publishing.access import comment_of, piece_for, revision_of
from plazamayor.publishing.content import digest_of
from plazamayor.publishing.pieces import commenting, copying, leaving, writing
from plazamayor.publishing.pieces.differing import differences
from plazamayor.publishing.pieces.forms import CommentForm, ExceptionForm
from plazamayor.publishing.pieces.links import subject_of
from plazamayor.publishing.pieces.vetting import verdicts


@require_safe
@console(Permission.SEE_PUBLISHING)
def revisions(request: HttpRequest, member: Membership, piece_id: int) -> HttpResponse:
    """Everything a piece was, and what changed from one revision to the next."""
    piece = piece_for(member, piece_id)
    every = list(piece.revisions.select_related("by")[:200])
    if not every:
        raise Http404
    wanted = request.GET.get("number", "")
    chosen = revision_of(piece, int(wanted)) if wanted.isdigit() and len(wanted) < 10 else every[0]  # noqa: PLR2004 what fits in a number
    before = piece.revisions.filter(number__lt=chosen.number).first()
    names = dict(Channel.objects.filter(organisation=piece.organisation_id).values_list("pk", "name"))
    found = [(each, names.get(each.channel or 0, "")) for each in differences(before.content if before else {}, chosen.content)]
    shown = {"piece": piece, "every": every, "chosen": chosen, "before": before, "differences": found}
    return render(request, "publishing/pieces/revisions.html", {**shown, "may_write": may(member, Permission.WRITE_PIECES)})


@require_POST
@console(Permission.WRITE_PIECES)
def restore(request: HttpRequest, member: Membership, piece_id: int, revision: int) -> HttpResponse:
    """Makes a piece say what it said."""
    piece = piece_for(member, piece_id)
    try:
        copying.restore(piece=piece, revision=revision_of(piece, revision), number=piece.revision, by=member, now=timezone.now())
    except Mistake as mistake:
        messages.error(request, str(mistake))
    else:
        messages.success(request, _("It says again what it said in revision %(number)d.") % {"number": revision})
    return redirect("piece", member.organisation.code, piece.pk)


@require_POST
@console(Permission.SEE_PUBLISHING)
def comment(request: HttpRequest, member: Membership, piece_id: int) -> HttpResponse:
    """Says something of a piece to colleagues."""
    piece = piece_for(member, piece_id)
    form = CommentForm(request.POST)
    if not form.carry_out(commenting.comment, piece=piece, by=member, now=timezone.now()):
        messages.error(request, _("Write the comment first."))
    return redirect(reverse("piece", args=[member.organisation.code, piece.pk]) + "#comments")


@require_POST
@console(Permission.WRITE_PIECES)
def settle(request: HttpRequest, member: Membership, piece_id: int, comment_id: int) -> HttpResponse:
    """Says that a comment was dealt with."""
    piece = piece_for(member, piece_id)
    commenting.settle(comment=comment_of(piece, comment_id), now=timezone.now())
    return redirect(reverse("piece", args=[member.organisation.code, piece.pk]) + "#comments")


@require_http_methods(["GET", "HEAD", "POST"])
@console(Permission.WRITE_PIECES)
def exception(request: HttpRequest, member: Membership, piece_id: int) -> HttpResponse:
    """Asks another person to let through what a guard stopped."""
    piece, now = piece_for(member, piece_id), timezone.now()
    found = verdicts(piece, now)
    wanted = request.GET.get("guard", "")
    told = next((each.told for each in found if each.guard == wanted), "")
    if wanted not in overridable(found):
        messages.error(request, _("That is no longer stopped, or its rule has no exception."))
        return redirect("piece", member.organisation.code, piece.pk)
    form = ExceptionForm(request.POST or None)
    about = {"guard": wanted, "subject": subject_of(piece), "digest": digest_of(piece), "label": piece.title, "told": told}
    given = {**about, "address": reverse("piece", args=[member.organisation.code, piece.pk]), "by": member, "now": now}
    if request.method == "POST" and form.carry_out(ask_override, organisation=member.organisation, **given):
        messages.success(request, _("Asked. Another person decides; if the piece changes, it is asked again."))
        return redirect("piece", member.organisation.code, piece.pk)
    return render(request, "publishing/pieces/exception.html", {"piece": piece, "form": form, "told": told})


@require_POST
@console(Permission.PUBLISH_PIECES)
def schedule(request: HttpRequest, member: Membership, piece_id: int) -> HttpResponse:
    """Puts an approved piece in the outbox."""
    piece = piece_for(member, piece_id)
    try:
        made = leaving.schedule(piece=piece, by=member, now=timezone.now())
    except Mistake as mistake:
        messages.error(request, str(mistake))
    else:
        told = ngettext("%(n)d publication is in the outbox.", "%(n)d publications are in the outbox.", len(made))
        messages.success(request, told % {"n": len(made)})
    return redirect("piece", member.organisation.code, piece.pk)


@require_POST
@console(Permission.WRITE_PIECES)
def discard(request: HttpRequest, member: Membership, piece_id: int) -> HttpResponse:
    """Puts a piece aside."""
    piece = piece_for(member, piece_id)
    try:
        writing.discard(piece=piece, by=member, now=timezone.now())
        messages.success(request, _("Discarded. Nothing of it is lost: it can be taken back."))
    except Mistake as mistake:
        messages.error(request, str(mistake))
    return redirect("piece", member.organisation.code, piece.pk)


@require_POST
@console(Permission.WRITE_PIECES)
def take_back(request: HttpRequest, member: Membership, piece_id: int) -> HttpResponse:
    """Goes on with a discarded piece."""
    piece = piece_for(member, piece_id)
    writing.take_back(piece=piece, by=member, now=timezone.now())
    return redirect("piece", member.organisation.code, piece.pk)


@require_POST
@console(Permission.WRITE_PIECES)
def again(request: HttpRequest, member: Membership, piece_id: int) -> HttpResponse:
    """Begins a draft with what a piece said."""
    made = copying.tell_again(piece=piece_for(member, piece_id), by=member, now=timezone.now())
    messages.success(request, _("A draft with the same words. Look at its dates, give it an hour and ask for its approval."))
    return redirect("piece", member.organisation.code, made.pk)
