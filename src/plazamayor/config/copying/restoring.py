"""Makes an installation again from a backup."""

import secrets
import shutil
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from plazamayor.analytics import store
from plazamayor.analytics.store import copies, schema
from plazamayor.config.copying import database
from plazamayor.config.copying.archive import Manifest, NotABackup, unpack
from plazamayor.config.migrations import migrate
from plazamayor.config.runtime import store_is_embedded
from plazamayor.core.errors import Mistake
from plazamayor.core.report import Report


class NotEmpty(Mistake):
    """There is an installation already where the backup would go."""


def restore(source: BinaryIO, report: Report, now: datetime, *, force: bool) -> Manifest:
    """Puts a backup's contents in place; the caller owns the data directory and no store is open.

    Refuses where something is already (NotEmpty) unless `force`, and then moves what was there to a folder beside it.
    Raises NotABackup and database.OtherKind before anything is touched.
    """
    taken = _taken()
    if taken and not force:
        raise NotEmpty(
            _("There is an installation in %(home)s already. With --force it is moved aside, not erased.") % {"home": settings.HOME}
        )
    draft = settings.HOME / f"restore-{secrets.token_hex(4)}"
    draft.mkdir(mode=0o700)
    try:
        report.note(_("Reading the backup…"))
        manifest = unpack(source, draft)
        _check(manifest)
        if taken:
            _move_aside(taken, now, report)
        _put(draft, manifest, report)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return manifest


def _check(manifest: Manifest) -> None:
    if manifest.schema > max(number for number, _text in schema.numbered()):
        raise NotABackup(_("The backup was made by a newer version (%(version)s). Install that one first.") % {"version": manifest.program})
    if manifest.database != database.kind():
        raise database.OtherKind(
            _("The backup holds a %(written)s database and this installation has a %(here)s one. Set DATABASE_URL to the same kind.")
            % {"written": manifest.database, "here": database.kind()}
        )


def _taken() -> list[Path]:
    """What an installation would lose. The key alone is made by any command and counts for nothing."""
    places = [*database.files(), Path(settings.MEDIA_ROOT), settings.HOME / "spool"]
    places += [copies.directory()] if store_is_embedded() else []
    found = [path for path in places if (path.is_file() and path.stat().st_size) or (path.is_dir() and any(path.iterdir()))]
    if not database.is_empty() and not database.files():  # a PostgreSQL with tables: nothing to move, all to lose
        found.append(settings.HOME / "secret-key")
    return found


def _move_aside(taken: list[Path], now: datetime, report: Report) -> None:
    aside = settings.HOME / f"before-restore-{now:%Y%m%d-%H%M%S}"
    aside.mkdir(mode=0o700)
    for path in [*taken, settings.HOME / "secret-key"]:
        if path.exists():
            shutil.move(path, aside / path.name)
    if database.kind() == "postgresql" and not database.is_empty():
        database.dump(aside / database.NAMES["postgresql"])
    report.note(_("What was there is now in %(folder)s.") % {"folder": aside})


def _put(draft: Path, manifest: Manifest, report: Report) -> None:
    database.load(draft / database.NAMES[manifest.database], manifest.database)
    shutil.move(draft / "secret-key", settings.HOME / "secret-key")
    for name, place in (("spool", settings.HOME / "spool"), ("uploads", Path(settings.MEDIA_ROOT))):
        if (draft / name).exists():
            shutil.rmtree(place, ignore_errors=True)
            shutil.move(draft / name, place)
    if manifest.tables and store_is_embedded():
        _attach(draft / "events", manifest, report)
    migrate(report)


def _attach(folder: Path, manifest: Manifest, report: Report) -> None:
    """Makes the store's tables as they were, attaches the parts and only then brings the tables to this version."""
    store.open_store(last=manifest.schema)
    try:
        copies.empty()
        for done, table in enumerate(manifest.tables):
            report.progress(done, len(manifest.tables), _("Tables restored"))
            parts = folder / table / "parts"
            copies.attach(table, sorted(parts.iterdir()) if parts.exists() else [], (folder / table / "tokens").read_text())
    finally:
        store.close_store()
    store.open_store()
    store.close_store()
