"""What the tests of connectors may ask for: the leave to ask loopback, the hour, the real servers of Bluesky."""

import os
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.utils import translation
from pytest_django import Settings

from tests.connectors.bluesky.servers import BlueskyAccount, make_account, running, where_installed


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what asks the real servers of Bluesky where they are not installed, and says so; with CI=true it fails instead."""
    marked = [item for item in items if item.get_closest_marker("bluesky")]
    if marked and os.environ.get("CI") != "true" and not where_installed():
        warnings.warn("The servers of Bluesky are not installed and their tests are left out: make bluesky", stacklevel=1)
        config.hook.pytest_deselected(items=marked)
        items[:] = [item for item in items if item not in marked]


@pytest.fixture(autouse=True)
def loopback_may_be_asked(settings: Settings) -> None:
    settings.PRIVATE_HOSTS = ("127.0.0.0/8", "::1/128")


@pytest.fixture(autouse=True)
def failures_are_told_in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture(scope="session")
def bluesky_account() -> Iterator[BlueskyAccount]:
    """The account of a town hall on a real server."""
    with running() as server:
        yield make_account(server, "zafra.test")
