"""Imports what a person uploads: piece by piece, then by a job; the file is deleted when the import ends, however it ends.

begin -> add pieces -> finish -> job -> done or failed, file deleted
"""

import secrets
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from plazamayor.analytics.imports.operations.history import import_history
from plazamayor.analytics.imports.operations.logs import import_files
from plazamayor.analytics.imports.operations.totals import Totals, explain
from plazamayor.analytics.imports.records import Upload
from plazamayor.analytics.models import Site
from plazamayor.core.errors import Mistake
from plazamayor.organisation.models import Membership
from plazamayor.organisation.operations import record

ABANDONED: Final = timedelta(hours=24)


class PieceOutOfPlace(Mistake):
    """A piece of an upload does not begin where the one before it ended."""


class UploadEnded(Mistake):
    """Something is added to an upload that is complete."""


@transaction.atomic
def begin_upload(
    *, site: Site, name: str, by: Membership, now: datetime, kind: str = Upload.Kind.LOG, pattern: str = "", encoding: str = ""
) -> Upload:
    """Begins an upload; its pieces may come over several requests."""
    upload = Upload.objects.create(
        site=site, name=name[:255], kind=kind, pattern=pattern, encoding=encoding, by=by.person, key=secrets.token_hex(16), began=now
    )
    record(site.organisation, by, "import.began", site, {"file": upload.name, "kind": upload.kind}, now)
    return upload


def add_piece(*, upload: Upload, start: int, data: bytes) -> int:
    """Adds a piece and answers how much there is; one that was received before is let go. Raises PieceOutOfPlace or UploadEnded."""
    if upload.state != Upload.State.RECEIVING:
        raise UploadEnded(_("This upload is complete already."))
    path = file_of(upload)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    size = path.stat().st_size if path.exists() else 0
    if start + len(data) <= size:
        return size
    if start != size:
        raise PieceOutOfPlace(_("A piece of the file was lost on the way. Upload it again from byte %(size)d.") % {"size": size})
    with path.open("ab") as file:
        file.write(data)
    path.chmod(0o600)
    return size + len(data)


@transaction.atomic
def finish_upload(*, upload: Upload) -> None:
    """Says that the file is complete: it is imported as soon as a worker is free."""
    from plazamayor.analytics.imports.tasks import import_upload  # noqa: PLC0415 the task calls this module

    upload.state = Upload.State.WAITING
    upload.save(update_fields=["state"])
    transaction.on_commit(lambda: import_upload.enqueue(upload.pk))


def work_upload(*, upload: Upload, now: datetime) -> None:
    """Imports an uploaded file and deletes it. A mistake in it is noted where the person sees it."""
    report = _Noted(upload)
    Upload.objects.filter(pk=upload.pk).update(state=Upload.State.IMPORTING)
    try:
        totals = _import(upload, report, now)
    except Mistake as mistake:
        report.end(Upload.State.FAILED, str(mistake))
    else:
        report.end(Upload.State.DONE, "\n".join([*report.notes, *explain(totals), str(totals)]))
    file_of(upload).unlink(missing_ok=True)


def forget_uploads(now: datetime) -> None:
    """Deletes uploads that nobody finished, and files that no upload waits for."""
    stale = Upload.objects.filter(state=Upload.State.RECEIVING, began__lt=now - ABANDONED)
    for upload in stale:
        file_of(upload).unlink(missing_ok=True)
    stale.update(state=Upload.State.FAILED, said=_("The upload was never completed."))
    pending = set(Upload.objects.exclude(state__in=[Upload.State.DONE, Upload.State.FAILED]).values_list("key", flat=True))
    for path in _folder().glob("*"):
        if path.name not in pending:
            path.unlink(missing_ok=True)


def file_of(upload: Upload) -> Path:
    """Where an upload is kept until its import ends."""
    return _folder() / upload.key


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "imports"


def _import(upload: Upload, report: "_Noted", now: datetime) -> Totals:
    with file_of(upload).open("rb") as file:
        sources = [(upload.name, file)]
        if upload.kind == Upload.Kind.HISTORY:
            return import_history(upload.site, sources, now=now, report=report)
        return import_files(upload.site, sources, now=now, report=report, pattern=upload.pattern, encoding=upload.encoding)


class _Noted:
    """A report that the person reads on the page of the upload."""

    def __init__(self, upload: Upload) -> None:
        self.upload = upload
        self.notes: list[str] = []

    def line(self, text: str) -> None:
        """Keeps a line of the result."""
        self.notes.append(text)

    def note(self, text: str) -> None:
        """Keeps what the person ought to know."""
        self.notes.append(text)

    def progress(self, done: int, total: int | None, what: str) -> None:  # noqa: ARG002 the page knows what it counts
        """Notes how far the import is."""
        Upload.objects.filter(pk=self.upload.pk).update(done=done, total=total or 0)

    def end(self, state: Upload.State, said: str) -> None:
        """Notes how it ended."""
        Upload.objects.filter(pk=self.upload.pk).update(state=state, said=said)
