"""The server: granian's workers under a parent that only watches them.

One worker with the embedded store; several need PostgreSQL and a ClickHouse server. The parent owns the data directory's
lock and hands it to its children by forking; a child whose parent dies ends with it, and one that crashes is started again.
"""

import ctypes
import multiprocessing
import os
import shutil
import signal
import socket
import sys

from django.conf import settings
from django.db import connections
from django.utils.translation import gettext as _
from granian import Granian
from granian.constants import HTTPModes, Interfaces, RuntimeModes

from plazamayor.config.runtime import Parts, chosen, store_is_embedded
from plazamayor.core.errors import Mistake

_PR_SET_PDEATHSIG = 1
BACKLOG = 2048


class OneWorkerOnly(Mistake):
    """Several workers need databases that take several processes."""


class PortTaken(Mistake):
    """Nothing can listen there."""


def check(host: str, port: int, workers: int) -> None:
    """Raises the sentence of what would keep the server from starting."""
    if workers > 1 and store_is_embedded():
        raise OneWorkerOnly(
            _("The embedded event store belongs to one process: serve with one worker, or set PLAZAMAYOR_EVENTS to a ClickHouse server.")
        )
    if workers > 1 and connections["default"].vendor == "sqlite":
        raise OneWorkerOnly(_("SQLite serves one process well: serve with one worker, or set DATABASE_URL to a PostgreSQL."))
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind((host, port))
    except OSError as error:
        why = error.strerror or str(error)
        raise PortTaken(
            _("Cannot listen on %(host)s, port %(port)s: %(why)s. Choose another with --port.") % {"host": host, "port": port, "why": why}
        ) from error


def serve(host: str, port: int, *, workers: int, work: bool) -> None:
    """Serves until told to stop. Everything below Django starts in the worker, after the fork."""
    embedded = store_is_embedded()
    chosen.parts = Parts(owner=embedded, control=embedded, work=work, spool=False)
    connections.close_all()
    if workers > 1:
        folder = settings.HOME / "metrics"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
    multiprocessing.set_start_method("fork", force=True)
    parent = os.getpid()
    server = Granian(
        "plazamayor.config.asgi:application",
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        workers=workers,
        runtime_mode=RuntimeModes.mt,
        http=HTTPModes.auto,
        websockets=False,
        backlog=BACKLOG,
        log_access=False,
        log_dictconfig=settings.LOGGING,
        respawn_failed_workers=True,
    )
    os.register_at_fork(after_in_child=lambda: _die_with(parent))
    server.serve()


def _die_with(parent: int) -> None:
    """Has the kernel kill this process when its parent dies, however that happens (prctl(2))."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
