"""What a person uploads is imported by a job, and its file is deleted however the import ends."""

from datetime import timedelta

import pytest

from plazamayor.analytics.imports.operations import (
    PieceOutOfPlace,
    UploadEnded,
    add_piece,
    begin_upload,
    finish_upload,
    forget_uploads,
)
from plazamayor.analytics.imports.operations.uploads import ABANDONED, file_of
from plazamayor.analytics.imports.records import Upload
from plazamayor.analytics.imports.tasks import import_upload
from plazamayor.organisation.models import AuditEntry
from tests.analytics.imports.conftest import NOW, Importing
from tests.analytics.imports.lines import day_of_lines, log
from tests.make.cast import Cast


def uploading(importing: Importing, cast: Cast, kind: str = Upload.Kind.LOG) -> Upload:
    importing.site.organisation = cast.editor.organisation
    importing.site.save()
    return begin_upload(site=importing.site, name="access.log", by=cast.editor, now=NOW, kind=kind)


def test_an_upload_in_pieces_is_imported_and_deleted(importing: Importing, cast: Cast) -> None:
    upload = uploading(importing, cast)
    data = log(*day_of_lines(20)).encode()
    assert add_piece(upload=upload, start=0, data=data[:700]) == 700
    assert add_piece(upload=upload, start=0, data=data[:700]) == 700
    assert add_piece(upload=upload, start=700, data=data[700:]) == len(data)
    finish_upload(upload=upload)

    import_upload.call(upload.pk)

    upload.refresh_from_db()
    assert (upload.state, upload.said, upload.done) == (Upload.State.DONE, "read=20 imported=20 filtered=0 rejected=0", len(data))
    assert not file_of(upload).exists()
    assert len(importing.events()) == 20
    assert AuditEntry.objects.filter(action="import.began").count() == 1


def test_a_piece_out_of_place_or_after_the_end_is_refused(importing: Importing, cast: Cast) -> None:
    upload = uploading(importing, cast)
    add_piece(upload=upload, start=0, data=b"abc")

    with pytest.raises(PieceOutOfPlace, match="byte 3"):
        add_piece(upload=upload, start=5, data=b"x")
    finish_upload(upload=upload)
    with pytest.raises(UploadEnded):
        add_piece(upload=upload, start=3, data=b"x")


def test_an_upload_that_is_no_log_fails_with_its_sentence_and_is_deleted(importing: Importing, cast: Cast) -> None:
    upload = uploading(importing, cast)
    add_piece(upload=upload, start=0, data=b"ayer alguien vio algo\n")
    finish_upload(upload=upload)

    import_upload.call(upload.pk)

    upload.refresh_from_db()
    assert (upload.state, file_of(upload).exists()) == (Upload.State.FAILED, False)
    assert str(Upload._meta.get_field("pattern").verbose_name).capitalize() in upload.said
    assert "--format" not in upload.said


def test_history_is_uploaded_too(importing: Importing, cast: Cast) -> None:
    upload = uploading(importing, cast, Upload.Kind.HISTORY)
    add_piece(upload=upload, start=0, data=b"date,visits\n2023-02-09,5\n")
    finish_upload(upload=upload)

    import_upload.call(upload.pk)

    upload.refresh_from_db()
    assert (upload.state, upload.said) == (Upload.State.DONE, "read=1 imported=1 filtered=0 rejected=0")


def test_an_upload_nobody_finished_is_deleted_after_a_day(importing: Importing, cast: Cast) -> None:
    upload = uploading(importing, cast)
    add_piece(upload=upload, start=0, data=b"abc")

    forget_uploads(NOW + ABANDONED - timedelta(minutes=1))
    assert file_of(upload).exists()
    forget_uploads(NOW + ABANDONED + timedelta(minutes=1))

    upload.refresh_from_db()
    assert (upload.state, file_of(upload).exists()) == (Upload.State.FAILED, False)
