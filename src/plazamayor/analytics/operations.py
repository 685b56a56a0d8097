"""The room's verbs. Each is one transaction and one line of the audit trail."""

import re
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from plazamayor.analytics.models import Hostname, Site
from plazamayor.core.errors import Mistake
from plazamayor.organisation.models import Membership, Organisation
from plazamayor.organisation.operations import record

_LABEL: Final = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN: Final = re.compile(rf"(?=.{{1,253}}\Z){_LABEL}(?:\.{_LABEL})*")


class WrongDomain(Mistake):
    """What was given is not a host name."""


class DomainTaken(Mistake):
    """Another site of the installation counts that host name's pages."""


def domain_of(typed: str) -> str:
    """The domain that somebody means by an address or a name, in the form it is kept; raises WrongDomain."""
    host = typed.strip().lower().partition("://")[2] or typed.strip().lower()
    host = host.partition("/")[0].partition(":")[0].rstrip(".")
    try:
        ascii_host = host.encode("idna").decode()
    except UnicodeError:
        ascii_host = ""
    if not _DOMAIN.fullmatch(ascii_host):
        raise WrongDomain(_("“%(typed)s” is not a domain. Write it as citizens type it, such as www.example.es.") % {"typed": typed})
    return ascii_host


@transaction.atomic
def add_site(*, organisation: Organisation, domain: str, by: Membership | None, now: datetime, **data: Any) -> Site:
    """Begins to measure a site, whose own host name counts for it; `data` are further fields of the model.

    Raises WrongDomain and DomainTaken.
    """
    name = domain_of(domain)
    if Hostname.objects.filter(name=name).exists() or Site.objects.filter(organisation=organisation, domain=name).exists():
        raise DomainTaken(_("%(domain)s is already measured here.") % {"domain": name})
    site = Site.objects.create(organisation=organisation, domain=name, created=now, **{"time_zone": organisation.time_zone, **data})
    Hostname.objects.create(site=site, name=name)
    record(organisation, by, "site.added", site, {"domain": name}, now)
    return site
