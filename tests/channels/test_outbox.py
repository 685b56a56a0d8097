"""What becomes of a delivery, against a network that really listens and really fails."""

from datetime import timedelta

import pytest
from django.db import OperationalError

from plazamayor.channels import operations
from plazamayor.channels.contract import Published, TryLater
from plazamayor.channels.gates import Happened
from plazamayor.channels.models import Attempt, Channel, Delivery, Heartbeat
from plazamayor.channels.outbox.draining import drain
from plazamayor.channels.outbox.pace import LEASE, PATIENCE, back_off, standing_at
from plazamayor.channels.outbox.sending import settle, surely
from plazamayor.channels.outbox.states import of_the_web
from tests.channels import network as faults
from tests.channels.network import Network
from tests.make.cast import Cast
from tests.make.deliveries import NOON, Listener, make_channel, make_delivery

State = Delivery.State


def after(minutes: float) -> int:
    """Looks through the outbox that many minutes after noon."""
    return drain(standing_at(NOON + timedelta(minutes=minutes)))


def test_what_is_due_leaves_once_and_its_receipt_is_kept(channel: Channel, network: Network, listener: Listener) -> None:
    delivery = make_delivery(channel, text="Mañana se corta el agua 💧")

    assert after(-1) == 0
    assert after(0) == 1
    assert after(1) == 0

    delivery.refresh_from_db()
    assert [post["text"] for post in network.posts] == ["Mañana se corta el agua 💧"]
    assert (delivery.state, delivery.network_id, delivery.address) == (State.PUBLISHED, "1", f"{network.address}/@town/1")
    assert (delivery.attempts, delivery.lease, delivery.sent) == (1, None, NOON)
    assert list(delivery.tries.values_list("act", "outcome")) == [("publish", "published")]
    assert listener.events == [Happened.PUBLISHED]
    assert Heartbeat.objects.get().beat == NOON + timedelta(minutes=1)


def test_scheduling_twice_with_the_same_key_gives_the_same_delivery(channel: Channel) -> None:
    first = make_delivery(channel, key="a", text="Hola")

    assert make_delivery(channel, key="a", text="Hola") == first
    with pytest.raises(operations.KeyUsed):
        make_delivery(channel, key="a", text="Adiós")


def test_who_answers_for_it_may_say_no_at_the_moment_of_sending(channel: Channel, network: Network, listener: Listener) -> None:
    delivery = make_delivery(channel)
    listener.no = "There are elections until the 29th."

    after(0)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.held_by, delivery.reason) == (State.HELD, "speaker", "There are elections until the 29th.")
    assert network.posts == []
    listener.no = ""
    operations.release(delivery=delivery, by=None, now=NOON + timedelta(minutes=5))
    after(5)
    assert [len(network.posts), *listener.events] == [1, Happened.HELD, Happened.RELEASED, Happened.PUBLISHED]


def test_what_cannot_be_checked_does_not_leave(channel: Channel, network: Network, listener: Listener) -> None:
    delivery = make_delivery(channel)
    listener.breaks = True

    after(0)

    delivery.refresh_from_db()
    assert (delivery.state, network.posts) == (State.HELD, [])


def test_what_was_changed_outside_the_program_does_not_leave(channel: Channel, network: Network) -> None:
    delivery = make_delivery(channel)
    Delivery.objects.filter(pk=delivery.pk).update(content={**delivery.content, "text": "Otra cosa"})

    after(0)

    delivery.refresh_from_db()
    assert (delivery.state, network.posts) == (State.FAILED, [])


def test_a_network_that_asks_to_wait_is_waited_for_and_its_other_deliveries_too(channel: Channel, network: Network) -> None:
    first, second = make_delivery(channel), make_delivery(channel, text="Otra")
    network.faults = [faults.asks_to_wait]

    after(0)
    first.refresh_from_db()
    second.refresh_from_db()

    assert (first.state, first.next_attempt, second.next_attempt) == (State.SCHEDULED, *[NOON + timedelta(seconds=90)] * 2)
    assert after(1) == 0
    assert after(1.5) == 2
    assert len(network.posts) == 2


