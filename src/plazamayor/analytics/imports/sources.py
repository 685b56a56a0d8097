"""A log as bytes: opened whatever its compression and encoding, fingerprinted, and cut into batches of whole lines."""

import bz2
import codecs
import gzip
import hmac
import io
import lzma
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO, Final, TypeVar, cast

from django.conf import settings
from django.utils.translation import gettext as _

from plazamayor.core.errors import Mistake

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

Fingerprint = hmac.HMAC
T = TypeVar("T")
HEAD_BYTES: Final = 64 << 10
_READ: Final = 1 << 20
_LONGEST: Final = 128 << 20
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ASCII_SAMPLE: Final = bytes(range(32, 127)).decode()


class UnreadableLog(Mistake):
    """The file cannot be decompressed, is not a log, or cannot be read from its beginning again."""


class UnknownEncoding(Mistake):
    """Python knows no encoding of that name."""


@dataclass
class Source:
    """A log to import: the name people see and the file, which must be seekable."""

    name: str
    file: BinaryIO
    encoding: str = ""

    def stream(self) -> BinaryIO:
        """Opens the log from its beginning, decompressed and in an encoding whose ASCII is ASCII's."""
        try:
            self.file.seek(0)
        except (OSError, ValueError) as error:
            raise UnreadableLog(_("%(name)s cannot be read twice. Save it as a file first.") % {"name": self.name}) from error
        plain = _decompressed(self.file)
        head = plain.peek(HEAD_BYTES)
        encoding = self.encoding or next((name for bom, name in _BOMS if head.startswith(bom)), "")
        readable = _Transcoder(plain, encoding) if encoding and not _keeps_ascii(encoding) else plain
        buffered = plain if readable is plain else io.BufferedReader(cast("io.RawIOBase", readable), HEAD_BYTES)
        if buffered.peek(1)[:1] == b"{" and buffered.peek(HEAD_BYTES).split(b"\n", 1)[0].strip() == b"{":
            return io.BufferedReader(_Folded(buffered), HEAD_BYTES)
        return buffered


def head_of(stream: BinaryIO) -> list[bytes]:
    """Answers the first whole lines of a stream, and its only line if it has one."""
    head = read_up_to(stream, HEAD_BYTES)
    lines = head.split(b"\n")
    return lines if len(head) < HEAD_BYTES or len(lines) == 1 else lines[:-1]


def read_up_to(stream: BinaryIO, size: int) -> bytes:
    """Reads that many bytes, fewer only at the end. Raises UnreadableLog on a damaged archive."""
    return _read(stream, size)


def batches(stream: BinaryIO, size: int) -> Iterator[memoryview]:
    """Cuts what remains of a stream into runs of whole lines of about a size; where each ends depends on the content alone.

    A last line without its end is a batch of its own.
    """
    rest = memoryview(b"")
    while True:
        data = bytearray(max(size, len(rest) + 1))
        data[: len(rest)] = rest
        length = len(rest) + _fill(stream, memoryview(data)[len(rest) :])
        cut = data.rfind(b"\n", 0, length) + 1
        if length < len(data):
            yield from (part for part in (memoryview(data)[:cut], memoryview(data)[cut:length]) if part)
            return
        if not cut:
            yield _to_line_end(stream, data)
            rest = memoryview(b"")
        else:
            yield memoryview(data)[:cut]
            rest = memoryview(data)[cut:]


def fingerprint() -> Fingerprint:
    """Starts the fingerprint of a content: a keyed hash, so that it says nothing without this installation."""
    key = hmac.digest(settings.SECRET_KEY.encode(), b"access-log fingerprint", "sha256")
    return hmac.new(key, digestmod="sha256")


def _to_line_end(stream: BinaryIO, data: bytearray) -> memoryview:
    """Goes on reading a line longer than a batch. Raises UnreadableLog where it never ends, as in a file of something else."""
    while not data.endswith(b"\n") and (part := _guarded(lambda: stream.readline(_READ))):
        data += part
        if len(data) > _LONGEST:
            raise UnreadableLog(_("A line goes on for more than %(size)s MB: this is not a log.") % {"size": _LONGEST >> 20})
    return memoryview(data)


