"""Acts of gazettes that do not number their issues: by what they are known, and by which day they are kept."""

import hashlib
from collections.abc import Iterable
from datetime import date

from plazamayor.bulletins.readers.contract import ReadIssue, ReadItem

LONGEST = 120


def identifier_of(text: str) -> str:
    """A permanent identifier from whatever identifies an act; what is too long is cut, with a mark of all of it."""
    known = " ".join(text.split())
    if len(known) <= LONGEST:
        return known
    return f"{known[: LONGEST - 17]}~{mark_of(known, 16)}"


def mark_of(text: str, length: int = 24) -> str:
    """A mark that stands for a text without telling it: of an act known only by its title, which may name somebody."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()[:length]


def by_day(dated: Iterable[tuple[date, ReadItem]]) -> list[ReadIssue]:
    """One open issue for each day, with each act once."""
    days: dict[date, dict[str, ReadItem]] = {}
    for day, item in dated:
        days.setdefault(day, {}).setdefault(item.identifier, item)
    return [ReadIssue(day=day, items=tuple(items.values()), open=True) for day, items in sorted(days.items())]
