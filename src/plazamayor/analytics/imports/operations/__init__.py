"""What can be done with logs and with other tools' history: import them into a site, from files or from uploads."""

from plazamayor.analytics.imports.operations.history import import_history
from plazamayor.analytics.imports.operations.logs import import_files
from plazamayor.analytics.imports.operations.totals import Totals, explain
from plazamayor.analytics.imports.operations.uploads import (
    PieceOutOfPlace,
    UploadEnded,
    add_piece,
    begin_upload,
    finish_upload,
    forget_uploads,
    work_upload,
)

__all__ = [
    "PieceOutOfPlace",
    "Totals",
    "UploadEnded",
    "add_piece",
    "begin_upload",
    "explain",
    "finish_upload",
    "forget_uploads",
    "import_files",
    "import_history",
    "work_upload",
]
