"""Carries out what is due: several channels side by side, each in order. It may be stopped at any instant and run in several places."""

import logging
import os
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.db import connections

from plazamayor.channels.contract import Failure, Reconnect, TryLater
from plazamayor.channels.models import Delivery, Heartbeat
from plazamayor.channels.outbox import claiming
from plazamayor.channels.outbox.pace import Clock
from plazamayor.channels.outbox.searching import look_for
from plazamayor.channels.outbox.sending import send
from plazamayor.channels.outbox.states import State
from plazamayor.channels.outbox.telling import speaking_to
from plazamayor.channels.outbox.withdrawing import take_away

log = logging.getLogger(__name__)
_RENEWED: Final = 15.0
_PAUSE: Final = 0.5
LONGEST: Final = timedelta(minutes=1)


@dataclass
class Drain:
    """One looking-through of the outbox, shared by its threads."""

    clock: Clock
    until: datetime
    at_work: set[int] = field(default_factory=set)
    busy: int = 0
    done: int = 0
    ended: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def working(self, rows: Sequence[Delivery]) -> Iterator[None]:
        """Counts a thread as busy, and its rows as being worked on."""
        pks = {row.pk for row in rows}
        with self.lock:
            self.busy += 1
            self.at_work |= pks
        try:
            yield
        finally:
            with self.lock:
                self.busy -= 1
                self.at_work -= pks


def drain(clock: Clock, *, threads: int = 1, longest: timedelta = LONGEST) -> int:
    """Works until nothing more is due, or for at most `longest`; gives how many deliveries were worked on.

    With one thread everything happens in the caller's, on its own connection.
    """
    run = Drain(clock, clock() + longest)
    beat(clock())
    if threads == 1:
        _work(run)
        return run.done
    workers = [threading.Thread(target=_in_thread, args=(run, _work), name=f"outbox-{number}", daemon=True) for number in range(threads)]
    others = threading.Thread(target=_in_thread, args=(run, _keep_alive), name="outbox-lease", daemon=True)
    for thread in [*workers, others]:
        thread.start()
    for thread in workers:
        thread.join()
    run.ended.set()
    others.join()
    return run.done


def _in_thread(run: Drain, work: Callable[[Drain], None]) -> None:
    try:
        work(run)
    except Exception:  # a database that does not answer now may answer later: whoever is left goes on
        log.exception("the outbox could not be looked through")
    finally:
        connections.close_all()


def _work(run: Drain) -> None:
    """Takes and carries out until there is nothing and nobody else is at something that may leave more to do."""
    while (now := run.clock()) < run.until:
        claiming.expire(now)
        rows = claiming.claim(now)
        if rows:
            with run.working(rows):
                run.done += _carry_out(rows, run.clock)
        elif not run.busy or run.ended.wait(_PAUSE):
            return


def _carry_out(rows: Sequence[Delivery], clock: Clock) -> int:
    """Works on some deliveries of one channel, in order; when the channel does not answer the rest is left for later."""
    for number, row in enumerate(rows, start=1):
        failure = _one(row, clock)
        if isinstance(failure, TryLater | Reconnect):
            claiming.let_go(rows[number:])
            return number
    return len(rows)


def _one(row: Delivery, clock: Clock) -> Failure | None:
    """Works on one delivery. What breaks here keeps its lease: after it, somebody looks again."""
    acts = {State.SCHEDULED: send, State.UNCERTAIN: look_for, State.WITHDRAWING: take_away}
    try:
        with speaking_to(row.organisation):
            return acts[State(row.state)](row, clock)
    except Exception:
        log.exception("delivery %s could not be carried out", row.pk)
        return None


def _keep_alive(run: Drain) -> None:
    """Renews what is being worked on, and says that somebody works."""
    while not run.ended.wait(_RENEWED):
        with run.lock:
            pks = set(run.at_work)
        now = run.clock()
        claiming.renew(pks, now)
        beat(now)


def beat(now: datetime) -> None:
    """Writes that the outbox is being looked after."""
    Heartbeat.objects.update_or_create(pk=1, defaults={"beat": now, "worker": f"{socket.gethostname()[:80]}:{os.getpid()}"})
