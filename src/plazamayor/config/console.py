"""What a command shows in a terminal, and where its work is done: by the owner of the data directory or here."""

import os
import sys
import time
from types import TracebackType
from typing import Self

import click
from django.conf import settings
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from plazamayor.config.control.calling import LocalFile, ask, cancelling, connect
from plazamayor.config.control.running import body_of, perform
from plazamayor.config.lock import DirectoryBusy, owned
from plazamayor.config.runtime import Parts, running, store_is_embedded
from plazamayor.config.terminal import language
from plazamayor.core.errors import Cancelled, Mistake

_PATIENCE = 15.0


class Terminal:
    """A report on a terminal: results on the standard output, the rest on the standard error, bars only for people."""

    def __init__(self) -> None:
        self.stopped = False
        self.bars: Progress | None = None
        self.bar: TaskID | None = None

    def line(self, text: str) -> None:
        """Prints a line of the result."""
        self.check()
        self.close()
        click.echo(text)

    def note(self, text: str) -> None:
        """Prints it apart from the result."""
        self.check()
        self.close()
        click.echo(text, err=True)

    def progress(self, done: int, total: int | None, what: str) -> None:
        """Moves the bar, when a person is looking."""
        self.check()
        if not sys.stderr.isatty():
            return
        if self.bars is None or self.bar is None:
            columns = [TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn()]
            self.bars = Progress(*columns, console=Console(stderr=True), transient=True)
            self.bars.start()
            self.bar = self.bars.add_task(what, total=total)
        self.bars.update(self.bar, completed=done, total=total, description=what)

    def check(self) -> None:
        """Raises Cancelled once the person has asked to stop."""
        if self.stopped:
            raise Cancelled(_("Stopped as asked. What was finished stays."))

    def stop(self) -> None:
        """Has the work stop at its next word."""
        self.stopped = True

    def close(self) -> None:
        """Takes the bar away."""
        if self.bars is not None:
            self.bars.stop()
            self.bars, self.bar = None, None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


class Failed(click.ClickException):
    """A command that ends with a sentence and exit code 1."""

    exit_code = 1


def run(command: str, *, files: list[LocalFile] | None = None, **arguments: object) -> None:
    """Runs a command's body where the event store can be reached; raises Failed with its sentence."""
    with Terminal() as report:
        mistake = _anywhere(command, arguments, files or [], report)
    if mistake:
        raise Failed(mistake)


def _anywhere(command: str, arguments: dict[str, object], files: list[LocalFile], report: Terminal) -> str:
    if not store_is_embedded():
        with running(Parts(owner=False, control=False)):
            return _here(command, arguments, files, report)
    until = time.monotonic() + _PATIENCE
    while True:
        if (peer := connect(settings.HOME)) is not None:
            with peer:
                return ask(peer, command, arguments, files, report, language())
        try:
            return _as_owner(command, arguments, files, report)
        except DirectoryBusy:  # its owner is starting, or ending
            if time.monotonic() > until:
                raise


def _as_owner(command: str, arguments: dict[str, object], files: list[LocalFile], report: Terminal) -> str:
    check_person()
    with owned(settings.HOME, work=command, wait=0.2), running(Parts(patient=True)):
        return _here(command, arguments, files, report)


def _here(command: str, arguments: dict[str, object], files: list[LocalFile], report: Terminal) -> str:
    with cancelling(report.stop):
        return perform(body_of(command), arguments=arguments, files=files, report=report, language=language())


class WrongPerson(Mistake):
    """Root is about to make files that the installation's own user could not write."""


def check_person() -> None:
    """Refuses to write as root in a directory that belongs to another; raises WrongPerson."""
    home = settings.HOME.stat()
    if os.geteuid() == 0 and home.st_uid != 0:
        text = _("%(home)s belongs to user number %(user)s: run this as that user, or while the server runs.")
        raise WrongPerson(text % {"home": settings.HOME, "user": home.st_uid})
