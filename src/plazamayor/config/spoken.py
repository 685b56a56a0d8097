"""The help of the commands in the language of the terminal. Commands mark their texts; they are translated when they are shown."""

import gettext as plain_gettext
from copy import copy
from pathlib import Path
from typing import TypeVar

import click
from click.types import OptionHelpExtra
from django.utils import translation
from django.utils.translation import gettext, ngettext_lazy

from plazamayor.config.terminal import gettext_noop, language

DOMAIN = "django"
CATALOGUES = Path(__file__).parent / "locale"
CLICKS = (
    gettext_noop("Usage:"),
    gettext_noop("Options"),
    gettext_noop("Commands"),
    gettext_noop("Aborted!"),
    gettext_noop("Error: {message}"),
    gettext_noop("Show the version and exit."),
    gettext_noop("Show this message and exit."),
    gettext_noop("[OPTIONS]"),
    gettext_noop("COMMAND [ARGS]..."),
    gettext_noop("required"),
    gettext_noop("Try '{command} {option}' for help."),
    gettext_noop("default: {default}"),
    gettext_noop("No such command {name!r}."),
    gettext_noop("No such option {name!r}."),
    gettext_noop("Missing command."),
    gettext_noop("Missing argument"),
    gettext_noop("Missing option"),
    gettext_noop("Missing parameter"),
    gettext_noop("Invalid value: {message}"),
    gettext_noop("Invalid value for {param_hint}: {message}"),
    gettext_noop("{value!r} is not a valid {number_type}."),
    gettext_noop("{value} is not in the range {range}."),
    gettext_noop("Could not open file {filename!r}: {message}"),
    gettext_noop("{name} {filename!r} does not exist."),
    gettext_noop("file"),
    gettext_noop("path"),
    gettext_noop("directory"),
    gettext_noop("{name} {filename!r} is a directory."),
    gettext_noop("{name} {filename!r} is not readable."),
    ngettext_lazy("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", 1),
    ngettext_lazy("{value!r} is not {choice}.", "{value!r} is not one of {choices}.", 1),
    ngettext_lazy("{value!r} does not match the format {format}.", "{value!r} does not match the formats {formats}.", 1),
    ngettext_lazy("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)", 1),
)
"""The texts of click itself that a person may meet; it looks for them with Python's own gettext."""

C = TypeVar("C", bound=click.Command)


def listen() -> None:
    """Has click speak the language of the terminal from now on."""
    plain_gettext.bindtextdomain(DOMAIN, CATALOGUES)
    plain_gettext.textdomain(DOMAIN if language() == "es" else "messages")


def spoken(command: C) -> C:
    """A command whose help is in the language of the terminal."""
    said = copy(command)
    said._help_option = None  # noqa: SLF001 kept by click in the language of whoever asked first
    with translation.override(language()):
        said.help = gettext(command.help) if command.help else command.help
        said.options_metavar = gettext(command.options_metavar or "")
        if isinstance(said, click.Group):
            said.subcommand_metavar = gettext(said.subcommand_metavar or "")
        said.params = [_option(each) if isinstance(each, click.Option) else each for each in command.params]
    return said


class _Option(click.Option):
    """An option whose marks are translated too: click writes them in English."""

    def get_help_extra(self, ctx: click.Context) -> OptionHelpExtra:
        """What is told of an option besides its help."""
        told = super().get_help_extra(ctx)
        if "required" in told:
            with translation.override(language()):
                told["required"] = gettext("required")
        return told


def _option(option: click.Option) -> click.Option:
    said = copy(option)
    if type(said) is click.Option:
        said.__class__ = _Option
    said.help = gettext(option.help) if option.help else option.help
    return said
