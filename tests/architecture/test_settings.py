"""`docs/settings.md` documents each setting of the environment, with its default and its meaning, and no other."""

import re
from typing import NamedTuple, get_args, get_type_hints

from msgspec.structs import fields

from plazamayor.config.environment import Environment, variable
from tests.architecture.source import ROOT

ROW = re.compile(r"^\| `(?P<name>[A-Z_]+)` \| (?:`(?P<default>[^`]*)`|empty) \| (?P<meaning>.+) \|$", re.MULTILINE)


class Setting(NamedTuple):
    name: str
    default: str
    meaning: str


def documented() -> dict[str, Setting]:
    """The rows of the document."""
    text = (ROOT / "docs" / "settings.md").read_text()
    return {row["name"]: Setting(row["name"], row["default"] or "", row["meaning"]) for row in ROW.finditer(text)}


def read_by_the_code() -> dict[str, Setting]:
    """The settings of the one reader; a default as a person would type it."""
    hints = get_type_hints(Environment, include_extras=True)
    found = {}
    for field in fields(Environment):
        default = str(field.default).lower() if isinstance(field.default, bool) else str(field.default)
        meaning = get_args(hints[field.name])[1].description
        found[variable(field.name)] = Setting(variable(field.name), default, meaning)
    return found


def test_every_setting_is_documented_and_no_other_is() -> None:
    assert sorted(documented()) == sorted(read_by_the_code())


def test_each_setting_is_documented_with_its_default_and_meaning() -> None:
    page = documented()
    faults = [
        f"docs/settings.md: {name} should be `{setting.default}`: {setting.meaning}"
        for name, setting in read_by_the_code().items()
        if name in page and (page[name].default != setting.default or not page[name].meaning.startswith(setting.meaning))
    ]
    assert faults == []
