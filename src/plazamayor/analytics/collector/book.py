"""What the collector must know of each site, kept in memory so that no event waits for the database."""

import fnmatch
import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from ipaddress import IPv4Network, IPv6Network, ip_network
from zoneinfo import ZoneInfo

from plazamayor.analytics.collector.connection import Address
from plazamayor.analytics.models import Hostname

log = logging.getLogger(__name__)
Network = IPv4Network | IPv6Network
NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True)
class Rules:
    """How a site is measured."""

    site: int
    zone: tzinfo
    hosts: frozenset[str]
    exempt: bool = False
    kept_parameters: tuple[str, ...] = ()
    search_parameters: tuple[str, ...] = ()
    excluded_networks: tuple[Network, ...] = ()
    excluded_paths: re.Pattern[str] = field(default=NOTHING)

    def owns(self, host: str) -> bool:
        """Says whether a host is the site's own."""
        return host in self.hosts or _other_spelling(host) in self.hosts

    def excludes(self, address: Address | None) -> bool:
        """Says whether what comes from an address is not counted."""
        return address is not None and any(address in network for network in self.excluded_networks)


@dataclass(frozen=True)
class Book:
    """The rules of every site, by host name."""

    by_host: Mapping[str, Rules]

    def zones(self) -> dict[int, tzinfo]:
        """Answers the zone of each site."""
        return {rules.site: rules.zone for rules in self.by_host.values()}

    def find(self, host: str) -> Rules | None:
        """Answers the rules of the site that counts a host name's pages; `www.` makes no difference where no other site claims it."""
        return self.by_host.get(host) or self.by_host.get(_other_spelling(host))


EMPTY = Book({})


def _other_spelling(host: str) -> str:
    return host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"


def read_book() -> Book:
    """Reads the rules of every site that has a host name."""
    named: dict[int, set[str]] = {}
    sites = {}
    for hostname in Hostname.objects.select_related("site").filter(site__organisation__closed__isnull=True):
        named.setdefault(hostname.site_id, set()).add(hostname.name.lower())
        sites[hostname.site_id] = hostname.site
    rules = [
        Rules(
            site=number,
            zone=ZoneInfo(site.time_zone),
            hosts=frozenset(named[number]),
            exempt=site.exempt,
            kept_parameters=tuple(site.kept_parameters),
            search_parameters=tuple(site.search_parameters),
            excluded_networks=tuple(networks(site.excluded_networks)),
            excluded_paths=pattern_of(site.excluded_paths),
        )
        for number, site in sites.items()
    ]
    return Book({host: each for each in rules for host in each.hosts})


def networks(texts: Iterable[str]) -> Iterable[Network]:
    """Reads addresses and networks; what is neither is left out with a word in the log."""
    for text in texts:
        try:
            yield ip_network(text.strip(), strict=False)
        except ValueError:
            log.warning("An excluded network of a site cannot be read and is not excluded.")


def pattern_of(paths: Iterable[str]) -> re.Pattern[str]:
    """Makes one pattern of excluded paths, in which `*` stands for anything; nothing is excluded by none."""
    patterns = [fnmatch.translate(path) for path in paths if path]
    return re.compile("|".join(patterns)) if patterns else NOTHING
