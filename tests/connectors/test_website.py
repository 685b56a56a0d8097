"""Our own website: a page that is there is published, one that is not is for later, and a server that cannot reach itself is believed."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from pytest_django import Settings

from plazamayor.channels.contract import Outgoing, Published, Rejected, Session, TryLater
from plazamayor.connectors.website.connector import connector
from tests.connectors.fakes.network import Fault, Network, Post
from tests.connectors.fakes.web import Square


@pytest.fixture
def square() -> Iterator[Network]:
    with Square().open() as found:
        yield found


@pytest.fixture
def session(now: datetime) -> Session:
    return Session(secrets={}, settings={}, now=now)


def page(square: Network) -> Outgoing:
    return Outgoing(key="delivery-1", text="Se abre el plazo", language="es", extra={"address": f"{square.address}/p/zafra/plazo"})


def test_a_page_that_is_there_is_published(square: Network, session: Session) -> None:
    square.posts.append(Post("/p/zafra/plazo", ""))
    address = f"{square.address}/p/zafra/plazo"
    published = connector.publish(session, page(square))
    assert published == Published(network_id=address, address=address, at=session.now)
    assert connector.find(session, page(square), session.now) == published


@pytest.mark.parametrize("fault", [None, Fault.BROKEN, Fault.CLOSED])
def test_a_page_that_is_not_there_yet_is_for_later(square: Network, session: Session, fault: Fault | None) -> None:
    if fault:
        square.fail(fault)
    with pytest.raises(TryLater, match="is not there yet"):
        connector.publish(session, page(square))
    assert connector.find(session, page(square), session.now) is None


def test_a_server_that_cannot_reach_itself_is_believed(square: Network, session: Session, settings: Settings) -> None:
    settings.PRIVATE_HOSTS = ()
    assert connector.publish(session, page(square)).network_id == f"{square.address}/p/zafra/plazo"
    assert square.asked == []


def test_a_publication_without_page_is_refused(session: Session) -> None:
    with pytest.raises(Rejected, match="Nobody said which page"):
        connector.publish(session, Outgoing(key="delivery-1", text="Se abre el plazo", language="es"))


def test_a_page_goes_away_with_its_row_and_nobody_is_asked(square: Network, session: Session) -> None:
    connector.withdraw(session, Published(network_id=f"{square.address}/p/zafra/plazo"))
    assert square.asked == []


def test_nothing_has_to_be_filled_in(session: Session) -> None:
    assert (connector.fields, connector.connect(session).missing) == ((), ())
