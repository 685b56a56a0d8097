"""Messages on the control socket: four bytes of length, then JSON, with descriptors beside them where a file is handed over."""

import os
import socket
import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

FILE = "control.sock"
LIMIT = 64 * 1024 * 1024
_LENGTH = struct.Struct(">I")


class BrokenMessage(Exception):
    """The other side sent something that is not a message, or left in the middle of one."""


class FileName(msgspec.Struct, frozen=True):
    """A file of a request: its name and whether it is written rather than read."""

    name: str
    writing: bool = False


class Request(msgspec.Struct, tag="request"):
    """A command asked for: its name, its arguments, the names of its files and the language to answer in."""

    command: str
    arguments: dict[str, object]
    files: list[FileName]
    language: str


class Cancel(msgspec.Struct, tag="cancel"):
    """The person has asked to stop."""


class Opened(msgspec.Struct, tag="opened"):
    """A file asked for, its descriptor beside the message; or why it cannot be opened."""

    file: int
    why: str = ""


class Open(msgspec.Struct, tag="open"):
    """Asks for a file of the request, by its place."""

    file: int


class Line(msgspec.Struct, tag="line"):
    """A line of the result."""

    text: str


class Note(msgspec.Struct, tag="note"):
    """Something said about the work."""

    text: str


class Progress(msgspec.Struct, tag="progress"):
    """How far the work is."""

    done: int
    total: int | None
    what: str


class End(msgspec.Struct, tag="end"):
    """The command has ended; `mistake` is the sentence of a failure, empty when it is done."""

    code: int
    mistake: str = ""


Message = Request | Cancel | Opened | Open | Line | Note | Progress | End
_decoder: msgspec.json.Decoder[Message] = msgspec.json.Decoder(Message)


def send(to: socket.socket, message: Message, descriptors: Sequence[int] = ()) -> None:
    """Sends a message; the descriptors travel with its first byte."""
    body = msgspec.json.encode(message)
    framed = _LENGTH.pack(len(body)) + body
    sent = socket.send_fds(to, [framed], list(descriptors)) if descriptors else 0
    to.sendall(framed[sent:])


def receive(source: socket.socket) -> tuple[Message, list[int]] | None:
    """The next message and its descriptors; None when the other side has left. Raises BrokenMessage."""
    head, descriptors = _head(source)
    if not head:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > LIMIT:
        raise BrokenMessage(f"a message of {length} bytes")
    try:
        return _decoder.decode(_exactly(source, length)), descriptors
    except msgspec.MsgspecError as error:
        raise BrokenMessage(str(error)) from error


def _head(source: socket.socket) -> tuple[bytes, list[int]]:
    head, descriptors = b"", list[int]()
    while len(head) < _LENGTH.size:
        piece, more, _flags, _address = socket.recv_fds(source, _LENGTH.size - len(head), 8)
        descriptors += more
        if not piece:
            if head:
                raise BrokenMessage("the other side left in the middle of a message")
            break
        head += piece
    return head, descriptors


def _exactly(source: socket.socket, length: int) -> bytes:
    pieces, missing = list[bytes](), length
    while missing:
        piece = source.recv(min(missing, 1 << 20))
        if not piece:
            raise BrokenMessage("the other side left in the middle of a message")
        pieces.append(piece)
        missing -= len(piece)
    return b"".join(pieces)


@contextmanager
def address(home: Path) -> Iterator[str]:
    """The socket's address. Sockets take only short paths, so the directory is named by a descriptor."""
    folder = os.open(home, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{FILE}"
    finally:
        os.close(folder)
