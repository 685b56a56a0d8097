"""Takes the files that people upload to be imported: piece by piece or whole; each is deleted when its import ends.

begin -> add pieces -> finish -> job -> done or failed, file deleted
                                     -> broken off from outside, file kept a day: tried again, or forgotten
"""

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, Protocol

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from plazamayor.analytics.imports.language import Pattern
from plazamayor.analytics.imports.records import Upload
from plazamayor.analytics.models import Site
from plazamayor.core import formatting
from plazamayor.core.errors import Mistake
from plazamayor.organisation.models import Membership
from plazamayor.organisation.operations import record

ABANDONED: Final = timedelta(hours=24)
STUCK: Final = timedelta(days=7)
"""Nothing is imported for so long: what waits since then lost its job."""


class PieceOutOfPlace(Mistake):
    """A piece of an upload does not begin where the one before it ended."""


class UploadEnded(Mistake):
    """Something is added to an upload that is complete, or one that is being imported is let go."""


class UploadTooLarge(Mistake):
    """A file is larger than this installation takes, or than it was said to be."""


class NothingToRetry(Mistake):
    """The file of an import that failed is not kept any more."""


class ReceivedFile(Protocol):
    """A file that came whole in a form: its name, its size in bytes, and its content in pieces."""

    name: str | None
    size: int | None

    def chunks(self) -> Iterable[bytes]:
        """The content, piece by piece."""


@transaction.atomic
def begin_upload(  # noqa: PLR0913 each is something that is known of the file
    *,
    site: Site,
    name: str,
    by: Membership,
    now: datetime,
    kind: str = Upload.Kind.LOG,
    pattern: str = "",
    encoding: str = "",
    size: int = 0,
    mark: str = "",
) -> Upload:
    """Begins an upload, or goes on with that of the same mark; its pieces may come over several requests.

    Raises UploadTooLarge, or BadPattern before anything is uploaded in vain.
    """
    check_size(name, size)
    if pattern:
        Pattern(pattern)
    left = Upload.objects.filter(site=site, by=by.person, kind=kind, state=Upload.State.RECEIVING, mark=mark, size=size, name=name[:255])
    if mark and (upload := left.first()):
        upload.pattern, upload.encoding = pattern, encoding
        upload.save(update_fields=["pattern", "encoding"])
        return upload
    given = {"kind": kind, "pattern": pattern, "encoding": encoding, "size": size, "mark": mark}
    upload = Upload.objects.create(site=site, name=name[:255], by=by.person, key=secrets.token_hex(16), began=now, **given)
    record(site.organisation, by, "import.began", site, {"file": upload.name, "kind": upload.kind}, now)
    return upload


def take_files(
    *, site: Site, chosen: Sequence[ReceivedFile], by: Membership, now: datetime, kind: str, pattern: str = "", encoding: str = ""
) -> list[Upload]:
    """Takes files that came whole; all are refused when one is too large, or the pattern is wrong."""
    for file in chosen:
        check_size(file.name or "", file.size or 0)
    return [_take(file, site=site, by=by, now=now, kind=kind, pattern=pattern, encoding=encoding) for file in chosen]


def _take(file: ReceivedFile, *, site: Site, by: Membership, now: datetime, kind: str, pattern: str, encoding: str) -> Upload:
    given = {"kind": kind, "pattern": pattern, "encoding": encoding}
    upload = begin_upload(site=site, name=file.name or "", by=by, now=now, size=file.size or 0, **given)
    start = 0
    for data in file.chunks():
        start = add_piece(upload=upload, start=start, data=data)
    finish_upload(upload=upload)
    return upload


def check_size(name: str, size: int) -> None:
    """Raises UploadTooLarge with what else can be done."""
    if size > settings.UPLOAD_LIMIT:
        told = {"name": name, "size": formatting.size(size), "limit": formatting.size(settings.UPLOAD_LIMIT)}
        raise UploadTooLarge(
            _(
                "%(name)s takes %(size)s, and files of up to %(limit)s are taken here. Compress it, cut it by days, or ask whoever "
                "keeps the server to import it with “plazamayor import-logs”."
            )
            % told
        )


