"""The listening side of the control socket: runs the commands of others inside the process that owns the data."""

import contextlib
import logging
import os
import queue
import socket
import struct
import threading
import time
from pathlib import Path
from typing import BinaryIO

from django.db import connections
from django.utils import translation
from django.utils.translation import gettext as _

from plazamayor.config.control import frames
from plazamayor.config.control.running import as_binary, body_of, perform
from plazamayor.config.names import is_command
from plazamayor.core.errors import Cancelled

_log = logging.getLogger(__name__)
_PROGRESS_EVERY = 0.1
_SILENCE = 10.0
"""Seconds in which whoever connects must say what is wanted."""


class Conversation:
    """One command asked for through the socket: its report, its files and whether it has been asked to stop."""

    def __init__(self, peer: socket.socket) -> None:
        self.peer = peer
        self.sending = threading.Lock()
        self.stopped = threading.Event()
        self.opened: queue.Queue[tuple[frames.Opened, list[int]]] = queue.Queue()
        self.told = 0.0
        self.asked = False

    def say(self, message: frames.Message) -> None:
        """Sends a message; one that nobody can receive any more stops the command."""
        try:
            with self.sending:
                frames.send(self.peer, message)
        except OSError:
            self.stopped.set()

    def line(self, text: str) -> None:
        """Gives one line of the result."""
        self.check()
        self.say(frames.Line(text))

    def note(self, text: str) -> None:
        """Says something about the work."""
        self.check()
        self.say(frames.Note(text))

    def progress(self, done: int, total: int | None, what: str) -> None:
        """Tells how far the work is, at most ten times a second."""
        self.check()
        now = time.monotonic()
        if now - self.told >= _PROGRESS_EVERY or done == total:
            self.told = now
            self.say(frames.Progress(done, total, what))

    def check(self) -> None:
        """Raises Cancelled when the person has asked to stop or has left."""
        if self.stopped.is_set():
            raise Cancelled(_("Stopped as asked. What was finished stays."))

    def listen(self) -> None:
        """Hears what the other side says while the command runs."""
        try:
            while (heard := frames.receive(self.peer)) is not None:
                message, descriptors = heard
                if isinstance(message, frames.Opened):
                    self.opened.put((message, descriptors))
                elif isinstance(message, frames.Cancel):
                    self.stopped.set()
        except (OSError, frames.BrokenMessage):
            pass
        self.stopped.set()
        self.opened.put((frames.Opened(-1, _("The person who asked has left.")), []))

    def open(self, place: int, name: frames.FileName) -> BinaryIO:
        """Asks the other side for one of its files; raises OSError with the reason it gives."""
        self.check()
        self.say(frames.Open(place))
        answer, descriptors = self.opened.get()
        if answer.why or not descriptors:
            raise OSError(0, answer.why or _("It was not handed over."), name.name)
        return as_binary(descriptors[0], writing=name.writing)


class RemoteFile:
    """A file that the other side opens."""

    def __init__(self, conversation: Conversation, place: int, name: frames.FileName) -> None:
        self.conversation, self.place, self.typed = conversation, place, name

    @property
    def name(self) -> str:
        """The name typed."""
        return self.typed.name

    def open(self) -> BinaryIO:
        """The file, opened by the other side."""
        return self.conversation.open(self.place, self.typed)


class ControlServer:
    """Listens in the data directory and runs each command in a thread of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.threads: list[threading.Thread] = []
        self.conversations: list[Conversation] = []
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)

    def start(self) -> None:
        """Begins to listen. The caller owns the data directory, so a socket left behind is nobody's."""
        with frames.address(self.home) as address:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(address)  # noqa: PTH108 the address names a directory by its descriptor
            self.socket.bind(address)
            os.chmod(address, 0o600)  # noqa: PTH101 the same
        self.socket.listen(64)
        threading.Thread(target=self._accept, name="control", daemon=True).start()

    def stop(self, *, cancel: bool) -> None:
        """Stops listening, waits for the commands that run and, if told, asks them to stop first."""
        with contextlib.suppress(FileNotFoundError):
            (self.home / frames.FILE).unlink()
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
        for conversation in list(self.conversations):
            if cancel:
                conversation.stopped.set()
            if not conversation.asked:
                with contextlib.suppress(OSError):
                    conversation.peer.shutdown(socket.SHUT_RDWR)
        for thread in list(self.threads):
            thread.join()

    def _accept(self) -> None:
        while True:
            try:
                peer, _address = self.socket.accept()
            except OSError:  # stop() has closed it
                return
            thread = threading.Thread(target=self._serve, args=(peer,), name="control-command")
            self.threads = [*(each for each in self.threads if each.is_alive()), thread]
            thread.start()

    def _serve(self, peer: socket.socket) -> None:
        with peer:
            conversation = Conversation(peer)
            self.conversations.append(conversation)
            try:
                self._converse(conversation)
            except (OSError, frames.BrokenMessage) as error:
                _log.warning("control socket: %s", error)
            finally:
                self.conversations.remove(conversation)
                connections.close_all()
                with contextlib.suppress(OSError):
                    peer.shutdown(socket.SHUT_RDWR)

    def _converse(self, conversation: Conversation) -> None:
        conversation.peer.settimeout(_SILENCE)
        heard = frames.receive(conversation.peer)
        conversation.peer.settimeout(None)
        conversation.asked = True
        if heard is None or not isinstance(heard[0], frames.Request) or not _may(conversation.peer):
            return
        request = heard[0]
        threading.Thread(target=conversation.listen, name="control-listen", daemon=True).start()
        if not is_command(request.command):
            conversation.say(frames.End(1, _unknown(request)))
            return
        mistake = perform(
            body_of(request.command),
            arguments=request.arguments,
            files=[RemoteFile(conversation, place, name) for place, name in enumerate(request.files)],
            report=conversation,
            language=request.language,
        )
        conversation.say(frames.End(1 if mistake else 0, mistake))


def _may(peer: socket.socket) -> bool:
    """Only the owner of this process and root may give commands, whatever the file's permissions."""
    _process, user, _group = struct.unpack("3i", peer.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i")))
    return user in {0, os.geteuid()}


def _unknown(request: frames.Request) -> str:
    with translation.override(request.language):
        return _("The running server does not know this command. Restart it after an upgrade.")
