"""From what a browser sent to the event that is kept, or to the reason why it is not.

Neither address nor agent leaves this module: they become an id and a few words, and are forgotten.
"""

import re
from collections import Counter
from collections.abc import Container
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Final
from urllib.parse import unquote_plus

import msgspec
from msgspec import Meta

from plazamayor.analytics.addresses import MASK, clean_page, clean_target, clean_term, mask, shortened
from plazamayor.analytics.agents import Agent, read_agent
from plazamayor.analytics.collector.book import EMPTY, Book, Rules
from plazamayor.analytics.collector.connection import Address, Proxies, household
from plazamayor.analytics.collector.flusher import Spooled
from plazamayor.analytics.collector.places import Places
from plazamayor.analytics.collector.tokens import VisitToken
from plazamayor.analytics.events import Event, Kind, Origin
from plazamayor.analytics.exempt import narrowed
from plazamayor.analytics.referrers import channel_of, host_of, is_spam, read_referrer
from plazamayor.analytics.salts import Salts, day_in, lives, visitor_id

UNKNOWN_SITE: Final = "unknown_site"
TOKEN: Final = "t"  # noqa: S105 a letter of the protocol
KINDS: Final = {
    "v": Kind.PAGE_VIEW,
    "e": Kind.ENGAGEMENT,
    "f": Kind.FORM,
    "c": Kind.CUSTOM,
    "w": Kind.VITAL,
}
VITALS: Final = frozenset({"LCP", "INP", "CLS"})
MOST_A_MINUTE: Final = 600  # of one id: an office behind one address with one browser shares it
MOST_IDS: Final = 500_000
OLDEST: Final = timedelta(hours=72)
NEWEST: Final = timedelta(minutes=5)
_LONGEST_NAME: Final = 60
_MOST_PROPERTIES: Final = 12
_UTM: Final = {name: name for name in ("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content")} | {"pz": "campaign"}
_LANGUAGE: Final = re.compile(r"\s*([A-Za-z]{2,3})\b")
_CODE: Final = re.compile(r"[^\w.~-]+")


class Payload(msgspec.Struct, frozen=True):
    """What the tracker sends. `u` page, `k` kind, `r` referrer, `t` target, `s` seconds seen, `d` depth in hundredths, `v` value,
    `p` properties, `n` whether the page says it was not found, `q` names of the parameters that carry a search.
    """  # noqa: D205 the letters need more than a line

    u: Annotated[str, Meta(min_length=1, max_length=4000)]
    k: Annotated[str, Meta(pattern="^[vedofcwt]$")] = "v"
    r: Annotated[str, Meta(max_length=4000)] = ""
    t: Annotated[str, Meta(max_length=4000)] = ""
    s: Annotated[float, Meta(ge=0, le=86_400)] = 0
    d: Annotated[float, Meta(ge=0, le=100)] = 0
    v: Annotated[float, Meta(ge=0, le=10_000_000)] = 0.0
    p: dict[str, str | int | float | bool] = {}
    n: bool = False
    q: Annotated[str, Meta(max_length=200)] = ""


class Facts(msgspec.Struct):
    """What the connection itself says; no payload can replace any of it."""

    peer: str = ""
    forwarded: str = ""
    agent: str = ""
    language: str = ""
    origin: str = ""
    referer: str = ""
    purpose: str = ""
    signal: str = ""


