"""A piece is sent to be approved, approved or sent back; and a yes falls when what it was said to changes."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from plazamayor.core.errors import Mistake
from plazamayor.guards.contract import Gravity
from plazamayor.organisation.models import Membership, Person, Role
from plazamayor.organisation.operations import record
from plazamayor.publishing.approval import queries
from plazamayor.publishing.content import digest_of
from plazamayor.publishing.models import Approval, ApprovalLink, Piece, Stage
from plazamayor.publishing.pieces.vetting import verdicts

LINK_LASTS = timedelta(days=7)


class NotApprovable(Mistake):
    """This person may not approve this, or there is nothing to approve."""


class Stopped(Mistake):
    """A guard keeps it from being published, whatever anybody says."""


class ChangedMeanwhile(Mistake):
    """What was read is not what would be approved: somebody changed it in between."""


class NobodyApproves(Mistake):
    """There is nobody who could say yes."""


@dataclass(frozen=True)
class Asked:
    """A letter to be sent: who is asked, about which piece, and the address that leads there."""

    person: Person
    piece: Piece
    stage: str
    address: str


def ask(*, piece: Piece, by: Membership, now: datetime) -> list[Asked]:
    """Sends a draft to be approved and gives the letters to send; raises NotApprovable, NobodyApproves."""
    with transaction.atomic():
        piece = _locked(piece)
        if piece.state not in {Piece.State.DRAFT, Piece.State.REVIEW}:
            raise NotApprovable(_("Only a draft is sent to be approved."))
        if not piece.placements.exists():
            raise NotApprovable(_("Choose at least one channel before asking for approval."))
        missing = queries.next_stage(piece, digest_of(piece), now)
        if missing is None:
            raise NotApprovable(_("It is approved already."))
        _require_clear(piece, now)
        piece.state = Piece.State.REVIEW
        piece.save(update_fields=["state"])
        record(piece.organisation, by, "piece.sent_to_approve", piece, {"stage": missing.name}, now)
        return _letters(piece, missing, now)


def approve(*, piece: Piece, by: Membership, digest: str, now: datetime, note: str = "") -> list[Asked]:
    """Says yes to exactly the content of that digest, and gives the letters to whoever comes next.

    Raises ChangedMeanwhile when the piece has another digest now, NotApprovable when this person may not.
    """
    with transaction.atomic():
        piece, stage = _to_decide(piece, by, digest, now)
        _require_clear(piece, now)
        expires = now + stage.lasts
        _decide(piece, stage, Approval.Verdict.APPROVED, by, digest, note, now, expires)
        following = queries.next_stage(piece, digest, now)
        if following is None:
            piece.state = Piece.State.APPROVED
            piece.save(update_fields=["state"])
        record(piece.organisation, by, "piece.approved", piece, {"stage": stage.name, "digest": digest, "note": note}, now)
        return _letters(piece, following, now) if following else []


def send_back(*, piece: Piece, by: Membership, digest: str, note: str, now: datetime) -> None:
    """Says no, with what is to be changed; the piece is a draft again. Raises as `approve` does."""
    if not note.strip():
        raise NotApprovable(_("Say what has to change."))
    with transaction.atomic():
        piece, stage = _to_decide(piece, by, digest, now)
        _decide(piece, stage, Approval.Verdict.RETURNED, by, digest, note, now, None)
        _fall(piece, _("%(who)s sent it back.") % {"who": by.person}, now)
        piece.state = Piece.State.DRAFT
        piece.save(update_fields=["state"])
        record(piece.organisation, by, "piece.sent_back", piece, {"stage": stage.name, "note": note}, now)


def person_of(token: str, now: datetime) -> ApprovalLink | None:
    """The link of a token while it leads somewhere; it opens nothing by itself."""
    found = ApprovalLink.objects.select_related("piece__organisation", "person").filter(token_hash=_hash(token), expires__gt=now)
    return found.first()


def add_stage(*, by: Membership, now: datetime, name: str, role: str, days: int, channel: object = None) -> Stage:
    """Adds a stage at the end."""
    organisation = by.organisation
    with transaction.atomic():
        position = Stage.objects.filter(organisation=organisation).count()
        stage = Stage(organisation=organisation, name=name, role=Role(role), days=days, position=position)
        stage.channel = channel  # type: ignore[assignment]  # a channel or None, as the form gives it
        stage.save()
        record(organisation, by, "approval.stage_added", stage, {"name": name, "role": role}, now)
    return stage


def remove_stage(*, stage: Stage, by: Membership, now: datetime) -> None:
    """Takes a stage away; pieces that wait for it wait for the others only."""
    with transaction.atomic():
        record(stage.organisation, by, "approval.stage_removed", stage, {"name": stage.name}, now)
        stage.delete()


def _locked(piece: Piece) -> Piece:
    return Piece.objects.select_for_update().select_related(None).get(pk=piece.pk)


def _to_decide(piece: Piece, by: Membership, digest: str, now: datetime) -> tuple[Piece, queries.Needed]:
    """The piece, locked, and the stage that is to be decided."""
    piece = _locked(piece)
    if piece.state != Piece.State.REVIEW:
        raise NotApprovable(_("It is not waiting for approval."))
    if digest_of(piece) != digest:
        raise ChangedMeanwhile(_("It changed after you opened it. Read it again before deciding."))
    stage = queries.next_stage(piece, digest, now)
    refused = queries.why_not(piece, stage, by)
    if refused or stage is None:
        raise NotApprovable(refused)
    return piece, stage


def _require_clear(piece: Piece, now: datetime) -> None:
    """Raises Stopped, with its first reason, when a guard blocks a piece. What only holds for a time may be approved meanwhile."""
    told = next((each.told for each in verdicts(piece, now) if each.gravity >= Gravity.BLOCKS), "")
    if told:
        raise Stopped(_("A guard stops it: %(why)s") % {"why": told})


def _decide(
    piece: Piece,
    stage: queries.Needed,
    verdict: Approval.Verdict,
    by: Membership,
    digest: str,
    note: str,
    now: datetime,
    expires: datetime | None,
) -> None:
    Approval.objects.create(
        piece=piece,
        stage=stage.stage,
        verdict=verdict,
        digest=digest,
        revision=piece.revision,
        by=by.person,
        at=now,
        expires=expires,
        note=note.strip()[:1000],
    )


def _fall(piece: Piece, why: str, now: datetime) -> None:
    piece.approvals.filter(verdict=Approval.Verdict.APPROVED, fell=None).update(fell=now, why=why)


def _letters(piece: Piece, stage: queries.Needed, now: datetime) -> list[Asked]:
    """A link for each person who may say yes to a stage; raises NobodyApproves when there is none."""
    people = queries.approvers_of(piece, stage)
    if not people:
        raise NobodyApproves(
            _("Nobody can approve this: whoever writes a piece does not approve it, and there is nobody else with that role.")
        )
    digest = digest_of(piece)
    return [Asked(person, piece, stage.name, settings.BASE_URL + _link(piece, person, digest, now)) for person in people]


def _link(piece: Piece, person: Person, digest: str, now: datetime) -> str:
    token = secrets.token_urlsafe(32)
    ApprovalLink.objects.create(piece=piece, person=person, digest=digest, token_hash=_hash(token), created=now, expires=now + LINK_LASTS)
    return reverse("approve_by_link", args=[token])


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
