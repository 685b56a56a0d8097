"""Where the room stands in the console, and what it registers for the rest of the house."""

from collections.abc import Callable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plazamayor.analytics import indicators
from plazamayor.analytics.access import sites_for
from plazamayor.analytics.dashboard.look import PERIODS
from plazamayor.analytics.mailing.records import Subscription
from plazamayor.analytics.models import BasisDeclaration, Goal
from plazamayor.analytics.page_types import NAMES
from plazamayor.core.due import schedule
from plazamayor.core.navigation import Place, navigation
from plazamayor.organisation.access import Permission, address, may, member_of
from plazamayor.organisation.contract import describe_acts

ACTS: dict[str, str | Promise] = {
    "site.added": _("began to measure a site"),
    "site.changed": _("changed how a site is measured"),
    "site.deleted": _("deleted a site and its figures"),
    "site.basis_declared": _("declared a legal basis for a site"),
    "site.exempt_again": _("put a site back in exempt mode"),
    "segment.added": _("kept a segment"),
    "segment.removed": _("removed a segment"),
    "annotation.added": _("noted something that happened"),
    "annotation.changed": _("changed an annotation"),
    "annotation.removed": _("removed an annotation"),
    "goal.added": _("added a goal"),
    "goal.removed": _("removed a goal"),
    "api_token.issued": _("gave a token to a program"),
    "api_token.revoked": _("took a token back"),
    "share.created": _("shared figures by a link"),
    "share.revoked": _("took a shared link back"),
    "letters.asked": _("asked for letters about a site"),
    "letters.ended": _("ended letters about a site"),
    "alerts.changed": _("changed what is watched of a site"),
    "import.began": _("uploaded a file to import"),
    "import.dropped": _("left an upload unfinished"),
    "import.retried": _("tried an import again"),
}

DETAILS: dict[str, str | Promise] = {
    "domain": _("domain"),
    "basis": _("legal basis"),
    "filters": _("filters"),
    "hostnames": _("names whose pages count"),
    "retention_months": _("months kept"),
    "kept_parameters": _("parameters kept"),
    "search_parameters": _("search parameters"),
    "excluded_networks": _("addresses that do not count"),
    "excluded_paths": _("pages that do not count"),
    "page_types": _("types of page"),
    "rhythm": _("when"),
    "rise": _("rises"),
    "fall": _("falls"),
    "views_rise": _("rises in page views"),
    "views_fall": _("falls in page views"),
    "not_found": _("addresses not found"),
    "silence": _("silence"),
    "goals": _("goals"),
    "period": _("period"),
    "password": _("with a password"),
    "days": _("days it lasts"),
    "scopes": _("what it may do"),
    "sites": _("sites"),
    "file": _("file"),
}
VALUES: dict[str, dict[str, str | Promise]] = {
    "basis": dict(BasisDeclaration.Basis.choices),
    "kind": dict(Goal.Kind.choices),
    "rhythm": dict(Subscription.Rhythm.choices),
    "period": PERIODS,
    "type": NAMES,
}


def _nowhere(_request: HttpRequest) -> str | None:
    return None


def _audience(request: HttpRequest) -> str | None:
    """The site that the administration first measured; its list when there are none yet or several places to begin from."""
    member = member_of(request)
    if member is None or not may(member, Permission.SEE_MEASURES):
        return None
    sites = sites_for(member)
    return (
        reverse("audience", args=[member.organisation.code, min(sites, key=lambda site: site.pk).domain])
        if sites
        else reverse("sites", args=[member.organisation.code])
    )


PLACES: tuple[tuple[str, str | Promise, Callable[[HttpRequest], str | None]], ...] = (
    ("measure.audience", _("Audience"), _audience),
    ("measure.sites", _("Sites"), address(Permission.SEE_MEASURES, "sites")),
    ("measure.definitions", _("Definitions"), address(Permission.SEE_MEASURES, "definitions")),
)


def register() -> None:
    """Registers the verb that measures, its places, how its acts are told, its figures and its nightly work."""
    navigation.register(Place(area="measure", label=_("Measure"), address=_nowhere, order=50, icon="chart-bar"))
    for order, (area, label, where) in enumerate(PLACES, start=51):
        navigation.register(Place(area=area, label=label, address=where, order=order, inside="measure"))
    describe_acts(ACTS, DETAILS, VALUES)
    indicators.register()
    schedule.provide("plazamayor.analytics.due")
    where = address(Permission.MANAGE_SITES, "api_tokens")
    navigation.register(Place(area="govern.tokens", label=_("Tokens for programs"), address=where, order=89, inside="govern"))
