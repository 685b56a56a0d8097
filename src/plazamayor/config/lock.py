"""Who owns the data directory: one process at a time opens the embedded event store, and a lock file names it."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from django.utils.translation import gettext as _

from plazamayor.core.errors import Mistake

FILE = "lock"
_STEP = 0.05


class DirectoryBusy(Mistake):
    """Another process owns the data directory."""


class Owner(msgspec.Struct, frozen=True):
    """The process that owns the data directory: its number and what it does."""

    process: int
    work: str


def owner(home: Path) -> Owner | None:
    """Who owns the directory now; None when nobody does."""
    try:
        file = os.open(home / FILE, os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _named(file)
    else:
        return None
    finally:
        os.close(file)


@contextmanager
def owned(home: Path, *, work: str, wait: float = 0) -> Iterator[None]:
    """Owns the directory while it lasts; a forked child owns it too, until both end.

    Waits up to `wait` seconds; raises DirectoryBusy with the owner's name and process.
    """
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = os.open(home / FILE, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _take(file, time.monotonic() + wait)
        os.ftruncate(file, 0)
        os.pwrite(file, msgspec.json.encode(Owner(os.getpid(), work)), 0)
        yield
    finally:
        os.close(file)


def _take(file: int, until: float) -> None:
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() < until:
                time.sleep(_STEP)
                continue
            holder = _named(file)
            raise DirectoryBusy(
                _("The data directory is in use by `plazamayor %(work)s` (process %(process)s). Wait for it to end or stop it.")
                % {"work": holder.work, "process": holder.process}
            ) from error
        return


def _named(file: int) -> Owner:
    try:
        return msgspec.json.decode(os.pread(file, 1000, 0), type=Owner)
    except msgspec.DecodeError:  # its owner has not written its name yet
        return Owner(0, "?")
