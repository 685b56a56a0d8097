"""The names of the commands: one file each in `config/commands/`."""

from functools import cache
from pkgutil import iter_modules

from plazamayor.config import commands


@cache
def command_files() -> frozenset[str]:
    """The files of `config/commands/`, by name, without ending."""
    return frozenset(module.name for module in iter_modules(commands.__path__))


def is_command(name: str) -> bool:
    """Tells whether a command has that file."""
    return name in command_files()
