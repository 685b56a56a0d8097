"""Where the room stands in the console, and what it registers for the rest of the house."""

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plazamayor.campaigns import export
from plazamayor.campaigns.thread import indicators
from plazamayor.core.interface import descriptions
from plazamayor.core.navigation import Place, navigation
from plazamayor.core.tenant_data import TenantData, tenant_data
from plazamayor.organisation.access import Permission, address
from plazamayor.organisation.contract import describe_acts

ACTS: dict[str, str | Promise] = {
    "campaign.added": _("opened a campaign"),
    "campaign.changed": _("changed a campaign"),
    "campaign.archived": _("archived a campaign"),
    "campaign.reopened": _("put a campaign back"),
}
DETAILS: dict[str, str | Promise] = {
    "objective": _("objective"),
    "audience": _("for whom"),
    "audience_size": _("how many they are"),
    "begins": _("begins"),
    "ends": _("ends"),
}


def _nowhere(_request: HttpRequest) -> str | None:
    return None


def register() -> None:
    """Registers the verb that tells, the place of campaigns, how their acts are told, their figures and what is kept of them."""
    navigation.register(Place(area="tell", label=_("Tell"), address=_nowhere, order=20, icon="megaphone"))
    where = address(Permission.SEE_PUBLISHING, "campaigns")
    navigation.register(Place(area="tell.campaigns", label=_("Campaigns"), address=where, order=23, inside="tell"))
    describe_acts(ACTS, DETAILS)
    tenant_data.register(TenantData(key="campaigns", label=_("Campaigns and tracked links"), export=export.files, erase=export.erase))
    indicators.register()
    descriptions.provide("plazamayor.campaigns.thread.api")
