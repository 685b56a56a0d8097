"""What a check says."""

from collections.abc import Callable, Iterator
from datetime import datetime
from enum import StrEnum

import msgspec


class Health(StrEnum):
    """How well something is. Only `WRONG` makes `doctor` end with 1."""

    WELL = "ok"
    DOUBTFUL = "warning"
    WRONG = "wrong"


class Finding(msgspec.Struct, frozen=True):
    """One thing looked at: its name, how it is, a sentence and, where it is not well, how to mend it."""

    name: str
    health: Health
    text: str
    mend: str = ""


Check = Callable[[datetime], Iterator[Finding]]


def well(name: str, text: str) -> Finding:
    """It is as it should be."""
    return Finding(name, Health.WELL, text)


def doubtful(name: str, text: str, mend: str) -> Finding:
    """It works, but somebody should look."""
    return Finding(name, Health.DOUBTFUL, text, mend)


def wrong(name: str, text: str, mend: str) -> Finding:
    """It does not work."""
    return Finding(name, Health.WRONG, text, mend)
