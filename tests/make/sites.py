"""Plain factories of measured sites."""

from itertools import count
from typing import Any

from plazamayor.analytics.models import Hostname, Site
from plazamayor.organisation.models import Organisation
from tests.make.organisations import make_organisation

_numbers = count(1)


def make_site(organisation: Organisation | None = None, *, domain: str = "", **fields: Any) -> Site:
    site = Site.objects.create(
        organisation=organisation or make_organisation(), domain=domain or f"www.ayuntamiento{next(_numbers)}.example", **fields
    )
    Hostname.objects.create(site=site, name=site.domain)
    return site
