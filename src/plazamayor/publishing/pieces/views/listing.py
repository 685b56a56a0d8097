"""The list of pieces, and its file."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plazamayor.campaigns.models import Campaign
from plazamayor.organisation.access import Permission, console, may
from plazamayor.organisation.models import Membership
from plazamayor.publishing.models import Piece
from plazamayor.publishing.pieces.forms import usable_channels
from plazamayor.publishing.pieces.listing import LIVE, SORTS, Wanted, as_csv, pieces_of

A_PAGE = 50
KINDS = {
    Piece.State.DRAFT: "draft",
    Piece.State.REVIEW: "half",
    Piece.State.APPROVED: "ready",
    Piece.State.SCHEDULED: "ready",
    Piece.State.PUBLISHED: "good",
    Piece.State.WITHDRAWN: "empty",
    Piece.State.DISCARDED: "empty",
}


def _wanted(request: HttpRequest) -> Wanted:
    given = request.GET

    def number(name: str) -> int | None:
        text = given.get(name, "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None  # noqa: PLR2004 what fits in a key

    return Wanted(
        words=given.get("q", "").replace("\x00", "")[:100].strip(),
        state=given.get("state", LIVE),
        format=given.get("format", "") if given.get("format") in Piece.Format.values else "",
        channel=number("channel"),
        campaign=number("campaign"),
        sort=given.get("sort", "changed") if given.get("sort") in SORTS else "changed",
    )


@require_safe
@console(Permission.SEE_PUBLISHING)
def every(request: HttpRequest, member: Membership) -> HttpResponse:
    """The pieces of the administration: those whose words, state, format, channel or campaign are asked for."""
    wanted = _wanted(request)
    page = Paginator(pieces_of(member.organisation, wanted), A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "page": page,
        "lines": [(each, KINDS.get(Piece.State(each.state), "")) for each in page],
        "any": Piece.objects.filter(organisation=member.organisation).exists(),
        "wanted": wanted,
        "states": [(LIVE, _("All but the discarded")), *Piece.State.choices],
        "formats": Piece.Format.choices,
        "channels": usable_channels(member),
        "campaigns": Campaign.objects.filter(organisation=member.organisation),
        "may_write": may(member, Permission.WRITE_PIECES),
        "asked": request.GET.urlencode(),
    }
    return render(request, "publishing/pieces/every.html", shown)


@require_safe
@console(Permission.SEE_PUBLISHING)
def export(request: HttpRequest, member: Membership) -> StreamingHttpResponse:
    """The same list, as a file for sheets."""
    headings = [
        _("Title"), _("Format"), _("State"), _("Goes out"), _("Campaign"), _("Procedure"), _("Who began it"), _("Languages"), _("Link")
    ]  # fmt: skip
    answer = StreamingHttpResponse(
        as_csv(pieces_of(member.organisation, _wanted(request)), headings), content_type="text/csv; charset=utf-8"
    )
    answer.headers["Content-Disposition"] = f'attachment; filename="pieces-{member.organisation.code}.csv"'
    return answer
