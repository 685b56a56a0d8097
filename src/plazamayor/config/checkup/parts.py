"""The parts of the installation: databases, spool, work, mail, backups."""

import shutil
import smtplib
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import get_connection
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from plazamayor.analytics import store
from plazamayor.analytics.collector.connection import crowd
from plazamayor.analytics.store import schema
from plazamayor.config import due_work, lock
from plazamayor.config.checkup.finding import Finding, doubtful, well, wrong
from plazamayor.config.control.calling import connect
from plazamayor.config.control.running import sentence_of
from plazamayor.config.copying.taking import MARK
from plazamayor.config.ready import pending_migrations
from plazamayor.config.runtime import store_is_embedded, works_known
from plazamayor.config.state import BEHIND, spool
from plazamayor.core.errors import Mistake
from plazamayor.core.models import DueRun
from plazamayor.organisation.models import Organisation

_OLD_BACKUP = timedelta(days=8)
_FEW_VISITS = 20
_LOCAL = {"localhost", "127.0.0.1", "::1"}


def address(_now: datetime) -> Iterator[Finding]:
    """Looks at the public address: passwords and visits must not travel in clear."""
    parts = urlsplit(settings.BASE_URL)
    if parts.hostname in _LOCAL:
        text = _("Only this machine: %(address)s.") % {"address": settings.BASE_URL}
        yield doubtful("address", text, _("In production, set PLAZAMAYOR_BASE_URL to the public https:// address."))
    elif parts.scheme != "https":
        text = _("%(address)s is not encrypted.") % {"address": settings.BASE_URL}
        yield wrong("address", text, _("Put a proxy with HTTPS in front and set PLAZAMAYOR_BASE_URL to its address."))
    else:
        yield well("address", settings.BASE_URL)


def database(_now: datetime) -> Iterator[Finding]:
    """Looks at the relational database and its migrations."""
    try:
        pending, empty = pending_migrations()
    except DatabaseError as error:
        yield wrong("database", sentence_of(error), _("Start it, or correct DATABASE_URL."))
        return
    if empty:
        yield wrong("database", _("Empty."), "plazamayor init")
    elif pending:
        yield wrong("database", _("%(count)s changes behind this version.") % {"count": len(pending)}, "plazamayor upgrade")
    else:
        yield well("database", connection.vendor)
        if not Organisation.objects.exists():
            yield wrong("organisation", _("There is no administration yet."), "plazamayor init")
    if connection.vendor == "postgresql" and shutil.which("pg_dump") is None:
        yield doubtful("pg_dump", _("Not installed: `plazamayor backup` needs it."), _("Install PostgreSQL's client programs."))


def owner(_now: datetime) -> Iterator[Finding]:
    """Looks at who owns the data directory."""
    held = lock.owner(settings.HOME)
    if held is None or held.work not in {"serve", "work"}:
        yield well("server", _("Not running.") if store_is_embedded() else _("Events are in a ClickHouse server."))
    elif (peer := connect(settings.HOME)) is None:
        text = _("Process %(process)s (%(work)s) holds the data directory and does not answer.")
        yield wrong("server", text % {"process": held.process, "work": held.work}, _("Wait if it is starting; otherwise restart it."))
    else:
        peer.close()
        yield well("server", _("Process %(process)s: %(work)s.") % {"process": held.process, "work": held.work})


def events(_now: datetime) -> Iterator[Finding]:
    """Looks at the event store and its schema."""
    mend = _("Look at the program's log; with a ClickHouse server, correct PLAZAMAYOR_EVENTS; or restore a backup.")
    if not store.is_open():
        yield wrong("events", _("The event store could not be opened."), mend)
        return
    try:
        version = store.engine().query("SELECT version()").result_rows[0][0]
        done = {row[0] for row in store.engine().query("SELECT number FROM schema_files").result_rows}
    except Exception as error:  # noqa: BLE001 a driver's failures have no common kind
        text = str(error) if isinstance(error, Mistake) else f"{type(error).__name__}: {str(error).partition(chr(10))[0]}"
        yield wrong("events", text, mend)
        return
    missing = {number for number, _text in schema.numbered()} - done
    if missing:
        yield wrong("events", _("The schema is behind this version."), "plazamayor upgrade")
    else:
        kind = _("embedded") if store_is_embedded() else _("server")
        text = _("ClickHouse %(version)s, %(kind)s, schema %(number)s.")
        yield well("events", text % {"version": version, "kind": kind, "number": max(done)})


