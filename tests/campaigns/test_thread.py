"""The thread of a campaign, from the official act to who got it done, as its page, its files and its call tell it."""

import json
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from django.urls import reverse
from django.utils import timezone

from plazamayor.analytics import store as event_store
from plazamayor.analytics.api.operations import issue_token
from plazamayor.analytics.events import Event, Kind, Origin
from plazamayor.analytics.models import Site
from plazamayor.analytics.telling import shelf_of
from plazamayor.campaigns.contract import Origin as Act
from plazamayor.campaigns.contract import Strand, Told, strands
from plazamayor.campaigns.models import Campaign
from plazamayor.campaigns.thread.answers import Thread, asked_of, thread_of
from plazamayor.campaigns.thread.finding import apart, finding
from plazamayor.core.findings import Certainty
from tests.conftest import SignIn
from tests.make.campaigns import make_campaign, make_channel, make_delivery
from tests.make.cast import Cast
from tests.make.procedures_done import attempt, make_procedure, rate
from tests.make.sites import make_site

pytestmark = pytest.mark.usefixtures("store")
MADRID = ZoneInfo("Europe/Madrid")


@pytest.fixture
def strand() -> Iterator[Strand]:
    """What an upper room would tell: a gazette's act and the piece it became."""
    told = Told(subject="publishing.piece:12", title="Guía: cómo pedir la ayuda", kind="artículo", languages=("es",), state="publicada")
    act = Act(title="Bases de las ayudas", note="BOP núm. 201, 19 oct 2026", pieces=("publishing.piece:12",))
    added = strands.register(Strand(key="of-the-test", pieces=lambda _campaign: [told], origins=lambda _campaign: [act]))
    yield added
    del strands._things["of-the-test"]  # noqa: SLF001 a registry forgets nothing by itself


@pytest.fixture
def site(cast: Cast) -> Site:
    return make_site(cast.organisation, exempt=False)


@pytest.fixture
def campaign(cast: Cast, site: Site, strand: Strand) -> Campaign:
    today = timezone.now().date()
    procedure = make_procedure(cast.organisation, site=site)
    channel = make_channel(cast.organisation, "bluesky", name="Bluesky del Ayuntamiento")
    make_delivery(channel, "publishing.piece:12")
    return make_campaign(cast.organisation, begins=today - timedelta(days=10), ends=today + timedelta(days=20), procedure=procedure)


def yesterday() -> datetime:
    return datetime.combine(timezone.now().date() - timedelta(days=1), datetime.min.time(), MADRID) + timedelta(hours=9)


def click(campaign: Campaign, channel: str, piece: str = "piece-12") -> Event:
    at = yesterday()
    about: dict[str, Any] = {"kind": Kind.CLICK, "origin": Origin.SERVER, "target": "abc", "campaign": campaign.code, "visitor": 0}
    shelf: dict[str, Any] = {"site": shelf_of(campaign.organisation_id), "day": at.date(), "time": at.astimezone(ZoneInfo("UTC"))}
    return Event(**shelf, **about, properties={"channel": channel, "piece": piece})


def came(campaign: Campaign, channel: str, *ends: str) -> list[Event]:
    """A visit by a link, that begins the procedure and does the rest."""
    assert campaign.procedure is not None
    carried: dict[str, Any] = {"utm_campaign": campaign.code, "utm_source": channel, "utm_content": "piece-12-es", "channel": "campaign"}
    return [msgspec.structs.replace(event, **carried) for event in attempt(campaign.procedure, yesterday(), *ends)]


def keep(events: list[Event]) -> None:
    event_store.append(events, token=str(uuid.uuid4()))


def told_of(campaign: Campaign) -> Thread:
    asked = asked_of(campaign, timezone.now())
    from plazamayor.campaigns.thread import deriving

    deriving.prepare(asked)
    return thread_of(asked)


def test_one_act_one_piece_one_publication_one_click_one_completion(campaign: Campaign, cast: Cast, sign_in: SignIn) -> None:
    keep([click(campaign, "bluesky"), *came(campaign, "bluesky", "enviar"), *attempt(campaign.procedure, yesterday(), "enviar")])  # type: ignore[arg-type]  # it serves one

    page = sign_in(cast.editor).get(reverse("campaign", args=[cast.organisation.code, "ac26"]))
    stages = [(stage.value, str(stage.name)) for stage in page.context["page"].stages]

    assert [value for value, _name in stages] == ["1", "1", "1", "1", "1", "1", "1", None]
    text = page.content.decode()
    assert "Bluesky del Ayuntamiento" in text
    assert "Bases de las ayudas" in text
    assert "Finalizaciones de estos días: 2. Por un enlace nuestro: 1, que son 50 de cada 100." in text