def _fill(stream: BinaryIO, room: memoryview) -> int:
    """Reads into a room until it is full or the stream ends; answers how many bytes were read."""
    filled = 0
    while filled < len(room) and (read := _guarded(partial(cast("io.BufferedReader", stream).readinto, room[filled:]))):
        filled += read
    return filled


def _read(stream: BinaryIO, size: int) -> bytes:
    return _guarded(lambda: stream.read(size))


def _guarded(read: Callable[[], T]) -> T:
    try:
        return read()
    except (OSError, EOFError, lzma.LZMAError, zstd.ZstdError, ValueError) as error:
        raise UnreadableLog(_("The file is damaged: %(why)s") % {"why": error}) from error


def _decompressed(file: BinaryIO) -> io.BufferedReader:
    magic = file.read(6)
    file.seek(0)
    opened: object = file
    if magic.startswith(b"\x1f\x8b"):
        opened = gzip.GzipFile(fileobj=file)
    elif magic.startswith(b"BZh"):
        opened = bz2.BZ2File(file)
    elif magic.startswith(b"\xfd7zXZ\0"):
        opened = lzma.LZMAFile(file)  # noqa: SIM115 whoever opened the file closes it
    elif magic.startswith(b"\x28\xb5\x2f\xfd"):
        opened = zstd.ZstdFile(file)
    return _Peekable(cast("io.RawIOBase", opened), HEAD_BYTES)


class _Peekable(io.BufferedReader):
    """A buffered reader that leaves the file it reads open when it goes, and whose peek tells of damage in a sentence."""

    def peek(self, size: int = 0, /) -> bytes:
        try:
            return super().peek(size)
        except (OSError, EOFError, lzma.LZMAError, zstd.ZstdError, ValueError) as error:
            raise UnreadableLog(_("The file is damaged: %(why)s") % {"why": error}) from error

    def close(self) -> None:
        """Leaves the underlying file to whoever opened it."""


def _keeps_ascii(encoding: str) -> bool:
    """Says whether the ASCII of an encoding is ASCII, so that its logs can be cut without decoding them."""
    try:
        codec = codecs.lookup(encoding)
        text = _ASCII_SAMPLE.encode(encoding)
    except (LookupError, UnicodeError) as error:
        raise UnknownEncoding(_("Python knows no encoding called “%(name)s”.") % {"name": encoding}) from error
    return codec.name == "utf-8" and text == _ASCII_SAMPLE.encode()


class _Transcoder(io.RawIOBase):
    """Reads any encoding Python knows as UTF-8."""

    def __init__(self, raw: io.BufferedReader, encoding: str) -> None:
        self._raw = raw
        self._decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object, /) -> int:
        view = memoryview(cast("bytearray", buffer))
        while not self._ready:
            raw = self._raw.read(HEAD_BYTES)
            self._ready = self._decoder.decode(raw, final=not raw).encode(errors="replace")
            if not raw:
                break
        size = min(len(view), len(self._ready))
        view[:size], self._ready = self._ready[:size], self._ready[size:]
        return size


class _Folded(io.RawIOBase):
    """Reads JSON objects written over several lines as one a line."""

    def __init__(self, raw: io.BufferedIOBase) -> None:
        self._raw = raw
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object, /) -> int:
        view = memoryview(cast("bytearray", buffer))
        if not self._ready:
            self._ready = self._record()
        size = min(len(view), len(self._ready))
        view[:size], self._ready = self._ready[:size], self._ready[size:]
        return size

    def _record(self) -> bytes:
        parts: list[bytes] = []
        for line in self._raw:
            if not parts and not line.strip():
                continue
            parts.append(line.strip())
            if line.rstrip() == b"}":
                break
        return b" ".join(parts) + b"\n" if parts else b""
