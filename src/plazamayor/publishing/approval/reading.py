"""What whoever decides reads: what would leave, on each channel, and what changed since the last yes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from plazamayor.guards.queries import margin_notes
from plazamayor.organisation.models import Membership
from plazamayor.publishing.approval import queries
from plazamayor.publishing.content import digest_of
from plazamayor.publishing.models import Piece, Placement
from plazamayor.publishing.pieces.leaving import outgoing
from plazamayor.publishing.pieces.vetting import verdicts
from plazamayor.publishing.pieces.wording import WHOLE


@dataclass(frozen=True)
class Waiting:
    """A piece in the queue: the stage it waits in, and why this person may not decide it, if so."""

    piece: Piece
    stage: queries.Needed
    refused: str


@dataclass(frozen=True)
class Leaving:
    """What leaves by one channel in one language, as it would leave; `title` and `summary` only where they are shown."""

    placement: Placement
    title: str
    summary: str
    text: str
    more: tuple[str, ...]
    at: datetime | None


def queue(member: Membership, now: datetime) -> list[Waiting]:
    """What waits for a yes: first what this person may decide, then the soonest."""
    found = []
    for piece in queries.waiting(member.organisation).select_related("organisation", "author", "campaign"):
        stage = queries.next_stage(piece, digest_of(piece), now)
        if stage:
            found.append(Waiting(piece, stage, queries.why_not(piece, stage, member)))
    return sorted(found, key=lambda each: bool(each.refused))


def leaving(piece: Piece) -> list[Leaving]:
    """Everything that would leave, in the order of its channels."""
    return [_leaving(piece, each) for each in piece.placements.select_related("channel")]


def _leaving(piece: Piece, placement: Placement) -> Leaving:
    """What a placement would send, without making its link."""
    sent = outgoing(piece, placement.channel, placement.language, making=False)
    whole = placement.channel.connector in WHOLE
    at = placement.at or piece.at
    return Leaving(placement, sent.title if whole else "", sent.extra["summary"] if whole else "", sent.text, sent.more, at)


def to_decide(piece: Piece, member: Membership, now: datetime) -> dict[str, Any]:
    """What the page of the decision shows."""
    digest = digest_of(piece)
    stage = queries.next_stage(piece, digest, now) if piece.state == Piece.State.REVIEW else None
    return {
        "digest": digest,
        "stage": stage,
        "needed": queries.needed(piece, digest, now),
        "refused": queries.why_not(piece, stage, member),
        "leaving": leaving(piece),
        "media": piece.media.select_related("media"),
        "notes": margin_notes(verdicts(piece, now)),
        "history": piece.approvals.select_related("by", "stage")[:20],
    }
