"""What counts: which hits are page views, downloads or pages not found, and what is kept of each.

Every text is judged once, however many lines repeat it: robots by distinct agent, pages by distinct address, channels by distinct referrer.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address
from typing import Any, Final, NamedTuple, TypeVar
from urllib.parse import unquote_plus
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
from django.conf import settings

from plazamayor.analytics.addresses import clean_path, clean_term, mask, shortened
from plazamayor.analytics.agents import Agent, read_agent
from plazamayor.analytics.collector.book import Rules, networks, pattern_of
from plazamayor.analytics.collector.connection import Address, household
from plazamayor.analytics.collector.places import Places
from plazamayor.analytics.events import Kind
from plazamayor.analytics.imports.columns import Bools, Columns, Ints
from plazamayor.analytics.imports.hits import address_of, host_name
from plazamayor.analytics.models import Site
from plazamayor.analytics.referrers import is_spam, listed_spam, read_referrer

CODES: Final = {name: name for name in ("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content")} | {"pz": "campaign"}
"""Parameters that carry a campaign's codes, and the columns they go to."""
REMEMBERED: Final = 200_000
_LONGEST_CODE: Final = 100
_NO_AGENT: Final = Agent("", "", "", "", "")
T = TypeVar("T")


class Page(NamedTuple):
    """What an address asks for: `ending` is asset, download or page; `codes` are those of CODES, in order; `term` what it searches."""

    path: str
    ending: str
    excluded: bool
    codes: tuple[str, ...] = ("",) * len(CODES)
    term: str = ""


class Came(NamedTuple):
    """Where a visit came from."""

    host: str
    channel: str
    spam: bool


@dataclass
class Counted:
    """The hits that count, a row each: texts by the distinct values and the value of each row."""

    time: Ints
    kind: Ints
    pages: list[Page]
    page: Ints
    agents: list[Agent]
    agent: Ints
    came: list[Came]
    referrer: Ints
    hosts: list[str]
    host: Ints
    homes: list[str]
    places: list[tuple[str, str]]
    address: Ints
    agent_texts: list[str]
    filtered: Counter[str] = field(default_factory=Counter)


class Judge:
    """Judges the hits of one import by the rules of its site."""

    def __init__(self, site: Site, *, has_agent: bool, only_own_hosts: bool) -> None:
        self.rules = rules_of(site)
        self.domain = site.domain.lower()
        self.has_agent = has_agent
        self.only_own_hosts = only_own_hosts
        self.spam = listed_spam()
        self.places = Places(settings.GEO_DATABASE)
        self._pages: dict[bytes, Page] = {}
        self._paths: dict[str, Page] = {}
        self._came: dict[bytes, Came] = {}

    def count(self, columns: Columns) -> Counted:
        """Answers the hits that count, and why the others do not."""
        asked = _Asked(columns)
        pages = asked.each("uri", self._page, self._pages)
        missing = columns.status >= 400  # noqa: PLR2004 404 and 410: no others come this far
        asked.drop("asset", ~missing & _flags((page.ending == "asset" for page in pages), asked.code["uri"]))
        hosts = asked.each("host", lambda text: host_name(text.decode("utf-8", "replace")))
        if self.only_own_hosts:
            asked.drop("other_host", ~_flags((not host or is_own(self.rules, host) for host in hosts), asked.code["host"]))
        agents = asked.each("agent", self._agent)
        asked.drop("bot", _flags((bool(agent.bot) for agent in agents), asked.code["agent"]))
        asked.drop("excluded_path", _flags((page.excluded for page in pages), asked.code["uri"]))
        addresses = asked.each("address", _address) if self.rules.excluded_networks or settings.GEO_DATABASE else []
        if self.rules.excluded_networks:
            asked.drop("excluded_address", _flags((self.rules.excludes(each) for each in addresses), asked.code["address"]))
        came = asked.each("referrer", self._came_from, self._came)
        if self.spam:
            asked.drop("spam", _flags((origin.spam for origin in came), asked.code["referrer"]))
        download = _flags((page.ending == "download" for page in pages), asked.code["uri"])
        kind = np.where(missing, Kind.NOT_FOUND, np.where(download, Kind.DOWNLOAD, Kind.PAGE_VIEW))
        kept = asked.kept
        return Counted(
            time=columns.time[kept],
            kind=kind[kept],
            pages=pages,
            page=asked.code["uri"][kept],
            agents=agents,
            agent=asked.code["agent"][kept],
            came=came,
            referrer=asked.code["referrer"][kept],
            hosts=[host or self.domain for host in hosts],
            host=asked.code["host"][kept],
            homes=[_home(text) for text in asked.values["address"]],
            places=[self.places.find(each) for each in addresses],
            address=asked.code["address"][kept],
            agent_texts=[text.decode("utf-8", "replace") for text in asked.values["agent"]],
            filtered=asked.filtered,
        )

    def _page(self, uri: bytes) -> Page:
        text, _mark, query = _decoded(uri).partition("#")[0].partition("?")
        address = f"{text}?{query}" if query and self.rules.kept_parameters else text
        page = self._paths.get(address)
        if page is None:
            path = clean_path(address, self.rules.kept_parameters)
            page = Page(path, ending_of(text), self.rules.excluded_paths.match(path.partition("?")[0]) is not None)
            _remember(self._paths, address, page)
        return self._asked(page, query) if query else page

    def _asked(self, page: Page, query: str) -> Page:
        """Adds what the query of a page says of campaigns and searches."""
        names = self.rules.search_parameters
        if not any(f"{name}=" in query for name in (*CODES, *names)):
            return page
        given = [(name, unquote_plus(value, errors="replace")) for name, _, value in (pair.partition("=") for pair in query.split("&"))]
        codes = tuple(shortened(mask(dict(given).get(name, "").strip()), _LONGEST_CODE) for name in CODES)
        terms = [clean_term(value) for name, value in given if name in names]
        return page._replace(codes=codes, term=terms[0] if terms else "")

    def _agent(self, text: bytes) -> Agent:
        return read_agent(text.decode("utf-8", "replace")) if self.has_agent else _NO_AGENT

    def _came_from(self, url: bytes) -> Came:
        host, channel = read_referrer(_decoded(url), self.rules.hosts)
        return Came(host, channel, is_spam(host, self.spam))


