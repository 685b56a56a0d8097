"""Which yes is needed, which there is, and whether it still stands."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from plazamayor.core import formatting
from plazamayor.organisation.access import Permission, may
from plazamayor.organisation.models import Membership, Organisation, Person
from plazamayor.publishing.content import digest_of
from plazamayor.publishing.models import Approval, Piece, Stage

DAYS = 30
"""How long an approval lasts where the administration has said nothing."""


@dataclass(frozen=True)
class Needed:
    """One yes that a piece needs, and the one it has. `stage` is None for the usual one, when the administration set none up."""

    stage: Stage | None
    given: Approval | None

    @property
    def name(self) -> str:
        """How the stage is called."""
        return self.stage.name if self.stage else _("Approval")

    @property
    def lasts(self) -> timedelta:
        """How long its yes is good for."""
        return timedelta(days=self.stage.days if self.stage else DAYS)


def stages_of(piece: Piece) -> list[Stage | None]:
    """The stages a piece goes through, in order: those of every channel, and those of the channels it is for."""
    channels = piece.placements.values("channel")
    found = Stage.objects.filter(Q(channel=None) | Q(channel__in=channels), organisation=piece.organisation_id).select_related("channel")
    return list(found) or [None]


def needed(piece: Piece, digest: str, now: datetime) -> list[Needed]:
    """Each yes a piece needs, with the one it has for this digest, if it stands."""
    standing = [each for each in piece.approvals.select_related("by", "stage") if stands(each, digest, now)]
    found = []
    for stage in stages_of(piece):
        given = next((each for each in standing if each.stage_id == (stage.pk if stage else None)), None)
        found.append(Needed(stage, given))
    return found


def stands(approval: Approval, digest: str, now: datetime) -> bool:
    """Whether an approval is a yes to this content that has neither fallen nor expired."""
    return (
        approval.verdict == Approval.Verdict.APPROVED
        and approval.fell is None
        and approval.digest == digest
        and (approval.expires is None or now < approval.expires)
    )


def standing(piece: Piece, digest: str, now: datetime) -> str:
    """Why what would leave may not, for want of a yes; empty when every stage said yes to exactly this."""
    missing = [each for each in needed(piece, digest, now) if each.given is None]
    if not missing:
        return ""
    expired = piece.approvals.filter(digest=digest, verdict=Approval.Verdict.APPROVED, fell=None, expires__lte=now).first()
    if expired and expired.expires:
        return _("The approval expired on %(day)s: ask for it again.") % {"day": formatting.day(expired.expires)}
    if piece.approvals.filter(verdict=Approval.Verdict.APPROVED).exists():
        return _("What would leave is not what was approved: it has to be approved again.")
    return _("It lacks the approval of: %(stages)s.") % {"stages": ", ".join(each.name for each in missing)}


def next_stage(piece: Piece, digest: str, now: datetime) -> Needed | None:
    """The first yes that is still missing, or None."""
    return next((each for each in needed(piece, digest, now) if each.given is None), None)


def writers_of(piece: Piece) -> set[int]:
    """Everybody who wrote some of a piece, by primary key: none of them may approve it."""
    return {pk for pk in (piece.author_id, *piece.revisions.values_list("by", flat=True)) if pk}


def why_not(piece: Piece, stage: Needed | None, member: Membership) -> str:
    """Why somebody may not say yes to a stage of a piece; empty when they may."""
    if stage is None:
        return _("It is approved already.")
    if not may(member, Permission.APPROVE_PIECES):
        return _("Your role does not approve pieces.")
    if member.person_id in writers_of(piece):
        return _("Whoever writes a piece does not approve it: another person has to.")
    if stage.stage and member.role != stage.stage.role:
        return _("This stage is for: %(role)s.") % {"role": stage.stage.get_role_display()}
    if piece.approvals.filter(by=member.person_id, digest=digest_of(piece), fell=None, verdict=Approval.Verdict.APPROVED).exists():
        return _("You have already said yes in another stage: this one is for another person.")
    return ""


def approvers_of(piece: Piece, stage: Needed) -> list[Person]:
    """Who may say yes to a stage: of its role, and not among those who wrote."""
    places = piece.organisation.memberships.select_related("person", "organisation").exclude(person__in=writers_of(piece))
    return [
        place.person
        for place in places.filter(person__is_active=True)
        if may(place, Permission.APPROVE_PIECES) and (stage.stage is None or place.role == stage.stage.role)
    ]


def waiting(organisation: Organisation) -> QuerySet[Piece]:
    """The pieces that wait for a yes, the soonest to go out first."""
    return Piece.objects.filter(organisation=organisation, state=Piece.State.REVIEW).order_by("at", "pk")
