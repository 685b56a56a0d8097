"""What runs beside the pages in a process, in the order it starts; it ends in the reverse order.

    store -> what waits in the spool -> control socket -> due work and jobs

`serve` with the embedded store runs everything in one process. A command that finds nobody runs the store and the
control socket, so that other commands can join it. With a ClickHouse server, `serve` and `work` run their own parts.
"""

import contextlib
import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.db import connections

from plazamayor.analytics import store
from plazamayor.analytics.collector.running import take_in
from plazamayor.config import due_work
from plazamayor.config.control.serving import ControlServer
from plazamayor.config.copying import nightly
from plazamayor.config.copying.taking import sweep
from plazamayor.config.jobs import Jobs
from plazamayor.core.due import DueWork, schedule

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Parts:
    """Which parts this process runs. `owner` says that it holds the data directory, alone."""

    owner: bool = True
    control: bool = True
    work: bool = False
    spool: bool = True
    """Whether what ended processes left in the spool is stored first: a server does so by itself, while it serves."""
    patient: bool = False
    """Whether commands of others are waited for at the end, rather than asked to stop."""


@dataclass
class _Chosen:
    """The parts of this process, chosen by the command line before the server forks."""

    parts: Parts = Parts()


chosen = _Chosen()


def works_known() -> list[DueWork]:
    """Every work that falls due in this installation, by name: those of the rooms and its own."""
    return sorted([*schedule.works.values(), *nightly.works()], key=lambda each: each.name)


def store_is_embedded() -> bool:
    """Tells whether events live in this installation's own directory rather than in a ClickHouse server."""
    return str(settings.EVENTS_DSN).startswith("chdb:")


@contextmanager
def running(parts: Parts) -> Iterator[None]:
    """Runs the parts while it lasts."""
    with ExitStack() as ending:
        ending.callback(connections.close_all)
        if parts.owner:
            sweep()
        store.open_store()
        ending.callback(store.close_store)
        if parts.spool:
            take_in()
        if parts.control:
            control = ControlServer(settings.HOME)
            control.start()
            ending.callback(control.stop, cancel=not parts.patient)
        if parts.work:
            _start_work(ending, alone=parts.owner)
        yield


def _start_work(ending: ExitStack, *, alone: bool) -> None:
    works = works_known()
    if alone:
        due_work.release(work.name for work in works)
    jobs = Jobs(alone=alone)
    loop = due_work.Loop(works)
    jobs.start()
    ending.callback(jobs.stop)
    loop.start()
    ending.callback(loop.stop)
    connections.close_all()


class Running:
    """The parts as something to start and stop apart, for the server's lifespan."""

    def __init__(self) -> None:
        self.ending = ExitStack()

    def start(self) -> None:
        """Starts the chosen parts."""
        self.ending.enter_context(running(chosen.parts))

    def stop(self) -> None:
        """Stops them; what fails to stop is logged and does not keep the others."""
        with contextlib.suppress(Exception):
            self.ending.close()
