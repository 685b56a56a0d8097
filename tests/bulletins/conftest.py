"""What the tests of gazettes may ask for."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytest_django import Settings

from plazamayor.bulletins import asking
from tests.make.gazettes import Gazette, served


@pytest.fixture
def gazette(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gazette]:
    """A gazette on the loopback, which may be asked without pauses."""
    settings.PRIVATE_HOSTS = ("127.0.0.0/8",)
    monkeypatch.setattr(asking, "PAUSE", timedelta())
    with served() as made:
        yield made
