"""The room's nouns."""

from plazamayor.publishing.models.approvals import Approval, ApprovalLink, Stage
from plazamayor.publishing.models.drawers import Idea, Template
from plazamayor.publishing.models.media import Media, PieceMedia
from plazamayor.publishing.models.pieces import Comment, Piece, Placement, Revision, Version
from plazamayor.publishing.models.register import Publication, PublicationText, RemovalOrder, RemovedPublication

__all__ = [
    "Approval",
    "ApprovalLink",
    "Comment",
    "Idea",
    "Media",
    "Piece",
    "PieceMedia",
    "Placement",
    "Publication",
    "PublicationText",
    "RemovalOrder",
    "RemovedPublication",
    "Revision",
    "Stage",
    "Template",
    "Version",
]
