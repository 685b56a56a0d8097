"""Addresses of pieces."""

from django.urls import path

from plazamayor.publishing.formats import views as formats
from plazamayor.publishing.pieces.views import around, listing, writing

PIECES = "a/<slug:organisation>/pieces/"
PIECE = f"{PIECES}<int:piece_id>/"

urlpatterns = [
    path(PIECES, listing.every, name="pieces"),
    path(f"{PIECES}new", writing.new, name="piece_new"),
    path(f"{PIECES}pieces.csv", listing.export, name="pieces_export"),
    path(PIECE, writing.one, name="piece"),
    path(f"{PIECE}keep", writing.keep, name="piece_keep"),
    path(f"{PIECE}write", writing.write, name="piece_write"),
    path(f"{PIECE}revisions", around.revisions, name="piece_revisions"),
    path(f"{PIECE}revisions/<int:revision>/restore", around.restore, name="piece_restore"),
    path(f"{PIECE}comments", around.comment, name="piece_comment"),
    path(f"{PIECE}comments/<int:comment_id>/settle", around.settle, name="piece_comment_settle"),
    path(f"{PIECE}exception", around.exception, name="piece_exception"),
    path(f"{PIECE}schedule", around.schedule, name="piece_schedule"),
    path(f"{PIECE}discard", around.discard, name="piece_discard"),
    path(f"{PIECE}take-back", around.take_back, name="piece_take_back"),
    path(f"{PIECE}again", around.again, name="piece_again"),
    path(f"{PIECE}infographic.<str:picture>", formats.infographic, name="piece_infographic"),
    path(f"{PIECE}infographic/use", formats.use_infographic, name="piece_infographic_use"),
    path(f"{PIECE}event.ics", formats.event, name="piece_event"),
]
