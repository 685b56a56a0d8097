"""An outbox at work in processes of its own, against a network that listens on loopback and misbehaves: `python -m bench._outbox OPTIONS`.

The database is that of the environment, already made. A nursery, forked before anything else, keeps the workers alive and kills them at
random instants (SIGKILL). Their clock may run faster than the wall's, so that leases and pauses fit in a trial.
"""

import argparse
import json
import os
import random
import select
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import django

SETTLED = {"published", "failed", "held", "cancelled"}


def options() -> argparse.Namespace:
    """What the trial is like."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deliveries", type=int, default=120)
    parser.add_argument("--channels", type=int, default=8)
    parser.add_argument("--workers", type=int, default=3)
    parser.add_argument("--threads", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--speed", type=float, default=40)
    parser.add_argument("--kills", type=float, default=15, help="seconds during which workers are killed; 0 for none")
    parser.add_argument("--most", type=float, default=60, help="seconds after which it ends anyway")
    parser.add_argument("--share", type=float, default=0.5, help="part of the publications that meet a misfortune")
    return parser.parse_args()


@dataclass
class Nursery:
    """Keeps workers alive, and kills them."""

    work: Callable[[], None]
    given: argparse.Namespace
    heard: int
    said: int
    alive: set[int] = field(default_factory=set)
    killed: int = 0

    def run(self) -> None:
        """Waits for the word to begin; goes on until the word to end, and says how many it killed."""
        os.read(self.heard, 1)
        drawn, until = random.Random(self.given.seed), time.time() + self.given.kills
        while not select.select([self.heard], [], [], drawn.uniform(0.1, 0.9) if time.time() < until else 0.2)[0]:
            while len(self.alive) < self.given.workers:
                self.alive.add(self._spawn())
            if time.time() < until:
                self._end(drawn.choice(sorted(self.alive)))
                self.killed += 1
        for each in sorted(self.alive):
            self._end(each)
        os.write(self.said, json.dumps(self.killed).encode())

    def _spawn(self) -> int:
        child = os.fork()
        if child == 0:
            try:
                self.work()
            finally:
                os._exit(1)
        return child

    def _end(self, child: int) -> None:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        self.alive.discard(child)


def clock_from(began: float, speed: float) -> Callable[[], datetime]:
    """The trial's clock, the same in every process."""
    return lambda: datetime.fromtimestamp(began + (time.time() - began) * speed, UTC)


def fill(address: str, given: argparse.Namespace, now: datetime) -> None:
    """An administration, its channels and what is due on them."""
    from plazamayor.channels.contract import Outgoing  # noqa: PLC0415 Django first
    from plazamayor.channels.models import Delivery  # noqa: PLC0415 the same
    from plazamayor.channels.outbox.freezing import digest, freeze  # noqa: PLC0415 the same
    from tests.make.deliveries import SUBJECT, make_channel  # noqa: PLC0415 the same
    from tests.make.organisations import make_organisation  # noqa: PLC0415 the same

    organisation = make_organisation("Ayuntamiento de Villaclara", code=f"villaclara-{os.getpid()}")
    channels = [make_channel(organisation, address) for _number in range(given.channels)]
    rows = []
    for number in range(given.deliveries):
        frozen = freeze(Outgoing(key=f"{os.getpid()}-{number}", text=f"Aviso {number}", language="es"))
        row = {
            "key": frozen["key"],
            "content": frozen,
            "digest": digest(frozen),
            "title": f"Aviso {number}",
            "subject": f"{SUBJECT}:{number}",
        }
        when = {"due": now, "next_attempt": now, "trying_since": now, "created": now}
        rows.append(Delivery(organisation=organisation, channel=channels[number % len(channels)], **row, **when))
    Delivery.objects.bulk_create(rows, batch_size=500)


def worker(given: argparse.Namespace, began: float) -> None:
    """Works until it is killed."""
    from plazamayor.channels.outbox.draining import drain  # noqa: PLC0415 Django first

    clock = clock_from(began, given.speed)
    while True:
        drain(clock, threads=given.threads, longest=timedelta(seconds=30 * given.speed))
        time.sleep(0.05)


def watch(most: float) -> float:
    """Waits until all is settled, or too long; gives the seconds."""
    from django.db.models import Count  # noqa: PLC0415 Django first

    from plazamayor.channels.models import Delivery  # noqa: PLC0415 the same

    began = time.time()
    while time.time() - began < most:
        states = dict(Delivery.objects.order_by().values_list("state").annotate(n=Count("pk")))
        print(f"{time.time() - began:5.1f} s {states}", file=sys.stderr)
        if not set(states) - SETTLED:
            break
        time.sleep(0.5)
    return time.time() - began


def account(times: Counter[str]) -> dict[str, Any]:
    """What the database says against what the network has."""
    from plazamayor.channels.models import Attempt, Delivery  # noqa: PLC0415 Django first

    rows = list(Delivery.objects.values_list("key", "state", "attempts"))
    return {
        "duplicates": sum(count - 1 for count in times.values()),
        "lost": sum(1 for key, state, _tries in rows if state == "published" and not times[key]),
        "denied": sum(1 for key, state, _tries in rows if state in {"failed", "cancelled"} and times[key]),
        "states": dict(Counter(state for _key, state, _tries in rows)),
        "tries": sum(tries for _key, _state, tries in rows),
        "searches": Attempt.objects.filter(act=Attempt.Act.FIND).count(),
        "on_the_network": len(times),
    }


def main() -> None:
    """Runs one trial and prints what came of it."""
    given = options()
    django.setup()
    from django.conf import settings  # noqa: PLC0415 Django first

    settings.PRIVATE_HOSTS = ("127.0.0.1",)
    settings.CONNECTORS = {"town": "tests.channels.town_network:connector"}
    from plazamayor.core import http as _http  # noqa: F401, PLC0415 loaded once, before the workers are forked
    from tests.channels.network import Network, at_random, listening  # noqa: PLC0415 Django first
    from tests.make.deliveries import listen  # noqa: PLC0415 the same

    listen()
    began = time.time()
    heard, say = os.pipe()
    hear, said = os.pipe()
    if os.fork() == 0:
        Nursery(lambda: worker(given, began), given, heard, said).run()
        os._exit(0)
    with listening(Network(usual=at_random(given.seed, given.share) if given.share else lambda: None)) as network:
        fill(network.address, given, clock_from(began, given.speed)())
        os.write(say, b"x")
        seconds = watch(given.most)
        os.write(say, b"x")
        killed = json.loads(os.read(hear, 20))
        print(json.dumps({"seconds": round(seconds, 1), "killed": killed, **account(network.times())}))


if __name__ == "__main__":
    main()
