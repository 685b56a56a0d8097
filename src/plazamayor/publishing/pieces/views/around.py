"""What is done around the words of a piece: revisions, comments, hours, telling it again."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from plazamayor.channels.models import Channel
from plazamayor.core.errors import Mistake
from plazamayor.organisation.access import Permission, console, may
from plazamayor.organisation.models import Membership
from plazamayor.publishing.access import comment_of, piece_for, revision_of
from plazamayor.publishing.pieces import commenting, copying, leaving, writing
from plazamayor.publishing.pieces.differing import differences
from plazamayor.publishing.pieces.forms import CommentForm


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
    return redirect(f"/a/{member.organisation.code}/pieces/{piece.pk}/#comments")


@require_POST
@console(Permission.WRITE_PIECES)
def settle(request: HttpRequest, member: Membership, piece_id: int, comment_id: int) -> HttpResponse:
    """Says that a comment was dealt with."""
    piece = piece_for(member, piece_id)
    commenting.settle(comment=comment_of(piece, comment_id), now=timezone.now())
    return redirect(f"/a/{member.organisation.code}/pieces/{piece.pk}/#comments")


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
