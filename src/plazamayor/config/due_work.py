"""Runs the work that falls due by itself: claims each in the database, runs it in a thread and records how it went."""

import logging
import threading
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.db import connections, transaction
from django.db.models import F, Q

from plazamayor.core.due import DueWork
from plazamayor.core.models import DueRun

_log = logging.getLogger(__name__)
HOLD = timedelta(minutes=2)
"""How long a claim lasts unless renewed: what a dead process delays."""
_RENEW = 30.0
_TICK = 0.5
_SOONEST = timedelta(seconds=1)
_FIRST_RETRY = timedelta(seconds=30)


def claim(work: DueWork, now: datetime, *, anyway: bool = False) -> bool:
    """Takes a work that is due (or `anyway`) unless another holds it; one row changed means it is ours."""
    DueRun.objects.get_or_create(name=work.name)
    free = Q(held_until=None) | Q(held_until__lte=now)
    due = Q() if anyway else Q(next_run__lte=now)
    return bool(DueRun.objects.filter(free, due, name=work.name).update(held_until=now + HOLD, started=now))


def record(work: DueWork, *, started: datetime, now: datetime, error: str) -> None:
    """Writes how a run ended and when the next is: after a failure sooner than usual, but ever later."""
    with transaction.atomic():
        run = DueRun.objects.select_for_update().get(name=work.name)
        run.held_until, run.finished, run.error = None, now, error
        run.failures = run.failures + 1 if error else 0
        run.succeeded = run.succeeded if error else now
        every = max(work.every, _SOONEST)
        run.next_run = now + min(every, _FIRST_RETRY * 2 ** min(run.failures, 10)) if error else started + every
        run.save()


def perform(work: DueWork, now: datetime) -> str:
    """Runs a claimed work and records it; returns its error, empty when it went well."""
    error = ""
    try:
        work.run(now)
    except Exception as failure:  # noqa: BLE001 any failure of a room's work is its own: it is recorded and the others go on
        _log.exception("due work failed", extra={"work": work.name})
        error = f"{type(failure).__name__}: {failure}"
    record(work, started=now, now=datetime.now(UTC), error=error)
    return error


def release(names: Iterable[str]) -> None:
    """Frees what a process that is no more left held. Only for the owner of the data directory."""
    DueRun.objects.filter(name__in=list(names)).update(held_until=None)


class Loop(threading.Thread):
    """Looks twice a second for due work and runs each in a thread of its own, so that long work delays no other."""

    def __init__(self, works: Iterable[DueWork]) -> None:
        super().__init__(name="due-work", daemon=True)
        self.works = list(works)
        self.running: dict[str, threading.Thread] = {}
        self.ended = threading.Event()
        self.renewed = datetime.now(UTC)

    def run(self) -> None:
        """Goes on until `stop`."""
        upcoming: dict[str, datetime] = {}
        while not self.ended.wait(_TICK):
            try:
                self._turn(datetime.now(UTC), upcoming)
            except Exception:  # noqa: BLE001 a database that does not answer now may answer later
                _log.exception("due work cannot be looked up")
            finally:
                connections.close_all()

    def stop(self, patience: float = 20) -> None:
        """Starts nothing more and waits for what runs, within patience: everything due may be cut short."""
        self.ended.set()
        for thread in [self, *self.running.values()]:
            thread.join(patience)

    def _turn(self, now: datetime, upcoming: dict[str, datetime]) -> None:
        self.running = {name: thread for name, thread in self.running.items() if thread.is_alive()}
        if self.running and (now - self.renewed).total_seconds() > _RENEW:
            self.renewed = now
            DueRun.objects.filter(name__in=list(self.running)).update(held_until=now + HOLD)
        waiting = [work for work in self.works if work.name not in self.running and upcoming.get(work.name, now) <= now]
        for work in waiting:
            upcoming[work.name] = now + max(min(work.every, timedelta(seconds=5)), _SOONEST)
            if claim(work, now):
                self._start(work, now)

    def _start(self, work: DueWork, now: datetime) -> None:
        thread = threading.Thread(target=_in_thread, args=(work, now), name=work.name, daemon=True)
        self.running[work.name] = thread
        thread.start()


def _in_thread(work: DueWork, now: datetime) -> None:
    try:
        perform(work, now)
    finally:
        connections.close_all()


def overdue(works: Iterable[DueWork], now: datetime) -> list[DueRun]:
    """Works that should have run by now and have not, with the slack of one period and five minutes."""
    names = {work.name: work.every for work in works}
    late = DueRun.objects.filter(name__in=list(names), next_run__lt=now - timedelta(minutes=5)).order_by(F("name"))
    return [run for run in late if run.next_run < now - names[run.name]]
