"""The command line: a public interface, kept stable. One file a command, in `config/commands/`."""

import os

import click

from plazamayor import __version__


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """Plaza Mayor: the digital square of a public administration.

    Data lives in PLAZAMAYOR_HOME (default ~/.local/share/plazamayor). Exit codes: 0 done, 1 failed, 2 wrong usage.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plazamayor.config.settings")
