"""A collector with its spool, flusher and embedded store, in processes that are killed.

`python -m bench._collecting KILLS SEED` begins one such process after another by forking, lets it take page views for a moment and
kills it. In the end it moves what they left to the store, and prints one object of JSON: the numbers of the page views that were
answered, how often each path is stored, and the dashboard's totals. The data directory is that of the environment.
"""

import asyncio
import json
import os
import random
import signal
import sys
import time
from datetime import datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import django

django.setup()

from plazamayor.analytics import queries, store  # noqa: E402 Django has to be ready
from plazamayor.analytics.collector import running  # noqa: E402 the same
from plazamayor.analytics.models import Site  # noqa: E402 the same

HOST = "villaclara.example"
VISITORS = 60


async def no_pages(scope: Any, receive: Any, send: Any) -> None:
    """Stands where Django stands."""


async def view(collector: running.Collector, number: int) -> bool:
    """Sends one page view and says whether it was accepted."""
    agent = f"Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/{100 + number % VISITORS}.0"
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/e",
        "query_string": b"",
        "headers": [(b"user-agent", agent.encode())],
        "client": ("192.0.2.1", 1),
    }
    body = json.dumps({"u": f"https://{HOST}/pagina-{number}"}).encode()
    answers: list[int] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body}

    async def send(message: Any) -> None:
        answers.append(message.get("status", 0))

    await collector(scope, receive, send)
    return answers[0] == 202


async def collect(collector: running.Collector, first: int) -> None:
    """Sends without end, a few at a time."""
    numbers = count(first)

    async def citizen() -> None:
        for number in numbers:
            if await view(collector, number):
                os.write(1, b"%d\n" % number)
            await asyncio.sleep(0.002)

    await asyncio.gather(*(citizen() for _ in range(8)))


def work(first: int) -> None:
    """Collects until killed."""
    running.FLUSH_EVERY = 0.05  # type: ignore[misc]  # more moments to be killed in
    running.TIDY_EVERY = 0.2  # type: ignore[misc]  # the same
    store.open_store()
    collector = running.Collector(no_pages)
    collector.start()
    asyncio.run(collect(collector, first))


def killed_once(first: int, seconds: float) -> list[int]:
    """Lets a collector work for some seconds after its first answer, kills it and gives the numbers it had answered."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(theirs, 1)
        try:
            work(first)
        finally:
            os._exit(1)
    os.close(theirs)
    heard = os.read(ours, 1)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(ours, "rb") as rest:
        lines = (heard + rest.read()).split()
    if not lines:
        raise SystemExit("a collector ended before it accepted anything")
    return [int(line) for line in lines]


def counted() -> dict[str, Any]:
    """Takes over what the killed left, and answers what the store holds and what the dashboard says of it."""
    store.open_store()
    collector = running.Collector(no_pages)
    collector.start()
    collector.stop()
    site = Site.objects.get()
    paths, days = store.engine().query("SELECT path, count() FROM events GROUP BY path").result_rows, datetime.now(ZoneInfo(site.time_zone))
    totals = queries.stats(site, days.date(), days.date())["totals"]
    store.close_store()
    return {"paths": {path: times for path, times in paths}, "totals": totals}  # noqa: C416 the driver calls a row a sequence


def main(kills: int, seed: int) -> None:
    """Kills so often and prints what came of it."""
    random_ = random.Random(seed)
    accepted = [number for kill in range(kills) for number in killed_once(kill * 100_000, random_.uniform(0, 1.2))]
    print(json.dumps({"accepted": accepted} | counted()))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
