"""Where the room stands in the console, and what it registers for the rest of the house."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plazamayor.core.interface import descriptions
from plazamayor.core.navigation import Place, navigation
from plazamayor.core.tenant_data import TenantData, tenant_data
from plazamayor.organisation.access import Permission, address
from plazamayor.organisation.contract import describe_acts
from plazamayor.procedures import export
from plazamayor.procedures.kpis import places as kpis
from plazamayor.procedures.report import places as report
from plazamayor.procedures.surveys import places as surveys

ACTS: dict[str, str | Promise] = {
    "procedure.added": _("added a procedure"),
    "procedure.changed": _("changed a procedure"),
    "procedure.removed": _("removed a procedure"),
    "procedure.steps_changed": _("changed the steps of a procedure"),
    "procedure.change_marked": _("marked a change in a procedure"),
    "procedure.change_unmarked": _("took out a marked change of a procedure"),
    "catalogue.imported": _("brought procedures from a file"),
}
DETAILS: dict[str, str | Promise] = {
    "steps_before": _("steps before"),
    "steps_after": _("steps after"),
    "procedures_added": _("procedures added"),
    "procedures_changed": _("procedures changed"),
    "steps_of": _("steps written of"),
    "text": _("what changed"),
    "sia_code": _("SIA code"),
    "site": _("site where it is done"),
    "owner": _("person that answers for it"),
    "channels": _("channels"),
    "legal_term": _("legal term"),
    "opens": _("opens"),
    "closes": _("closes"),
    "life_event": _("life event"),
    "addresses": _("pages that explain it"),
    "limit_minutes": _("time limit, in minutes"),
    "across_visits": _("across visits"),
    "active": _("in use"),
}


def register() -> None:
    """Registers its place, how its acts are told, its figures and its work."""
    where = address(Permission.SEE_MEASURES, "procedures")
    navigation.register(Place(area="measure.procedures", label=_("Procedures"), address=where, order=52, inside="measure"))
    describe_acts(ACTS, DETAILS)
    tenant_data.register(TenantData(key="procedures", label=_("Procedures, surveys and channels"), export=export.files, erase=export.erase))
    kpis.register()
    report.register()
    surveys.register()
    descriptions.provide("plazamayor.procedures.calls.api")
