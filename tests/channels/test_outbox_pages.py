"""The pages of the outbox and the alarm above every page."""

import csv
import io
import json
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from plazamayor.channels.models import Channel, Delivery
from plazamayor.channels.outbox.draining import beat
from plazamayor.channels.outbox.lateness import warn
from plazamayor.channels.queries import trouble_of, troubled
from tests.conftest import SignIn
from tests.make.cast import Cast
from tests.make.deliveries import NOON, make_delivery

State = Delivery.State


def test_the_outbox_shows_what_needs_somebody_and_filters_the_rest(cast: Cast, channel: Channel, sign_in: SignIn) -> None:
    now = timezone.now()
    make_delivery(channel, due=now + timedelta(hours=1), text="Mañana")
    Delivery.objects.filter(pk=make_delivery(channel, due=now, text="Perdida").pk).update(state=State.FAILED, reason="No la quieren")
    client = sign_in(cast.director)

    first = client.get(reverse("outbox", args=[cast.organisation.code])).content.decode()
    coming = client.get(
        reverse("outbox", args=[cast.organisation.code]), {"view": "coming", "channel": str(channel.pk), "words": "Maña"}
    ).content.decode()

    assert ("Perdida" in first, "No la quieren" in first, "Mañana" in first) == (True, True, False)
    assert ("Perdida" in coming, "Mañana" in coming) == (False, True)


def test_files_carry_the_same_rows_and_no_formula(cast: Cast, channel: Channel, sign_in: SignIn) -> None:
    make_delivery(channel, text="=1+1")
    client = sign_in(cast.analyst)

    table = client.get(reverse("outbox_file", args=[cast.organisation.code, "csv"]), {"view": "all"}).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    found = json.loads(client.get(reverse("outbox_file", args=[cast.organisation.code, "json"]), {"view": "all"}).content)

    assert [(row["title"], row["state"]) for row in rows] == [("'=1+1", "scheduled")]
    assert [(row["title"], row["tries"]) for row in found] == [("=1+1", [])]


def test_somebody_who_publishes_settles_what_is_uncertain(cast: Cast, channel: Channel, sign_in: SignIn) -> None:
    delivery = make_delivery(channel)
    Delivery.objects.update(state=State.UNCERTAIN, sent=NOON, reason="Sin recibo")
    client, code = sign_in(cast.editor), cast.organisation.code

    page = client.get(reverse("delivery", args=[code, delivery.pk]))
    empty = client.post(reverse("delivery_act", args=[code, delivery.pk, "published"]), {"address": "nada"})
    done = client.post(reverse("delivery_act", args=[code, delivery.pk, "published"]), {"address": "https://town.example/1"})

    delivery.refresh_from_db()
    assert (page.status_code, empty.status_code, done.status_code) == (200, 422, 302)
    assert (delivery.state, delivery.address) == (State.PUBLISHED, "https://town.example/1")
    assert sign_in(cast.analyst).post(reverse("delivery_act", args=[code, delivery.pk, "withdraw"])).status_code == 403


@pytest.mark.parametrize(
    ("state", "act", "becomes"),
    [
        (State.SCHEDULED, "hold", State.HELD),
        (State.HELD, "release", State.SCHEDULED),
        (State.FAILED, "retry", State.SCHEDULED),
        (State.HELD, "cancel", State.CANCELLED),
        (State.PUBLISHED, "withdraw", State.WITHDRAWING),
        (State.WITHDRAWING, "gone", State.WITHDRAWN),
        (State.UNCERTAIN, "absent", State.FAILED),
    ],
)
def test_each_act_leads_where_it_says(cast: Cast, channel: Channel, sign_in: SignIn, state: str, act: str, becomes: str) -> None:
    delivery = make_delivery(channel)
    Delivery.objects.update(state=state)
    client, code = sign_in(cast.editor), cast.organisation.code

    assert client.get(reverse("delivery", args=[code, delivery.pk])).status_code == 200
    client.post(reverse("delivery_act", args=[code, delivery.pk, act]), {"reason": "Porque sí"})

    delivery.refresh_from_db()
    assert delivery.state == becomes


def test_what_is_late_is_told_above_every_page_until_it_leaves(cast: Cast, channel: Channel, sign_in: SignIn) -> None:
    now = timezone.now()
    delivery = make_delivery(channel, due=now - timedelta(minutes=20))
    beat(now)
    client, address = sign_in(cast.director), reverse("channel_list", args=[cast.organisation.code])

    before = client.get(address).content.decode()
    Delivery.objects.update(state=State.PUBLISHED)
    after = client.get(address).content.decode()

    link = reverse("outbox", args=[cast.organisation.code])
    assert (before.count(link) - after.count(link), trouble_of(cast.organisation, now).late) == (1, 0)
    assert troubled(cast.organisation, now) == []
    assert delivery.pk


def test_nobody_delivering_is_told_when_something_is_about_to_leave(cast: Cast, channel: Channel) -> None:
    make_delivery(channel, due=NOON + timedelta(hours=2))

    assert trouble_of(cast.organisation, NOON).stopped
    beat(NOON)
    assert not trouble_of(cast.organisation, NOON + timedelta(minutes=4)).stopped
    assert trouble_of(cast.organisation, NOON + timedelta(minutes=6)).silent_since == NOON


def test_what_is_late_is_told_by_e_mail_once_to_those_who_can_mend_it(cast: Cast, channel: Channel, settings: Any) -> None:
    make_delivery(channel, due=NOON, text="Corte de agua")
    assert warn(NOON + timedelta(minutes=20)) == 0
    settings.MAIL_CONFIGURED = True

    warn(NOON + timedelta(minutes=5))
    warn(NOON + timedelta(minutes=20))
    warn(NOON + timedelta(minutes=30))

    assert sorted(each.to[0] for each in mail.outbox) == sorted([cast.administrator.person.email, cast.editor.person.email])
    assert "Corte de agua" in mail.outbox[0].body
