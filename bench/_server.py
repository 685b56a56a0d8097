"""An installation of its own for a benchmark: a data directory, one site, and the real server."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

PROGRAM = str(Path(sys.executable).with_name("plazamayor"))
PREPARE = """
import sys, django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from plazamayor.analytics.models import Hostname, Site
from plazamayor.organisation.models import Organisation
site = Site.objects.create(organisation=Organisation.objects.create(name="Villaclara", code="villaclara"), domain=sys.argv[1])
Hostname.objects.create(site=site, name=site.domain)
"""


@dataclass
class Server:
    """A server that runs, and what it has cost."""

    port: int
    home: Path
    process: psutil.Process
    environment: dict[str, str]

    def cpu_seconds(self) -> float:
        """Processor seconds of all its processes since they began."""
        return sum(sum(each.cpu_times()[:2]) for each in self._all())

    def resident_bytes(self) -> int:
        """Memory of all its processes."""
        return sum(each.memory_info().rss for each in self._all())

    def stats(self, domain: str, day: str) -> dict[str, Any]:
        """The figures of a day, asked with the command line while the server runs."""
        command = [PROGRAM, "stats", "--site", domain, "--from", day, "--to", day, "--json"]
        found: dict[str, Any] = json.loads(subprocess.run(command, env=self.environment, check=True, capture_output=True).stdout)
        return found

    def waiting(self) -> bool:
        """Whether the spool holds events that no batch has taken yet."""
        try:
            taken = json.loads((self.home / "spool" / "0" / "intent").read_bytes())
            return any(
                (int(path.stem) > taken["segment"] and path.stat().st_size)
                or (int(path.stem) == taken["segment"] and path.stat().st_size > taken["end"])
                for path in (self.home / "spool" / "0").glob("*.seg")
            )
        except FileNotFoundError:
            return True

    def _all(self) -> list[psutil.Process]:
        return [self.process, *self.process.children(recursive=True)]


def environment_of(home: Path, **given: str) -> dict[str, str]:
    """What the program is told in a benchmark: its own data directory, and nothing of the person's."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PLAZAMAYOR_") and name != "DATABASE_URL"}
    return plain | {"PLAZAMAYOR_HOME": str(home), "DJANGO_SETTINGS_MODULE": "plazamayor.config.settings"} | given


def prepare(home: Path, domain: str) -> None:
    """Makes the databases and one site."""
    subprocess.run([sys.executable, "-c", PREPARE, domain], env=environment_of(home), check=True)


@contextlib.contextmanager
def data_directory() -> Iterator[Path]:
    """A data directory that goes when the benchmark ends."""
    with tempfile.TemporaryDirectory(prefix="plazamayor-bench-") as folder:
        yield Path(folder)


@contextlib.contextmanager
def serving(home: Path, **given: str) -> Iterator[Server]:
    """Runs the real server until the benchmark has what it came for."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = environment_of(home, **given)
    with (home / "server.log").open("w") as log:
        process = subprocess.Popen([PROGRAM, "serve", "--port", str(port)], env=environment, stdout=log, stderr=log)
        try:
            _wait(port, process)
            yield Server(port, home, psutil.Process(process.pid), environment)
        finally:
            process.terminate()
            process.wait(timeout=60)


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/p.js", timeout=5).read()
            return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise SystemExit("the server did not start")