def test_counts_are_by_channel_and_by_piece_and_of_the_campaign_alone(campaign: Campaign) -> None:
    other = [msgspec.structs.replace(event, utm_campaign="otra") for event in came(campaign, "mastodon", "enviar")]
    keep([*(click(campaign, "mastodon") for _ in range(3)), *came(campaign, "mastodon"), *came(campaign, "bluesky", "enviar"), *other])

    thread = told_of(campaign)

    counted = {line.key: (line.figures.clicks, line.figures.visits, line.figures.started, line.figures.ended) for line in thread.lines}
    assert counted == {"mastodon": (3, 1, 1, 0), "bluesky": (0, 1, 1, 1)}
    (piece,) = thread.pieces
    assert (piece.figures.clicks, piece.figures.visits, piece.figures.ended) == (3, 2, 1)
    assert thread.ended_in_all == 2


def test_in_exempt_mode_the_thread_ends_at_the_clicks(campaign: Campaign, site: Site, cast: Cast, sign_in: SignIn) -> None:
    keep([click(campaign, "bluesky"), *came(campaign, "bluesky", "enviar")])
    site.exempt = True
    site.save()

    page = sign_in(cast.editor).get(reverse("campaign", args=[cast.organisation.code, "ac26"]))

    assert [stage.value for stage in page.context["page"].stages] == ["1", "1", "1", "1", None, None, None, None]
    assert "el hilo acaba en los clics" in page.content.decode()


def test_a_channel_that_takes_more_people_to_the_end_is_told_with_how_sure_it_is(campaign: Campaign) -> None:
    keep(
        [
            *(event for number in range(120) for event in came(campaign, "email", *(["enviar"] if number < 40 else []))),
            *(event for number in range(200) for event in came(campaign, "mastodon", *(["enviar"] if number < 10 else []))),
        ]
    )
    thread = told_of(campaign)
    found = apart(thread)

    assert found is not None
    assert (found.line.key, found.certainty) == ("email", Certainty.FIRM)
    said = finding(thread, found)
    assert "33" in str(said.claim)
    assert str(said.claim).startswith("Casi seguro")


def test_when_nothing_stands_apart_it_says_that_it_is_not_known(campaign: Campaign) -> None:
    keep(
        [event for channel in ("email", "mastodon") for number in range(60) for event in came(campaign, channel, *["enviar"][: number % 2])]
    )

    thread = told_of(campaign)

    assert apart(thread) is None
    assert finding(thread, None).certainty is Certainty.UNKNOWN


def test_satisfaction_is_that_of_the_procedure_with_its_answers(campaign: Campaign) -> None:
    assert campaign.procedure is not None
    rate(campaign.procedure, timezone.now().date(), [0, 0, 0, 10, 10])

    score = told_of(campaign).satisfaction

    assert score is not None
    assert score.n == 20


def test_it_leaves_as_files_and_by_the_interface_with_the_same_figures(campaign: Campaign, cast: Cast, sign_in: SignIn) -> None:
    keep([click(campaign, "bluesky"), *came(campaign, "bluesky", "enviar")])
    client = sign_in(cast.editor)
    issued = issue_token(
        name="Datos", scopes=["read_stats"], every_site=True, sites=[], days=None, by=cast.administrator, now=timezone.now()
    )

    file = client.get(reverse("campaign_file", args=[cast.organisation.code, "ac26", "json"]))
    rows = client.get(reverse("campaign_file", args=[cast.organisation.code, "ac26", "csv"])).content.decode().splitlines()
    call = client.get("/api/v1/campaigns/ac26", headers={"Authorization": f"Bearer {issued.secret}"})

    told = json.loads(file.content)
    assert told["total"] == {"publications": 1, "clicks": 1, "visits": 1, "starts": 1, "completions": 1}
    assert call.json()["total"] == told["total"]
    assert len(rows) == 4
    assert client.get("/api/v1/campaigns", headers={"Authorization": f"Bearer {issued.secret}"}).json()["campaigns"][0]["code"] == "ac26"


def test_many_days_are_counted_beside_the_pages(campaign: Campaign, cast: Cast, sign_in: SignIn) -> None:
    for day in range(6):
        moved = yesterday() - timedelta(days=day)
        keep(attempt(campaign.procedure, moved))  # type: ignore[arg-type]  # it serves one

    page = sign_in(cast.editor).get(reverse("campaign", args=[cast.organisation.code, "ac26"]))

    assert page.status_code == 202
    assert 'id="waiting"' in page.content.decode()
