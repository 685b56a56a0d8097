"""Begins, changes and ends the measurement of a site."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from ipaddress import ip_network
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from plazamayor.analytics import page_types, store
from plazamayor.analytics.models import Hostname, Site
from plazamayor.analytics.salts import salts
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


class WrongSetting(Mistake):
    """A setting of a site cannot be understood."""


class NameDiffers(Mistake):
    """What was typed to confirm is not the name of what would be lost."""


@transaction.atomic
def add_site(
    *,
    organisation: Organisation,
    domain: str,
    by: Membership | None,
    now: datetime,
    hostnames: Sequence[str] = (),
    **data: Any,
) -> Site:
    """Begins to measure a site, whose own host name counts for it; `data` are further fields of the model.

    Raises WrongDomain and DomainTaken.
    """
    name = domain_of(domain)
    if Site.objects.filter(organisation=organisation, domain=name).exists():
        raise DomainTaken(_("%(domain)s is already measured here.") % {"domain": name})
    usual = {"time_zone": organisation.time_zone, "page_types": page_types.USUAL}
    site = Site.objects.create(organisation=organisation, domain=name, created=now, **{**usual, **data})
    _claim(site, [name, *hostnames])
    record(organisation, by, "site.added", site, {"domain": name}, now)
    return site


@transaction.atomic
def change_site(*, site: Site, hostnames: Sequence[str], by: Membership | None, now: datetime, **data: Any) -> Site:
    """Changes how a site is measured. Figures already kept are made again when page types or the zone change.

    Raises WrongDomain, DomainTaken and WrongSetting.
    """
    kept = Site.objects.select_related("organisation").select_for_update().get(pk=site.pk)
    before = {name: getattr(kept, name) for name in data}
    data = {**data, "excluded_networks": _networks(data.get("excluded_networks", kept.excluded_networks))}
    for name, value in data.items():
        setattr(kept, name, value)
    kept.save(update_fields=list(data))
    _claim(kept, [kept.domain, *hostnames])
    changed = {name: [before[name], value] for name, value in data.items() if name in before and before[name] != value}
    record(kept.organisation, by, "site.changed", kept, {**changed, "hostnames": sorted(_claimed(kept))}, now)
    if changed.keys() & {"page_types", "time_zone"}:
        transaction.on_commit(lambda: touch_all(kept.pk))
    return kept


@transaction.atomic
def delete_site(*, site: Site, typed: str, by: Membership | None, now: datetime) -> None:
    """Deletes a site and all that happened on it, once its domain has been typed; raises NameDiffers."""
    if typed.strip().lower() != site.domain:
        raise NameDiffers(_("Write %(domain)s to delete it: all its figures go with it.") % {"domain": site.domain})
    record(site.organisation, by, "site.deleted", site, {"domain": site.domain}, now)
    number = site.pk
    site.delete()
    store.forget(number)
    salts().erase_site(number)


def touch_all(site: int) -> None:
    """Marks every day of a site as changed, so that its figures are made again when they are next read."""
    if store.is_open():
        store.touch(site, store.known_days(site, date(2000, 1, 1), date(2100, 1, 1)))


def _claim(site: Site, names: Iterable[str]) -> None:
    """Gives a site these host names and no others; raises WrongDomain and DomainTaken."""
    wanted = list(dict.fromkeys(domain_of(name) for name in names))
    others = Hostname.objects.filter(name__in=wanted).exclude(site=site).select_related("site")
    taken = next(iter(others), None)
    if taken is not None:
        ours = taken.site.organisation_id == site.organisation_id
        where = _("your site %(site)s") % {"site": taken.site} if ours else _("another administration of this installation")
        raise DomainTaken(
            _("%(name)s is already measured by %(where)s. A host name counts for one site only.") % {"name": taken.name, "where": where}
        )
    site.hostnames.exclude(name__in=wanted).delete()
    known = _claimed(site)
    Hostname.objects.bulk_create(Hostname(site=site, name=name) for name in wanted if name not in known)


def _claimed(site: Site) -> set[str]:
    return set(site.hostnames.values_list("name", flat=True))


def _networks(texts: Iterable[str]) -> list[str]:
    """Addresses and networks in the form they are kept; raises WrongSetting."""
    found = []
    for text in texts:
        try:
            found.append(str(ip_network(text.strip(), strict=False)))
        except ValueError as error:
            raise WrongSetting(_("“%(text)s” is not an address or a network. Write 192.0.2.7 or 192.0.2.0/24.") % {"text": text}) from error
    return found


def types_by_prefix(prefixes: Mapping[str, Iterable[str]]) -> list[dict[str, str]]:
    """Page types as they are kept, from the beginnings of addresses of each type."""
    return [{"prefix": prefix, "type": kind} for kind, some in prefixes.items() for prefix in some]
