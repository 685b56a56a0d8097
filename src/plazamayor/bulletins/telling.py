"""An act becomes a draft piece: a guide for the website and a short post for networks, with its date and its official text in place."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from plazamayor.bulletins.models import Match
from plazamayor.bulletins.wording import guide, short
from plazamayor.channels.models import Channel
from plazamayor.core.errors import Mistake
from plazamayor.organisation.models import Membership
from plazamayor.organisation.operations import record
from plazamayor.publishing.models import Piece
from plazamayor.publishing.operations import Words, draft

WEBSITE: Final = "website"
TITLE, SUMMARY, IN_SHORT = 150, 300, 140


class NotOffered(Mistake):
    """An act that names people does not become a piece."""


class AlreadyAPiece(Mistake):
    """The act is a piece already."""


@transaction.atomic
def to_piece(*, match: Match, by: Membership, now: datetime) -> Piece:
    """Makes a draft of an act; raises NotOffered and AlreadyAPiece."""
    match = Match.objects.select_for_update(of=("self",)).select_related("item__issue__source", "organisation").get(pk=match.pk)
    if match.item.names_people:
        raise NotOffered(_("It names people: it is not offered as a piece."))
    if match.piece_id is not None:
        raise AlreadyAPiece(_("It became a piece already."))
    last = term_told(match)
    made = draft(
        organisation=match.organisation,
        title=_cut(match.item.title, TITLE),
        format=Piece.Format.ARTICLE,
        by=by,
        now=now,
        words=list(_words(match, last)),
        fields=_fields(match, last),
    )
    match.piece, match.state = made, Match.State.TAKEN
    match.save(update_fields=["piece", "state"])
    record(match.organisation, by, "gazette_act.became_piece", match, {"identifier": match.item.identifier}, now)
    return made


def term_told(match: Match) -> date | None:
    """The last day that is told: the one a person confirmed, else the first found that citizens have."""
    terms = list(match.terms.all())
    confirmed = [each.confirmed for each in terms if each.confirmed]
    found = [each.day for each in terms if each.day and each.rule.get("purpose") not in {"appeal", "decide"}]
    return min(confirmed or found, default=None)


def _words(match: Match, last: date | None) -> Iterable[Words]:
    item = match.item
    official = item.address or item.pdf
    gazette = f"{item.issue.source.name}, {item.identifier}"
    networks = Channel.objects.filter(organisation=match.organisation).exclude(state=Channel.State.REMOVED).exclude(connector=WEBSITE)
    for language in match.organisation.languages:
        brief = short(language, _cut(item.title, IN_SHORT), last, official)
        summary = short(language, _cut(item.title, IN_SHORT), last, "")[:SUMMARY]
        yield Words(language=language, title=_cut(item.title, TITLE), summary=summary, text=guide(language, last, official, gazette))
        for channel in networks:
            if not channel.languages or language in channel.languages:
                yield Words(language=language, channel=channel.pk, text=brief)


def _fields(match: Match, last: date | None) -> dict[str, Any]:
    item = match.item
    by = list(match.subscriptions.select_related("unit", "procedure"))
    procedure = next((each.procedure_id for each in by if each.procedure_id), None)
    unit = next((each.unit_id for each in by if each.unit_id), None)
    return {
        "source_name": f"{item.issue.source.short_name} {item.identifier}"[:300],
        "source_address": item.address or item.pdf,
        "procedure_id": procedure,
        "unit_id": unit,
        "facts": {"gazette": {"identifier": item.identifier, "last_day": last.isoformat() if last else ""}},
    }


def _cut(title: str, longest: int) -> str:
    """A title cut at a word, with its mark."""
    if len(title) <= longest:
        return title
    return title[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
