"""The way from a page to a marked change."""

from django.shortcuts import get_object_or_404

from plazamayor.procedures.models import Change, Procedure


def change_of(procedure: Procedure, change_id: int) -> Change:
    """A marked change of a procedure; raises Http404 when there is none."""
    return get_object_or_404(Change.objects.select_related("procedure__organisation"), procedure=procedure, pk=change_id)
