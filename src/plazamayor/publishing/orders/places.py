"""Where orders of removal stand in the console, and how their acts are told."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plazamayor.core.navigation import Place, navigation
from plazamayor.organisation.access import Permission, address
from plazamayor.organisation.contract import describe_acts

ACTS: dict[str, str | Promise] = {
    "order.received": _("wrote down an order of removal"),
    "order.reaches": _("said what an order of removal reaches"),
    "order.does_not_reach": _("took out of an order of removal what it does not reach"),
    "order.withdrawn": _("withdrew what an order of removal reaches"),
    "order.removed_by_hand": _("said that something was removed by hand"),
    "order.carried_out": _("closed an order of removal as carried out"),
    "order.evidence_exported": _("exported the evidence of an order of removal"),
}
DETAILS: dict[str, str | Promise] = {
    "authority": _("who orders it"),
    "reference": _("reference"),
    "hours": _("hours it gives"),
    "publications": _("publications"),
    "publication": _("publication"),
}


def register() -> None:
    """Registers the place and how its acts are told."""
    where = address(Permission.SEE_PUBLISHING, "removal_orders")
    navigation.register(Place(area="tell.removals", label=_("Orders of removal"), address=where, order=29, inside="tell"))
    describe_acts(ACTS, DETAILS)
