"""`plazamayor work`."""

import contextlib
import signal
import threading
from datetime import UTC, datetime

import click
from django.conf import settings
from django.utils.translation import gettext as _

from plazamayor.config import due_work
from plazamayor.config.console import check_person, run
from plazamayor.config.control.calling import connect
from plazamayor.config.lock import DirectoryBusy, owned
from plazamayor.config.ready import require_ready
from plazamayor.config.runtime import Parts, running, store_is_embedded, works_known
from plazamayor.config.terminal import gettext_noop
from plazamayor.core.errors import Mistake
from plazamayor.core.report import Report


class WorkFailed(Mistake):
    """Some due work did not go well."""


@click.command(
    help=gettext_noop(
        "Do the work that falls due and the jobs people ask for.\n\n"
        "Needed beside `serve --workers N`. A server with one worker does this work itself.\n\n"
        "\b\n"
        "Examples:\n"
        "  plazamayor work\n"
        "  plazamayor work --once"
    )
)
@click.option("--once", is_flag=True, help=gettext_noop("Do every due work once, now, whether or not it is due, and end."))
def command(once: bool) -> None:
    """Does what its help says."""
    if once:
        run("work")
        return
    check_person()
    require_ready()
    embedded = store_is_embedded()
    if embedded and (peer := connect(settings.HOME)) is not None:
        peer.close()
        raise DirectoryBusy(_("The server runs and does this work itself. `plazamayor work --once` has it done now."))
    with owned(settings.HOME, work="work") if embedded else contextlib.nullcontext():
        _until_told(Parts(owner=embedded, control=embedded, work=True))


def _until_told(parts: Parts) -> None:
    told = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: told.set())
    with running(parts):
        click.echo(_("Working (Ctrl-C ends it)."), err=True)
        told.wait()


def body(*, report: Report) -> None:
    """Runs each due work once; raises WorkFailed when some did not go well."""
    failed = []
    works = works_known()
    for done, work in enumerate(works):
        report.progress(done, len(works), work.name)
        now = datetime.now(UTC)
        if not due_work.claim(work, now, anyway=True):
            report.note(_("%(work)s: running elsewhere") % {"work": work.name})
            continue
        error = due_work.perform(work, now)
        failed += [work.name] if error else []
        outcome = error or _("done")
        report.line(f"{work.name}: {outcome}")
    if failed:
        raise WorkFailed(_("These failed: %(works)s.") % {"works": ", ".join(failed)})
