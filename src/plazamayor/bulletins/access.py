"""The only way from a page to a gazette, an act, a term or a subscription."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from plazamayor.bulletins.models import BackFill, FoundTerm, Item, Match, Source, Subscription
from plazamayor.bulletins.subscribing import sources_of
from plazamayor.organisation.models import Membership


def source_for(member: Membership, source_id: int) -> Source:
    """A gazette that the administration may follow; raises Http404."""
    return get_object_or_404(sources_of(member.organisation), pk=source_id)


def own_source_for(member: Membership, source_id: int) -> Source:
    """A gazette that the administration added; raises Http404 for the state's, which nobody changes."""
    return get_object_or_404(Source, organisation=member.organisation_id, pk=source_id)


def back_fill_for(member: Membership, back_fill_id: int) -> BackFill:
    """A past being read that the administration asked for; raises Http404."""
    return get_object_or_404(BackFill.objects.select_related("source"), organisation=member.organisation_id, pk=back_fill_id)


def match_for(member: Membership, match_id: int) -> Match:
    """An act that concerns the administration; raises Http404."""
    rows = Match.objects.select_related("item__issue__source", "organisation", "piece")
    return get_object_or_404(rows, organisation=member.organisation_id, pk=match_id)


def item_for(member: Membership, item_id: int) -> Item:
    """An act of a gazette that the administration may follow; raises Http404, also for those that name people."""
    found = Item.objects.select_related("issue__source").filter(issue__source__in=sources_of(member.organisation), pk=item_id).first()
    if found is None or found.names_people:
        raise Http404(_("There is no such act."))
    return found


def term_for(member: Membership, term_id: int) -> FoundTerm:
    """A term of an act that concerns the administration; raises Http404."""
    rows = FoundTerm.objects.select_related("match__item", "match__organisation")
    return get_object_or_404(rows, match__organisation=member.organisation_id, pk=term_id)


def subscription_for(member: Membership, subscription_id: int) -> Subscription:
    """What the administration follows; raises Http404."""
    rows = Subscription.objects.select_related("organisation", "unit", "procedure")
    return get_object_or_404(rows, organisation=member.organisation_id, pk=subscription_id)