class Dropped(Exception):
    """Not counted, though nothing was wrong with the request."""

    def __init__(self, reason: str, site: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.site = site


class Refused(Exception):
    """Something is wrong with the request: the answer's status, the reason counted and a sentence for whoever sent it."""

    def __init__(self, status: int, reason: str, sentence: str, site: int = 0) -> None:
        super().__init__(sentence)
        self.status = status
        self.reason = reason
        self.sentence = sentence
        self.site = site


class TimeNotAccepted(Exception):
    """A time given by a token's holder is too old or yet to come."""


def accepted_time(given: datetime, now: datetime) -> datetime:
    """Answers, in UTC to the second, a time that a token's holder gives; raises TimeNotAccepted beyond 72 h ago or 5 min ahead."""
    if given.tzinfo is None:
        raise TimeNotAccepted("The time needs its offset from UTC, as in 2026-03-01T12:00:00+01:00.")
    moment = given.astimezone(UTC).replace(microsecond=0)
    if moment < now - OLDEST:
        raise TimeNotAccepted("The time is more than 72 hours old.")
    if moment > now + NEWEST:
        raise TimeNotAccepted("The time is more than 5 minutes ahead.")
    return moment


class Gate:
    """Counts each id's events within a minute; in memory only, forgotten when the minute ends."""

    def __init__(self) -> None:
        self._minute = 0
        self._counts: Counter[int] = Counter()

    def admits(self, visitor: int, second: float) -> bool:
        """Says whether an id may send one more this minute."""
        if int(second) // 60 != self._minute or len(self._counts) > MOST_IDS:
            self._minute = int(second) // 60
            self._counts.clear()
        self._counts[visitor] += 1
        return self._counts[visitor] <= MOST_A_MINUTE


class Reader:
    """Reads payloads with the rules of each site. `book` and `spam` are replaced whole when they change."""

    def __init__(
        self, *, salts: Salts, proxies: Proxies, places: Places, downloads: Container[str], spam: frozenset[str] = frozenset()
    ) -> None:
        self.book: Book = EMPTY
        self.salts = salts
        self.proxies = proxies
        self.places = places
        self.downloads = downloads
        self.spam = spam
        self.gate = Gate()

    def read(self, payload: Payload, facts: Facts, now: datetime) -> list[Spooled]:
        """Answers the events that a payload stands for; raises Dropped or Refused."""
        rules, host, path = self._page(payload, facts)
        agent, address = self._admit(rules, path, facts)
        kind, target = self._subject(payload, rules)
        referrer, channel = self._referrer(payload, rules)
        day, visitor, before = self._ids(rules, address, facts.agent, now)
        country, region = self.places.find(address)
        event = Event(
            site=rules.site,
            day=day,
            visitor=visitor,
            time=now,
            kind=kind,
            origin=Origin.TRACKER,
            host=host,
            path=path,
            target=target,
            seconds=min(round(payload.s), 65_535) if payload.k == "e" else 0,
            scroll=round(payload.d) if payload.k == "e" else 0,
            value=payload.v if payload.k == "w" else 0.0,
            referrer=referrer,
            country=country,
            region=region,
            device=agent.device,
            browser=agent.browser,
            browser_version=agent.browser_version,
            system=agent.system,
            language=_language(facts.language),
            properties=_properties(payload.p),
            **_campaign(payload, channel),
        )
        events = [event, *_searches(payload, rules, event)]
        kept = narrowed(events) if rules.exempt else events
        if not kept:
            raise Dropped("exempt", rules.site)
        return [Spooled(each, before) for each in kept]

    def visit(self, payload: Payload, facts: Facts, now: datetime) -> VisitToken:
        """Answers what a visit token for this page's visitor holds; raises Dropped or Refused."""
        rules, _, path = self._page(payload, facts)
        _, address = self._admit(rules, path, facts)
        return VisitToken(rules.site, *self._ids(rules, address, facts.agent, now))

    def _page(self, payload: Payload, facts: Facts) -> tuple[Rules, str, str]:
        """Finds the site by the page's host name, and holds the sender's origin against it."""
        host = clean_page(payload.u)[0]
        if not host:
            raise Refused(400, "bad_address", "The page's address cannot be read.")
        rules = self.book.find(host)
        if rules is None:
            raise Refused(404, UNKNOWN_SITE, "No site here counts this host name. Add it to the host names of its site.")
        if facts.origin and facts.origin != "null" and self.book.find(host_of(facts.origin)) is not rules:
            raise Refused(403, "foreign_origin", "The page that sent this is not of the site it names.", rules.site)
        _, path = clean_page(payload.u, rules.kept_parameters)
        return rules, host, path

    def _admit(self, rules: Rules, path: str, facts: Facts) -> tuple[Agent, Address | None]:
        """Drops what is not to be counted."""
        if facts.signal == "1":
            raise Dropped("privacy_signal", rules.site)
        if "prefetch" in facts.purpose or "prerender" in facts.purpose:
            raise Dropped("prefetch", rules.site)
        agent = read_agent(facts.agent)
        if agent.bot:
            raise Dropped("bot", rules.site)
        address = self.proxies.address(facts.peer, facts.forwarded)
        if rules.excludes(address):
            raise Dropped("excluded_address", rules.site)
        if rules.excluded_paths.match(path.partition("?")[0]):
            raise Dropped("excluded_path", rules.site)
        return agent, address

    def _subject(self, payload: Payload, rules: Rules) -> tuple[Kind, str]:
        """Answers the kind of event and what it is about, cleaned as addresses are."""
        if payload.k == "v":
            return (Kind.NOT_FOUND if payload.n else Kind.PAGE_VIEW), ""
        if payload.k not in "od":
            return KINDS[payload.k], _declared(payload, rules)
        there, path = clean_page(payload.t)
        own = not there or rules.owns(there)
        if path.rpartition(".")[2].lower() in self.downloads:
            return Kind.DOWNLOAD, path if own else there + path
        if own:
            raise Dropped("internal_link", rules.site)
        return Kind.OUTBOUND, clean_target(payload.t)

    def _referrer(self, payload: Payload, rules: Rules) -> tuple[str, str]:
        if payload.k != "v":
            return "", ""
        referrer, channel = read_referrer(payload.r, rules.hosts)
        if self.spam and is_spam(referrer, self.spam):
            raise Dropped("spam_referrer", rules.site)
        return referrer, channel

    def _ids(self, rules: Rules, address: Address | None, agent: str, now: datetime) -> tuple[date, int, int]:
        """Answers the day, the visitor's id and, while yesterday's salt lives, the id it gives; else 0."""
        day = day_in(rules.zone, now)
        yesterday = day - timedelta(days=1)
        place = household(address)
        visitor = visitor_id(self.salts.live(rules.site, day), rules.site, place, agent)
        if not self.gate.admits(visitor, now.timestamp()):
            raise Refused(429, "too_many", "Too many events from one browser; try again in a minute.", rules.site)
        salt = self.salts.living(rules.site, yesterday) if lives(yesterday, rules.zone, now) else None
        return day, visitor, visitor_id(salt, rules.site, place, agent) if salt else 0


def _declared(payload: Payload, rules: Rules) -> str:
    """Answers what a form, a vital or an event of the page's own is called."""
    if payload.k == "w" and payload.t not in VITALS:
        raise Refused(400, "bad_payload", "The vital is not one of LCP, INP and CLS.", rules.site)
    if payload.k == "c" and not payload.t.strip():
        raise Refused(400, "bad_payload", "An event needs a name.", rules.site)
    return _text(payload.t, _LONGEST_NAME) if payload.k in "cfw" else ""


def _searches(payload: Payload, rules: Rules, view: Event) -> list[Event]:
    """Answers the search that a page's address carries, if any."""
    if payload.k != "v" or "?" not in payload.u:
        return []
    names = {*rules.search_parameters, *filter(None, payload.q.split(","))}
    terms = [clean_term(value) for name, value in _query(payload.u) if name in names]
    return [msgspec.structs.replace(view, kind=Kind.SEARCH, target=term) for term in terms[:1] if term and names]


def _campaign(payload: Payload, channel: str) -> dict[str, str]:
    """Answers the campaign codes of a view's address, and the channel that they or its referrer make of it."""
    if payload.k != "v" or "?" not in payload.u:
        return {"channel": channel}
    found = {_UTM[name]: _text(value, 100) for name, value in _query(payload.u) if name in _UTM}
    if not found:
        return {"channel": channel}
    if "campaign" in found:
        found["campaign"] = _CODE.sub("", found["campaign"].replace(MASK, ""))
    declared = found.get("utm_campaign", "") or found.get("campaign", "")
    return found | {"channel": channel_of(channel, found.get("utm_medium", ""), declared)}


def _query(url: str) -> list[tuple[str, str]]:
    """The parameters of an address, decoded."""
    query = url.partition("?")[2].partition("#")[0]
    return [(name, unquote_plus(value, errors="replace")) for name, _, value in (pair.partition("=") for pair in query.split("&"))]


def _properties(given: dict[str, str | int | float | bool]) -> dict[str, str]:
    if not given:
        return {}
    named = ((_text(name, 40), _text(_spelled(value), 100)) for name, value in list(given.items())[:_MOST_PROPERTIES])
    return {name: value for name, value in named if name}


def _spelled(value: str | float | bool) -> str:  # noqa: FBT001 a property may be a boolean
    return str(value).lower() if isinstance(value, bool) else str(value)


def _language(header: str) -> str:
    match = _LANGUAGE.match(header)
    return match.group(1).lower() if match else ""


def _text(given: str, longest: int) -> str:
    return shortened(mask("".join(char for char in given.strip() if char.isprintable())), longest)
