"""A piece is begun, written, kept while it is written, and seen before it is saved."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plazamayor.core.errors import Mistake
from plazamayor.organisation.access import Permission, console
from plazamayor.organisation.models import Membership
from plazamayor.publishing.access import piece_for
from plazamayor.publishing.models import Piece
from plazamayor.publishing.pieces import apart, copying, writing
from plazamayor.publishing.pieces.forms import NewPieceForm, Sent, usable_channels
from plazamayor.publishing.pieces.showing import both_of, page_of
from plazamayor.publishing.pieces.writing import SavedMeanwhile

FORM = require_http_methods(["GET", "HEAD", "POST"])
LONGEST_KEY = 18
"""Digits of a primary key."""


@FORM
@console(Permission.WRITE_PIECES)
def new(request: HttpRequest, member: Membership) -> HttpResponse:
    """Begins a piece, from nothing or from a template, and goes on to write it."""
    form = NewPieceForm(request.POST or None, member=member)

    def begin(title: str, format: str, channels: list[str] = [], template: Any = None) -> Piece:  # noqa: A002, B006 as the form names them; read only
        given: dict[str, Any] = {"organisation": member.organisation, "title": title, "by": member, "now": timezone.now()}
        wanted = [int(each) for each in channels]
        if template is not None:
            return copying.begin_from(content=template.content, format=template.format, channels=wanted, **given)
        campaign = request.GET.get("campaign", "")
        fields = {"campaign_id": int(campaign)} if campaign.isdecimal() and len(campaign) < LONGEST_KEY else {}
        return writing.draft(format=format, channels=wanted, fields=fields, **given)

    if request.method == "POST" and form.carry_out(begin):
        return redirect("piece", member.organisation.code, form.result.pk)
    return render(request, "publishing/pieces/new.html", {"form": form})


@require_safe
@console(Permission.SEE_PUBLISHING)
def one(request: HttpRequest, member: Membership, piece_id: int) -> HttpResponse:
    """The page of a piece."""
    piece = piece_for(member, piece_id)
    return render(request, "publishing/pieces/one.html", page_of(piece, member, timezone.now()))


@require_POST
@console(Permission.WRITE_PIECES)
def write(request: HttpRequest, member: Membership, piece_id: int) -> HttpResponse:
    """Saves what was written, and does what the pressed button says besides; what cannot be saved stays in the form."""
    piece = piece_for(member, piece_id)
    sent = Sent.of(request.POST, piece, member)
    act, _colon, about = request.POST.get("act", "save").partition(":")
    if not sent.is_valid():
        return render(request, "publishing/pieces/one.html", page_of(piece, member, timezone.now(), sent), status=422)
    if act == "preview":
        return _preview(request, member, piece, sent)
    try:
        with transaction.atomic():
            saved = writing.save(piece=piece, changes=sent.changes(), revision=sent.revision, by=member, now=timezone.now())
            ACTS.get(act, _nothing)(saved, about, member)
    except SavedMeanwhile as conflict:
        shown = page_of(piece_for(member, piece_id), member, timezone.now(), sent)
        return render(request, "publishing/pieces/conflict.html", {**shown, "conflict": conflict, **both_of(sent, conflict)}, status=409)
    except Mistake as mistake:
        shown = page_of(piece_for(member, piece_id), member, timezone.now(), sent)
        return render(request, "publishing/pieces/one.html", {**shown, "problem": str(mistake)}, status=422)
    messages.success(request, _("Saved."))
    return redirect("piece", member.organisation.code, piece.pk)


def _preview(request: HttpRequest, member: Membership, piece: Piece, sent: Sent) -> HttpResponse:
    """How it would be seen, without saving: it is saved, looked at, and undone."""
    with transaction.atomic():
        try:
            kept = writing.save(piece=piece, changes=sent.changes(), revision=piece.revision, by=member, now=timezone.now())
            shown = page_of(piece_for(member, kept.pk), member, timezone.now(), sent)
            answer = render(request, "publishing/pieces/one.html", {**shown, "revision": sent.revision, "unsaved": True})
        except Mistake as mistake:
            answer = render(
                request, "publishing/pieces/one.html", {**page_of(piece, member, timezone.now(), sent), "problem": str(mistake)}
            )
        transaction.set_rollback(True)
    return answer


@require_POST
@console(Permission.WRITE_PIECES)
def keep(request: HttpRequest, member: Membership, piece_id: int) -> HttpResponse:
    """Keeps what is being written and answers how it will be seen, as parts that take the place of those of the page."""
    piece = piece_for(member, piece_id)
    sent = Sent.of(request.POST, piece, member)
    problem, conflict = "", None
    if sent.is_valid():
        try:
            given: dict[str, Any] = {"changes": sent.changes(), "revision": sent.revision, "by": member, "now": timezone.now()}
            piece = writing.save(piece=piece, automatic=True, **given)
        except SavedMeanwhile as found:
            conflict = found
        except Mistake as mistake:
            problem = str(mistake)
    else:
        problem = _("It is not kept yet: something in the form has to be corrected.")
    shown = page_of(piece_for(member, piece.pk), member, timezone.now(), None)
    told = {"problem": problem, "conflict": conflict, "revision": sent.revision if problem or conflict else piece.revision}
    return render(request, "publishing/pieces/kept.html", {**shown, **told})


def _nothing(_piece: Piece, _about: str, _member: Membership) -> None:
    """Saving is all there is to do."""


def _apart(piece: Piece, about: str, member: Membership) -> None:
    chosen = {int(each) for each in about.split("-") if each.isdigit()}
    channels = [each for each in usable_channels(member) if each.pk in chosen]
    apart.set_apart(piece=piece, channels=channels, revision=piece.revision, by=member, now=timezone.now())


def _together(piece: Piece, about: str, member: Membership) -> None:
    channels = [int(each) for each in about.split("-") if each.isdigit()]
    apart.put_together(piece=piece, channels=channels, revision=piece.revision, by=member, now=timezone.now())


def _accept(piece: Piece, about: str, member: Membership) -> None:
    apart.accept(piece=piece, key=about, revision=piece.revision, by=member, now=timezone.now())


ACTS: dict[str, Callable[[Piece, str, Membership], None]] = {"apart": _apart, "together": _together, "accept": _accept}
