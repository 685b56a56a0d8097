"""The machine: the program's own surroundings, the disk, the directory, the clock."""

import os
import platform
import shutil
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import maxminddb
from django.conf import settings
from django.utils.translation import gettext as _

from plazamayor import __version__
from plazamayor.config.checkup.finding import Finding, doubtful, well, wrong
from plazamayor.config.commands.upgrade import uncompiled

_GIGABYTE = 1_000_000_000
_LITTLE, _TOO_LITTLE = 2 * _GIGABYTE, _GIGABYTE // 5
_SKEW = timedelta(minutes=5)


def program(_now: datetime) -> Iterator[Finding]:
    """Says which program runs, on which Python."""
    yield well("program", f"Plaza Mayor {__version__}, Python {platform.python_version()}, {platform.machine()}")


def directory(_now: datetime) -> Iterator[Finding]:
    """Looks at whose the data directory is and who may read it."""
    home = settings.HOME
    found = home.stat()
    if not os.access(home, os.W_OK | os.X_OK):
        yield wrong("directory", _("%(home)s cannot be written to.") % {"home": home}, f"chown -R $(id -u) {home}")
    elif found.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield doubtful("directory", _("%(home)s can be read by others on this machine.") % {"home": home}, f"chmod 700 {home}")
    else:
        yield well("directory", str(home))


def disk(_now: datetime) -> Iterator[Finding]:
    """Looks at the room left."""
    free = shutil.disk_usage(settings.HOME).free
    text = _("%(free)s GB free.") % {"free": f"{free / _GIGABYTE:.1f}"}
    mend = _("Give the data directory a larger disk, or shorten how long events are kept.")
    if free < _TOO_LITTLE:
        yield wrong("disk", text, mend)
    elif free < _LITTLE:
        yield doubtful("disk", text, mend)
    else:
        yield well("disk", text)


def clock(now: datetime) -> Iterator[Finding]:
    """Looks for files from the future: a clock that went back cuts visits and days wrongly."""
    written = max((path.stat().st_mtime for path in settings.HOME.iterdir()), default=0.0)
    ahead = datetime.fromtimestamp(written, UTC) - now
    if ahead > _SKEW:
        text = _("Files here were written %(hours).1f hours after now.") % {"hours": ahead.total_seconds() / 3600}
        yield wrong("clock", text, _("Set the clock with NTP: timedatectl set-ntp true"))
    else:
        yield well("clock", f"{now:%Y-%m-%d %H:%M:%S} UTC")


def translations(_now: datetime) -> Iterator[Finding]:
    """Looks at whether pages can speak Spanish."""
    behind = uncompiled()
    if behind:
        text = _("%(count)s translations are not compiled: pages show English.") % {"count": len(behind)}
        yield doubtful("translations", text, _("Install gettext and run `plazamayor upgrade`."))
    else:
        yield well("translations", _("Compiled."))


def places(_now: datetime) -> Iterator[Finding]:
    """Looks at the file of countries and regions, if one is named."""
    path: Path | None = settings.GEO_DATABASE
    if path is None:
        yield well("places", _("No geographic database: no place is recorded."))
        return
    try:
        with maxminddb.open_database(path) as reader:
            built = datetime.fromtimestamp(reader.metadata().build_epoch, UTC)
    except (OSError, ValueError) as error:
        text = _("%(path)s cannot be read: %(why)s.") % {"path": path, "why": error}
        yield wrong("places", text, _("Point PLAZAMAYOR_GEO_DATABASE to an MMDB file, or unset it."))
    else:
        yield well("places", f"{path.name}, {built:%Y-%m-%d}")


CHECKS = (program, directory, disk, clock, translations, places)
