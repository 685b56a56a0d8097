"""A backup every night, where a folder for them is named."""

import os
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

from plazamayor.config.copying.taking import take
from plazamayor.core.due import DueWork
from plazamayor.core.report import Silence

HOUR = 2
"""From this hour of the night, in the installation's zone."""


def works() -> list[DueWork]:
    """The nightly backup, if there is a folder for it."""
    if settings.BACKUP_FOLDER is None:
        return []
    return [DueWork(name="installation.backup", every=timedelta(minutes=30), run=back_up)]


def back_up(now: datetime) -> None:
    """Takes today's backup unless it is there already or it is too early, and erases the oldest beyond those kept."""
    here = now.astimezone(ZoneInfo(settings.DEFAULT_TIME_ZONE))
    folder = Path(settings.BACKUP_FOLDER or "")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = folder / f"plazamayor-{here:%Y-%m-%d}.tar.gz"
    if here.hour < HOUR or target.exists():
        return
    draft = target.with_name(f"{target.name}.part")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        take(file, Silence(), now)
        os.fsync(file.fileno())
    draft.replace(target)
    for old in sorted(folder.glob("plazamayor-????-??-??.tar.gz"))[: -settings.BACKUP_KEEP]:
        old.unlink()
