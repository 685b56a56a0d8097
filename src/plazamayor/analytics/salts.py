"""The salts that make visitor ids: files outside database, store and backups, one per site and day in the site's zone.

A visitor id is a 64-bit keyed hash of address and agent; without its salt nobody can repeat it. A live salt is erased two hours
after its day ends, so that a visit under way at midnight can be followed; the salt of an imported day, 48 hours after its last use.
"""

import os
import secrets
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from django.conf import settings

Kind = Literal["live", "import"]
SIZE = 32
LIVE_GRACE = timedelta(hours=2)
IMPORT_GRACE = timedelta(hours=48)
LAST_ZONE = ZoneInfo("Etc/GMT+12")  # where days end last: what a salt without a known site is kept to


def visitor_id(salt: bytes, site: int, address: str, agent: str) -> int:
    """Answers the 64-bit id of whoever uses this address and agent on this site while the salt lives."""
    return int.from_bytes(blake2b(f"{site}\0{address}\0{agent}".encode(errors="replace"), key=salt, digest_size=8).digest(), "big")


def day_in(zone: tzinfo, now: datetime) -> date:
    """Answers the day it is in a zone."""
    return now.astimezone(zone).date()


@lru_cache(maxsize=4096)
def end_of(day: date, zone: tzinfo) -> datetime:
    """Answers, in UTC, the instant a day ends in a zone, whatever the clock does that night."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone).astimezone(UTC)


def lives(day: date, zone: tzinfo, now: datetime) -> bool:
    """Says whether the live salt of a day may still be used."""
    return now < end_of(day, zone) + LIVE_GRACE


class Salts:
    """The salts under one directory; `live` is answered from memory after the first time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[tuple[int, date], bytes] = {}

    def live(self, site: int, day: date) -> bytes:
        """Answers the salt of a day that is being measured, made if there was none."""
        salt = self._known.get((site, day))
        if salt is None:
            salt = self._known[site, day] = _read_or_make(self._path("live", site, day))
        return salt

    def living(self, site: int, day: date) -> bytes | None:
        """Answers the salt of a day just ended, or nothing if the day had none: a past day is never given a salt anew."""
        salt = self._known.get((site, day))
        if salt is None and self._path("live", site, day).exists():
            salt = self.live(site, day)
        return salt

    def imported(self, site: int, day: date) -> bytes:
        """Answers the salt of an imported day, made if there was none, and notes that it was used."""
        path = self._path("import", site, day)
        salt = _read_or_make(path)
        os.utime(path)
        return salt

    def has_imported(self, site: int, day: date) -> bool:
        """Says whether an imported day still has its salt: if not, its later lines make new visitor-days."""
        return self._path("import", site, day).exists()

    def erase_expired(self, now: datetime, zones: Mapping[int, tzinfo]) -> int:
        """Erases the salts whose time has passed, from disk and from memory, and answers how many files went."""
        for site, day in list(self._known):
            if not lives(day, zones.get(site, LAST_ZONE), now):
                self._known.pop((site, day), None)
        expired = [path for path in self.folder.glob("*-*-*") if _expired(path, now, zones)]
        for path in expired:
            _erase(path)
        return len(expired)

    def erase_site(self, site: int) -> None:
        """Erases every salt of a site that is being deleted."""
        for key in [key for key in self._known if key[0] == site]:
            self._known.pop(key, None)
        for path in self.folder.glob(f"*-{site}-*"):
            _erase(path)

    def _path(self, kind: Kind, site: int, day: date) -> Path:
        return self.folder / f"{kind}-{site}-{day.isoformat()}"


def _read_or_make(path: Path) -> bytes:
    """Reads a salt; if there is none, makes one that every process then shares, safe on disk before it is used."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(descriptor, secrets.token_bytes(SIZE))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    try:
        os.link(draft, path)  # whoever links first decides; the others read that one
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    _sync_folder(path.parent)
    return path.read_bytes()


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _expired(path: Path, now: datetime, zones: Mapping[int, tzinfo]) -> bool:
    kind, site, day = path.name.split("-", 2)
    if kind == "live":
        return not lives(date.fromisoformat(day), zones.get(int(site), LAST_ZONE), now)
    try:
        used = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except FileNotFoundError:
        return False
    return now >= used + IMPORT_GRACE


def _erase(path: Path) -> None:
    """Overwrites, then removes; a file that another process has already removed is as good."""
    try:
        with path.open("r+b") as file:
            file.write(bytes(SIZE))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
    except FileNotFoundError:
        return


@cache
def salts() -> Salts:
    """Answers the installation's salts."""
    return Salts(settings.HOME / "salts")
