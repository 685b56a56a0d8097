"""The site a person names on the command line."""

from django.utils.translation import gettext as _

from plazamayor.analytics.models import Site
from plazamayor.analytics.operations import domain_of
from plazamayor.core.errors import Mistake
from plazamayor.organisation.models import Organisation


class SiteUnknown(Mistake):
    """No site has that domain, or several have."""


class OrganisationUnknown(Mistake):
    """No administration has that short name, or it must be said which one is meant."""


def organisation_of(code: str) -> Organisation:
    """The administration of a code or, without one, the only one there is; raises OrganisationUnknown."""
    open_ones = Organisation.objects.filter(closed=None).order_by("code")
    if code:
        found = open_ones.filter(code=code).first()
        if found is None:
            raise OrganisationUnknown(_("There is no administration “%(code)s” here.") % {"code": code})
        return found
    several = list(open_ones[:20])
    if not several:
        raise OrganisationUnknown(_("There is no administration yet. Run `plazamayor init` first."))
    if len(several) > 1:
        codes = ", ".join(each.code for each in several)
        raise OrganisationUnknown(_("Say which administration with --organisation: %(codes)s.") % {"codes": codes})
    return several[0]


def find_site(domain: str, code: str = "") -> Site | None:
    """The site of a domain, in an administration if told; None when there is none. Raises SiteUnknown when several are."""
    sites = Site.objects.select_related("organisation").filter(domain=domain_of(domain), organisation__closed=None)
    found = list(sites.filter(organisation__code=code) if code else sites)
    if len(found) > 1:
        codes = ", ".join(site.organisation.code for site in found)
        text = _("Several administrations measure %(domain)s. Say which with --organisation: %(codes)s.")
        raise SiteUnknown(text % {"domain": domain, "codes": codes})
    return found[0] if found else None


def site_of(domain: str, code: str = "") -> Site:
    """The site of a domain; raises SiteUnknown."""
    found = find_site(domain, code)
    if found is None:
        known = ", ".join(Site.objects.filter(organisation__closed=None).order_by("domain").values_list("domain", flat=True)[:20])
        if not known:
            raise SiteUnknown(_("No site is measured yet. Add one in the console, or import a log."))
        raise SiteUnknown(_("%(domain)s is not measured here. Sites measured: %(known)s.") % {"domain": domain, "known": known})
    return found
