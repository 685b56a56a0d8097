"""The only way from a page to a piece, its files and its drawers."""

from django.http import Http404
from django.utils.translation import gettext as _

from plazamayor.organisation.models import Membership
from plazamayor.publishing.models import Comment, Idea, Media, Piece, PieceMedia, RemovalOrder, Revision, Stage, Template


def piece_for(member: Membership, piece_id: int) -> Piece:
    """A piece of the person's administration; raises Http404."""
    found = (
        Piece.objects.select_related("organisation", "unit", "campaign", "procedure", "author")
        .filter(organisation=member.organisation_id, pk=piece_id)
        .first()
    )
    if found is None:
        raise Http404(_("There is no such piece in this administration."))
    return found


def revision_of(piece: Piece, number: int) -> Revision:
    """A revision of a piece; raises Http404."""
    found = piece.revisions.select_related("by").filter(number=number).first()
    if found is None:
        raise Http404(_("This piece has no such revision."))
    return found


def comment_of(piece: Piece, comment_id: int) -> Comment:
    """A comment on a piece; raises Http404."""
    found = piece.comments.filter(pk=comment_id).first()
    if found is None:
        raise Http404(_("This piece has no such comment."))
    return found


def media_for(member: Membership, media_id: int) -> Media:
    """A file of the person's administration; raises Http404."""
    found = Media.objects.select_related("organisation").filter(organisation=member.organisation_id, pk=media_id).first()
    if found is None:
        raise Http404(_("There is no such file in this administration."))
    return found


def used_in(piece: Piece, used_id: int) -> PieceMedia:
    """A file as a piece uses it; raises Http404."""
    found = piece.media.select_related("media").filter(pk=used_id).first()
    if found is None:
        raise Http404(_("This piece has no such file."))
    return found


def idea_for(member: Membership, idea_id: int) -> Idea:
    """An idea of the person's administration; raises Http404."""
    found = Idea.objects.select_related("by", "piece").filter(organisation=member.organisation_id, pk=idea_id).first()
    if found is None:
        raise Http404(_("There is no such idea in this administration."))
    return found


def template_for(member: Membership, template_id: int) -> Template:
    """A template of the person's administration; raises Http404."""
    found = Template.objects.filter(organisation=member.organisation_id, pk=template_id).first()
    if found is None:
        raise Http404(_("There is no such template in this administration."))
    return found


def stage_for(member: Membership, stage_id: int) -> Stage:
    """A stage of approval of the person's administration; raises Http404."""
    found = Stage.objects.select_related("organisation").filter(organisation=member.organisation_id, pk=stage_id).first()
    if found is None:
        raise Http404(_("There is no such stage in this administration."))
    return found


def order_for(member: Membership, order_id: int) -> RemovalOrder:
    """An order of removal that the person's administration received; raises Http404."""
    found = RemovalOrder.objects.select_related("organisation", "by").filter(organisation=member.organisation_id, pk=order_id).first()
    if found is None:
        raise Http404(_("There is no such order in this administration."))
    return found
