"""Accounts are connected, looked after and removed, against a network that really answers."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse

from plazamayor.channels.accounts import operations, vault
from plazamayor.channels.accounts.operations import Naming
from plazamayor.channels.accounts.sessions import limits_of, written_limits
from plazamayor.channels.accounts.work import keep_alive, look_after
from plazamayor.channels.models import Channel, Delivery
from plazamayor.organisation.models import AuditDetail
from tests.channels.network import TOKEN, Network
from tests.channels.town_network import connector
from tests.conftest import SignIn
from tests.make.cast import Cast
from tests.make.deliveries import NOON, Listener, make_channel, make_delivery

State = Channel.State


def given(network: Network, **more: str) -> dict[str, str]:
    return {"address": network.address, "token": TOKEN, **more}


def connect(cast: Cast, network: Network, **more: Any) -> Channel:
    asked = {"organisation": cast.organisation, "key": "town", "given": given(network), "naming": Naming(name="Red del pueblo")}
    return operations.connect(**{**asked, "by": cast.editor, "now": NOON, **more})


def test_an_account_is_connected_and_its_credentials_are_kept_closed(cast: Cast, network: Network) -> None:
    channel = connect(cast, network)

    assert (channel.state, channel.name, channel.handle.partition("@127")[0]) == (State.WORKING, "Red del pueblo", "@town")
    assert (vault.open_(channel.secrets), channel.options) == ({"token": TOKEN}, {"address": network.address})
    assert AuditDetail.objects.get().content == {"connector": "town", "account": channel.handle}
    with pytest.raises(operations.AlreadyConnected):
        connect(cast, network)


def test_what_is_missing_is_told_in_the_networks_own_words(cast: Cast, network: Network) -> None:
    with pytest.raises(operations.NotConnected) as refused:
        connect(cast, network, given=given(network, token="bad"))

    assert (refused.value.missing, Channel.objects.count()) == (("read:me",), 0)


def test_an_account_connected_again_lets_go_what_is_still_of_use(cast: Cast, network: Network, listener: Listener) -> None:
    channel = connect(cast, network)
    fresh, stale = make_delivery(channel, due=NOON), make_delivery(channel, due=NOON - timedelta(hours=9), text="Otra")
    Channel.objects.update(state=State.BROKEN, secrets=vault.close({"token": "old"}))
    Delivery.objects.update(state=Delivery.State.HELD, held_by="channel")
    channel.refresh_from_db()

    operations.reconnect(channel=channel, given={"token": TOKEN}, by=cast.editor, now=NOON + timedelta(hours=1))

    fresh.refresh_from_db()
    stale.refresh_from_db()
    channel.refresh_from_db()
    assert (channel.state, fresh.state, stale.state, stale.held_by) == (State.WORKING, "scheduled", "held", "person")


def test_credentials_of_another_account_do_not_connect_this_one_again(cast: Cast, network: Network) -> None:
    channel = make_channel(cast.organisation, network.address, handle="@somebody@else")

    with pytest.raises(operations.OtherAccount):
        operations.reconnect(channel=channel, given={}, by=cast.editor, now=NOON)


def test_a_check_finds_out_that_the_permission_is_gone_and_that_it_is_back(cast: Cast, network: Network) -> None:
    channel = make_channel(cast.organisation, network.address, token="gone")

    with pytest.raises(operations.NotConnected):
        operations.check(channel=channel, now=NOON)
    channel.refresh_from_db()
    assert (channel.state, channel.missing, channel.checked) == (State.BROKEN, ["read:me"], NOON)
    Channel.objects.update(secrets=vault.close({"token": TOKEN}))
    channel.refresh_from_db()
    operations.check(channel=channel, now=NOON)
    channel.refresh_from_db()
    assert (channel.state, channel.problem) == (State.WORKING, "")


def test_removing_erases_the_credentials_and_cancels_what_waited(cast: Cast, network: Network, listener: Listener) -> None:
    channel = connect(cast, network)
    delivery = make_delivery(channel)

    with pytest.raises(operations.NameDiffers):
        operations.remove(channel=channel, typed="otra", by=cast.editor, now=NOON)
    operations.remove(channel=channel, typed="Red del pueblo", by=cast.editor, now=NOON)

    channel.refresh_from_db()
    delivery.refresh_from_db()
    assert (channel.state, bytes(channel.secrets), delivery.state) == (State.REMOVED, b"", "cancelled")
    assert connect(cast, network).pk != channel.pk


def test_a_permission_that_ends_soon_is_renewed_by_itself(cast: Cast, network: Network) -> None:
    channel = connect(cast, network, given=given(network, lasts="10"))
    assert channel.state == State.EXPIRING

    look_after(NOON)

    channel.refresh_from_db()
    assert (channel.state, channel.expires) == (State.WORKING, NOON + timedelta(days=90))


def test_a_permission_that_cannot_be_renewed_is_told_once(cast: Cast, network: Network, settings: Any) -> None:
    settings.MAIL_CONFIGURED = True
    channel = connect(cast, network, given=given(network, lasts="3"))

    look_after(NOON)
    look_after(NOON + timedelta(hours=6))

    channel.refresh_from_db()
    assert (channel.state, channel.problem, channel.warned_expiry) == (State.EXPIRING, "It cannot be made longer.", NOON)
    assert sorted(each.to[0] for each in mail.outbox) == sorted([cast.administrator.person.email, cast.editor.person.email])


def test_the_wizard_says_what_is_missing_connects_and_never_shows_a_secret(cast: Cast, network: Network, sign_in: SignIn) -> None:
    client = sign_in(cast.editor)
    code = cast.organisation.code
    asked = {"given_address": network.address, "given_token": "bad-token", "name": "Red"}

    refused = client.post(reverse("channel_connect", args=[code, "town"]), asked)
    assert (refused.status_code, "read:me" in refused.content.decode(), "bad-token" in refused.content.decode()) == (200, True, False)
    done = client.post(reverse("channel_connect", args=[code, "town"]), {**asked, "given_token": TOKEN})

    channel = Channel.objects.get()
    assert done.headers["Location"] == reverse("channel", args=[code, channel.pk])
    for name, arguments in {
        "channel": [channel.pk],
        "channel_reconnect": [channel.pk],
        "channel_remove": [channel.pk],
        "channel_list": [],
    }.items():
        page = client.get(reverse(name, args=[code, *arguments]))
        assert (page.status_code, TOKEN in page.content.decode()) == (200, False)
    assert client.post(reverse("channel_act", args=[code, channel.pk, "pause"])).status_code == 302
    channel.refresh_from_db()
    assert channel.state == State.PAUSED
    assert client.post(reverse("channel_reconnect", args=[code, channel.pk]), {"address": network.address}).status_code == 302
    client.post(reverse("channel_act", args=[code, channel.pk, "resume"]))
    channel.refresh_from_db()
    assert channel.state == State.WORKING


def test_who_may_only_look_sees_the_list_and_no_buttons(cast: Cast, channel: Channel, sign_in: SignIn) -> None:
    page = sign_in(cast.director).get(reverse("channel", args=[cast.organisation.code, channel.pk]))

    assert (page.status_code, reverse("channel_act", args=[cast.organisation.code, channel.pk, "check"]) in page.content.decode()) == (
        200,
        False,
    )


def test_tokens_that_last_hours_are_renewed_all_the_time_until_the_network_no_longer_knows_us(cast: Cast, network: Network) -> None:
    channel = make_channel(cast.organisation, network.address, connector="hurried", limits=written_limits(connector.limits))

    keep_alive(NOON)
    channel.refresh_from_db()
    assert (channel.state, vault.open_(channel.secrets)["spare"], limits_of(channel)) == (State.WORKING, NOON.isoformat(), connector.limits)
    Channel.objects.update(secrets=vault.close({"token": "gone"}))
    keep_alive(NOON + timedelta(minutes=30))

    channel.refresh_from_db()
    assert (channel.state, channel.missing) == (State.BROKEN, ["read:me"])
