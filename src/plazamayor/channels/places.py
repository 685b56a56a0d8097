"""Where the room stands in the console, and what it registers for the rest of the house."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plazamayor.channels import export
from plazamayor.channels.queries import trouble_of
from plazamayor.core.banners import Banner, banners
from plazamayor.core.due import schedule
from plazamayor.core.navigation import Place, navigation
from plazamayor.core.tenant_data import TenantData, tenant_data
from plazamayor.organisation.access import Permission, address, may, member_of
from plazamayor.organisation.contract import describe_acts

ACTS: dict[str, str | Promise] = {
    "channel.connected": _("connected a channel"),
    "channel.reconnected": _("connected a channel again"),
    "channel.changed": _("changed a channel"),
    "channel.paused": _("paused a channel"),
    "channel.resumed": _("resumed a channel"),
    "channel.removed": _("removed a channel"),
    "delivery.cancelled": _("cancelled a publication"),
    "delivery.held": _("held a publication"),
    "delivery.released": _("released a publication"),
    "delivery.retried": _("tried a publication again"),
    "delivery.confirmed_published": _("said that a publication went out"),
    "delivery.confirmed_absent": _("said that a publication did not go out"),
    "delivery.withdrawal_asked": _("asked to withdraw a publication"),
    "delivery.confirmed_withdrawn": _("said that a publication was taken away"),
}
DETAILS: dict[str, str | Promise] = {"channel": _("channel"), "connector": _("network"), "account": _("account")}


def alarm(request: HttpRequest) -> dict[str, Any] | None:
    """What everybody who publishes must see: something is late, nobody knows whether it went out, or nobody is delivering."""
    member = member_of(request)
    if member is None or not may(member, Permission.SEE_PUBLISHING):
        return None
    trouble = trouble_of(member.organisation, timezone.now())
    ours = may(member, Permission.CONNECT_CHANNELS) and bool(trouble.broken or trouble.expiring)
    return {"trouble": trouble, "organisation": member.organisation, "ours": ours} if trouble.urgent or ours else None


def register() -> None:
    """Registers its places, its acts, its alarm and its work."""
    where = address(Permission.SEE_PUBLISHING, "channel_list")
    navigation.register(Place(area="govern.channels", label=_("Channels"), address=where, order=88, inside="govern"))
    describe_acts(ACTS, DETAILS)
    banners.register(Banner(key="channels.late", template="channels/alarm.html", context=alarm))
    tenant_data.register(TenantData(key="channels", label=_("Channels and what left by them"), export=export.files, erase=export.erase))
    for module in ("accounts", "outbox", "measuring"):
        schedule.provide(f"plazamayor.channels.{module}.work")
