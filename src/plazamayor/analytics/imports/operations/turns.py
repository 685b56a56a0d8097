"""Imports into a site take turns, whichever process and machine does them: two at once would count what both read twice.

The turn is held by what dies with its process: on PostgreSQL an advisory lock of a connection of its own, which all machines see;
else a locked file in the data directory, which all processes of the only machine see.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Final

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from plazamayor.analytics.models import Site
from plazamayor.core.report import Report

_OURS: Final = 0x504C5A41
"""What tells these advisory locks from others in the same database."""
STEP: Final = 0.5


@contextmanager
def one_at_a_time(site: Site, report: Report) -> Iterator[None]:
    """Holds a site's turn while it lasts; waits for whoever has it, and says so. May raise Cancelled while it waits."""
    with ExitStack() as held:
        if not _take(held, site):
            waiting = _("Another import into this site is under way: this one waits for it to end.")
            report.note(waiting)
            while not _take(held, site):
                report.progress(0, None, waiting)
                time.sleep(STEP)
        yield


def _take(held: ExitStack, site: Site) -> bool:
    """Takes the turn if nobody has it, to be given back with the rest of what is held."""
    return _take_row(held, site) if connection.vendor == "postgresql" else _take_file(held, site)


def _take_row(held: ExitStack, site: Site) -> bool:
    own = connection.copy()
    with own.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [_OURS, site.pk])
        (taken,) = cursor.fetchone()
    if taken:
        held.callback(own.close)
    else:
        own.close()
    return bool(taken)


def _take_file(held: ExitStack, site: Site) -> bool:
    folder = settings.HOME / "turns"
    folder.mkdir(exist_ok=True, mode=0o700)
    file = os.open(folder / f"import-{site.pk}", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(file)
        return False
    held.callback(os.close, file)
    return True
