"""What is of Threads alone: a permission of 60 days that we make longer, what a day allows, and where its answers are listed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from plazamayor.channels.contract import Outgoing, Reconnect, Renews, Session, TryLater
from plazamayor.connectors.threads.connector import connector as on_threads
from plazamayor.core import counting
from tests.connectors.fakes import threads
from tests.connectors.fakes.network import Fault, Post

OUTGOING = Outgoing(key="delivery-1", text="Se abre el plazo", language="es")


@pytest.fixture
def network() -> Iterator[threads.Threads]:
    network = threads.Threads()
    with network.open():
        yield network
        assert network.wrong == []


@pytest.fixture
def session(network: threads.Threads, now: datetime) -> Session:
    return Session(secrets={"token": threads.TOKEN}, settings={"server": network.address}, now=now, handle="@ayto.zafra")


def test_connecting_says_who_the_account_is_and_until_when(session: Session) -> None:
    account = on_threads.connect(session)
    assert (account.handle, account.name, account.expires) == ("@ayto.zafra", "Ayuntamiento de Zafra", threads.end())


def test_an_application_that_may_not_ask_until_when_connects_all_the_same(network: threads.Threads, session: Session) -> None:
    network.tells = False
    assert on_threads.connect(session).expires is None


def test_a_permission_is_made_longer(session: Session) -> None:
    account = on_threads.renew(session)
    assert isinstance(on_threads, Renews)
    assert (account.handle, account.secrets, account.expires) == (
        "@ayto.zafra",
        {"token": f"{threads.TOKEN}+"},
        session.now + timedelta(days=60),
    )


def test_a_permission_that_lacks_is_named_in_the_words_of_meta(network: threads.Threads, session: Session) -> None:
    network.fail(Fault.LACKING)
    with pytest.raises(Reconnect) as failure:
        on_threads.publish(session, OUTGOING)
    assert failure.value.missing == ("threads_content_publish",)


def test_when_the_publications_of_a_day_are_used_up_it_waits(network: threads.Threads, session: Session) -> None:
    network.used = 250
    with pytest.raises(TryLater, match="no more than 250 publications"):
        on_threads.publish(session, OUTGOING)


def test_what_was_published_is_found_behind_many_others(network: threads.Threads, session: Session) -> None:
    thread = replace(OUTGOING, more=("Hasta el viernes",))
    published = on_threads.publish(session, thread)
    network.posts += [Post(f"19{number}", f"Otro {number}", answers=str(number % 2 or "")) for number in range(24)]
    found = on_threads.find(session, thread, session.now)
    assert found
    assert (found.network_id, found.parts) == (published.network_id, published.parts)


def test_emojis_count_as_their_octets() -> None:
    assert counting.count("ñ🎉", on_threads.limits).length == 5
