"""Texts to translate: collects them, compiles them, and says whether a translation is complete.

messages.py            collects the texts of every room (needs gettext) and compiles
messages.py --compile  compiles only
messages.py --check    fails, naming them, on texts not translated, doubtful or no longer used
"""

import argparse
import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import django
import polib
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "plazamayor"
LANGUAGES = ("es",)


def rooms() -> list[Path]:
    """The folders that hold texts."""
    return sorted(path.parent for path in PACKAGE.glob("*/__init__.py"))


def catalogue(room: Path, language: str) -> Path:
    """Where a room keeps the translation into a language."""
    return room / "locale" / language / "LC_MESSAGES" / "django.po"


def collect(room: Path) -> None:
    """Writes into a room's catalogues the texts its code and templates hold."""
    (room / "locale").mkdir(exist_ok=True)
    languages = [argument for language in LANGUAGES for argument in ("-l", language)]
    command = [sys.executable, "-P", "-m", "django", "makemessages", *languages, "--no-obsolete", "--no-location", "--no-wrap"]
    subprocess.run(command, cwd=room, check=True, stdout=subprocess.DEVNULL)
    for language in LANGUAGES:
        settle(catalogue(room, language))


def settle(path: Path) -> None:
    """Leaves a catalogue such that collecting twice changes nothing: without the date of its making; removes an empty one."""
    if not path.exists():
        return
    entries = polib.pofile(str(path), wrapwidth=0)
    if not len(entries):
        shutil.rmtree(path.parents[2])
        return
    entries.metadata = {
        key: value
        for key, value in entries.metadata.items()
        if key in {"Language", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"}
    } | {"Plural-Forms": "nplurals=2; plural=(n != 1);", "Language": path.parts[-3]}
    entries.header = ""
    entries.metadata_is_fuzzy = False
    entries.save()


def compile_all() -> int:
    """Makes the `.mo` file of every catalogue; returns how many."""
    made = 0
    for room in rooms():
        for path in room.glob("locale/*/LC_MESSAGES/*.po"):
            polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))
            made += 1
    return made


# How a text is marked: the function's name and which of its arguments are the text (after the context, if it takes one).
MARKS = {
    "_": 0,
    "gettext": 0,
    "gettext_lazy": 0,
    "gettext_noop": 0,
    "ngettext": 0,
    "ngettext_lazy": 0,
    "pgettext": 1,
    "pgettext_lazy": 1,
    "npgettext": 1,
}
STRING = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
CALL = re.compile(rf"\b(_|n?p?gettext)\(\s*({STRING}(?:\s*,\s*{STRING})*)")


def texts_of_code(source: str) -> Iterator[str]:
    """The texts that Python code marks for translation."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
            for argument in node.args[MARKS[node.func.id] :][:1]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value


def texts_of_template(source: str) -> Iterator[str]:
    """The texts that a template marks for translation."""
    for call in CALL.finditer(templatize(source)):
        arguments = [ast.literal_eval(text) for text in re.findall(STRING, call[2])]
        yield arguments[MARKS[call[1]]]


def texts(room: Path) -> set[str]:
    """All the texts of a room."""
    found: set[str] = set()
    for path in room.rglob("*.py"):
        found.update(texts_of_code(path.read_text()))
    for path in [*room.rglob("templates/**/*.html"), *room.rglob("templates/**/*.txt")]:
        found.update(texts_of_template(path.read_text()))
    return found - {""}


def faults(wanted: set[str], path: Path) -> Iterator[str]:
    """What keeps a catalogue from being complete, one sentence each."""
    entries = {entry.msgid: entry for entry in polib.pofile(str(path))} if path.exists() else {}
    place = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    for text in sorted(wanted - entries.keys()):
        yield f"{place}: not collected: {text!r}"
    for text, entry in entries.items():
        if entry.obsolete or text not in wanted:
            yield f"{place}: no longer used: {text!r}"
        elif entry.fuzzy:
            yield f"{place}: doubtful: {text!r}"
        elif not entry.translated():
            yield f"{place}: not translated: {text!r}"


def check() -> list[str]:
    """What is missing in the catalogues, as the code is now."""
    if not settings.configured:
        settings.configure()
        django.setup()
    return [fault for room in rooms() for language in LANGUAGES for fault in faults(texts(room), catalogue(room, language))]


def main() -> int:
    """Does what the command line asks; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--compile", action="store_true", help="compile only")
    parser.add_argument("--check", action="store_true", help="fail on what is missing")
    options = parser.parse_args()
    if options.check:
        found = check()
        print("\n".join(found) or "Every text is translated.")
        return 1 if found else 0
    if not options.compile:
        for room in rooms():
            print(f"· {room.name}")
            collect(room)
    print(f"· {compile_all()} catalogues compiled")
    return 0


if __name__ == "__main__":
    sys.exit(main())
