"""The archive: a compressed tar written in one pass, each file with its checksum, read back only if every one fits."""

import gzip
import hashlib
import io
import shutil
import tarfile
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import msgspec
from django.utils.translation import gettext as _

from plazamayor.core.errors import Mistake

FORMAT = 1
MANIFEST = "manifest.json"
CHECKSUMS = "checksums.json"
_FAST = 1
"""Compression: most of an archive is compressed already."""
_PIECE = 1 << 20


class NotABackup(Mistake):
    """The file is no backup of ours, or it is damaged."""


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What an archive says of itself. `tables` are the event store's; none when a ClickHouse server keeps the events."""

    format: int = FORMAT
    program: str
    made: datetime
    database: str
    schema: int
    tables: list[str]


class Writer:
    """Writes an archive."""

    def __init__(self, target: BinaryIO, manifest: Manifest) -> None:
        self.packed = gzip.GzipFile(fileobj=target, mode="wb", compresslevel=_FAST, mtime=manifest.made.timestamp())
        self.tar = tarfile.open(fileobj=self.packed, mode="w", format=tarfile.PAX_FORMAT)  # noqa: SIM115 closed by `close`
        self.made = manifest.made
        self.sums: dict[str, str] = {}
        self.written = 0
        self.text(MANIFEST, msgspec.json.encode(manifest))

    def text(self, name: str, content: bytes) -> None:
        """Adds a file from memory."""
        self._add(name, io.BytesIO(content), len(content))

    def file(self, name: str, path: Path, size: int | None = None) -> None:
        """Adds a file, or as much of it as there was when `size` was taken."""
        with path.open("rb") as source:
            self._add(name, source, path.stat().st_size if size is None else size)

    def close(self) -> None:
        """Ends the archive with the checksums."""
        self._add(CHECKSUMS, io.BytesIO(content := msgspec.json.encode(self.sums)), len(content))
        self.tar.close()
        self.packed.close()

    def abandon(self) -> None:
        """Leaves the archive as it is, not whole, and writes nothing more."""
        self.packed.fileobj = None  # type: ignore[assignment]  # how GzipFile marks itself closed

    def _add(self, name: str, source: BinaryIO, size: int) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mode, info.mtime = size, 0o600, int(self.made.timestamp())
        reader = _Summing(source)
        self.tar.addfile(info, reader)
        self.sums[name] = reader.sum.hexdigest()
        self.written += size


class _Summing:
    """A file that adds up what is read of it."""

    def __init__(self, source: BinaryIO) -> None:
        self.source = source
        self.sum = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Reads, adding up."""
        piece = self.source.read(size)
        self.sum.update(piece)
        return piece


def unpack(source: BinaryIO, folder: Path) -> Manifest:
    """Unpacks an archive into an empty folder and checks every file; raises NotABackup."""
    try:
        with tarfile.open(fileobj=source, mode="r|gz") as tar:
            _extract(tar, folder)
        return _checked(folder)
    except (tarfile.TarError, EOFError, msgspec.MsgspecError, FileNotFoundError, FileExistsError) as error:
        raise NotABackup(_("The file is not a backup of Plaza Mayor, or it is not whole.")) from error


def _extract(tar: tarfile.TarFile, folder: Path) -> None:
    """Writes the files of an archive within a folder and nothing else; raises TarError. Python's own filter is not in 3.11.2."""
    for member in tar:
        target = (folder / member.name).resolve()
        content = tar.extractfile(member) if member.isfile() else None
        if content is None or not target.is_relative_to(folder.resolve()):
            raise tarfile.ReadError(member.name)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with content, target.open("xb") as file:
            shutil.copyfileobj(content, file)


def _checked(folder: Path) -> Manifest:
    manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    sums = msgspec.json.decode((folder / CHECKSUMS).read_bytes(), type=dict[str, str])
    for name, expected in sums.items():
        if _sum(folder / name) != expected:
            raise NotABackup(_("The backup is damaged: %(name)s is not as it was written.") % {"name": name})
    if manifest.format > FORMAT:
        raise NotABackup(_("The backup was made by a newer version (%(version)s). Install that one first.") % {"version": manifest.program})
    return manifest


def _sum(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            found.update(piece)
    return found.hexdigest()
