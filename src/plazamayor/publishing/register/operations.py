"""A line is added to the register."""

from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from plazamayor.channels.models import Delivery
from plazamayor.core import chain
from plazamayor.organisation.models import Organisation
from plazamayor.publishing.models import Approval, Piece, Publication, PublicationText
from plazamayor.publishing.pieces.leaving import piece_of

PURPOSE = b"plazamayor.publications"


def write(delivery: Delivery, act: str, now: datetime) -> Publication:
    """Adds what happened to a delivery, inside the transaction that makes it so. `act` is one of `Publication.Act`."""
    piece = piece_of(delivery)
    content = _told(delivery, piece)
    with transaction.atomic():
        organisation = Organisation.objects.select_for_update().get(pk=delivery.organisation_id)
        last = Publication.objects.filter(organisation=organisation).order_by("-number").first()
        entry = Publication(
            organisation=organisation,
            number=last.number + 1 if last else 1,
            act=Publication.Act(act),
            at=now,
            piece_id=piece.pk if piece else None,
            delivery_id=delivery.pk,
            corrects=_corrected(delivery, piece) if act == Publication.Act.CORRECTED else None,
            content_digest=delivery.digest,
            previous=last.digest if last else chain.FIRST,
        )
        key = chain.keys(PURPOSE)[0]
        entry.text_digest = chain.digest(key, texts(entry, content))
        entry.digest = chain.digest(key, links(entry))
        entry.save(force_insert=True)
        PublicationText.objects.create(publication=entry, content=content)
    return entry


def links(entry: Publication) -> list[Any]:
    """What an entry's keyed hash covers."""
    return [
        entry.organisation_id,
        entry.number,
        entry.act,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.piece_id,
        entry.delivery_id,
        entry.corrects,
        entry.content_digest,
        entry.text_digest,
        entry.previous,
    ]


def texts(entry: Publication, content: dict[str, Any]) -> list[Any]:
    """What the keyed hash of an entry's words covers."""
    return [entry.organisation_id, entry.number, content]


def _corrected(delivery: Delivery, piece: Piece | None) -> int | None:
    """The number of the entry that a correction corrects: the last of the same piece on that channel."""
    if piece is None:
        return None
    same = Delivery.objects.filter(organisation=delivery.organisation_id, subject=delivery.subject, channel=delivery.channel_id)
    before = Publication.objects.filter(organisation=delivery.organisation_id, delivery_id__in=same.exclude(pk=delivery.pk).values("pk"))
    return before.order_by("-number").values_list("number", flat=True).first()


def _told(delivery: Delivery, piece: Piece | None) -> dict[str, Any]:
    """The words of an entry: what left, where it is seen, who wrote it and who said yes."""
    return {
        "channel": delivery.channel.name,
        "network": delivery.channel.connector,
        "account": delivery.channel.handle,
        "title": delivery.title,
        "content": delivery.content,
        "network_id": delivery.network_id,
        "address": delivery.address,
        "parts": delivery.parts,
        "wrote": str(piece.author) if piece and piece.author else "",
        "approved": _approved(piece) if piece else [],
        "scheduled": str(delivery.by) if delivery.by else "",
        "reason": delivery.reason,
    }


def _approved(piece: Piece) -> list[dict[str, str]]:
    """Who said yes to what leaves, and when."""
    given = piece.approvals.filter(verdict=Approval.Verdict.APPROVED, fell=None).select_related("by").order_by("pk")
    return [{"by": str(each.by or ""), "at": each.at.astimezone(UTC).isoformat(timespec="seconds")} for each in given]