class _Asked:
    """The hits of a batch, each text as the number of its distinct value, and which are still kept."""

    def __init__(self, columns: Columns) -> None:
        self.kept: Bools = np.ones(len(columns.time), np.bool_)
        self.filtered: Counter[str] = Counter()
        self._arrays = columns.texts
        self.code: dict[str, Ints] = {}
        self.values: dict[str, list[bytes]] = {}
        for name, array in columns.texts.items():
            self._hold(name, array)

    def _hold(self, name: str, array: pa.DictionaryArray) -> None:
        self.code[name] = array.indices.to_numpy(zero_copy_only=False).astype(np.int64)
        self.values[name] = array.dictionary.to_pylist()

    def each(self, name: str, judge: Callable[[bytes], T], known: dict[bytes, T] | None = None) -> list[T]:
        """Judges every distinct value of a text once, or remembers what was judged of it in an earlier batch."""
        judged = []
        for value in self.values[name]:
            verdict = known.get(value) if known is not None else None
            if verdict is None:
                verdict = judge(value)
                if known is not None:
                    _remember(known, value, verdict)
            judged.append(verdict)
        return judged

    def drop(self, why: str, rows: Bools) -> None:
        """Leaves out some of the hits still kept, for a reason."""
        dropped = self.kept & rows
        number = int(dropped.sum())
        if number:
            self.filtered[why] += number
            self.kept &= ~dropped


def rules_of(site: Site) -> Rules:
    """Answers how a site is measured; its own domain is one of its hosts."""
    names = {site.domain.lower(), *(name.lower() for name in site.hostnames.values_list("name", flat=True))}
    return Rules(
        site=site.pk,
        zone=ZoneInfo(site.time_zone),
        hosts=frozenset(names),
        kept_parameters=tuple(site.kept_parameters),
        search_parameters=tuple(site.search_parameters),
        excluded_networks=tuple(networks(site.excluded_networks)),
        excluded_paths=pattern_of(site.excluded_paths),
    )


def is_own(rules: Rules, host: str) -> bool:
    """Says whether a host's pages count for the site; `www.` makes no difference."""
    return host in rules.hosts or (host.removeprefix("www.") if host.startswith("www.") else f"www.{host}") in rules.hosts


def ending_of(path: str) -> str:
    """Says what an address is by how its path ends: asset, download or page (lists in settings)."""
    name = path.rpartition("/")[2].partition(";")[0]
    _stem, dot, extension = name.rpartition(".")
    extension = extension.lower()
    if dot and extension in settings.STATIC_EXTENSIONS:
        return "asset"
    return "download" if dot and extension in settings.DOWNLOAD_EXTENSIONS else "page"


def _address(text: bytes) -> Address | None:
    """Reads an address; a log may hold names instead, which are told apart as they are."""
    try:
        address = ip_address(address_of(text).decode("ascii").partition("%")[0])
    except ValueError:
        return None
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address


def _home(text: bytes) -> str:
    """Answers what of an address goes into a visitor id; only those of IPv6 have to be read for it."""
    return (household(_address(text)) if b":" in text or b"," in text else "") or _decoded(text)


def _decoded(text: bytes) -> str:
    try:
        return text.decode()
    except UnicodeDecodeError:
        return text.decode("cp1252", "replace")


def _remember(known: dict[Any, Any], key: object, value: object) -> None:
    if len(known) >= REMEMBERED:
        known.clear()
    known[key] = value


def _flags(verdicts: Iterable[bool], codes: Ints) -> Bools:
    return np.fromiter(verdicts, np.bool_)[codes] if len(codes) else np.zeros(0, np.bool_)
