"""`docs/settings.md` documents each setting of the environment, with its default, and no other."""

import re

from msgspec.structs import fields

from plazamayor.config.environment import Environment, variable
from tests.architecture.source import ROOT

ROW = re.compile(r"^\| `(?P<name>[A-Z_]+)` \| (?:`(?P<default>[^`]*)`|(?P<empty>empty)) \| (?P<meaning>.+) \|$", re.MULTILINE)


def documented() -> dict[str, str]:
    """Each variable of the document, with its default."""
    return {row["name"]: row["default"] or "" for row in ROW.finditer((ROOT / "docs" / "settings.md").read_text())}


def shown(default: object) -> str:
    """A default as a person would type it."""
    return str(default).lower() if isinstance(default, bool) else str(default)


def test_every_setting_is_documented_with_its_default_and_no_other_is() -> None:
    assert documented() == {variable(field.name): shown(field.default) for field in fields(Environment)}
