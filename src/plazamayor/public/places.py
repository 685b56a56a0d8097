"""Where the room stands in the console, and what it registers for the rest of the house."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plazamayor.core.due import schedule
from plazamayor.core.navigation import Place, navigation
from plazamayor.organisation.access import Permission, address
from plazamayor.organisation.contract import describe_acts

ACTS: dict[str, str | Promise] = {"square.changed": _("changed how the public pages look")}
DETAILS: dict[str, str | Promise] = {
    "lead": _("what is told there"),
    "colour": _("colour"),
    "crest": _("crest"),
    "domain": _("own domain"),
    "hub": _("hub"),
}


def register() -> None:
    """Registers its place, how its acts are told and its work."""
    where = address(Permission.MANAGE_ORGANISATION, "square_settings")
    navigation.register(Place(area="govern.square", label=_("Public pages"), address=where, order=90, inside="govern"))
    describe_acts(ACTS, DETAILS)
    schedule.provide("plazamayor.public.hub")
