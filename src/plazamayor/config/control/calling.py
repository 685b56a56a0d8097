"""The asking side of the control socket, and the choice between asking and doing it here."""

import contextlib
import os
import signal
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import BinaryIO

import msgspec
from django.utils.translation import gettext as _

from plazamayor.config.control import frames
from plazamayor.config.control.running import as_binary, sentence_of
from plazamayor.core.report import Report

STDIN = "-"


class LocalFile(msgspec.Struct, frozen=True):
    """A file named on this command line."""

    name: str
    writing: bool = False

    def descriptor(self) -> int:
        """Opens it and gives its descriptor; raises OSError. A file written is made anew, for its owner alone."""
        if self.name == STDIN:
            return os.dup(1 if self.writing else 0)
        if self.writing:
            return os.open(self.name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        return os.open(self.name, os.O_RDONLY)

    def open(self) -> BinaryIO:
        """Opens it; raises OSError."""
        return as_binary(self.descriptor(), writing=self.writing)


def connect(home: Path) -> socket.socket | None:
    """Reaches the owner of the data directory; None when nobody listens."""
    peer = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        with frames.address(home) as address:
            peer.connect(address)
    except OSError as error:
        peer.close()
        if isinstance(error, PermissionError):
            raise
        return None
    return peer


def ask(
    peer: socket.socket, command: str, arguments: Mapping[str, object], files: Sequence[LocalFile], report: Report, language: str
) -> str:
    """Has a command run by the owner and relays what it says; returns the sentence of a failure, or nothing."""
    wanted = [frames.FileName(file.name, file.writing) for file in files]
    frames.send(peer, frames.Request(command, dict(arguments), wanted, language))
    with cancelling(lambda: frames.send(peer, frames.Cancel())):
        while True:
            try:
                heard = frames.receive(peer)
            except (OSError, frames.BrokenMessage):
                heard = None
            if heard is None:
                return _("The running server ended before the command did.")
            if isinstance(heard[0], frames.End):
                return heard[0].mistake
            _answer(peer, heard[0], files, report)


def _answer(peer: socket.socket, message: frames.Message, files: Sequence[LocalFile], report: Report) -> None:
    match message:
        case frames.Line(text):
            report.line(text)
        case frames.Note(text):
            report.note(text)
        case frames.Progress(done, total, what):
            report.progress(done, total, what)
        case frames.Open(place):
            _hand_over(peer, place, files[place])


def _hand_over(peer: socket.socket, place: int, file: LocalFile) -> None:
    try:
        descriptor = file.descriptor()
    except OSError as error:
        frames.send(peer, frames.Opened(place, (error.strerror or sentence_of(error))))
        return
    try:
        frames.send(peer, frames.Opened(place), [descriptor])
    finally:
        os.close(descriptor)


@contextmanager
def cancelling(stop: Callable[[], None]) -> Iterator[None]:
    """Turns the first Ctrl-C into a polite request to stop; the second interrupts at once."""

    def politely(_number: int, _frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, before)
        with contextlib.suppress(OSError):
            stop()

    before = signal.signal(signal.SIGINT, politely)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
