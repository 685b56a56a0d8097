"""Copies of an embedded store, taken while it is written to, and stores made again from them.

A copy is the parts of every table, frozen (hard links, made at once), and the tokens of the batches in them, so that a batch
that a restored import or spool sends again is still known. Tables are frozen in an order that makes a copy taken in the middle
of a refresh or of a write right: `refreshed` before what it vouches for, `touched` after the events it points at.
"""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from plazamayor.analytics.store.asking import command, run

_FIRST = ("refreshed",)
_LAST = ("events", "touched")
TOKENS = "deduplication_logs"
_SEPARATORS = 2
_PART = re.compile(r"(?P<partition>.+?)_(?P<first>\d+)_(?P<last>\d+)_\d+(?:_\d+)?")


@dataclass(frozen=True)
class FrozenTable:
    """A table's copy: its parts, each a folder of files that will not change, and the log of tokens of the batches in them."""

    name: str
    parts: list[Path]
    tokens: str


def directory() -> Path:
    """Where the embedded store lives."""
    return Path(urlsplit(settings.EVENTS_DSN).path)


@contextmanager
def frozen(name: str) -> Iterator[list[FrozenTable]]:
    """The whole store as it is now, for as long as it takes to copy it elsewhere. Takes disk only for what is merged away meanwhile."""
    shadow = directory() / "shadow" / name
    places = _places()
    try:
        yield [_freeze(table, places[table], name, shadow) for table in _in_order(places)]
    finally:
        shutil.rmtree(shadow, ignore_errors=True)


def sweep() -> None:
    """Erases the frozen copies that a killed process left behind; nobody else may be copying."""
    shutil.rmtree(directory() / "shadow", ignore_errors=True)


def attach(name: str, parts: list[Path], tokens: str) -> None:
    """Puts copied parts into a table that exists and is empty. The parts are moved."""
    place = _places()[name]
    for part in parts:
        shutil.move(part, place / "detached" / part.name)
        command(f"ALTER TABLE {name} ATTACH PART '{part.name}'")
    if tokens:
        command(f"DETACH TABLE {name}")
        folder = place / TOKENS
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        (folder / "deduplication_log_1.txt").write_text(tokens)
        command(f"ATTACH TABLE {name}")


def empty() -> None:
    """Empties every table, before parts are attached."""
    for name in _places():
        command(f"TRUNCATE TABLE {name}")


def _places() -> dict[str, Path]:
    found = run("SELECT name, data_paths[1] FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree'", {})
    return {name: Path(place) for name, place in found.result_rows}


def _in_order(tables: dict[str, Path]) -> list[str]:
    middle = sorted(set(tables) - {*_FIRST, *_LAST})
    return [name for name in (*_FIRST, *middle, *_LAST) if name in tables]


def _freeze(table: str, place: Path, name: str, shadow: Path) -> FrozenTable:
    command(f"ALTER TABLE {table} FREEZE WITH NAME '{name}'")
    folder = shadow / "store" / place.parent.name / place.name
    parts = sorted(part for part in folder.glob("*_*_*_*") if part.is_dir())
    return FrozenTable(table, parts, _tokens(place / TOKENS, [part.name for part in parts]))


def _tokens(folder: Path, parts: list[str]) -> str:
    """The log's lines that speak of what the parts hold: one written after the freeze would make a batch look stored."""
    held = [(match["partition"], int(match["first"]), int(match["last"])) for name in parts if (match := _PART.fullmatch(name))]
    files = sorted(folder.glob("*.txt"), key=lambda path: int(path.stem.rpartition("_")[2]))
    lines = [line for path in files for line in path.read_text().splitlines() if line.count("\t") == _SEPARATORS]
    return "".join(f"{line}\n" for line in lines if _is_held(line.split("\t")[1], held))


def _is_held(part: str, held: list[tuple[str, int, int]]) -> bool:
    match = _PART.fullmatch(part)
    return match is not None and any(
        match["partition"] == partition and first <= int(match["first"]) and int(match["last"]) <= last for partition, first, last in held
    )