def test_a_network_that_is_down_is_tried_ever_later_and_given_up_in_the_end(channel: Channel, network: Network, listener: Listener) -> None:
    delivery = make_delivery(channel)
    network.faults = [faults.is_down] * 100
    now, pauses = NOON, []

    while delivery.state == State.SCHEDULED:
        drain(standing_at(now))
        delivery.refresh_from_db()
        pauses.append(delivery.next_attempt - now)
        now = delivery.next_attempt

    assert pauses[:-1] == [back_off(delivery.key, tries) for tries in range(1, delivery.attempts)]
    assert (delivery.state, now - NOON <= PATIENCE, network.posts) == (State.FAILED, True, [])
    assert f"{delivery.attempts} " in delivery.reason
    assert listener.events == [Happened.FAILED]
    network.faults = []
    operations.retry(delivery=delivery, by=None, now=now)
    drain(standing_at(now))
    assert len(network.posts) == 1


def test_a_permission_that_ran_out_breaks_the_channel_and_holds_what_was_going_to_leave(channel: Channel, network: Network) -> None:
    now, later = make_delivery(channel), make_delivery(channel, due=NOON + timedelta(days=2))
    network.faults = [faults.forgets_who_we_are]

    after(0)

    channel.refresh_from_db()
    assert (channel.state, channel.missing) == (Channel.State.BROKEN, ["write:posts"])
    assert list(Delivery.objects.filter(pk__in=[now.pk, later.pk]).values_list("state", "held_by")) == [(State.HELD, "channel")] * 2
    third = make_delivery(channel, text="Otra")
    after(1)
    third.refresh_from_db()
    assert (third.state, third.held_by, network.posts) == (State.HELD, "channel", [])


def test_what_the_network_refuses_fails(channel: Channel, network: Network) -> None:
    delivery = make_delivery(channel)
    network.faults = [faults.refuses]

    after(0)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason, after(60)) == (State.FAILED, "The network refuses it.", 0)


@pytest.mark.parametrize(
    "fault",
    [faults.accepts_and_hangs, faults.accepts_and_cuts, faults.breaks_after_accepting, faults.answers_garbage],
    ids=lambda each: each.__name__,
)
def test_what_was_accepted_without_a_receipt_is_looked_for_and_not_sent_again(
    channel: Channel, network: Network, listener: Listener, fault: faults.Fault
) -> None:
    delivery = make_delivery(channel)
    network.faults = [fault]

    after(0)
    delivery.refresh_from_db()
    assert delivery.state == State.UNCERTAIN
    after(2)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.network_id, delivery.attempts, len(network.posts)) == (State.PUBLISHED, "1", 1, 1)
    assert list(delivery.tries.values_list("act", "outcome")) == [("publish", "uncertain"), ("find", "found")]
    assert listener.events == [Happened.UNCERTAIN, Happened.PUBLISHED]


def test_what_surely_did_not_go_out_is_sent_again_but_not_before_the_network_had_time(channel: Channel, network: Network) -> None:
    delivery = make_delivery(channel)
    network.faults = [faults.hangs_and_forgets]

    after(0)
    after(1)
    delivery.refresh_from_db()
    assert (delivery.state, network.posts) == (State.UNCERTAIN, [])
    after(5)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, len(network.posts)) == (State.PUBLISHED, 2, 1)


def test_a_fault_of_the_connector_is_uncertain_and_keeps_its_secrets(cast: Cast, channel: Channel, network: Network) -> None:
    delivery = make_delivery(make_channel(cast.organisation, network.address, connector="broken"))

    after(0)

    delivery.refresh_from_db()
    assert (delivery.state, "KeyError" in delivery.reason, "good-token" in delivery.reason) == (State.UNCERTAIN, True, False)
    after(2)
    delivery.refresh_from_db()
    assert (delivery.state, len(network.posts)) == (State.PUBLISHED, 1)


