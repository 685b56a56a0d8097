"""The address a piece leads to, as it is counted."""

from django.conf import settings
from django.urls import reverse

from plazamayor.campaigns.queries import links_of
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
        subject=subject_of(piece),
    )


def foreseen(piece: Piece) -> dict[tuple[int, str], str]:
    """The addresses already made, by channel and language, for pages that only show: nothing is made by looking."""
    made = links_of(piece.organisation_id, subject_of(piece))
    return {(link.channel_id or 0, link.language): _address(link.code) for link in made if link.destination == piece.link}


def sample() -> str:
    """An address as long as the one that will be made."""
    return _address("xxxxxxxx")


def subject_of(piece: Piece) -> str:
    """The name of a piece in deliveries and links."""
    return f"publishing.piece:{piece.pk}"


def _address(code: str) -> str:
    return settings.BASE_URL + reverse("tracked_link", args=["code"]).replace("code", code)
