"""The outbox's due work."""

from datetime import datetime, timedelta

from plazamayor.channels.outbox.draining import drain
from plazamayor.channels.outbox.lateness import warn
from plazamayor.channels.outbox.pace import running_from
from plazamayor.core.due import DueWork

THREADS = 4
"""Channels served side by side: a network that does not answer delays only its own."""


def deliver(now: datetime) -> None:
    """Carries out what is due."""
    drain(running_from(now), threads=THREADS)


def tell_late(now: datetime) -> None:
    """Warns of what is late."""
    warn(now)


WORKS = (
    DueWork(name="channels.delivered", every=timedelta(seconds=10), run=deliver),
    DueWork(name="channels.late_told", every=timedelta(minutes=1), run=tell_late),
)
