"""One act of a real gazette, told on four networks (one a real server of Bluesky), and followed to a citizen who finished."""

from contextlib import ExitStack
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import httpx
import msgspec
import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from plazamayor.analytics import store as event_store
from plazamayor.analytics.collector.flusher import _decoder
from plazamayor.analytics.collector.spool import Spool, frames
from plazamayor.analytics.models import Hostname, Site
from plazamayor.bulletins import operations as bulletins
from plazamayor.bulletins.models import Item, Match, Source
from plazamayor.bulletins.operations import Wishes
from plazamayor.bulletins.readers import READERS
from plazamayor.bulletins.readers.contract import Page
from plazamayor.campaigns import operations as campaigns
from plazamayor.campaigns.models import Campaign, TrackedLink
from plazamayor.campaigns.thread import deriving
from plazamayor.campaigns.thread.answers import Thread, asked_of, thread_of
from plazamayor.channels.accounts.operations import Naming, connect
from plazamayor.channels.models import Channel, Delivery
from plazamayor.channels.outbox.draining import drain
from plazamayor.organisation.models import Membership
from plazamayor.procedures.models import Procedure
from plazamayor.publishing.approval import operations as approval
from plazamayor.publishing.content import digest_of
from plazamayor.publishing.models import Piece, Publication
from plazamayor.publishing.operations import Changes, Words, save, schedule
from plazamayor.publishing.register.queries import verify
from tests.connectors.bluesky.servers import BlueskyAccount
from tests.connectors.fakes import mastodon, web
from tests.make.cast import Cast, make_cast
from tests.make.procedures_done import attempt, make_procedure

pytestmark = [pytest.mark.real, pytest.mark.bluesky, pytest.mark.usefixtures("store")]
MADRID = ZoneInfo("Europe/Madrid")
GAZETTE = "boe/api_actual/sumario_20250418.xml"
FIREFOX = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0"}
PLAIN = "Desde hoy se puede pedir la ayuda. Se pide en la sede electrónica, con el alta y una factura."


@pytest.fixture
def town(transactional_db: None) -> Cast:
    return make_cast()


def connected(town: Cast, key: str, given: dict[str, str], now: datetime) -> Channel:
    return connect(organisation=town.organisation, key=key, given=given, naming=Naming(), by=town.administrator, now=now)


def read_gazette(folder: Path, now: datetime) -> None:
    """The real summary, as its source gives it."""
    source = Source.objects.create(reader="boe", name="Boletín Oficial del Estado", short_name="BOE")
    page = Page((folder / GAZETTE).read_bytes(), "https://www.boe.es/x", date(2025, 4, 18))
    for issue in READERS["boe"].read(page, {}):
        bulletins.take_in(source, issue, page, now)


def followed(by: Membership, procedure: Procedure, now: datetime) -> Match:
    """The first act that a unit follows."""
    item = Item.objects.filter(names_people=False).order_by("pk").first()
    assert item
    bulletins.subscribe(wishes=Wishes(name="Ayudas", words=("no se dice en ninguna parte",), procedure_id=procedure.pk), by=by, now=now)
    return bulletins.bring_in(item=item, by=by, now=now)


def written(match: Match, campaign: Campaign, channels: list[Channel], by: Membership, now: datetime) -> Piece:
    """The draft of an act, in plain words, on its channels."""
    piece = bulletins.to_piece(match=match, by=by, now=now)
    fields = {"campaign_id": campaign.pk, "procedure_id": campaign.procedure_id, "link": "https://www.villaclara.example/ayudas"}
    words = [Words(language="es", title="Ya se puede pedir la ayuda", summary="Se pide en la sede.", text=PLAIN)]
    words += [Words(language="es", channel=each.pk, text=PLAIN) for each in channels if each.connector in {"bluesky", "mastodon"}]
    changes = Changes(fields=fields, words=words, channels=[each.pk for each in channels])
    return save(piece=piece, changes=changes, revision=piece.revision, by=by, now=now)


def approved(piece: Piece, town: Cast, now: datetime) -> Piece:
    """What another person said yes to."""
    approval.ask(piece=piece, by=town.editor, now=now)
    approval.approve(piece=piece, by=town.director, digest=digest_of(piece), now=now)
    piece.refresh_from_db()
    return piece


