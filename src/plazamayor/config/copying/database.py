"""The relational database in and out of a backup: SQLite by its own backup call, PostgreSQL by `pg_dump` and `pg_restore`."""

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _

from plazamayor.core.errors import Mistake

NAMES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


class ProgramMissing(Mistake):
    """PostgreSQL's own programs are not installed, or they failed."""


class OtherKind(Mistake):
    """The backup holds a database of another kind than this installation's."""


def kind() -> str:
    """Which database this installation has: `sqlite` or `postgresql`."""
    return str(connection.vendor)


def dump(target: Path) -> None:
    """Writes the database as it is at one moment; raises ProgramMissing."""
    if kind() == "sqlite":
        connection.ensure_connection()
        with sqlite3.connect(target) as copy:
            connection.connection.backup(copy)
        copy.close()
        return
    _run("pg_dump", "--format=custom", "--no-owner", f"--file={target}")


def load(source: Path, written: str) -> None:
    """Puts a dumped database in the place of this installation's; raises OtherKind and ProgramMissing."""
    if written != kind():
        raise OtherKind(
            _("The backup holds a %(written)s database and this installation has a %(here)s one. Set DATABASE_URL to the same kind.")
            % {"written": written, "here": kind()}
        )
    connection.close()
    if written == "sqlite":
        shutil.move(source, _sqlite())
        return
    name = connection.settings_dict["NAME"]
    _run("pg_restore", "--clean", "--if-exists", "--no-owner", "--exit-on-error", f"--dbname={name}", str(source))


def files() -> list[Path]:
    """The files of a SQLite database that exist; none for PostgreSQL."""
    return [path for end in ("", "-wal", "-shm") if kind() == "sqlite" and (path := Path(f"{_sqlite()}{end}")).exists()]


def is_empty() -> bool:
    """Whether there is nothing in it yet."""
    if kind() == "sqlite":
        return not files() or _sqlite().stat().st_size == 0
    return not connection.introspection.table_names()


def _sqlite() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def _run(program: str, *arguments: str) -> None:
    """Runs one of PostgreSQL's programs on this installation's database; the password travels in the environment."""
    path = shutil.which(program)
    if path is None:
        raise ProgramMissing(_("`%(program)s` is not installed. Install PostgreSQL's client programs.") % {"program": program})
    data = connection.settings_dict
    wanted = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    given = {name: str(data[key]) for name, key in wanted.items() if data.get(key)}
    done = subprocess.run([path, *arguments], env={**os.environ, **given}, capture_output=True, text=True, check=False)  # noqa: S603 no shell
    if done.returncode:
        raise ProgramMissing(
            _("`%(program)s` failed: %(why)s") % {"program": program, "why": (done.stderr.strip().splitlines() or ["?"])[-1]}
        )