def test_while_the_network_cannot_be_read_it_stays_uncertain_and_people_may_settle_it(
    channel: Channel, network: Network, cast: Cast
) -> None:
    out, lost = make_delivery(channel), make_delivery(channel, text="Otra")
    network.faults, network.blind = [faults.accepts_and_cuts, faults.hangs_and_forgets], True

    for minutes in (0, 2, 10, 60):
        after(minutes)

    assert set(Delivery.objects.values_list("state", flat=True)) == {State.UNCERTAIN}
    assert len(network.posts) == 1
    now = NOON + timedelta(hours=2)
    with pytest.raises(operations.AddressMissing):
        operations.confirm_published(delivery=out, address="", by=cast.editor, now=now)
    operations.confirm_published(delivery=out, address="https://town.example/1", by=cast.editor, now=now)
    operations.confirm_absent(delivery=lost, by=cast.editor, now=now, send_again=True)
    after(121)
    out.refresh_from_db()
    lost.refresh_from_db()
    assert [(each.state, each.attempts) for each in (out, lost)] == [(State.PUBLISHED, 1), (State.PUBLISHED, 2)]
    assert len(network.posts) == 2


def test_what_a_dead_worker_was_sending_is_looked_for_when_its_lease_ends(channel: Channel, network: Network, listener: Listener) -> None:
    out, lost = make_delivery(channel), make_delivery(channel, text="Otra")
    for each in (out, lost):
        Attempt.objects.create(delivery=each, began=NOON)
    Delivery.objects.update(state=State.SENDING, sent=NOON, lease=NOON + LEASE, attempts=1)
    network.publish({"key": out.key, "text": "Abre el plazo de las ayudas"})

    assert after(4) == 0
    after(7)
    after(10)

    assert list(Delivery.objects.order_by("pk").values_list("state", "attempts")) == [(State.PUBLISHED, 1), (State.PUBLISHED, 2)]
    assert network.times() == {out.key: 1, lost.key: 1}


def test_what_waits_can_be_cancelled_and_what_is_out_cannot(channel: Channel, network: Network, cast: Cast) -> None:
    first, second = make_delivery(channel), make_delivery(channel, text="Otra")

    operations.cancel(delivery=first, by=cast.editor, now=NOON)
    after(0)

    assert len(network.posts) == 1
    with pytest.raises(operations.NotNow):
        operations.cancel(delivery=second, by=cast.editor, now=NOON)


def test_what_is_out_is_withdrawn_and_the_network_is_asked_again_when_it_fails(
    channel: Channel, network: Network, listener: Listener
) -> None:
    delivery = make_delivery(channel)
    after(0)

    operations.withdraw(delivery=delivery, by=None, now=NOON + timedelta(minutes=1))
    after(1)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.withdrawn, network.posts) == (State.WITHDRAWN, NOON + timedelta(minutes=1), [])
    assert listener.events == [Happened.PUBLISHED, Happened.WITHDRAWN]


def test_what_the_network_does_not_let_us_withdraw_is_left_to_people(channel: Channel, network: Network) -> None:
    delivery = make_delivery(channel)
    after(0)
    network.stuck = True

    operations.withdraw(delivery=delivery, by=None, now=NOON)
    after(1)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.withdraw_asked) == (State.PUBLISHED, NOON)
    operations.confirm_withdrawn(delivery=delivery, by=None, now=NOON)
    delivery.refresh_from_db()
    assert delivery.state == State.WITHDRAWN


def test_what_is_not_known_to_be_out_is_withdrawn_as_soon_as_it_is(channel: Channel, network: Network) -> None:
    out, lost = make_delivery(channel), make_delivery(channel, text="Otra")
    network.faults = [faults.accepts_and_cuts, faults.hangs_and_forgets]
    after(0)

    for each in (out, lost):
        operations.withdraw(delivery=each, by=None, now=NOON)
    after(3)
    after(6)

    assert list(Delivery.objects.order_by("pk").values_list("state", flat=True)) == [State.WITHDRAWN, State.CANCELLED]
    assert network.posts == []


