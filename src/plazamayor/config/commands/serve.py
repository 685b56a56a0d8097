"""`plazamayor serve`."""

import contextlib

import click
from django.conf import settings
from django.utils.translation import gettext as _

from plazamayor.config import server
from plazamayor.config.console import check_person
from plazamayor.config.lock import owned, owner
from plazamayor.config.ready import require_ready
from plazamayor.config.runtime import store_is_embedded
from plazamayor.config.terminal import gettext_noop

_WAIT = 15.0


@click.command(
    help=gettext_noop(
        "Serve pages, collect events and do the work that falls due.\n\n"
        "With the embedded event store, everything runs in one process under a parent that starts it again if it "
        "crashes. With several workers, the due work is left to `plazamayor work`.\n\n"
        "\b\n"
        "Examples:\n"
        "  plazamayor serve --port 8000\n"
        "  plazamayor serve --host 0.0.0.0 --port 8000 --workers 4"
    )
)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help=gettext_noop("Port to listen on."))
@click.option("--host", default="127.0.0.1", show_default=True, help=gettext_noop("Address to listen on. Put a proxy with HTTPS in front."))
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help=gettext_noop("Processes that serve. More than one needs PostgreSQL and a ClickHouse server, and `plazamayor work` beside them."),
)
def command(port: int, host: str, workers: int) -> None:
    """Does what its help says."""
    server.check(host, port, workers)
    check_person()
    require_ready()
    if store_is_embedded() and (other := owner(settings.HOME)):
        waited = {"work": other.work, "process": other.process}
        click.echo(_("Waiting for `plazamayor %(work)s` (process %(process)s) to end.") % waited, err=True)
    lock = owned(settings.HOME, work="serve", wait=_WAIT) if store_is_embedded() else contextlib.nullcontext()
    with lock:
        click.echo(_("Plaza Mayor listens on %(address)s (Ctrl-C ends it).") % {"address": f"http://{host}:{port}/"}, err=True)
        server.serve(host, port, workers=workers, work=workers == 1)
