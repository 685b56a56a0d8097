"""Every question to the event store is asked of the sites of a scope: tenancy does not stop at the relational database."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.source import PACKAGE, name, python_files, tracked, tree

SCOPE = re.compile(r"\{sites?:")
# A place of the text that the store fills with the conditions of a scope.
FILLED = re.compile(r"/\*(?:where|read)\*/")
MADE = re.compile(r"CREATE TABLE (?:IF NOT EXISTS )?(\w+)")
READ = re.compile(r"\b(?:FROM|JOIN)\s+(\w+)")
QUESTION = re.compile(r"^[a-z][a-z0-9_]*__[a-z][a-z0-9_]*\.sql$")


def questions() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".sql" and path.is_relative_to(PACKAGE / "analytics" / "sql")]


def bare(sql: str) -> str:
    """A question without its comments, but for the places to fill, which are written as comments."""
    return re.sub(r"--[^\n]*", "", sql)


def tables() -> set[str]:
    """The tables of the store."""
    schema = [path.read_text() for path in tracked() if path.suffix == ".sql" and path.is_relative_to(PACKAGE / "analytics" / "schema")]
    return {table for text in schema for table in MADE.findall(text)}


def is_scoped(sql: str) -> bool:
    """Whether a question that reads a table says of which sites. One that reads only other questions' answers need not."""
    reads = set(READ.findall(bare(sql))) & tables()
    return not reads or bool(SCOPE.search(bare(sql)) or FILLED.search(bare(sql)))


def test_every_question_is_asked_of_a_scope() -> None:
    assert "events" in tables()
    assert [name(path) for path in questions() if not is_scoped(path.read_text())] == []


def test_only_access_makes_a_scope() -> None:
    makers = {"open_scope", "Scope"}
    faults = [
        f"{name(path)}:{node.lineno}"
        for path in python_files("src")
        if path != PACKAGE / "analytics" / "access.py" and not path.is_relative_to(PACKAGE / "analytics" / "store")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in makers
    ]
    assert faults == []


def test_questions_are_named_after_their_report() -> None:
    assert [path.name for path in questions() if not QUESTION.match(path.name)] == []


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT count() FROM events WHERE site = {site:UInt32}", True),
        ("SELECT count() FROM events WHERE site IN {sites:Array(UInt32)}", True),
        ("SELECT count() FROM events -- {site:UInt32}", False),
        ("SELECT count() FROM events WHERE day = {day:Date}", False),
        ("SELECT sum(visits) FROM (/*figures*/)", True),
    ],
)
def test_a_question_to_everybody_is_seen(sql: str, expected: bool) -> None:
    assert is_scoped(sql) is expected