def waiting(_now: datetime) -> Iterator[Finding]:
    """Looks at what was accepted and waits for the store."""
    size, age = spool(settings.HOME / "spool", time.time())
    text = _("%(megabytes).1f MB in the spool, the oldest of %(seconds)d s ago.") % {"megabytes": size / 1e6, "seconds": age}
    held = lock.owner(settings.HOME)
    if size > settings.SPOOL_LIMIT // 2:
        yield wrong("spool", text, _("The store does not take events: see “events” above. At the limit new ones are refused."))
    elif age > BEHIND and (not store_is_embedded() or (held is not None and held.work == "serve")):
        yield wrong("spool", text, _("The server does not empty it: look at its log."))
    elif size and held is None and store_is_embedded():
        yield doubtful("spool", text, _("They are stored when the server starts: plazamayor serve"))
    else:
        yield well("spool", text)


def proxies(_now: datetime) -> Iterator[Finding]:
    """Looks at whether all visits since the server started seem to come from one address."""
    mend = _("Name the proxy in PLAZAMAYOR_TRUSTED_PROXIES and have it pass X-Forwarded-For on.")
    if crowd.many or crowd.visits < _FEW_VISITS:
        yield well("proxies", ", ".join(settings.TRUSTED_PROXIES) or _("None is trusted."))
    elif crowd.unheard:
        yield wrong(
            "proxies", _("All %(visits)s visits come from one address, a proxy that is not trusted.") % {"visits": crowd.visits}, mend
        )
    else:
        yield doubtful("proxies", _("All %(visits)s visits come from one address.") % {"visits": crowd.visits}, mend)


def work(now: datetime) -> Iterator[Finding]:
    """Looks at the work that falls due and at the jobs asked for."""
    try:
        failing = list(DueRun.objects.filter(name__in=[work.name for work in works_known()], failures__gt=0).order_by("name"))
        late = due_work.overdue(works_known(), now)
        failed = DBTaskResult.objects.failed().filter(finished_at__gte=now - timedelta(days=7)).count()
    except DatabaseError:  # told by `database`
        return
    for run in failing:
        text = _("%(work)s has failed %(times)s times: %(error)s") % {"work": run.name, "times": run.failures, "error": run.error}
        yield wrong("work", text, _("Mend the cause and run `plazamayor work --once`."))
    if late:
        names = ", ".join(run.name for run in late)
        mend = _("Keep `plazamayor serve` running, and `plazamayor work` beside several workers.")
        yield doubtful("work", _("Overdue: %(names)s.") % {"names": names}, mend)
    if failed:
        text = _("%(count)s jobs failed in the last week.") % {"count": failed}
        yield doubtful("jobs", text, _("The program's log says why; ask for them again."))
    if not failing and not late and not failed:
        yield well("work", _("%(count)s works, none late.") % {"count": len(works_known())})


def mail(_now: datetime) -> Iterator[Finding]:
    """Tries the mail server, if one is set."""
    if not settings.MAIL_CONFIGURED:
        yield well("mail", _("None: links are shown instead of sent."))
        return
    try:
        server = get_connection(timeout=5)
        server.open()
        server.close()
    except (OSError, smtplib.SMTPException) as error:
        yield wrong("mail", _("The mail server does not take us: %(why)s.") % {"why": error}, _("Correct PLAZAMAYOR_EMAIL_URL."))
    else:
        yield well("mail", _("The mail server answers."))


def backups(now: datetime) -> Iterator[Finding]:
    """Looks at when a backup was last taken."""
    mark = settings.HOME / MARK
    if not mark.exists():
        yield doubtful("backups", _("None was ever taken."), _("plazamayor backup FILE, every night; or set PLAZAMAYOR_BACKUP_FOLDER."))
        return
    taken = datetime.fromtimestamp(mark.stat().st_mtime, UTC)
    text = _("The last one is of %(when)s.") % {"when": f"{taken:%Y-%m-%d %H:%M} UTC"}
    if now - taken > _OLD_BACKUP:
        yield doubtful("backups", text, _("plazamayor backup FILE, every night; or set PLAZAMAYOR_BACKUP_FOLDER."))
    else:
        yield well("backups", text)


CHECKS = (address, proxies, owner, database, events, waiting, work, mail, backups)
