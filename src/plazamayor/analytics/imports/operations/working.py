"""Imports what was uploaded. The file is deleted when its import ends, whether it was understood or not."""

from datetime import datetime

from django.utils.translation import gettext as _

from plazamayor.analytics.imports.operations.history import import_history
from plazamayor.analytics.imports.operations.logs import import_files
from plazamayor.analytics.imports.operations.totals import Totals, explain
from plazamayor.analytics.imports.operations.uploads import file_of
from plazamayor.analytics.imports.records import Upload
from plazamayor.analytics.store import StoreUnavailable
from plazamayor.core.errors import Mistake


def work_upload(*, upload: Upload, now: datetime) -> None:
    """Imports an uploaded file and deletes it. A mistake in it is noted where the person sees it.

    One that breaks off from outside (the store does not answer, the disk is full) keeps its file: it can be tried again.
    """
    report = _Noted(upload)
    Upload.objects.filter(pk=upload.pk).update(state=Upload.State.IMPORTING)
    try:
        totals = _import(upload, report, now)
    except StoreUnavailable as why:
        return report.end(Upload.State.FAILED, str(why))
    except Mistake as mistake:
        report.end(Upload.State.FAILED, str(mistake))
    except Exception:
        report.end(Upload.State.FAILED, _("It broke off for a reason that is not in the file; the server's log says which."))
        raise
    else:
        Upload.objects.filter(pk=upload.pk).update(read=totals.read)
        report.end(Upload.State.DONE, "\n".join([*report.notes, *explain(totals), str(totals)]))
    return file_of(upload).unlink(missing_ok=True)


def _import(upload: Upload, report: "_Noted", now: datetime) -> Totals:
    with file_of(upload).open("rb") as file:
        sources = [(upload.name, file)]
        if upload.kind == Upload.Kind.HISTORY:
            return import_history(upload.site, sources, now=now, report=report, upload=upload)
        given = {"pattern": upload.pattern, "encoding": upload.encoding}
        return import_files(upload.site, sources, now=now, report=report, upload=upload, **given)


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
