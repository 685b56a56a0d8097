"""A program that imports a log while it is killed over and over: `killed.py HOME LOG KILLS`. Its last line holds every figure.

Each attempt is a child that opens the store by itself; the parent kills it (signal 9) at a random moment, then lets the last one finish.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

HOME, LOG, KILLS = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
os.environ |= {"PLAZAMAYOR_HOME": str(HOME), "DJANGO_SETTINGS_MODULE": "plazamayor.config.settings"}

import django  # noqa: E402 settings are read when Django starts

django.setup()

from django.core.management import call_command  # noqa: E402 once Django is ready
from django.db import connections  # noqa: E402 once Django is ready

from plazamayor.analytics.imports import running  # noqa: E402 once Django is ready
from plazamayor.analytics.imports.operations import import_files  # noqa: E402 once Django is ready
from plazamayor.analytics.imports.records import LogImport  # noqa: E402 once Django is ready
from plazamayor.analytics.models import Site  # noqa: E402 once Django is ready
from plazamayor.analytics.queries import daybook_of, stats  # noqa: E402 once Django is ready
from plazamayor.analytics.store import close_store, engine, open_store, refresh_stale  # noqa: E402 once Django is ready
from plazamayor.core.report import Silence  # noqa: E402 once Django is ready
from tests.make.sites import make_site  # noqa: E402 once Django is ready

running.BATCH_BYTES = 20_000
FIRST, LAST = date(2024, 1, 1), date(2024, 12, 31)


def attempt() -> None:
    open_store()
    with LOG.open("rb") as file:
        import_files(Site.objects.get(), [("access.log", file)], now=datetime.now(UTC), report=Silence())


def tell() -> None:
    open_store()
    site = Site.objects.get()
    refresh_stale(daybook_of(site), FIRST, LAST, patient=True)
    record = LogImport.objects.get()
    events = engine().query("SELECT time, toInt8(kind), path, browser, day FROM events ORDER BY ALL").result_rows
    found = {
        "stats": stats(site, FIRST, LAST),
        "counts": [record.read, record.imported, record.filtered, record.rejected, record.samples, record.state],
        "events": [str(row) for row in events],
        "visitors": engine().query("SELECT day, uniqExact(visitor) FROM events GROUP BY day ORDER BY day").result_rows,
    }
    sys.stdout.write(json.dumps(found, default=str) + "\n")
    close_store()


def in_a_child(work: Callable[[], None], patience: float | None = None) -> bool:
    """Does something in a child; says whether it ended by itself."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        work()
        sys.stdout.flush()
        os._exit(0)
    if patience is not None:
        time.sleep(patience)
        os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1] == 0


if not (HOME / "plazamayor.sqlite3").exists():
    call_command("migrate", verbosity=0)
    make_site(domain="www.villa.example")
began = time.monotonic()
if not KILLS:
    assert in_a_child(attempt)
    sys.stderr.write(f"{time.monotonic() - began}\n")
else:
    longest = float(sys.argv[4])
    randomly = random.Random(os.urandom(8))
    for _ in range(KILLS):
        in_a_child(attempt, patience=randomly.uniform(0, longest))
    assert in_a_child(attempt)
assert in_a_child(tell)
