"""Keeps what opens accounts encrypted, with a key that is a file of the data directory, never in the database nor in its backups.

The file holds one key a line, the newest first: what an older one closed can still be opened (Fernet, https://github.com/fernet/spec).
"""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

import msgspec
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.translation import gettext as _

from plazamayor.core.errors import Mistake

FILE = "channels-key"


class KeyMissing(Mistake):
    """What opens the credentials is not in the data directory, or is another."""


def path() -> Path:
    """Where the keys are."""
    return Path(settings.HOME) / FILE


def close(opened: Mapping[str, str]) -> bytes:
    """Encrypts secrets; makes the first key when there is none. Nothing at all needs no key."""
    if not opened:
        return b""
    if not path().exists():
        _write([Fernet.generate_key()], replace=False)
    return _keys().encrypt(msgspec.json.encode(dict(opened)))


def open_(closed: bytes | memoryview) -> dict[str, str]:
    """Decrypts what `close` gave; raises KeyMissing."""
    if not bytes(closed):
        return {}
    try:
        return msgspec.json.decode(_keys().decrypt(bytes(closed)), type=dict[str, str])
    except InvalidToken as error:
        raise KeyMissing(
            _("The key in %(path)s is not the one that closed the credentials. Put the right one back, or connect the account again.")
            % {"path": path()}
        ) from error


def add_key() -> None:
    """Puts a new key before the others: from now on it closes."""
    _write([Fernet.generate_key(), *_lines()], replace=True)


def close_again(closed: bytes | memoryview) -> bytes:
    """The same secrets, closed with the newest key; raises KeyMissing."""
    return close(open_(closed))


def forget_old_keys() -> None:
    """Leaves only the newest key: call it once everything was closed with it."""
    _write(_lines()[:1], replace=True)


def _keys() -> MultiFernet:
    return MultiFernet([Fernet(line) for line in _lines()])


def _lines() -> list[bytes]:
    try:
        found = path().read_bytes().split()
    except FileNotFoundError:
        found = []
    if not found:
        raise KeyMissing(
            _("The key that opens the credentials is missing: put %(path)s back from your copy, or connect the account again.")
            % {"path": path()}
        )
    return found


def _write(keys: list[bytes], *, replace: bool) -> None:
    """Writes the whole file or nothing; two processes that make the first key at once keep the same one."""
    draft = path().with_name(f"{FILE}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(b"\n".join(keys) + b"\n")
        os.fsync(file.fileno())
    if replace:
        draft.replace(path())
        return
    try:
        os.link(draft, path())
    except FileExistsError:
        pass
    finally:
        draft.unlink()
