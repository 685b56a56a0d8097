"""What is drawn or written of a piece: its infographic, its event for calendars."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from plazamayor.core.errors import Mistake
from plazamayor.organisation.access import Permission, console
from plazamayor.organisation.models import Membership
from plazamayor.publishing.access import piece_for
from plazamayor.publishing.formats import events, infographics
from plazamayor.publishing.formats.drawing import drawn_of, put_in_piece


@require_safe
@console(Permission.SEE_PUBLISHING)
def infographic(request: HttpRequest, member: Membership, piece_id: int, picture: str) -> HttpResponse:
    """The picture of a piece's figures, as SVG or PNG."""
    drawn = drawn_of(piece_for(member, piece_id))
    if drawn is None or picture not in {"svg", "png"}:
        raise Http404
    if picture == "png":
        return HttpResponse(infographics.png(drawn), content_type="image/png")
    answer = HttpResponse(infographics.svg(drawn), content_type="image/svg+xml")
    answer.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return answer


@require_POST
@console(Permission.WRITE_PIECES)
def use_infographic(request: HttpRequest, member: Membership, piece_id: int) -> HttpResponse:
    """Puts the picture in the piece, described by its own figures in each language."""
    piece = piece_for(member, piece_id)
    try:
        put_in_piece(piece=piece, by=member, now=timezone.now())
        messages.success(request, _("The picture is in the piece, and its description says the same figures."))
    except Mistake as mistake:
        messages.error(request, str(mistake))
    return redirect("piece", member.organisation.code, piece.pk)


@require_safe
@console(Permission.SEE_PUBLISHING)
def event(request: HttpRequest, member: Membership, piece_id: int) -> HttpResponse:
    """The event of a piece, for calendars."""
    piece = piece_for(member, piece_id)
    if events.hours_of(piece) is None:
        raise Http404(_("This piece has no hour of an event yet."))
    language = request.GET.get("language", piece.languages[0] if piece.languages else "es")
    answer = HttpResponse(events.calendar(piece, language, timezone.now()), content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="event-{piece.pk}.ics"'
    return answer
