"""The command line: a public interface, kept stable. One file a command, in `config/commands/`."""

import gc
import os
import resource
from importlib import import_module
from typing import Any

import click

from plazamayor import __version__
from plazamayor.config.terminal import gettext_noop


class Commands(click.Group):
    """The commands, loaded when they are named; what a person can mend ends in one sentence and exit code 1."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """The names typed, in alphabetical order."""
        from plazamayor.config.names import command_files

        return sorted(name.replace("_", "-") for name in command_files())

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; loads Django, which needs the settings to be right."""
        from plazamayor.config.names import is_command

        name = cmd_name.replace("-", "_")
        if not is_command(name):
            return None
        _load()
        from plazamayor.config.spoken import spoken

        found: click.Command = import_module(f"plazamayor.config.commands.{name}").command
        return spoken(found)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Runs the program, in the language of the terminal."""
        from plazamayor.config.spoken import listen

        listen()
        return super().main(*args, **kwargs)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the help of the whole, translated like that of each command."""
        from plazamayor.config.spoken import spoken

        _load()
        super(Commands, spoken(self)).format_help(ctx, formatter)

    def invoke(self, ctx: click.Context) -> object:
        """Runs the command; raises ClickException, whose exit code is 1, for what a person can mend."""
        from django.db import DatabaseError

        from plazamayor.config.control.running import sentence_of
        from plazamayor.core.errors import Mistake

        try:
            return super().invoke(ctx)
        except Mistake as mistake:
            raise click.ClickException(str(mistake)) from mistake
        except (OSError, DatabaseError) as error:
            raise click.ClickException(sentence_of(error)) from error


def _load() -> None:
    """Sets Django up; raises ClickException with a sentence when a setting cannot be read. Files made are the owner's alone."""
    os.umask(0o077)
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))  # a store of many parts and an import of many files hold many open
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plazamayor.config.settings")
    import django
    from django.apps import apps
    from django.core.exceptions import ImproperlyConfigured
    from django.utils import translation

    from plazamayor.config.terminal import language
    from plazamayor.core.errors import Mistake

    if apps.ready:
        return
    gc.disable()  # what is loaded stays: looking through it for garbage, now and later, is a tenth of the start
    try:
        django.setup()
        translation.activate(language())
    except (Mistake, ImproperlyConfigured) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{error.filename}: {error.strerror}.") from error
    finally:
        gc.freeze()
        gc.enable()


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=gettext_noop(
        "Plaza Mayor: the digital square of a public administration.\n\n"
        "Data lives in PLAZAMAYOR_HOME (default ~/.local/share/plazamayor). Every command works whether or not the "
        "server runs: when it does, the command is done by the server.\n\n"
        "Exit codes: 0 done, 1 failed (with a sentence), 2 wrong usage.\n\n"
        "\b\n"
        "To begin:\n"
        "  plazamayor init\n"
        "  plazamayor serve --port 8000"
    ),
)
@click.version_option(__version__, prog_name="plazamayor", help=gettext_noop("Show the version and exit."))
def main() -> None:
    """Does what the command named says."""
