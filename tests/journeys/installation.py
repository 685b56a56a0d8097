"""An installation of its own for each journey: an empty data directory and the real program serving on loopback."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.architecture.source import ROOT

PROGRAM = str(Path(sys.executable).with_name("plazamayor"))
ORGANISATION = "Ayuntamiento de Villaclara del Mar"
CODE = "villaclara-del-mar"
ADMINISTRATOR_EMAIL = "amparo@villaclara-del-mar.example"
ADMINISTRATOR_NAME = "Amparo Ferrer"
STARTS_WITHIN = 60.0
STOPS_WITHIN = 30.0
CALL = """
import django, importlib, json, sys
django.setup()
module, name, arguments = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
print(json.dumps(getattr(importlib.import_module(module), name)(**arguments)))
"""


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@dataclass
class Installation:
    """A data directory, the port it is served on and, once started, the process that serves it."""

    home: Path
    port: int = field(default_factory=free_port)
    settings: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def log(self) -> Path:
        return self.home / "journey.log"

    def environment(self) -> dict[str, str]:
        """What the program sees: this machine's, without the tests' own settings."""
        own = {
            name: value for name, value in os.environ.items() if not name.startswith(("PLAZAMAYOR_", "DJANGO_")) and name != "DATABASE_URL"
        }
        told = {
            "PLAZAMAYOR_HOME": str(self.home),
            "PLAZAMAYOR_BASE_URL": self.address,
            "DJANGO_SETTINGS_MODULE": "plazamayor.config.settings",
        }
        return {**own, **told, **self.settings}

    def run(self, *arguments: str) -> str:
        """Runs a command of the program on this installation; returns what it writes, fails with what it says."""
        command = [PROGRAM, *arguments]
        done = subprocess.run(command, env=self.environment(), cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, f"plazamayor {' '.join(arguments)}: exit code {done.returncode}\n{done.stdout}{done.stderr}"
        return done.stdout

    def sign_in_link(self) -> str:
        """An address that signs the administrator in, once. The first call makes the town hall."""
        town = ["--name", ORGANISATION, "--code", CODE]
        written = self.run("init", *town, "--email", ADMINISTRATOR_EMAIL, "--person", ADMINISTRATOR_NAME)
        return written.split()[-1]

    def call(self, function: Callable[..., Any], **arguments: Any) -> Any:
        """Calls a function of a module in a process of its own on this installation's database: what a journey finds ready.

        Arguments and answer travel as JSON.
        """
        command = [sys.executable, "-c", CALL, function.__module__, function.__name__, json.dumps(arguments)]
        done = subprocess.run(command, env=self.environment(), cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, f"{function.__name__}: {done.stderr}"
        return json.loads(done.stdout.splitlines()[-1])

    def start(self, *options: str) -> None:
        """Starts serving and waits until pages are answered."""
        with self.log.open("ab") as log:
            command = [PROGRAM, "serve", "--port", str(self.port), *options]
            self.process = subprocess.Popen(command, env=self.environment(), cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
        limit = time.monotonic() + STARTS_WITHIN
        while not self.answers():
            alive = self.process.poll() is None
            assert alive, f"the program ended:\n{self.log.read_text()}"
            assert time.monotonic() < limit, f"the program does not answer:\n{self.log.read_text()}"
            time.sleep(0.1)

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/health", timeout=5) as answer:  # noqa: S310 always our own address
                return bool(answer.status == 200)
        except OSError:  # HTTPError is one
            return False

    def stop(self) -> None:
        """Stops serving, as whoever serves would: by asking."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(STOPS_WITHIN)
        finally:
            self.process.kill()
            self.process = None
