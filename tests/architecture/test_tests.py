"""How tests are written: with real things, and none that does not run."""

import ast

import pytest

from tests.architecture.source import name, python_files, tree

# Where a test may be left out: without the real data, in `tests/conftest.py`.
MAY_SKIP = {"tests/conftest.py"}


MOCKS = {"mock", "unittest.mock", "unittest.mock.patch"}
LEAVES_OUT = {"skip", "skipif", "xfail", "importorskip"}


def names(node: ast.AST) -> list[tuple[int, str]]:
    """The modules and attributes that a piece of code names, with the line."""
    if isinstance(node, ast.Import):
        return [(node.lineno, alias.name) for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [(node.lineno, found) for found in (node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names))]
    return [(node.lineno, node.attr)] if isinstance(node, ast.Attribute) else []


def shortcuts(module: ast.Module) -> list[str]:
    """Mocks, and tests told not to run: line and what."""
    found = [named for node in ast.walk(module) for named in names(node)]
    return [f"{line}: {what}" for line, what in found if what in MOCKS | LEAVES_OUT]


def test_tests_use_real_things_and_all_run() -> None:
    faults = [f"{name(path)}:{fault}" for path in python_files("tests") if name(path) not in MAY_SKIP for fault in shortcuts(tree(path))]
    assert faults == []


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("from unittest.mock import patch", ["1: unittest.mock", "1: unittest.mock.patch"]),
        ("from unittest import mock", ["1: unittest.mock"]),
        ("@pytest.mark.skip\ndef test_x(): ...", ["1: skip"]),
        ("pytest.importorskip('x')", ["1: importorskip"]),
        ("assert 1 == 1", []),
    ],
)
def test_a_shortcut_is_seen(code: str, expected: list[str]) -> None:
    assert shortcuts(ast.parse(code)) == expected
