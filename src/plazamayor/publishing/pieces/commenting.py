"""What colleagues say of a piece among themselves."""

from datetime import datetime
from typing import Any

from django.db import transaction

from plazamayor.publishing.models import Comment, Piece


@transaction.atomic
def comment(*, piece: Piece, text: str, by: Any, now: datetime, where: str = "") -> Comment:
    """Adds a comment; what is said among colleagues is no line of the audit trail."""
    return Comment.objects.create(piece=piece, text=text.strip(), where=where[:60], by=by.person, at=now)


@transaction.atomic
def settle(*, comment: Comment, now: datetime) -> Comment:
    """Says that a comment was dealt with, or that it was not after all."""
    comment.settled = None if comment.settled else now
    comment.save(update_fields=["settled"])
    return comment
