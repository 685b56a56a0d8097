"""The only way from a page to a procedure."""

from django.http import Http404
from django.utils.translation import gettext as _

from plazamayor.organisation.models import Membership
from plazamayor.procedures.models import Procedure


def procedures_for(member: Membership) -> list[Procedure]:
    """The procedures of the person's administration, by name."""
    return list(Procedure.objects.select_related("organisation", "site", "unit", "owner").filter(organisation=member.organisation_id))


def procedure_for(member: Membership, code: str) -> Procedure:
    """The procedure of that code in the person's administration; raises Http404."""
    found = (
        Procedure.objects.select_related("organisation", "site__organisation", "unit", "owner")
        .filter(organisation=member.organisation_id, code=code)
        .first()
    )
    if found is None:
        raise Http404(_("There is no such procedure in this administration."))
    return found
