"""A network that listens and somebody who answers for what leaves."""

from collections.abc import Iterator

import pytest

from plazamayor.channels.models import Channel
from tests.channels.network import Network, listening
from tests.channels.town_network import CONNECTORS
from tests.make.cast import Cast
from tests.make.deliveries import Listener, listen, make_channel


@pytest.fixture(autouse=True)
def _loopback(settings: object) -> None:
    settings.PRIVATE_HOSTS = ("127.0.0.1",)  # type: ignore[attr-defined]  # pytest-django's settings take any name
    settings.CONNECTORS = CONNECTORS  # type: ignore[attr-defined]  # the same


@pytest.fixture
def network() -> Iterator[Network]:
    with listening() as found:
        yield found


@pytest.fixture
def listener() -> Listener:
    return listen()


@pytest.fixture
def channel(cast: Cast, network: Network, listener: Listener) -> Channel:
    return make_channel(cast.organisation, network.address)
