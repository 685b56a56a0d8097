"""A piece leaves: what exactly goes out on each channel, when, and how it is called off.

A delivery is of one content. Whatever changes afterwards calls it off, and another is made once it is approved again.
"""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from plazamayor.channels.contract import Attachment, MediaKind, Outgoing
from plazamayor.channels.models import Channel, Delivery
from plazamayor.core.errors import Mistake
from plazamayor.organisation.operations import record
from plazamayor.publishing.content import digest_of
from plazamayor.publishing.media.storage import captions_of, path_of
from plazamayor.publishing.models import Piece, PieceMedia, Placement
from plazamayor.publishing.pieces import links, outbox
from plazamayor.publishing.pieces.links import subject_of
from plazamayor.publishing.pieces.wording import text_for, words_for
from plazamayor.publishing.published import address_of

SUBJECT = "publishing.piece"
"""How deliveries name a piece: this, a colon and its primary key."""


class NotApproved(Mistake):
    """What would leave has no standing yes."""


class NoChannels(Mistake):
    """A piece is on no channel."""


class NothingToSay(Mistake):
    """A channel has nothing to publish in a language."""


class HourPassed(Mistake):
    """The hour of a piece is past."""


def piece_of(delivery: Delivery) -> Piece | None:
    """The piece a delivery speaks for; None when it is no longer there."""
    kind, _colon, key = delivery.subject.partition(":")
    if kind != SUBJECT or not key.isdigit():
        return None
    found: Piece | None = Piece.objects.select_related("organisation").filter(organisation=delivery.organisation_id, pk=int(key)).first()
    return found


def outgoing(piece: Piece, channel: Channel, language: str, *, key: str = "", making: bool = True) -> Outgoing:
    """What leaves on a channel in a language: its text with the tracked link, the thread and the attachments.

    Whoever only looks asks without `making` the link: a sample as long stands for it.
    """
    words = words_for(piece.versions.all(), channel.pk, language)
    link = links.tracked(piece, channel, language) if making else links.sample() if piece.link else ""
    return Outgoing(
        key=key or uuid4().hex,
        text=text_for(piece, words, channel.connector, link),
        language=language,
        title=(words.title if words else "") or piece.title,
        link=link,
        more=tuple(words.more) if words else (),
        attachments=tuple(attachment(used, language) for used in piece.media.select_related("media") if used.media.digest),
        extra={
            "piece": str(piece.pk),
            "digest": digest_of(piece),
            "slug": piece.slug,
            "format": piece.format,
            "summary": words.summary if words else "",
            "address": address_of(piece, language),
            "video": next((used.media.address for used in piece.media.select_related("media") if used.media.address), ""),
        },
    )


def attachment(used: PieceMedia, language: str) -> Attachment:
    """A file of a piece as a connector takes it."""
    media = used.media
    return Attachment(
        kind=MediaKind(media.kind),
        mime=media.mime,
        digest=media.digest,
        size=media.size,
        path=path_of(media),
        alt="" if used.decorative else used.alt.get(language, ""),
        address=settings.BASE_URL + reverse("public_media", args=[media.organisation.code, media.digest]),
        width=media.width,
        height=media.height,
        seconds=media.seconds,
        captions=captions_of(media, language),
    )


@transaction.atomic
def schedule(*, piece: Piece, by: Any, now: datetime) -> list[Delivery]:
    """Makes the deliveries of an approved piece, one for each channel and language; those made before are called off first.

    A piece without an hour leaves at once. Raises NotApproved, NoChannels, NothingToSay and HourPassed.
    """
    kept = Piece.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=piece.pk)
    name_address(kept)
    placements = list(kept.placements.select_related("channel", "delivery"))
    require_ready(kept, placements, now)
    call_off(kept, by, now)
    made = [_send(kept, each, by, now) for each in placements if not _is_out(kept, each)]
    if made:
        kept.state = Piece.State.SCHEDULED
    kept.save(update_fields=["state"])
    record(kept.organisation, by, "piece.scheduled", kept, {"deliveries": len(made), "hour": kept.at.isoformat() if kept.at else ""}, now)
    return made


def require_ready(piece: Piece, placements: list[Placement], now: datetime) -> None:
    """Raises what keeps a piece from being scheduled."""
    from plazamayor.publishing.approval.queries import standing  # noqa: PLC0415 it asks about pieces itself

    why = standing(piece, digest_of(piece), now)
    if piece.state == Piece.State.DISCARDED or why:
        raise NotApproved(why or _("This piece was discarded. Take it back to go on with it."))
    if not placements:
        raise NoChannels(_("Choose at least one channel: so far this piece would go nowhere."))
    versions = list(piece.versions.all())
    for each in placements:
        words = words_for(versions, each.channel_id, each.language)
        if words is None or words.empty:
            told = {"channel": each.channel, "language": each.language}
            raise NothingToSay(_("“%(channel)s” has nothing to say in %(language)s yet. Write it, or take the channel out.") % told)
    if any(at is not None and at < now for at in [each.at or piece.at for each in placements if not _is_out(piece, each)]):
        late = _("The hour of this piece is past. Give it another; its approval is asked for again, because the hour is part of it.")
        raise HourPassed(late)


def name_address(piece: Piece) -> None:
    """Gives a piece its public address, once and for ever, after the title people read."""
    if piece.slug:
        return
    first = piece.versions.filter(channel=None).exclude(title="").order_by("pk").first()
    base = slugify(first.title if first else piece.title)[:80].strip("-") or f"piece-{piece.pk}"
    taken = set(Piece.objects.filter(organisation=piece.organisation_id, slug__startswith=base).values_list("slug", flat=True))
    piece.slug = base if base not in taken else f"{base}-{piece.pk}"
    piece.save(update_fields=["slug"])


def _is_out(piece: Piece, placement: Placement) -> bool:
    """Whether a placement is already out with this very content: it is not published twice."""
    delivery = placement.delivery
    done = {Delivery.State.PUBLISHED, Delivery.State.SENDING, Delivery.State.UNCERTAIN}
    return delivery is not None and delivery.state in done and delivery.content.get("extra", {}).get("digest") == digest_of(piece)


def _send(piece: Piece, placement: Placement, by: Any, now: datetime) -> Delivery:
    leaves = outgoing(piece, placement.channel, placement.language)
    due = placement.at or piece.at or now
    placement.delivery = outbox.enqueue(placement.channel, subject_of(piece), leaves, due=due, by=by, now=now)
    placement.save(update_fields=["delivery"])
    return placement.delivery


def call_off(piece: Piece, by: Any, now: datetime) -> int:
    """Cancels what of a piece has not left yet; gives how many deliveries."""
    waiting = list(waiting_of(piece))
    for delivery in waiting:
        outbox.cancel(delivery, by=by, now=now)
    return len(waiting)


def call_off_placement(placement: Placement, by: Any, now: datetime) -> None:
    """Cancels what has not left yet of a placement that is taken out."""
    if placement.delivery is not None and placement.delivery.state in outbox.WAITING:
        outbox.cancel(placement.delivery, by=by, now=now)


def waiting_of(piece: Piece) -> Any:
    """The deliveries of a piece that have not left and can still be called off."""
    return Delivery.objects.filter(organisation=piece.organisation_id, subject=subject_of(piece), state__in=outbox.WAITING)
