"""Where the room stands in the console, and what it registers for the rest of the house."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plazamayor.bulletins import export, thread
from plazamayor.bulletins.models import Match
from plazamayor.campaigns.contract import strands
from plazamayor.core.due import schedule
from plazamayor.core.navigation import Place, navigation
from plazamayor.core.tenant_data import TenantData, tenant_data
from plazamayor.organisation.access import Permission, address
from plazamayor.organisation.contract import describe_acts

ACTS: dict[str, str | Promise] = {
    "gazette.added": _("added a gazette"),
    "gazette.changed": _("changed how a gazette is read"),
    "gazette.removed": _("removed a gazette"),
    "gazette_subscription.added": _("began to follow something of the gazettes"),
    "gazette_subscription.changed": _("changed what is followed of the gazettes"),
    "gazette_subscription.removed": _("stopped following something of the gazettes"),
    "gazette_act.became_piece": _("turned an act of a gazette into a piece"),
    "gazette_act.settled": _("said what becomes of an act of a gazette"),
    "gazette_act.brought": _("brought in an act of a gazette"),
    "gazette_term.confirmed": _("confirmed the term of an act of a gazette"),
    "back_fill.began": _("began to read the past of a gazette"),
    "back_fill.stopped": _("stopped reading the past of a gazette"),
    "back_fill.resumed": _("went on reading the past of a gazette"),
}
DETAILS: dict[str, str | Promise] = {
    "identifier": _("identifier"),
    "act_state": _("what becomes of it"),
    "found_day": _("last day found"),
    "address": _("address"),
    "words": _("words"),
    "territories": _("territories"),
    "kinds": _("kinds"),
    "sections": _("sections"),
    "departments": _("departments"),
}


def register() -> None:
    """Registers its place, how its acts are told, and its work."""
    where = address(Permission.SEE_PUBLISHING, "gazettes")
    navigation.register(Place(area="tell.bulletins", label=_("Official gazettes"), address=where, order=24, inside="tell"))
    describe_acts(ACTS, DETAILS, {"act_state": dict(Match.State.choices)})
    tenant_data.register(TenantData(key="gazettes", label=_("Gazettes followed and their acts"), export=export.files, erase=export.erase))
    strands.register(thread.STRAND)
    schedule.provide("plazamayor.bulletins.due")
