"""Writes down what the town tells. What is past is left as the outbox would have left it; nothing is asked of any network."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from plazamayor.campaigns import operations as campaigns
from plazamayor.campaigns.models import Campaign
from plazamayor.channels.gates import Happened, speakers
from plazamayor.channels.models import Channel, Delivery
from plazamayor.demo.square.saying import CHANNELS, GRANT, IDEAS, SAID, Said
from plazamayor.demo.town import ZONE
from plazamayor.demo.traffic.story import Story
from plazamayor.organisation.models import Membership, Organisation
from plazamayor.procedures.models import Procedure
from plazamayor.publishing import operations as publishing
from plazamayor.publishing.models import Approval, Idea, Piece

PAUSED = "Cuenta inventada para la demostración: no publica."
A_DAY = timedelta(days=1)


def found(town: Organisation, places: Mapping[str, Membership], story: Story, aid: Procedure, now: datetime) -> None:
    """Founds what a new town tells: `places` are its people by mailbox, `aid` the grant that its campaign serves."""
    writer, approver = places["lucia.ferrer"], places["tomas.roig"]
    channels = {key: _connect(town, key, name, handle, places["vicenta.llorens"], now) for key, name, handle in CHANNELS}
    campaign = _campaign(town, story, aid, list(channels.values()), writer, now)
    for said in SAID:
        _tell(said, channels, campaign, writer, approver, now)
    Idea.objects.bulk_create(Idea(organisation=town, text=text, by=places["amparo.guillem"].person, at=now - A_DAY) for text in IDEAS)


def _connect(town: Organisation, key: str, name: str, handle: str, by: Membership, now: datetime) -> Channel:
    works = not handle
    return Channel.objects.create(
        organisation=town,
        connector=key,
        name=name,
        handle=handle,
        state=Channel.State.WORKING if works else Channel.State.PAUSED,
        problem="" if works else PAUSED,
        checked=now,
        connected_by=by.person,
        created=now,
    )


def _campaign(town: Organisation, story: Story, aid: Procedure, channels: list[Channel], by: Membership, now: datetime) -> Campaign:
    details = campaigns.Details(
        name="Ayudas al comercio local",
        code=story.campaign_code,
        objective="Que ningún comercio se quede sin la ayuda por no enterarse",
        audience="Los 1.140 comercios y talleres de la villa",
        audience_size=1140,
        begins=story.campaign[0],
        ends=story.campaign[1],
        procedure_id=aid.pk,
        unit_id=aid.unit_id,
        owner_id=by.person_id,
    )
    return campaigns.add_campaign(organisation=town, details=details, channels=[each.pk for each in channels], by=by, now=now)


def _tell(said: Said, channels: Mapping[str, Channel], campaign: Campaign, writer: Membership, approver: Membership, now: datetime) -> None:
    """Writes a piece and takes it as far as it got."""
    at = _hour(said, now)
    began = min(now, at - 2 * A_DAY) if at else now - A_DAY
    fields: dict[str, Any] = {"at": at, "languages": ["es"], "unit_id": writer.unit_id}
    if said.of_campaign:
        fields |= {"campaign_id": campaign.pk, "procedure_id": campaign.procedure_id, "link": GRANT}
    words = publishing.Words(language="es", title=said.title, summary=said.summary, text=said.text)
    piece = publishing.draft(
        organisation=writer.organisation,
        title=said.title,
        format=said.format,
        by=writer,
        now=began,
        words=[words],
        channels=[channels[key].pk for key in said.on],
        fields=fields,
    )
    if said.state == Piece.State.DRAFT:
        return
    if said.state != Piece.State.REVIEW:
        _approve(piece, approver, began + timedelta(hours=3))
    Piece.objects.filter(pk=piece.pk).update(state=Piece.State.REVIEW if said.state == Piece.State.REVIEW else Piece.State.APPROVED)
    piece.refresh_from_db()
    if said.state == Piece.State.PUBLISHED and at:
        for delivery in publishing.schedule(piece=piece, by=writer, now=at - timedelta(hours=1)):
            _went_out(delivery, at)


def _hour(said: Said, now: datetime) -> datetime | None:
    """The hour of a piece in the town's zone."""
    if said.days is None:
        return None
    day = now.astimezone(ZoneInfo(ZONE)).date() + timedelta(days=said.days)
    return datetime.combine(day, time(said.hour), ZoneInfo(ZONE))


def _approve(piece: Piece, approver: Membership, at: datetime) -> None:
    """The yes that another person gave."""
    digest = piece.revisions.get(number=piece.revision).digest
    given = {"verdict": Approval.Verdict.APPROVED, "digest": digest, "revision": piece.revision}
    Approval.objects.create(piece=piece, by=approver.person, at=at, expires=at + 365 * A_DAY, **given)


def _went_out(delivery: Delivery, at: datetime) -> None:
    """Leaves a delivery as if it had gone out at its hour, and tells whoever speaks for it."""
    website = delivery.channel.connector == "website"
    delivery.state, delivery.sent, delivery.published, delivery.attempts = Delivery.State.PUBLISHED, at, at, 1
    delivery.network_id = delivery.key
    delivery.address = delivery.content.get("extra", {}).get("address", "") if website else ""
    delivery.save()
    speakers.get("publishing.piece").told(delivery, Happened.PUBLISHED, at)
