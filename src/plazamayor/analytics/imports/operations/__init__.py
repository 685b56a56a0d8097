"""What can be done with logs and with other tools' history: import them into a site, from files or from uploads."""

from plazamayor.analytics.imports.operations.history import import_history
from plazamayor.analytics.imports.operations.logs import import_files
from plazamayor.analytics.imports.operations.totals import Totals, explain
from plazamayor.analytics.imports.operations.uploads import (
    NothingToRetry,
    PieceOutOfPlace,
    UploadEnded,
    UploadTooLarge,
    add_piece,
    begin_upload,
    drop_upload,
    finish_upload,
    forget_uploads,
    may_retry,
    received,
    retry_upload,
    take_files,
)
from plazamayor.analytics.imports.operations.wording import names_of, overlaps, reopened
from plazamayor.analytics.imports.operations.working import work_upload

__all__ = [
    "NothingToRetry",
    "PieceOutOfPlace",
    "Totals",
    "UploadEnded",
    "UploadTooLarge",
    "add_piece",
    "begin_upload",
    "drop_upload",
    "explain",
    "finish_upload",
    "forget_uploads",
    "import_files",
    "import_history",
    "may_retry",
    "names_of",
    "overlaps",
    "received",
    "reopened",
    "retry_upload",
    "take_files",
    "work_upload",
]
