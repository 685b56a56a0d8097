"""The way from a page to a call, a silence, a question for an exception or a guard."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from plazamayor.guards.base import Guard
from plazamayor.guards.models import ElectoralCall, Override, Silence
from plazamayor.guards.rules import GUARDS
from plazamayor.organisation.models import Membership


def call_for(member: Membership, call_id: int) -> ElectoralCall:
    """A call of the same administration; raises Http404 when there is none."""
    return get_object_or_404(ElectoralCall.objects.select_related("organisation"), organisation=member.organisation, pk=call_id)


def silence_for(member: Membership, silence_id: int) -> Silence:
    """A silence of the same administration; raises Http404 when there is none."""
    return get_object_or_404(Silence.objects.select_related("organisation"), organisation=member.organisation, pk=silence_id)


def override_for(member: Membership, override_id: int) -> Override:
    """A question for an exception of the same administration; raises Http404 when there is none."""
    return get_object_or_404(
        Override.objects.select_related("organisation", "asked_by", "by"), organisation=member.organisation, pk=override_id
    )


def guard_of(code: str) -> Guard:
    """A guard by its code; raises Http404 when there is none."""
    if code not in GUARDS:
        raise Http404(_("There is no such guard."))
    return GUARDS[code]
