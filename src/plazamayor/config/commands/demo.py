"""`plazamayor demo`."""

import os
import sys
from datetime import UTC, datetime

import click
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from plazamayor.config import server
from plazamayor.config.console import Terminal, check_person, run
from plazamayor.config.control.calling import connect
from plazamayor.config.migrations import migrate
from plazamayor.config.opening import can_open, open_when_ready
from plazamayor.config.runtime import store_is_embedded
from plazamayor.config.terminal import gettext_noop
from plazamayor.core.report import Report
from plazamayor.demo import operations

_HOST = "127.0.0.1"


@click.command(
    help=gettext_noop(
        "Make the demonstration town, print a link that signs in once, and serve it on localhost.\n\n"
        "Villaclara del Mar does not exist: its people are invented and so is its year of visits, which ends "
        "yesterday. Its own page is measured for real: your visit arrives while you look. Run again it makes only "
        "the days that are missing, and prints a new link. It lives in PLAZAMAYOR_HOME like any installation: "
        "`import-logs`, `stats` and the rest work on it too.\n\n"
        "\b\n"
        "Examples:\n"
        "  plazamayor demo\n"
        "  plazamayor demo --port 8123 --no-browser"
    )
)
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help=gettext_noop("Port to listen on, on this machine only.")
)
@click.option(
    "--browser/--no-browser", default=True, show_default=True, help=gettext_noop("Open the town in a browser, where there is a screen.")
)
def command(port: int, browser: bool) -> None:
    """Does what its help says."""
    check_person()
    if store_is_embedded() and (peer := connect(settings.HOME)) is not None:
        peer.close()
        run("demo", base_url=settings.BASE_URL)
        click.echo(_("The server already runs. The town is in it."), err=True)
        return
    server.check(_HOST, port, 1)
    os.environ.setdefault("PLAZAMAYOR_BASE_URL", f"http://localhost:{port}")  # for the server: links and snippets name this port
    with Terminal() as report:
        migrate(report)
    run("demo", base_url=os.environ["PLAZAMAYOR_BASE_URL"].rstrip("/"), opens=browser)
    _become("serve", "--port", str(port))


def _become(*arguments: str) -> None:
    """Lets another command take this process's place: the engine that made the year does not survive the server's fork."""
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-c", "from plazamayor.config.cli import main; main()", *arguments])  # noqa: S606 ourselves


def body(*, report: Report, base_url: str, opens: bool = False) -> None:
    """Founds the town, makes what is missing of its year and prints where to go; raises CodeTaken."""
    now = datetime.now(UTC)
    town = operations.found_town(now)
    made = operations.live_year(town, now, report)
    if made:
        report.note(_("%(town)s: %(days)s days of generated visits made.") % {"town": town, "days": made})
    link = operations.welcome(town, now, base_url)
    report.note(_("This link signs you in once, within an hour, as the administrator of a town that does not exist:"))
    report.line(link)
    report.note(
        _("The town's own page, where your visit is counted: %(address)s") % {"address": base_url + reverse("square", args=[town.code])}
    )
    report.note(_("The same command gives a new link, also while it runs."))
    if opens and can_open():
        open_when_ready(link)
