"""Takes a backup while the installation works."""

import contextlib
import os
import secrets
import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from plazamayor import __version__
from plazamayor.analytics.store import copies, schema
from plazamayor.analytics.store.connection import is_embedded
from plazamayor.analytics.store.gate import gate
from plazamayor.config.copying import database
from plazamayor.config.copying.archive import Manifest, Writer
from plazamayor.core.report import Report

MARK = "last-backup"


@dataclass(frozen=True)
class Item:
    """A file to copy: its name in the archive, where it is and how much of it counts."""

    name: str
    path: Path
    size: int


def take(target: BinaryIO, report: Report, now: datetime) -> int:
    """Writes a backup and gives the bytes it holds, before compression.

    The database is dumped first, then spool and store are frozen together: whatever was done between is done again, with the
    same tokens, by the import or flusher that finds itself behind.
    """
    draft = settings.HOME / f"backup{secrets.token_hex(4)}"
    draft.mkdir(mode=0o700)
    try:
        dumped = draft / database.NAMES[database.kind()]
        database.dump(dumped)
        with ExitStack() as frozen:
            with gate.closed():
                loose = [*_linked(settings.HOME / "spool", draft, "spool"), *_linked(Path(settings.MEDIA_ROOT), draft, "uploads")]
                tables = frozen.enter_context(copies.frozen(draft.name)) if is_embedded() else []
            items = [_item(dumped.name, dumped), *loose, *_tables(tables)]
            manifest = Manifest(
                program=__version__,
                made=now,
                database=database.kind(),
                schema=max(number for number, _text in schema.numbered()),
                tables=[table.name for table in tables],
            )
            written = _write(Writer(target, manifest), items, {table.name: table.tokens for table in tables}, report)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    (settings.HOME / MARK).touch()
    return written


def _write(writer: Writer, items: list[Item], tokens: dict[str, str], report: Report) -> int:
    try:
        _fill(writer, items, tokens, report)
    except BaseException:
        writer.abandon()
        raise
    writer.close()
    return writer.written


def _fill(writer: Writer, items: list[Item], tokens: dict[str, str], report: Report) -> None:
    writer.text("secret-key", settings.SECRET_KEY.encode())
    total = sum(item.size for item in items)
    for item in items:
        report.progress(writer.written >> 20, (total >> 20) + 1, _("Megabytes copied"))
        writer.file(item.name, item.path, item.size)
    for table, text in tokens.items():
        writer.text(f"events/{table}/tokens", text.encode())


def _linked(folder: Path, draft: Path, name: str) -> list[Item]:
    """A folder's files as they are now, kept by links of their own while they are copied. The spool's segments only grow."""
    items = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "lock"):
        link = draft / name / path.relative_to(folder)
        link.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileNotFoundError):  # done with and erased meanwhile
            os.link(path, link)
            items.append(_item(f"{name}/{path.relative_to(folder)}", link))
    return items


def _item(name: str, path: Path) -> Item:
    return Item(name, path, path.stat().st_size)


def _tables(tables: list[copies.FrozenTable]) -> list[Item]:
    return [
        _item(f"events/{table.name}/parts/{path.relative_to(part.parent)}", path)
        for table in tables
        for part in table.parts
        for path in sorted(part.rglob("*"))
        if path.is_file()
    ]


def sweep() -> None:
    """Erases what copies cut short left behind. Only for the owner of the data directory, before anything is copied."""
    for draft in [*settings.HOME.glob("backup????????"), *settings.HOME.glob("restore-????????")]:
        if draft.is_dir():
            shutil.rmtree(draft, ignore_errors=True)
    if is_embedded():
        copies.sweep()