def flushed(spool: Spool) -> None:
    """What waits in the spool joins the stream."""
    for number, end in spool.durable():
        for at, content in frames(spool.slot.path(number), 0, end):
            event_store.append([each.event for each in _decoder.decode(content)], token=f"whole-{number}-{at}")


def came_and_finished(procedure: Procedure, landing: str, now: datetime) -> None:
    """The visit of whoever followed a link to where it lands, and finished."""
    carried = {name: values[0] for name, values in parse_qs(urlsplit(landing).query).items() if name.startswith("utm_")}
    at = (now.astimezone(MADRID) - timedelta(minutes=10)).replace(second=0, microsecond=0)
    given: dict[str, Any] = {**carried, "channel": "campaign"}
    events = [msgspec.structs.replace(event, **given) for event in attempt(procedure, at, "enviar")]
    event_store.append(events, token="whole-visit")


def told_of(campaign: Campaign, now: datetime) -> Thread:
    asked = asked_of(campaign, now)
    deriving.prepare(asked)
    return thread_of(asked)


def test_one_act_becomes_one_piece_and_one_citizen_finishes(
    town: Cast,
    live_server: LiveServer,
    bluesky_account: BlueskyAccount,
    spool: Spool,
    real_data: Path,
    settings: Settings,
    client: Client,
) -> None:
    settings.BASE_URL = live_server.url
    now = timezone.now()
    site = Site.objects.create(organisation=town.organisation, domain="www.villaclara.example", exempt=False)
    Hostname.objects.create(site=site, name="localhost")
    procedure = make_procedure(town.organisation, site=site)
    with ExitStack() as stack:
        fediverse, hook = stack.enter_context(mastodon.Mastodon().open()), stack.enter_context(web.Receiver().open())
        credentials = {"handle": bluesky_account.handle, "password": bluesky_account.password, "server": bluesky_account.server}
        channels = [
            connected(town, "website", {}, now),
            connected(town, "bluesky", credentials, now),
            connected(town, "mastodon", {"server": fediverse.address, "token": mastodon.TOKEN}, now),
            connected(town, "webhook", {"address": f"{hook.address}/plaza", "secret": web.SECRET}, now),
        ]
        details = campaigns.Details(
            name="Ayudas", code="ac26", objective="Que nadie se quede sin la ayuda", begins=now.date(), procedure_id=procedure.pk
        )
        campaign = campaigns.add_campaign(
            organisation=town.organisation, details=details, channels=[each.pk for each in channels], by=town.editor, now=now
        )
        read_gazette(real_data, now)
        piece = approved(written(followed(town.editor, procedure, now), campaign, channels, town.editor, now), town, now)
        schedule(piece=piece, by=town.editor, now=now)
        drain(timezone.now)

        states = {each.channel.connector: (each.state, each.reason) for each in Delivery.objects.select_related("channel")}
        assert states == dict.fromkeys(("website", "bluesky", "mastodon", "webhook"), ("published", ""))
        assert (len(fediverse.posts), len(hook.posts)) == (1, 1)
        records = httpx.get(
            f"{bluesky_account.server}/xrpc/com.atproto.repo.listRecords",
            params={"repo": bluesky_account.did, "collection": "app.bsky.feed.post"},
        ).json()["records"]
        link = TrackedLink.objects.get(channel=channels[1])
        assert [f"/l/{link.code}" in each["value"]["text"] for each in records].count(True) == 1
        page = httpx.get(Delivery.objects.get(channel=channels[0]).address)
        assert PLAIN.partition(".")[0] in page.text

    landing = client.get(f"/l/{link.code}", headers=FIREFOX)["Location"]
    flushed(spool)
    came_and_finished(procedure, landing, now)

    thread = told_of(campaign, timezone.now())
    (line,) = [each for each in thread.lines if each.figures.clicks]
    assert (line.key, line.figures.clicks, line.figures.visits, line.figures.started, line.figures.ended) == ("bluesky", 1, 1, 1, 1)
    assert (len(thread.origins), len(thread.pieces)) == (1, 1)
    assert Publication.objects.filter(act=Publication.Act.PUBLISHED).count() == 4
    assert verify(town.organisation.pk).broken is None
