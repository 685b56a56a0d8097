"""What the page of a piece is given to draw."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from plazamayor.channels.contract import Price
from plazamayor.channels.models import Channel, Delivery
from plazamayor.core import formatting
from plazamayor.organisation.access import Permission, may
from plazamayor.organisation.models import Membership
from plazamayor.publishing.approval.queries import needed, why_not
from plazamayor.publishing.content import digest_of
from plazamayor.publishing.formats.facts import facts_form
from plazamayor.publishing.models import Approval, Piece
from plazamayor.publishing.pieces.composing import channels_of, compose
from plazamayor.publishing.pieces.forms import FIELD, CommentForm, PieceForm, Sent
from plazamayor.publishing.pieces.leaving import outgoing
from plazamayor.publishing.pieces.links import subject_of
from plazamayor.publishing.pieces.outbox import price
from plazamayor.publishing.pieces.writing import SavedMeanwhile


@dataclass(frozen=True, kw_only=True)
class Seal:
    """How the approval of a piece stands. `fallen` is the yes that stood before the content changed."""

    digest: str
    given: bool
    missing: str
    last: Approval | None
    fallen: Approval | None
    may_decide: bool
    may_ask: bool
    may_schedule: bool

    @property
    def short(self) -> str:
        """The digest as people compare it."""
        return f"{self.digest[:4]}…{self.digest[-3:]}"


def page_of(piece: Piece, member: Membership, now: datetime, sent: Sent | None = None) -> dict[str, Any]:
    """Everything of the page of a piece; with what was `sent` when it could not be saved."""
    composed = compose(piece, now)
    may_write = may(member, Permission.WRITE_PIECES) and piece.state != Piece.State.DISCARDED
    return {
        "piece": piece,
        "composed": composed,
        "form": sent.form if sent else PieceForm(piece=piece, member=member),
        "facts": sent.facts if sent else facts_form(piece),
        "revision": sent.revision if sent else piece.revision,
        "revisions": piece.revisions.count(),
        "last": piece.revisions.select_related("by").first(),
        "comments": piece.comments.select_related("by"),
        "open_comments": piece.comments.filter(settled=None).count(),
        "comment_form": CommentForm(),
        "deliveries": deliveries_of(piece),
        "seal": seal_of(piece, member, now),
        "prices": prices_of(piece) if may_write else [],
        "may_write": may_write,
        "may_take_back": may(member, Permission.WRITE_PIECES),
    }


def both_of(sent: Sent, conflict: SavedMeanwhile) -> dict[str, Any]:
    """What two people wrote at once, field by field where it differs, and the rest of what was sent as it was."""
    saved = {(str(each["channel"] or 0), each["language"]): each for each in conflict.theirs["versions"]}
    both, rest = [], []
    for name, values in sent.data.lists():
        found = FIELD.match(name)
        if found is None:
            rest += [(name, value) for value in values if name not in {"revision", "act", "csrfmiddlewaretoken"}]
            continue
        theirs = saved.get((found[1].partition("-")[0], found[2]), {}).get(found[3], "")
        told = "\n---\n".join(theirs) if isinstance(theirs, list) else theirs
        mine = values[-1].replace("\r\n", "\n")
        (both.append((name, mine, told)) if mine != told else rest.append((name, mine)))
    return {"both": both, "rest": rest}


def deliveries_of(piece: Piece) -> list[Delivery]:
    """What left of a piece, or is about to, newest first."""
    found = Delivery.objects.filter(organisation=piece.organisation_id, subject=subject_of(piece)).select_related("channel")
    return list(found.exclude(state=Delivery.State.CANCELLED).order_by("-due", "-pk")[:50])


def seal_of(piece: Piece, member: Membership, now: datetime) -> Seal:
    """How the approval of a piece stands, and what this person may do about it."""
    written = digest_of(piece)
    wanted = needed(piece, written, now)
    missing = [each for each in wanted if each.given is None]
    yeses = piece.approvals.select_related("by").filter(verdict=Approval.Verdict.APPROVED)
    may_write, review = may(member, Permission.WRITE_PIECES), piece.state == Piece.State.REVIEW
    ready = piece.state in {Piece.State.APPROVED, Piece.State.DRAFT, Piece.State.REVIEW}
    return Seal(
        digest=written,
        given=not missing,
        missing=", ".join(each.name for each in missing),
        last=yeses.filter(fell=None, digest=written).first(),
        fallen=yeses.exclude(digest=written).first() if missing else None,
        may_decide=bool(missing) and review and not why_not(piece, missing[0], member),
        may_ask=bool(missing) and may_write and not review,
        may_schedule=not missing and ready and may(member, Permission.PUBLISH_PIECES),
    )


def prices_of(piece: Piece) -> list[tuple[Channel, str, Price]]:
    """What publishing on each channel would cost, where it costs."""
    found = []
    for channel in channels_of(piece):
        for placement in piece.placements.filter(channel=channel):
            cost = _price(piece, channel, placement.language)
            if cost is not None:
                found.append((channel, f"{formatting.number(cost.thousandths / 1000, 3)} {cost.currency}", cost))
    return found


def _price(piece: Piece, channel: Channel, language: str) -> Price | None:
    """The price of one publication, without making its link: looking costs nothing."""
    try:
        return price(channel, outgoing(piece, channel, language, making=False))
    except KeyError:
        return None
