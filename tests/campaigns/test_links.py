"""Tracked links: made once, leading only where was said, counted without knowing anybody."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from plazamayor.analytics.collector.flusher import Spooled, _decoder
from plazamayor.analytics.collector.spool import Spool, frames
from plazamayor.analytics.events import Kind
from plazamayor.analytics.telling import shelf_of
from plazamayor.campaigns.links import WrongDestination, landing, link_for, require_destination, short_address
from plazamayor.campaigns.models import TrackedLink
from plazamayor.organisation.models import Organisation
from tests.make.campaigns import NOON, make_campaign, make_channel
from tests.make.organisations import make_organisation

THERE = "https://www.villaclara.example/ayudas?idioma=es#pedir"
FIREFOX = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0"}


@pytest.fixture
def town(db: None) -> Organisation:
    return make_organisation("Villaclara", code="villaclara")


def spooled(spool: Spool) -> list[Spooled]:
    return [
        one
        for number, end in spool.durable()
        for _at, content in frames(spool.slot.path(number), 0, end)
        for one in _decoder.decode(content)
    ]


def made(town: Organisation) -> TrackedLink:
    return link_for(
        organisation=town,
        destination=THERE,
        subject="publishing.piece:12",
        channel=make_channel(town),
        language="es",
        campaign=make_campaign(town),
        now=NOON,
    )


def test_a_link_is_made_once_and_its_campaign_is_the_last_said(town: Organisation) -> None:
    channel, campaign = make_channel(town), make_campaign(town)
    about: dict[str, Any] = {
        "organisation": town,
        "destination": THERE,
        "subject": "publishing.piece:12",
        "channel": channel,
        "language": "es",
        "now": NOON,
    }
    first = link_for(**about)
    again = link_for(**about, campaign=campaign)

    assert (first.pk, again.campaign, TrackedLink.objects.count()) == (again.pk, campaign, 1)
    assert link_for(**{**about, "language": "ca"}).code != first.code
    assert link_for(**{**about, "channel": None}).pk == link_for(**{**about, "channel": None}).pk
    assert short_address(first).endswith(f"/l/{first.code}")


def test_the_destination_carries_the_campaign_and_keeps_what_it_had(town: Organisation) -> None:
    assert landing(made(town)) == (
        "https://www.villaclara.example/ayudas?idioma=es&utm_source=mastodon&utm_campaign=ac26&utm_content=piece-12-es#pedir"
    )


def test_using_a_link_is_counted_without_knowing_anybody(client: Client, town: Organisation, spool: Spool) -> None:
    link = made(town)

    answer = client.get(f"/l/{link.code}", headers=FIREFOX)

    assert (answer.status_code, answer["Location"], answer["Cache-Control"]) == (302, landing(link), "private, no-store")
    assert answer.cookies == {}
    (event,) = [each.event for each in spooled(spool)]
    assert (event.kind, event.site, event.visitor, event.target, event.campaign) == (Kind.CLICK, shelf_of(town.pk), 0, link.code, "ac26")
    assert event.properties == {"channel": "mastodon", "piece": "piece-12"}
    assert (event.device, event.browser, event.country, event.referrer, event.language) == ("", "", "", "", "")


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": "Twitterbot/1.0"},
        {**FIREFOX, "Sec-Purpose": "prefetch"},
        {**FIREFOX, "Sec-GPC": "1"},
    ],
)
def test_machines_and_what_is_fetched_ahead_are_sent_on_and_not_counted(
    client: Client, town: Organisation, spool: Spool, headers: dict[str, str]
) -> None:
    link = made(town)

    assert client.get(f"/l/{link.code}", headers=headers).status_code == 302
    assert client.head(f"/l/{link.code}", headers=FIREFOX).status_code == 302
    assert spooled(spool) == []


def test_a_link_sends_on_though_nothing_collects(client: Client, town: Organisation) -> None:
    assert client.get(f"/l/{made(town).code}", headers=FIREFOX).status_code == 302


def test_a_link_leads_nowhere_that_the_request_says(client: Client, town: Organisation) -> None:
    link = made(town)

    answer = client.get(f"/l/{link.code}?next=https://malo.example/&url=//malo.example", headers=FIREFOX)

    assert answer["Location"] == landing(link)
    assert client.get("/l/nosuchcd", headers=FIREFOX).status_code == 404
    assert client.post(f"/l/{link.code}").status_code == 405


def test_a_closed_administration_goes_on_sending_and_counts_no_more(client: Client, town: Organisation, spool: Spool) -> None:
    link = made(town)
    town.closed = timezone.now()
    town.save()

    assert client.get(f"/l/{link.code}", headers=FIREFOX).status_code == 302
    assert spooled(spool) == []


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//malo.example",
        "/ayudas",
        "https://",
        "https://bueno.example@malo.example/",
        "https://a.example/\r\nSet-Cookie: x=1",
        "https://a.example:99999/",
        "https://[::1",
        "https://a.example/" + "a" * 2000,
    ],
)
def test_a_browser_is_sent_only_to_the_web(text: str) -> None:
    with pytest.raises(WrongDestination):
        require_destination(text)


@given(st.text(max_size=60))
def test_any_text_is_taken_or_refused(text: str) -> None:
    try:
        taken = require_destination(f"https://a.example/{text}")
    except WrongDestination:
        return
    assert not set(taken) & set('\r\n\t \\<>"')
