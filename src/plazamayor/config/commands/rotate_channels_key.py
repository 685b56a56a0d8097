"""`plazamayor rotate-channels-key`."""

import click
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plazamayor.channels.operations import rotate_keys
from plazamayor.config.console import run
from plazamayor.config.terminal import gettext_noop
from plazamayor.core.report import Report


@click.command(
    help=gettext_noop(
        "Encrypt the credentials of every channel with a new key, and forget the old one.\n\n"
        "Do it when somebody who could read the data directory leaves, or when its disk was lent. Nothing has to be connected again. "
        "Keep a copy of the new file `channels-key` apart from the backups, which never hold it.\n\n"
        "\b\n"
        "Examples:\n"
        "  plazamayor rotate-channels-key"
    )
)
def command() -> None:
    """Does what its help says."""
    run("rotate_channels_key")


def body(*, report: Report) -> None:
    """Changes the key; raises KeyMissing when the present one is not there, and then nothing changes."""
    count = rotate_keys()
    told = ngettext("The credentials of %(n)d channel have a new key.", "The credentials of %(n)d channels have a new key.", count)
    report.note(told % {"n": count})
    report.note(_("Copy the new file `channels-key` to where you keep the old one, apart from the backups."))
