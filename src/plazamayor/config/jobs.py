"""Runs the one-off jobs people ask for (an import, an export), kept in the database by django-tasks-db."""

import logging
import os
import socket
import threading
from datetime import UTC, datetime, timedelta

from django.db import connections, transaction
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker as Polling
from django_tasks_db.models import DBTaskResult

from plazamayor.core.models import Worker

_log = logging.getLogger(__name__)
_POLL = 1.0
_HEARTBEAT = timedelta(seconds=15)
_DEAD = timedelta(minutes=2)
ATTEMPTS = 3
"""How many processes may die with a job before it counts as failed."""


class ProcessDied(Exception):
    """The process that ran a job died with it, several times over."""


class Jobs(threading.Thread):
    """Does jobs one after another, says that it lives and takes up those of processes that died."""

    def __init__(self, *, alone: bool) -> None:
        """Is `alone` when no other process can be working: whatever is marked as running then belongs to a dead one."""
        super().__init__(name="jobs", daemon=True)
        self.alone = alone
        self.id = f"{socket.gethostname()[:30]}-{os.getpid()}-{get_random_string(8)}"
        self.ended = threading.Event()
        self.polling = Polling(
            queue_names=["*"], interval=_POLL, batch=False, backend_name="default", startup_delay=False,
            max_tasks=None, worker_id=self.id, excluded_queue_names=[],
        )  # fmt: skip

    def run(self) -> None:
        """Goes on until `stop`; a database that does not answer is asked again."""
        if self.alone:
            take_up(datetime.now(UTC), alone=True)
        threading.Thread(target=self._live, name="jobs-heartbeat", daemon=True).start()
        while not self.ended.is_set():
            try:
                self.polling.run()
            except Exception:  # noqa: BLE001 the queue must outlive any failure of the database
                _log.exception("jobs cannot be looked up")
                self.ended.wait(_POLL * 5)
            finally:
                connections.close_all()

    def stop(self, patience: float = 20) -> None:
        """Takes no more jobs and waits for the one that runs, within patience; left behind, it is taken up later."""
        self.ended.set()
        self.polling.running = False
        self.join(patience)

    def _live(self) -> None:
        while True:
            try:
                now = datetime.now(UTC)
                Worker.objects.update_or_create(name=self.id, defaults={"seen": now})
                take_up(now)
            except Exception:  # noqa: BLE001 the next beat may succeed
                _log.exception("heartbeat failed")
            finally:
                connections.close_all()
            if self.ended.wait(_HEARTBEAT.total_seconds()):
                return


def take_up(now: datetime, *, alone: bool = False) -> int:
    """Gives the jobs of dead processes to others; one that killed several is marked as failed. Returns how many."""
    Worker.objects.filter(seen__lt=now - timedelta(days=1)).delete()
    living = set() if alone else set(Worker.objects.filter(seen__gte=now - _DEAD).values_list("name", flat=True))
    taken = 0
    with transaction.atomic():
        for job in DBTaskResult.objects.running().select_for_update():
            if job.worker_ids[-1] in living or (not alone and job.started_at and job.started_at > now - _DEAD):
                continue
            taken += 1
            if len(job.worker_ids) >= ATTEMPTS:
                job.set_failed(ProcessDied())
            else:
                job.status = "READY"
                job.save(update_fields=["status"])
    return taken
