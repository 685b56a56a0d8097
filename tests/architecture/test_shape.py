"""The shape of files and functions: names that say something, lengths that can be read, exceptions that carry their reason."""

import ast
import re

import pytest

from tests.architecture.source import PACKAGE, name, python_files, tree

FORBIDDEN_NAMES = {"common", "helper", "helpers", "manager", "managers", "misc", "signals", "util", "utils"}
LONGEST_FILE = 400
LONGEST_FUNCTION = 50
EVERYTHING = ("src", "tests", "tools", "bench")

EXCEPTION = re.compile(r"#\s*(?P<what>noqa|type:\s*ignore)(?P<rest>[^#]*)(?P<after>#.*)?")
RULES = re.compile(r"^:\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*\s+\S")
CODES = re.compile(r"^\[[a-z-]+(?:,\s*[a-z-]+)*\]")


def has_reason(line: str) -> bool:
    """Whether an exception to a rule names the rule and says why: `# noqa: RULE why`, `# type: ignore[code]  # why`."""
    found = EXCEPTION.search(line)
    if not found:
        return True
    if found["what"] == "noqa":
        return bool(RULES.match(found["rest"]))
    return bool(CODES.match(found["rest"])) and bool((found["after"] or "").strip("# "))


def functions(module: ast.Module) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(module) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function, without its decorators."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def relative_imports(module: ast.Module) -> list[int]:
    return [node.lineno for node in ast.walk(module) if isinstance(node, ast.ImportFrom) and node.level]


def test_files_are_named_after_what_they_hold() -> None:
    assert [name(path) for path in python_files(*EVERYTHING) if path.stem in FORBIDDEN_NAMES] == []


def test_imports_are_absolute() -> None:
    assert [f"{name(path)}:{line}" for path in python_files(*EVERYTHING) for line in relative_imports(tree(path))] == []


def test_files_can_be_read_in_one_sitting() -> None:
    lengths = {name(path): len(path.read_text().splitlines()) for path in python_files(*EVERYTHING)}
    too_long = {path: lines for path, lines in lengths.items() if lines > LONGEST_FILE}
    assert too_long == {}, f"past {LONGEST_FILE} lines a file becomes a folder of the same name"


def test_functions_can_be_read_at_a_glance() -> None:
    faults = [
        f"{name(path)}:{function.lineno}: {function.name} has {length(function)} lines, {LONGEST_FUNCTION} at most"
        for path in python_files("src", "tools", "bench")
        for function in functions(tree(path))
        if length(function) > LONGEST_FUNCTION
    ]
    assert faults == []


def test_exceptions_to_rules_say_why() -> None:
    faults = [
        f"{name(path)}:{number}: {line.strip()}"
        for path in python_files(*EVERYTHING)
        if path.name != "test_shape.py"
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if not has_reason(line)
    ]
    assert faults == []


def test_rooms_present_themselves() -> None:
    rooms = [path for path in python_files("src") if path.name == "__init__.py" and path.parent.parent == PACKAGE]
    assert [name(path) for path in rooms if not ast.get_docstring(tree(path))] == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("x = 1", True),
        ("x = 1  # noqa: S101 because the house says so", True),
        ("x = 1  # noqa: S101, E501 both for a reason", True),
        ("x = 1  # noqa: S101", False),
        ("x = 1  # noqa", False),
        ("x = 1  # type: ignore[attr-defined]  # the library has no types", True),
        ("x = 1  # type: ignore[attr-defined]", False),
        ("x = 1  # type: ignore", False),
    ],
)
def test_an_exception_without_reason_is_seen(line: str, expected: bool) -> None:
    assert has_reason(line) is expected


def test_relative_imports_and_long_functions_are_seen() -> None:
    module = ast.parse("from . import x\n\ndef f():\n" + "    x\n" * LONGEST_FUNCTION)
    assert relative_imports(module) == [1]
    assert length(functions(module)[0]) == LONGEST_FUNCTION + 1