def add_piece(*, upload: Upload, start: int, data: bytes) -> int:
    """Adds a piece and answers how much there is; one that was received before is let go.

    Raises PieceOutOfPlace, UploadEnded or UploadTooLarge.
    """
    if upload.state != Upload.State.RECEIVING:
        raise UploadEnded(_("This upload is complete already."))
    path = file_of(upload)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    size = received(upload)
    if data and start + len(data) <= size:
        return size
    if start != size:
        raise PieceOutOfPlace(_("A piece of the file was lost on the way. Upload it again from byte %(size)d.") % {"size": size})
    check_size(upload.name, size + len(data))
    if upload.size and size + len(data) > upload.size:
        raise UploadTooLarge(_("%(name)s has grown while it was uploaded. Choose it again.") % {"name": upload.name})
    path.touch(mode=0o600)
    with path.open("ab") as file:
        file.write(data)
    return size + len(data)


@transaction.atomic
def finish_upload(*, upload: Upload) -> None:
    """Says that the file is complete: it is imported as soon as a worker is free."""
    _enqueue(upload)


@transaction.atomic
def retry_upload(*, upload: Upload, by: Membership, now: datetime) -> None:
    """Imports once more a file whose import broke off; raises NothingToRetry when it is not kept any more."""
    if not may_retry(upload):
        raise NothingToRetry(_("The file is not kept any more. Upload it again: what was imported of it does not count twice."))
    record(upload.site.organisation, by, "import.retried", upload.site, {"file": upload.name, "kind": upload.kind}, now)
    _enqueue(upload)


def _enqueue(upload: Upload) -> None:
    from plazamayor.analytics.imports.tasks import import_upload  # noqa: PLC0415 the task calls this room's operations

    upload.state, upload.said, upload.done, upload.total = Upload.State.WAITING, "", 0, 0
    upload.save(update_fields=["state", "said", "done", "total"])
    transaction.on_commit(lambda: import_upload.enqueue(upload.pk))


@transaction.atomic
def drop_upload(*, upload: Upload, by: Membership, now: datetime) -> None:
    """Lets go of an upload that was not completed, and its file; raises UploadEnded."""
    if upload.state != Upload.State.RECEIVING:
        raise UploadEnded(_("This upload is complete already."))
    record(upload.site.organisation, by, "import.dropped", upload.site, {"file": upload.name, "kind": upload.kind}, now)
    path = file_of(upload)
    upload.delete()
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def forget_uploads(now: datetime) -> None:
    """Deletes uploads that nobody finished, and files that no upload waits for."""
    _give_up(Upload.State.RECEIVING, now - ABANDONED, _("The upload was never completed."))
    for state in (Upload.State.WAITING, Upload.State.IMPORTING):
        _give_up(state, now - STUCK, _("It broke off again and again. Upload it again: what was imported of it does not count twice."))
    recent = Upload.objects.filter(state=Upload.State.FAILED, began__gte=now - ABANDONED)
    pending = {
        *Upload.objects.exclude(state__in=[Upload.State.DONE, Upload.State.FAILED]).values_list("key", flat=True),
        *recent.values_list("key", flat=True),
    }
    for path in _folder().glob("*"):
        if path.name not in pending:
            path.unlink(missing_ok=True)


def _give_up(state: Upload.State, before: datetime, said: str) -> None:
    stale = Upload.objects.filter(state=state, began__lt=before)
    for upload in stale:
        file_of(upload).unlink(missing_ok=True)
    stale.update(state=Upload.State.FAILED, said=said)


def received(upload: Upload) -> int:
    """How many bytes of it there are."""
    path = file_of(upload)
    return path.stat().st_size if path.exists() else 0


def may_retry(upload: Upload) -> bool:
    """Whether its import failed and its file is still there."""
    return upload.state == Upload.State.FAILED and file_of(upload).exists()


def file_of(upload: Upload) -> Path:
    """Where an upload is kept until its import ends."""
    return _folder() / upload.key


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "imports"
