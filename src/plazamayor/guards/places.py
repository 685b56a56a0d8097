"""Where the room stands in the console, and what it registers for the rest of the house."""

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plazamayor.core.banners import Banner, banners
from plazamayor.core.due import schedule
from plazamayor.core.navigation import Place, navigation
from plazamayor.core.tenant_data import TenantData, tenant_data
from plazamayor.guards import export, told
from plazamayor.organisation.access import Permission, address
from plazamayor.organisation.contract import describe_acts

ACTS: dict[str, str | Promise] = {
    "electoral_call.added": _("noted a call of elections"),
    "electoral_call.changed": _("corrected a call of elections"),
    "electoral_call.removed": _("took out a call of elections"),
    "silence.declared": _("declared a silence"),
    "silence.ended": _("ended a silence"),
    "guard.configured": _("changed how strict a guard is"),
    "override.asked": _("asked for an exception to a guard"),
    "override.granted": _("let through what a guard had stopped"),
    "override.refused": _("refused an exception to a guard"),
}
DETAILS: dict[str, str | Promise] = {
    "elections": _("elections"),
    "called": _("day the call is published"),
    "voting": _("voting day"),
    "call_source": _("official reference"),
    "silence": _("kind of silence"),
    "silence_begins": _("begins"),
    "silence_ends": _("ends"),
    "guard": _("guard"),
    "guard_gravity": _("what it does"),
    "digest": _("digest"),
    "guard_subject": _("what it is about"),
    "guard_also": _("also these"),
    "guard_not_these": _("never these"),
    "guard_accounts": _("official accounts"),
    "guard_known": _("known here"),
    "guard_least": _("lowest score"),
    "guard_longest": _("longest"),
    "guard_most": _("most"),
    "guard_words": _("words"),
    "guard_campaign": _("days from the call to the campaign"),
    "guard_voting": _("days from the call to voting"),
}


def _govern(request: HttpRequest) -> str | None:
    """To the guards for whoever manages them, to the exceptions for whoever only decides those."""
    return address(Permission.MANAGE_GUARDS, "guards")(request) or address(Permission.OVERRIDE_GUARDS, "guard_overrides")(request)


def register() -> None:
    """Registers its places, what it says above every page, how its acts are told, its rows and its work."""
    navigation.register(Place(area="govern.guards", label=_("Guards"), address=_govern, order=87, inside="govern"))
    where = address(Permission.SEE_PUBLISHING, "guards_try")
    navigation.register(Place(area="tell.try", label=_("Try a text"), address=where, order=29, inside="tell"))
    banners.register(Banner(key="guards.times", template="guards/banner.html", context=told.ruling))
    describe_acts(ACTS, DETAILS, told.values())
    tenant_data.register(TenantData(key="guards", label=_("Guards, elections and silences"), export=export.files, erase=export.erase))
    schedule.provide("plazamayor.guards.tasks")
