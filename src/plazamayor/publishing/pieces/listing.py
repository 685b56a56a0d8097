"""The list of pieces: which are asked for, and the same as a file."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from plazamayor.core import formatting
from plazamayor.organisation.models import Organisation
from plazamayor.publishing.models import Piece

SORTS = {"changed": ("-changed", "-pk"), "hour": ("at", "pk"), "title": ("title", "pk")}
LIVE = "live"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which pieces are asked for."""

    words: str = ""
    state: str = LIVE
    format: str = ""
    channel: int | None = None
    campaign: int | None = None
    author: int | None = None
    sort: str = "changed"


def pieces_of(organisation: Organisation, wanted: Wanted) -> QuerySet[Piece]:
    """The pieces asked for, with how many channels each is for (`channels`)."""
    found = Piece.objects.filter(organisation=organisation).select_related("author", "campaign", "procedure", "organisation")
    found = found.annotate(
        channels=Count("placements__channel", distinct=True), remarks=Count("comments", filter=Q(comments__settled=None), distinct=True)
    )
    if wanted.state == LIVE:
        found = found.exclude(state=Piece.State.DISCARDED)
    elif wanted.state in Piece.State.values:
        found = found.filter(state=wanted.state)
    if wanted.words:
        said = Piece.objects.filter(
            Q(organisation=organisation),
            Q(title__icontains=wanted.words)
            | Q(versions__text__icontains=wanted.words)
            | Q(versions__title__icontains=wanted.words)
            | Q(source_name__icontains=wanted.words),
        )
        found = found.filter(pk__in=said.values("pk"))
    exact = {"format": wanted.format, "campaign": wanted.campaign, "author": wanted.author}
    found = found.filter(**{name: value for name, value in exact.items() if value})
    if wanted.channel:
        found = found.filter(pk__in=Piece.objects.filter(placements__channel=wanted.channel).values("pk"))
    return found.order_by(*SORTS.get(wanted.sort, SORTS["changed"]))


def as_csv(pieces: Sequence[Piece] | QuerySet[Piece], headings: Sequence[str]) -> Iterator[bytes]:
    """The list as a file that sheets open: semicolons, a mark of Unicode, and no cell that a sheet would run."""
    yield b"\xef\xbb\xbf"
    yield _line(headings)
    for each in pieces:
        yield _line(
            [
                each.title,
                each.get_format_display(),
                each.get_state_display(),
                formatting.moment(each.at) if each.at else "",
                str(each.campaign or ""),
                str(each.procedure or ""),
                str(each.author or ""),
                ", ".join(each.languages),
                each.link,
            ]
        )


def _line(cells: Sequence[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerow([f"'{cell}" if cell[:1] in "=+-@\t\r" and cell else cell for cell in cells])
    return out.getvalue().encode()
