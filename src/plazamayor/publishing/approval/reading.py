"""What whoever decides reads: what would leave, on each channel, and what changed since the last yes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from plazamayor.organisation.models import Membership
from plazamayor.publishing.approval import queries
from plazamayor.publishing.content import digest_of
from plazamayor.publishing.models import Piece, Placement, Version
from plazamayor.publishing.pieces.vetting import verdicts
from plazamayor.publishing.pieces.wording import words_for


@dataclass(frozen=True)
class Waiting:
    """A piece in the queue: the stage it waits in, and why this person may not decide it, if so."""

    piece: Piece
    stage: queries.Needed
    refused: str


@dataclass(frozen=True)
class Leaving:
    """What leaves by one channel in one language; nothing is said where words are missing."""

    placement: Placement
    words: Version | None
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
    versions = list(piece.versions.all())
    placements = piece.placements.select_related("channel")
    return [Leaving(each, words_for(versions, each.channel_id, each.language), each.at or piece.at) for each in placements]


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
        "verdicts": verdicts(piece, now),
        "history": piece.approvals.select_related("by", "stage")[:20],
    }
