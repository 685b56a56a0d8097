"""Imports that people ask for on a page."""

from datetime import UTC, datetime

from django_tasks import task

from plazamayor.analytics.imports.operations import work_upload
from plazamayor.analytics.imports.records import Upload


@task()
def import_upload(row_id: int) -> None:
    """Imports an uploaded file; one that has ended is let go."""
    upload = Upload.objects.select_related("site__organisation").filter(pk=row_id).first()
    if upload is None or upload.state not in {Upload.State.WAITING, Upload.State.IMPORTING}:
        return
    work_upload(upload=upload, now=datetime.now(UTC))
