"""Where the room stands in the console, and what it registers for the rest of the house."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plazamayor.core.navigation import Place, navigation
from plazamayor.organisation.access import Permission, address
from plazamayor.organisation.contract import describe_acts

ACTS: dict[str, str | Promise] = {
    "procedure.added": _("added a procedure"),
    "procedure.changed": _("changed a procedure"),
    "procedure.removed": _("removed a procedure"),
}


def register() -> None:
    """Registers its place, how its acts are told, its figures and its work."""
    where = address(Permission.SEE_MEASURES, "procedures")
    navigation.register(Place(area="measure.procedures", label=_("Procedures"), address=where, order=52, inside="measure"))
    describe_acts(ACTS)
