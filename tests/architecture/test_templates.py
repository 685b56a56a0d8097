"""Templates take parts only from their own room or from `ui/`, and hold no script and no style."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import name, room_of, templates

TAKES = re.compile(r"""{%\s*(?:include|extends)\s+(["'])(?P<part>[^"']+)\1""")
COMMENTS = re.compile(r"{#.*?#}|{%\s*comment.*?{%\s*endcomment\s*%}|<!--.*?-->", re.DOTALL)
INLINE = {
    "a script in the page": re.compile(r"<script(?![^>]*\ssrc\s*=)[\s>]", re.IGNORECASE),
    "a style in the page": re.compile(r"<style[\s>]|<[^>]*\sstyle\s*=", re.IGNORECASE),
    "an on… attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript: address": re.compile(r"""=\s*["']?\s*javascript:""", re.IGNORECASE),
}
DATA_SCRIPT = re.compile(r"<script[^>]*type=[\"']application/(?:ld\+)?json[\"'][^>]*>", re.IGNORECASE)
# Rooms that also draw the pages of a package: the folders of those packages are theirs.
ADOPTED = {"organisation": {"account", "allauth", "mfa", "socialaccount", "usersessions"}}


def foreign_parts(room: str, source: str) -> list[str]:
    """The parts a template takes from another room of ours; those of Django are everybody's."""
    allowed = {"ui", "django", room} | ADOPTED.get(room, set())
    return [found["part"] for found in TAKES.finditer(source) if found["part"].split("/")[0] not in allowed]


def inline(source: str) -> list[str]:
    """What a strict content security policy would refuse."""
    bare = DATA_SCRIPT.sub("", COMMENTS.sub("", source))
    return [what for what, pattern in INLINE.items() if pattern.search(bare)]


def is_mail(path: Path) -> bool:
    """Programs that read mail know no style sheet."""
    return "mail" in path.parts or path.suffix == ".mjml"


def test_templates_take_parts_only_from_their_own_room_or_ui() -> None:
    faults = [f"{name(path)}: takes {part}" for path in templates() for part in foreign_parts(room_of(path), path.read_text())]
    assert faults == []


def test_templates_hold_no_script_and_no_style() -> None:
    faults = [f"{name(path)}: {what}" for path in templates() if not is_mail(path) for what in inline(path.read_text())]
    assert faults == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{% include "organisation/person.html" %}', ["organisation/person.html"]),
        ("{% extends 'ui/shell.html' %}{% include \"analytics/row.html\" %}", []),
    ],
)
def test_a_part_of_another_room_is_seen(source: str, expected: list[str]) -> None:
    assert foreign_parts("analytics", source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<script>go()</script>", ["a script in the page"]),
        ('<script src="{% static "a.js" %}" defer></script>', []),
        ('<script type="application/json" id="x">{}</script>', []),
        ('<p style="color: red">', ["a style in the page"]),
        ("<style>p {}</style>", ["a style in the page"]),
        ('<button class="a" onclick="go()">', ["an on… attribute"]),
        ('<a href="javascript:go()">', ["a javascript: address"]),
        ('<p data-on="x">{# <script> #}</p>', []),
    ],
)
def test_what_the_policy_refuses_is_seen(source: str, expected: list[str]) -> None:
    assert inline(source) == expected
