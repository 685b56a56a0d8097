"""`plazamayor upgrade`."""

import shutil
import subprocess
from pathlib import Path

import click
from django.apps import apps
from django.conf import settings
from django.utils.translation import gettext as _

from plazamayor.analytics.store import schema
from plazamayor.config.console import Terminal, check_person, run
from plazamayor.config.control.calling import connect
from plazamayor.config.migrations import migrate
from plazamayor.config.terminal import gettext_noop
from plazamayor.core.report import Report


@click.command(
    help=gettext_noop(
        "Bring databases and translations to what this version needs. Safe to repeat.\n\n"
        "Run it after installing a new version, with a backup at hand. A running server keeps its old program "
        "until it is restarted: stop it first, or restart it afterwards.\n\n"
        "\b\n"
        "Example:\n"
        "  plazamayor backup before-upgrade.tar.gz && plazamayor upgrade"
    )
)
def command() -> None:
    """Does what its help says."""
    check_person()
    with Terminal() as report:
        migrate(report)
        _compile_messages(report)
        if (peer := connect(settings.HOME)) is not None:
            peer.close()
            report.note(_("The server is running: restart it, so that it runs this version."))
    run("upgrade")


def body(*, report: Report) -> None:
    """Tells the event store's schema, which opening it has upgraded."""
    report.line(_("Event store: schema %(number)s.") % {"number": max(number for number, _text in schema.numbered())})


def uncompiled() -> list[Path]:
    """Our translations whose compiled form is missing or older."""
    folders = [Path(app.path) / "locale" for app in apps.get_app_configs() if app.name.startswith("plazamayor.")]
    folders += [Path(folder) for folder in settings.LOCALE_PATHS]
    catalogues = [path for folder in folders for path in folder.glob("*/LC_MESSAGES/*.po")]
    return [path for path in catalogues if not (mo := path.with_suffix(".mo")).exists() or mo.stat().st_mtime < path.stat().st_mtime]


def _compile_messages(report: Report) -> None:
    """Compiles translations of a source checkout; an installed package brings them compiled."""
    program, behind = shutil.which("msgfmt"), uncompiled()
    if not behind or program is None:
        return
    for path in behind:
        subprocess.run([program, "-o", path.with_suffix(".mo"), path], check=True)  # noqa: S603 our own files
    report.note(_("Translations: %(count)s compiled.") % {"count": len(behind)})
