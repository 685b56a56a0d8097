"""How what is out goes is asked of the network, ever less often, and kept in the stream."""

from datetime import timedelta

import pytest

from plazamayor.analytics.telling import Measured, measured_of
from plazamayor.channels.measuring.pace import next_measure
from plazamayor.channels.measuring.work import collect
from plazamayor.channels.models import Channel, Delivery
from plazamayor.channels.outbox.draining import drain
from plazamayor.channels.outbox.pace import standing_at
from tests.analytics.conftest import _engine as _engine  # noqa: PLC0414 a fixture is shared by its name
from tests.analytics.conftest import store as store  # noqa: PLC0414 the same
from tests.channels.network import Network
from tests.make.deliveries import NOON, make_delivery

pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture
def delivery(channel: Channel) -> Delivery:
    made = make_delivery(channel, extra={"campaign": "ayudas-26"})
    drain(standing_at(NOON))
    Delivery.objects.update(published=NOON)  # the network has its own clock
    made.refresh_from_db()
    return made


def test_counts_are_kept_here_and_in_the_stream(delivery: Delivery, network: Network) -> None:
    assert collect(standing_at(NOON + timedelta(minutes=59))) == 0
    assert collect(standing_at(NOON + timedelta(hours=1))) == 1

    delivery.refresh_from_db()
    assert (delivery.measures, delivery.measured) == ({"views": 120, "likes": 7}, NOON + timedelta(hours=1))
    assert delivery.next_measure == NOON + timedelta(hours=2)
    told = measured_of(delivery.organisation_id, [str(delivery.pk)])
    assert sorted(told, key=lambda each: each.name) == [
        Measured(str(delivery.pk), "town", "likes", 7),
        Measured(str(delivery.pk), "town", "views", 120),
    ]


def test_what_was_taken_away_in_the_network_is_told_and_not_asked_about_again(delivery: Delivery, network: Network) -> None:
    network.posts.clear()

    assert collect(standing_at(NOON + timedelta(hours=1))) == 0

    delivery.refresh_from_db()
    assert (delivery.state, delivery.next_measure, delivery.reason != "") == ("published", None, True)


def test_a_network_that_does_not_answer_is_asked_again_at_the_next_hour(delivery: Delivery, network: Network) -> None:
    network.blind = True

    assert collect(standing_at(NOON + timedelta(hours=1))) == 0

    delivery.refresh_from_db()
    assert (delivery.measures, delivery.next_measure) == ({}, NOON + timedelta(hours=2))


def test_what_is_out_is_asked_about_ever_less_often_until_it_is_ninety_days_old() -> None:
    asked, now = [], NOON
    while (following := next_measure(NOON, now)) is not None:
        asked.append(following - now)
        now = following

    assert [asked.count(timedelta(hours=1)), asked.count(timedelta(days=1)), asked.count(timedelta(weeks=1))] == [24, 14, 11]
