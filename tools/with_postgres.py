"""Runs a command with a PostgreSQL of its own, empty, that lives as long as the command: `with_postgres.py pytest ...`.

The server listens only on a socket in a temporary folder; the command finds it in `DATABASE_URL`. PostgreSQL refuses to
run as root: then it runs as `postgres`, or `nobody`. Exit code: that of the command; 3 when there is no PostgreSQL.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

NOT_FOUND = 3


def binaries() -> Path | None:
    """The folder of the newest PostgreSQL of this machine."""
    packaged = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    folders = [*packaged, *([Path(on_path).resolve().parent] if on_path else [])]
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


def account() -> str | None:
    """The account the server runs as, when it may not be ours."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)


def run(command: list[str | Path], user: str | None) -> None:
    """Runs one of PostgreSQL's programs; what it says is shown only when it fails."""
    done = subprocess.run(
        command,
        user=user,
        group=pwd.getpwnam(user).pw_gid if user else None,
        cwd="/",
        env=server_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{command[0]}: {done.stdout}{done.stderr}")


def server_environment() -> dict[str, str]:
    """What the server sees of ours: nothing but where programs are and how text is written."""
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """Starts a server in a temporary folder, gives its address and stops it."""
    user = account()
    if user:
        shutil.chown(folder, user, pwd.getpwnam(user).pw_gid)
    data = folder / "data"
    run([folder_of_programs() / "initdb", "-D", data, "-U", "plazamayor", "-A", "trust", "-E", "UTF8", "--no-sync"], user)
    # Nothing here has to outlive the command: no fsync, so that the tests measure us and not the disk.
    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    control: list[str | Path] = [folder_of_programs() / "pg_ctl", "-D", data, "-w", "-l", folder / "log"]
    run([*control, "-o", options, "start"], user)
    try:
        yield f"postgresql://plazamayor@{quote(str(folder), safe='')}/postgres"
    finally:
        run([*control, "-m", "immediate", "stop"], user)


def folder_of_programs() -> Path:
    """Where PostgreSQL's programs are; leaves with a sentence when there are none."""
    found = binaries()
    if found is None:
        print("PostgreSQL was not found. `make setup` says how to install it.", file=sys.stderr)
        sys.exit(NOT_FOUND)
    return found


def main() -> int:
    """Runs the command of the command line beside a server of its own; returns its exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # so that the server stops with us
    folder = Path(tempfile.mkdtemp(prefix="plazamayor-pg-"))
    folder.chmod(0o711)
    try:
        with server(folder) as address:
            return subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": address}, check=False).returncode
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
