"""`plazamayor backup`."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click
from django.utils.translation import gettext as _

from plazamayor.config.console import run
from plazamayor.config.control.calling import STDIN, LocalFile
from plazamayor.config.control.running import Attachment
from plazamayor.config.copying.taking import take
from plazamayor.config.runtime import store_is_embedded
from plazamayor.config.terminal import gettext_noop
from plazamayor.core.report import Report


@click.command(
    help=gettext_noop(
        "Copy the whole installation into one archive, while it works.\n\n"
        "It holds the database, the events, the spool, the uploads and the key, and never the salts: keep it as "
        "safe as the installation itself. With a ClickHouse server, the events stay there and are not in the "
        "archive. `-` writes to the standard output.\n\n"
        "\b\n"
        "Examples:\n"
        "  plazamayor backup plaza-2026-01-31.tar.gz\n"
        "  plazamayor backup - | ssh vault 'cat > plaza.tar.gz'"
    )
)
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True))
def command(file: str) -> None:
    """Does what its help says."""
    if file == STDIN:
        run("backup", files=[LocalFile(file, writing=True)])
        return
    draft = Path(f"{file}.part")
    try:
        run("backup", files=[LocalFile(str(draft), writing=True)])
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


def body(*, files: Sequence[Attachment], report: Report) -> None:
    """Writes the archive into the file handed over."""
    with files[0].open() as target:
        size = take(target, report, datetime.now(UTC))
    report.note(_("Copied %(megabytes)s MB.") % {"megabytes": f"{size / 1e6:.1f}"})
    if not store_is_embedded():
        report.note(_("The events are in the ClickHouse server and are not in this archive: use its own BACKUP."))
