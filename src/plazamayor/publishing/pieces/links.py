"""The address a piece leads to, as it is counted."""

from plazamayor.channels.models import Channel
from plazamayor.publishing.models import Piece


def tracked(piece: Piece, channel: Channel, language: str) -> str:
    """The short address that leads where the piece does and counts that it did; empty when it leads nowhere."""
    if not piece.link:
        return ""
    from plazamayor.campaigns import operations  # noqa: PLC0415 only where something is about to leave

    return operations.tracked_address(
        organisation=piece.organisation,
        destination=piece.link,
        campaign=piece.campaign,
        channel=channel,
        language=language,
        subject=f"publishing.piece:{piece.pk}",
    )
