"""The installation's state now, as health, metrics and `doctor` see it."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Count
from django_tasks_db.models import DBTaskResult

from plazamayor.analytics import store
from plazamayor.core.models import DueRun

BEHIND = 300
"""Seconds an accepted event may wait for the store before the installation counts as unwell."""


@dataclass(frozen=True)
class WorkState:
    """How one due work goes: failures in a row and when it last went well, in seconds since 1970."""

    name: str
    failures: int
    succeeded: float
    error: str


@dataclass(frozen=True)
class State:
    """What can be said without changing anything."""

    database: bool
    store: bool
    spool_bytes: int
    spool_seconds: float
    works: list[WorkState] = field(default_factory=list)
    jobs: dict[str, int] = field(default_factory=dict)

    @property
    def able(self) -> bool:
        """Whether the installation can do its work: both databases answer and the spool empties."""
        return self.database and self.store and self.spool_seconds < BEHIND


def state() -> State:
    """Looks at everything; what does not answer is told as such, never raised."""
    waiting, age = spool(settings.HOME / "spool", time.time())
    database = _answers(lambda: connection.cursor().execute("SELECT 1"))
    return State(
        database=database,
        store=store.is_open() and _answers(lambda: store.engine().command("SELECT 1")),
        spool_bytes=waiting,
        spool_seconds=age,
        works=_works() if database else [],
        jobs=_jobs() if database else {},
    )


def spool(folder: Path, now: float) -> tuple[int, float]:
    """Bytes that wait in the spool and the age, in seconds, of the oldest segment that holds any."""
    sizes, ages = 0, [0.0]
    for segment in folder.glob("*/*.seg"):
        try:
            found = segment.stat()
        except FileNotFoundError:  # it reached the store meanwhile
            continue
        sizes += found.st_size
        ages += [now - found.st_mtime] if found.st_size else []
    return sizes, max(ages)


def _answers(question: Callable[[], object]) -> bool:
    try:
        question()
    except Exception:  # noqa: BLE001 whatever fails, a driver's own failures too, it does not answer
        return False
    return True


def _works() -> list[WorkState]:
    try:
        return [
            WorkState(run.name, run.failures, (run.succeeded or datetime.fromtimestamp(0, UTC)).timestamp(), run.error)
            for run in DueRun.objects.order_by("name")
        ]
    except DatabaseError:  # not migrated yet
        return []


def _jobs() -> dict[str, int]:
    try:
        return dict(DBTaskResult.objects.order_by().values_list("status").annotate(Count("pk")))
    except DatabaseError:  # not migrated yet
        return {}