def test_what_a_network_charges_is_kept_with_where_it_was_read(channel: Channel) -> None:
    assert make_delivery(channel).price == {}
    assert make_delivery(channel, text="Otra", link="https://town.example/l/a").price == {
        "thousandths": 15,
        "currency": "EUR",
        "source": "its price list, 1 November 2026",
    }


def test_back_off_is_the_same_for_the_same_key_and_never_longer_than_its_cap() -> None:
    waits = [back_off("a", tries) for tries in range(1, 40)]

    assert waits == [back_off("a", tries) for tries in range(1, 40)]
    assert max(waits) <= timedelta(minutes=36)
    assert back_off("a", 1) != back_off("b", 1)


def test_a_worker_believed_dead_that_comes_back_with_a_receipt_is_believed(channel: Channel, network: Network) -> None:
    delivery = make_delivery(channel)
    attempt = Attempt.objects.create(delivery=delivery, began=NOON)
    Delivery.objects.update(state=State.SCHEDULED, sent=NOON, attempts=1, next_attempt=NOON + timedelta(hours=1))

    settle(delivery, attempt, Published(network_id="7", address="https://town.example/7"), standing_at(NOON))
    after(120)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.network_id, network.posts) == (State.PUBLISHED, "7", [])


def test_a_worker_believed_dead_that_comes_back_without_one_changes_nothing(channel: Channel) -> None:
    delivery = make_delivery(channel)
    attempt = Attempt.objects.create(delivery=delivery, began=NOON)
    Delivery.objects.update(state=State.UNCERTAIN, sent=NOON, attempts=1)

    settle(delivery, attempt, TryLater("Not now."), standing_at(NOON))

    delivery.refresh_from_db()
    assert (delivery.state, delivery.tries.get().outcome) == (State.UNCERTAIN, "trylater")


def test_nothing_leaves_from_a_closed_administration(channel: Channel, network: Network, cast: Cast) -> None:
    delivery = make_delivery(channel)
    cast.organisation.closed = NOON
    cast.organisation.save()

    after(0)

    delivery.refresh_from_db()
    assert (delivery.state, network.posts) == (State.HELD, [])


def test_what_was_published_by_a_channel_that_was_removed_is_withdrawn_by_hand(channel: Channel, network: Network) -> None:
    delivery = make_delivery(channel)
    after(0)
    Channel.objects.update(state=Channel.State.REMOVED, secrets=b"")

    operations.withdraw(delivery=delivery, by=None, now=NOON)
    after(1)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason != "", len(network.posts)) == (State.WITHDRAWING, True, 1)
    assert operations.confirm_withdrawn(delivery=delivery, by=None, now=NOON).state == State.WITHDRAWN


def test_an_address_that_is_not_of_the_web_is_not_kept() -> None:
    assert [of_the_web(each) for each in ("https://a.example/1", "javascript:alert(1)", "")] == ["https://a.example/1", "", ""]


def test_what_leaves_by_a_channel_leaves_in_order(cast: Cast, network: Network, listener: Listener) -> None:
    channels = [make_channel(cast.organisation, network.address) for _number in range(3)]
    for number in range(12):
        make_delivery(channels[number % 3], text=f"{number % 3}-{number // 3}", due=NOON + timedelta(seconds=number))

    after(1)

    texts = [post["text"] for post in network.posts]
    assert {each: [text for text in texts if text[0] == each] for each in "012"} == {
        each: [f"{each}-{n}" for n in range(4)] for each in "012"
    }


def test_what_is_known_is_written_again_when_the_database_was_busy(db: None) -> None:
    busy = [OperationalError("deadlock detected"), OperationalError("database is locked")]
    written: list[str] = []

    def write() -> None:
        if busy:
            raise busy.pop()
        written.append("published")

    surely(write)

    assert written == ["published"]
