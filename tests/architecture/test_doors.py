"""A room is entered from outside only by its doors."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source import PACKAGE, name, python_files, room_of, tree

DOORS = {"operations", "queries", "access", "models", "contract"}
# The event stream is a contract between rooms: what an event is, and the store that keeps it.
PLAIN = ("organisation", "procedures", "guards", "campaigns", "publishing", "bulletins", "public", "demo")
# What leaves in the name of an upper room is asked for and told through the gates; `config` fills the registry of connectors.
ROOM_DOORS = dict.fromkeys(PLAIN, DOORS) | {"analytics": DOORS | {"events", "store", "journeys"}, "channels": DOORS | {"gates", "registry"}}
# `config` puts the rooms together: it may also name what it mounts, runs and registers.
COMPOSED = {"urls", "apps", "tasks", "collector", "imports", "salts"}


def imported(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Each module of ours that code imports, with the line: `a.b` in `import a.b`, `a.b` and `a.b.c` in `from a.b import c`."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def trespasses(room: str, module: ast.Module) -> list[tuple[int, str]]:
    """The imports of a room's code that enter another room by something that is not a door."""
    found = []
    for line, target in imported(module):
        parts = target.split(".")
        if parts[0] != "plazamayor" or len(parts) < 3 or parts[1] == room or parts[1] not in ROOM_DOORS:
            continue
        doors = ROOM_DOORS[parts[1]] | (COMPOSED if room == "config" else set())
        if parts[2] not in doors:
            found.append((line, target))
    return found


def test_a_room_is_entered_only_by_its_doors() -> None:
    faults = [
        f"{name(path)}:{line}: {target} is not a door of its room ({', '.join(sorted(DOORS))})"
        for path in python_files("src")
        if path.is_relative_to(PACKAGE)
        for line, target in trespasses(room_of(path), tree(path))
    ]
    assert faults == []


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("from plazamayor.organisation.access import console", []),
        ("from plazamayor.organisation import access", []),
        ("from plazamayor.organisation.forms import F", [(1, "plazamayor.organisation.forms.F")]),
        ("from plazamayor.organisation import views", [(1, "plazamayor.organisation.views")]),
        ("import plazamayor.organisation.views", [(1, "plazamayor.organisation.views")]),
        ("from plazamayor.core.text import plural", []),
    ],
)
def test_entering_by_a_window_is_seen(code: str, expected: list[tuple[int, str]]) -> None:
    assert trespasses("analytics", ast.parse(code)) == expected
