"""A real event store for the tests: the embedded engine, opened once a process and emptied before each test."""

import math
from collections.abc import Iterator

import pytest

from plazamayor.analytics import store as event_store

TABLES = ("events", "visits", "rollup", "refreshed", "touched", "outcomes", "attempts", "journeys_done")


@pytest.fixture(scope="session")
def _engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    event_store.open_store(f"chdb://{tmp_path_factory.mktemp('events')}")
    yield
    event_store.close_store()


def empty() -> None:
    """Empties the store. The engine remembers the tokens of batches: a test never repeats one by accident."""
    for table in TABLES:
        event_store.engine().command(f"TRUNCATE TABLE {table}")


@pytest.fixture
def store(_engine: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """An open and empty event store, never behind: on a busy machine a refresh may seem dear and be put off."""
    monkeypatch.setattr("plazamayor.analytics.store.days.DEAR", math.inf)
    empty()
