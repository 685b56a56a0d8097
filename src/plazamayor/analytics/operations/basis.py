"""Leaves exempt mode under a declared legal basis, and goes back to it."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from plazamayor.analytics.models import BasisDeclaration, Site
from plazamayor.core.errors import Mistake
from plazamayor.organisation.models import Membership
from plazamayor.organisation.operations import record


class NothingToEnd(Mistake):
    """The site is in exempt mode already."""


@transaction.atomic
def declare_basis(*, site: Site, basis: str, text: str, day: date, by: Membership, now: datetime) -> BasisDeclaration:
    """Declares the legal ground on which a site is measured beyond exempt mode. It rules at once; the one before ends."""
    site.declarations.filter(ended=None).update(ended=now)
    declared = BasisDeclaration.objects.create(site=site, basis=basis, text=text, day=day, by=by.person, created=now)
    site.exempt = False
    site.save(update_fields=["exempt"])
    record(site.organisation, by, "site.basis_declared", site, {"basis": basis, "day": day.isoformat(), "text": text}, now)
    return declared


@transaction.atomic
def return_to_exempt(*, site: Site, by: Membership, now: datetime) -> Site:
    """Goes back to measuring only what needs no consent; raises NothingToEnd."""
    if site.exempt:
        raise NothingToEnd(_("This site is in exempt mode already."))
    site.declarations.filter(ended=None).update(ended=now)
    site.exempt = True
    site.save(update_fields=["exempt"])
    record(site.organisation, by, "site.exempt_again", site, {}, now)
    return site
