"""Commands as plain functions: what each may use and how one is run, wherever that is."""

import io
import logging
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import BinaryIO, Protocol

from django.db import DatabaseError
from django.utils import translation
from django.utils.translation import gettext as _

from plazamayor.core.errors import Mistake
from plazamayor.core.report import Report

_log = logging.getLogger(__name__)


class Attachment(Protocol):
    """A file named by the person who typed a command, opened with that person's permissions."""

    @property
    def name(self) -> str:
        """The name typed; `-` is the standard input."""

    def open(self) -> BinaryIO:
        """Opens it, for reading or, where the command says so, for writing; raises OSError."""


Body = Callable[..., None]
"""What a command does: `body(*, report, files, …)`, with `files` only where the command names some; raises Mistake."""


def body_of(command: str) -> Body:
    """The body of a command: the function `body` of its file in `config/commands/`."""
    found: Body = import_module(f"plazamayor.config.commands.{command}").body
    return found


def perform(body: Body, *, arguments: Mapping[str, object], files: Sequence[Attachment], report: Report, language: str) -> str:
    """Runs a body and returns the sentence of its failure, or nothing when it is done."""
    with translation.override(language):
        try:
            body(report=report, **arguments, **({"files": files} if files else {}))
        except Mistake as mistake:
            return str(mistake)
        except (OSError, DatabaseError) as error:
            return sentence_of(error)
        except Exception:  # noqa: BLE001 a failure nobody foresaw is logged whole and told in a sentence
            _log.exception("command failed")
            return _("The command failed unexpectedly. The program's log says where.")
    return ""


def sentence_of(error: OSError | DatabaseError) -> str:
    """What a failure of the disk or of the database means to the person who typed the command."""
    if isinstance(error, OSError):
        what = f"{error.filename}: " if error.filename else ""
        return f"{what}{error.strerror or error}."
    why = str(error).partition("\n")[0]
    if "no such table" in why or "does not exist" in why:
        return _("The database has no tables yet: run `plazamayor init`.")
    return _("The database does not answer: %(why)s") % {"why": why}


def as_binary(descriptor: int, *, writing: bool) -> BinaryIO:
    """A file object that owns a descriptor, buffered generously: logs and archives are read from end to end."""
    raw = io.FileIO(descriptor, "wb" if writing else "rb")
    return io.BufferedWriter(raw, 1 << 18) if writing else io.BufferedReader(raw, 1 << 18)
