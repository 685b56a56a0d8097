"""Imports, derives and merges in processes that are killed.

`python -m bench._deriving KILLS SEED LOG` begins such processes one after another by forking: some import a log, some make a month
of the demonstration town and then derive its figures, merge and sweep without end. Each is killed after a moment. In the end both
works are finished in peace, and one object of JSON says how many were killed at each and what the dashboard then says of both
periods. With no kills it is the run they are compared with. The data directory is that of the environment.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import django

django.setup()

from plazamayor.analytics import queries, store  # noqa: E402 Django has to be ready
from plazamayor.analytics.models import Site  # noqa: E402 the same
from plazamayor.analytics.store.days import sweep  # noqa: E402 the same
from plazamayor.config.commands import import_logs  # noqa: E402 the same
from plazamayor.config.control.calling import LocalFile  # noqa: E402 the same
from plazamayor.core.report import Silence  # noqa: E402 the same
from plazamayor.demo.town import MAIN  # noqa: E402 the same
from plazamayor.demo.traffic.making import TEXT, Flow  # noqa: E402 the same
from plazamayor.demo.traffic.story import Story  # noqa: E402 the same

END = date(2026, 11, 19)
DAYS = [END - timedelta(days=back) for back in range(27, -1, -1)]
PORTION = 7
LOGGED = date(2024, 3, 1), date(2024, 3, 31)
TABLES = ("events", "visits", "rollup", "refreshed", "touched")


def importing(log: Path) -> None:
    """Imports the log, or what is left of it."""
    site = Site.objects.get()
    import_logs.body(files=[LocalFile(str(log))], report=Silence(), site=site.domain, organisation="", pattern="", encoding="")


def making() -> None:
    """Makes what is missing of the town's month."""
    known = store.known_days(1, DAYS[0], DAYS[-1])
    flow = Flow(1, MAIN, Story(END))
    for start in range(0, len(DAYS), PORTION):
        some = [day for day in DAYS[start : start + PORTION] if day not in known]
        if some:
            store.make(TEXT, flow.parameters(some), site=1, days=some)


def deriving() -> None:
    """Derives everything anew, merges and sweeps, once."""
    book = queries.daybook_of(Site.objects.get())
    known = store.known_days(1, LOGGED[0], DAYS[-1])
    if not known:
        return
    store.touch(1, known)
    store.refresh_stale(book, LOGGED[0], DAYS[-1], patient=True)
    for table in TABLES:
        store.engine().command(f"OPTIMIZE TABLE {table} FINAL")
    sweep(time.time_ns(), 0)


def without_end(_log: Path) -> None:
    """Makes and derives until killed."""
    making()
    while True:
        deriving()


def killed(work: Callable[[Path], None], log: Path, seconds: float) -> bool:
    """Lets a process work for some seconds once its store is open and kills it; False when it had ended by itself."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.setsid()
        store.open_store()
        os.write(theirs, b".")
        work(log)
        os._exit(0)
    os.close(theirs)
    os.read(ours, 1)
    time.sleep(seconds)
    os.killpg(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    os.close(ours)
    return os.WIFSIGNALED(status)


def counted() -> dict[str, Any]:
    """What the dashboard says of both periods."""
    site = Site.objects.get()
    return {"imported": queries.stats(site, *LOGGED), "generated": queries.stats(site, DAYS[0], DAYS[-1])}


def main(kills: int, seed: int, log: Path) -> None:
    """Kills so often, finishes both works and prints what came of them."""
    drawn = random.Random(seed)
    works = {"import": importing, "derive": without_end}
    count = dict.fromkeys(works, 0)
    for number in range(kills):
        name = ("import", "derive")[number % 2]
        count[name] += killed(works[name], log, drawn.uniform(0, 1.5))
    store.open_store()
    importing(log)
    making()
    deriving()
    print(json.dumps({"kills": count, "documents": counted()}))
    store.close_store()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
