"""What the outbox asks of a piece at the very moment of sending, and what it is told of what happened."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from plazamayor.channels.gates import Happened
from plazamayor.channels.models import Delivery
from plazamayor.publishing.content import digest_of
from plazamayor.publishing.models import Piece, Publication
from plazamayor.publishing.pieces.leaving import piece_of
from plazamayor.publishing.pieces.vetting import stops


def why_not(delivery: Delivery, now: datetime) -> str:
    """Why a delivery must not leave now: its piece is gone, changed, not approved, or a guard stops it. Empty lets it."""
    from plazamayor.publishing.approval.queries import standing  # noqa: PLC0415 only where something leaves

    piece = piece_of(delivery)
    if piece is None or piece.state == Piece.State.DISCARDED:
        return _("The piece it belongs to was discarded.")
    written = digest_of(piece)
    if delivery.content.get("extra", {}).get("digest") != written:
        return _("The piece changed after this was scheduled.")
    return standing(piece, written, now) or stops(piece, now)


def told(delivery: Delivery, happened: Happened, now: datetime) -> None:
    """Keeps the state of the piece and writes the register, inside the transaction that makes it so."""
    piece = piece_of(delivery)
    if happened is Happened.PUBLISHED:
        _published(piece, delivery, now)
    elif happened is Happened.WITHDRAWN:
        _withdrawn(piece, delivery, now)


def _published(piece: Piece | None, delivery: Delivery, now: datetime) -> None:
    from plazamayor.publishing.register.operations import write  # noqa: PLC0415 only where something left

    write(delivery, Publication.Act.CORRECTED if _corrects(delivery) else Publication.Act.PUBLISHED, now)
    if piece is not None and piece.state != Piece.State.DISCARDED:
        Piece.objects.filter(pk=piece.pk).update(state=Piece.State.PUBLISHED)


def _withdrawn(piece: Piece | None, delivery: Delivery, now: datetime) -> None:
    from plazamayor.publishing.register.operations import write  # noqa: PLC0415 the same

    write(delivery, Publication.Act.WITHDRAWN, now)
    out = Delivery.objects.filter(subject=delivery.subject, organisation=delivery.organisation_id, state=Delivery.State.PUBLISHED)
    if piece is not None and piece.state == Piece.State.PUBLISHED and not out.exclude(pk=delivery.pk).exists():
        Piece.objects.filter(pk=piece.pk).update(state=Piece.State.WITHDRAWN)


def _corrects(delivery: Delivery) -> bool:
    """Whether the same piece was published before on that channel in that language."""
    before = Delivery.objects.filter(
        organisation=delivery.organisation_id, subject=delivery.subject, channel=delivery.channel_id, published__isnull=False
    )
    language = delivery.content.get("language")
    return any(each.content.get("language") == language for each in before.exclude(pk=delivery.pk))


def where(delivery: Delivery) -> str | None:
    """The page of the piece."""
    piece = piece_of(delivery)
    return reverse("piece", args=[piece.organisation.code, piece.pk]) if piece else None
