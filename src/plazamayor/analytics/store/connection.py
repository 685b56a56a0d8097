"""Connections to the event store: one engine a process, one client a thread."""

import threading
from pathlib import Path
from urllib.parse import urlsplit

import clickhouse_connect
from clickhouse_connect.driver.client import Client
from clickhouse_connect.driver.exceptions import Error
from django.conf import settings
from django.utils.translation import gettext as _

from plazamayor.analytics.store import schema
from plazamayor.core.errors import Mistake

EMBEDDED = "chdb"


class StoreUnavailable(Mistake):
    """The event store is not open here or does not answer."""


class _Door:
    """What this process knows of its store: where it is and the clients made for its threads."""

    def __init__(self) -> None:
        self.dsn = ""
        self.clients: list[Client] = []
        self.local = threading.local()
        self.lock = threading.Lock()


_door = _Door()


def open_store(dsn: str | None = None, *, last: int | None = None) -> None:
    """Opens the store, makes or upgrades its tables (up to a schema file, if told); does nothing when it is open already.

    Raises StoreUnavailable with the engine's own words.
    """
    wanted = dsn or settings.EVENTS_DSN
    with _door.lock:
        if _door.dsn:
            return
        _door.dsn = wanted
    try:
        schema.upgrade(engine(), last)
    except (Error, OSError) as error:
        close_store()
        raise StoreUnavailable(_("The event store does not open: %(why)s") % {"why": error}) from error


def close_store() -> None:
    """Closes every client of this process; another process may then open an embedded store."""
    with _door.lock:
        clients, _door.clients = _door.clients, []
        _door.dsn = ""
        _door.local = threading.local()
    for client in clients:
        client.close()


def is_open() -> bool:
    """Tells whether this process has the store open."""
    return bool(_door.dsn)


def is_embedded(dsn: str | None = None) -> bool:
    """Tells whether the store is the engine inside the process."""
    return urlsplit(dsn or settings.EVENTS_DSN).scheme == EMBEDDED


def engine() -> Client:
    """This thread's client of the engine; raises StoreUnavailable when the store is not open."""
    if not _door.dsn:
        raise StoreUnavailable(_("The event store is not open in this process."))
    client = getattr(_door.local, "client", None)
    if client is None:
        client = _door.local.client = _connect(_door.dsn)
        with _door.lock:
            _door.clients.append(client)
    return client


def _connect(dsn: str) -> Client:
    """Makes a client whose every question is capped in memory and spills to disk before it."""
    limits = {
        "max_memory_usage": settings.STORE_MEMORY,
        "max_bytes_before_external_group_by": settings.STORE_MEMORY // 2,
        "max_bytes_before_external_sort": settings.STORE_MEMORY // 2,
    }
    if is_embedded(dsn):
        path = Path(urlsplit(dsn).path)
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        return clickhouse_connect.get_client(interface=EMBEDDED, path=str(path), settings=limits, tz_mode="aware")
    return clickhouse_connect.get_client(
        dsn=dsn, settings=limits, tz_mode="aware", autogenerate_session_id=False, secure=dsn.startswith("https:")
    )
