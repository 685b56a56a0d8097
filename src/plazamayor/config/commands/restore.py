"""`plazamayor restore`."""

from datetime import UTC, datetime

import click
from django.conf import settings
from django.db import connections
from django.utils.translation import gettext as _

from plazamayor.config.console import Terminal, check_person
from plazamayor.config.control.calling import LocalFile, connect
from plazamayor.config.copying.restoring import restore
from plazamayor.config.lock import DirectoryBusy, owned
from plazamayor.config.terminal import gettext_noop


@click.command(
    help=gettext_noop(
        "Make an installation again from a backup.\n\n"
        "The server must not be running. Everything is checked before anything is touched; what was there is moved "
        "to a folder in the data directory, never erased.\n\n"
        "\b\n"
        "Examples:\n"
        "  PLAZAMAYOR_HOME=/srv/plaza plazamayor restore plaza-2026-01-31.tar.gz\n"
        "  plazamayor restore --force plaza-2026-01-31.tar.gz"
    )
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--force", is_flag=True, help=gettext_noop("Where there is an installation already, move it aside."))
def command(file: str, force: bool) -> None:
    """Does what its help says."""
    check_person()
    if (peer := connect(settings.HOME)) is not None:
        peer.close()
        raise DirectoryBusy(_("The server is running. Stop it, restore and start it again."))
    with owned(settings.HOME, work="restore"), Terminal() as report, LocalFile(file).open() as source:
        manifest = restore(source, report, datetime.now(UTC), force=force)
        connections.close_all()
        report.line(_("Restored the backup of %(made)s.") % {"made": f"{manifest.made:%Y-%m-%d %H:%M} UTC"})
