"""What this room holds for an administration, as files that other programs read."""

import shutil
from collections.abc import Iterator

from django.db.models import Model, QuerySet

from plazamayor.core.tenant_data import written
from plazamayor.publishing.media.storage import folder, path_of
from plazamayor.publishing.models import (
    Approval,
    Comment,
    Idea,
    Media,
    Piece,
    PieceMedia,
    Placement,
    Publication,
    PublicationText,
    RemovalOrder,
    RemovedPublication,
    Revision,
    Stage,
    Template,
    Version,
)

OURS: tuple[tuple[str, type[Model], str], ...] = (
    ("pieces", Piece, "organisation"),
    ("versions", Version, "piece__organisation"),
    ("placements", Placement, "piece__organisation"),
    ("revisions", Revision, "piece__organisation"),
    ("comments", Comment, "piece__organisation"),
    ("files-of-pieces", PieceMedia, "piece__organisation"),
    ("files", Media, "organisation"),
    ("ideas", Idea, "organisation"),
    ("templates", Template, "organisation"),
    ("stages", Stage, "organisation"),
    ("approvals", Approval, "piece__organisation"),
    ("register", Publication, "organisation"),
    ("register-words", PublicationText, "publication__organisation"),
    ("removal-orders", RemovalOrder, "organisation"),
    ("removed-publications", RemovedPublication, "order__organisation"),
)
"""Each file, the rows it holds, and how they point at their administration."""


def files(organisation_id: int) -> Iterator[tuple[str, bytes]]:
    """Pieces with all that was said of them, ideas, approvals, and the pictures and videos themselves."""
    for name, model, owner in OURS:
        rows: QuerySet[Model] = model._default_manager.filter(**{owner: organisation_id}).order_by("pk")  # noqa: SLF001 the documented manager of any model
        yield f"{name}.json", written(list(rows.values()))
    for media in Media.objects.filter(organisation=organisation_id).exclude(digest=""):
        path = path_of(media)
        if path.is_file():
            yield f"files/{path.name}", path.read_bytes()


def erase(organisation_id: int) -> None:
    """Erases the files, the words of the register, and the rows that keep others from going; the rest goes with the administration.

    The chain of the register stays, as that of the audit trail does: ids and keyed hashes, no words.
    """
    PublicationText.objects.filter(publication__organisation=organisation_id).delete()
    RemovedPublication.objects.filter(order__organisation=organisation_id).delete()
    Placement.objects.filter(piece__organisation=organisation_id).delete()
    PieceMedia.objects.filter(piece__organisation=organisation_id).delete()
    shutil.rmtree(folder(organisation_id), ignore_errors=True)
