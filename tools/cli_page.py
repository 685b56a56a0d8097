"""Writes `docs/cli.md` from what the commands say of themselves: `python -m tools.cli_page`."""

import os
from pathlib import Path

import click
from click.testing import CliRunner

PAGE = Path(__file__).parent.parent / "docs" / "cli.md"
INTRODUCTION = """# The command line

A public interface, kept stable: what a script relies on today it may rely on tomorrow. This page is made from `--help`
(`python -m tools.cli_page`) and a test compares both.

Help and sentences for people come in Spanish where the terminal's language is Spanish (`LANG=es_ES.UTF-8`, `LC_ALL`, `LANGUAGE`), else in
English. Results meant for programs (the last line of `import-logs`, the JSON of `stats` and `doctor`) are the same in every language.
"""


def page() -> str:
    """The page, as it should be."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plazamayor.config.settings")
    from plazamayor.config.cli import main

    names = main.list_commands(click.Context(main))
    sections = [f"## `{name}`\n\n```text\n{_help(main, [name])}```\n" for name in names]
    return "\n".join([INTRODUCTION, f"```text\n{_help(main, [])}```\n", *sections])


def _help(main: click.Group, command: list[str]) -> str:
    """What `--help` prints at a width and in a language of its own, whatever the terminal's."""
    return CliRunner(env={"LC_ALL": "C"}).invoke(main, [*command, "--help"], prog_name="plazamayor", terminal_width=100).output


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
