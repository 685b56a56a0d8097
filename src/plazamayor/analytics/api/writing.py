"""Events that a server sends: held against their rules, and put in the collector's spool once."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import cache
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import msgspec
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from plazamayor.analytics.addresses import clean_page, clean_target, clean_term, mask
from plazamayor.analytics.api.access import site_of
from plazamayor.analytics.api.answers import Given, GivenBatch, Taken
from plazamayor.analytics.api.bodies import read_body
from plazamayor.analytics.api.problems import Fault, Problem
from plazamayor.analytics.collector.door import CannotKeep, NotKnown, door
from plazamayor.analytics.collector.flusher import Spooled
from plazamayor.analytics.collector.reading import TimeNotAccepted, accepted_time
from plazamayor.analytics.collector.tokens import LIFE, VisitToken, read_visit_token
from plazamayor.analytics.events import Event, Kind, Origin
from plazamayor.analytics.exempt import EXEMPT
from plazamayor.analytics.models import ApiToken, Site, TakenBatch
from plazamayor.analytics.salts import day_in
from plazamayor.analytics.store.figures import DIMENSIONS

LONGEST_KEY = 100
REMEMBERED = timedelta(days=4)
NEEDS_TARGET = frozenset({"outbound", "download", "form", "search", "custom"})
RETRY = {"Retry-After": "30"}
_decode = msgspec.json.Decoder(GivenBatch).decode


class _Wrong(Exception):
    """A field of an event cannot be taken: `kind` of problem, the field and why."""

    def __init__(self, field: str, why: str, kind: str = "wrong-event") -> None:
        super().__init__(why)
        self.kind = kind
        self.fault = Fault(field, why)


def take(token: ApiToken, body: bytes, key: str, now: datetime) -> Taken:
    """Takes a batch, all or none, and returns when it is durable; with a key, the same batch again changes nothing. Raises Problem."""
    if len(key) > LONGEST_KEY:
        raise Problem("wrong-parameter", _("The Idempotency-Key has at most %(n)s characters.") % {"n": LONGEST_KEY})
    batch = read_body(body, _decode, "wrong-event", _("The event is not as it should be."))
    digest = hashlib.sha256(body).hexdigest()
    held = _claim(token, key, digest, now) if key else None
    if held is not None and held.kept:
        return Taken(len(batch.events), repeated=True)
    try:
        door.keep(_spooled(token, batch, now), now.timestamp())
    except NotKnown as unknown:
        raise Problem("not-available", _("It is not known whether the events were kept."), headers=RETRY) from unknown
    except (CannotKeep, Problem) as refused:
        if held is not None:
            held.delete()
        if isinstance(refused, Problem):
            raise
        raise Problem("not-available", _("Nothing can be kept for the moment. Nothing was."), headers=RETRY) from refused
    if held is not None:
        TakenBatch.objects.filter(pk=held.pk).update(kept=True)
    return Taken(len(batch.events), repeated=False)


def keep(token: ApiToken, batch: GivenBatch, now: datetime) -> None:
    """Takes events of an upper room, all or none, and returns when they are durable. Raises Problem."""
    try:
        door.keep(_spooled(token, batch, now), now.timestamp())
    except NotKnown as unknown:
        raise Problem("not-available", _("It is not known whether the events were kept."), headers=RETRY) from unknown
    except CannotKeep as refused:
        raise Problem("not-available", _("Nothing can be kept for the moment. Nothing was."), headers=RETRY) from refused


def forget_batches(now: datetime) -> None:
    """Forgets the batches that are too old to be sent again."""
    TakenBatch.objects.filter(taken__lt=now - REMEMBERED).delete()


def _claim(token: ApiToken, key: str, digest: str, now: datetime) -> TakenBatch:
    """Writes the key down before anything is kept; raises Problem for one with other events, or whose end is not known."""
    try:
        with transaction.atomic():
            return TakenBatch.objects.create(token=token, key=key, digest=digest, taken=now)
    except IntegrityError:
        held = TakenBatch.objects.get(token=token, key=key)
    if held.digest != digest:
        raise Problem("repeated-key", _("That Idempotency-Key was used with other events."))
    if not held.kept:
        raise Problem("repeated-key", _("That batch is being taken, or it is not known whether it was: it is not taken again."))
    return held


def _spooled(token: ApiToken, batch: GivenBatch, now: datetime) -> list[Spooled]:
    """The events as the spool holds them; raises Problem that names every fault."""
    site = cache(lambda domain: site_of(token, domain))
    found: list[Spooled] = []
    wrong: list[_Wrong] = []
    for number, given in enumerate(batch.events):
        try:
            found.append(_event(given, site, now))
        except _Wrong as error:
            wrong.append(error)
            error.fault = Fault(f"events[{number}].{error.fault.where}", error.fault.why)
    if wrong:
        kind = "personal-data" if any(each.kind == "personal-data" for each in wrong) else "wrong-event"
        raise Problem(kind, _("Correct what is named and send the whole batch again."), faults=[each.fault for each in wrong])
    return found


def _event(given: Given, site_named: Callable[[str], Site], now: datetime) -> Spooled:
    try:
        site = site_named(given.site)
    except Problem as problem:
        raise _Wrong("site", problem.detail) from problem
    _refuse_withheld(given, site)
    _refuse_personal(given)
    time = _time(given, now)
    visit = _visit(given, site, now, time)
    host, path = _page(given, site)
    event = Event(
        site=site.pk,
        day=visit.day if visit else day_in(ZoneInfo(site.time_zone), time),
        visitor=visit.visitor if visit else 0,
        time=time,
        kind=Kind[given.kind.upper()],
        origin=Origin.SERVER,
        host=host,
        path=path,
        target=_target(given),
        campaign=given.campaign,
        properties=given.properties,
    )
    return Spooled(event, visit.before if visit else 0)


def _texts(given: Given) -> Iterator[tuple[str, str]]:
    yield from (("page", given.page), ("target", given.target), ("campaign", given.campaign))
    for name, value in given.properties.items():
        yield f"properties.{name}", name
        yield f"properties.{name}", value


def _refuse_personal(given: Given) -> None:
    for field, text in _texts(given):
        plain = unquote(text)
        if mask(plain) != plain or mask(text) != text:
            why = _("It looks like an ID number, an e-mail, a phone, an account or a secret. Leave it out.")
            raise _Wrong(field if mask(field) == field else "properties", why, "personal-data")


def _refuse_withheld(given: Given, site: Site) -> None:
    """Exempt mode keeps nothing that it may not show, whoever saw it."""
    for field, dimension in (("kind", given.kind), ("campaign", "campaign" if given.campaign else "")):
        if site.exempt and dimension in DIMENSIONS and not EXEMPT.allows(dimension):
            raise _Wrong(field, _("Exempt mode does not allow this on that site."))


def _time(given: Given, now: datetime) -> datetime:
    try:
        return accepted_time(given.time or now, now)
    except TimeNotAccepted as error:
        raise _Wrong("time", str(error)) from error


def _visit(given: Given, site: Site, now: datetime, time: datetime) -> VisitToken | None:
    """The visit an event belongs to, as the tracker's token says."""
    if not given.visit:
        if given.kind == "page_view":
            raise _Wrong("visit", _("A page view needs the visit it belongs to."))
        return None
    visit = read_visit_token(given.visit, now)
    if visit is None or visit.site != site.pk:
        raise _Wrong("visit", _("This visit does not exist, is of another site or ended more than two hours ago."))
    if time < now - LIFE:
        raise _Wrong("time", _("An event of a visit is at most two hours old."))
    return visit


def _page(given: Given, site: Site) -> tuple[str, str]:
    """The host and path of an event's page, cleaned as the tracker's are."""
    if given.page.startswith("/") and not given.page.startswith("//"):
        return site.domain, clean_page(f"//{site.domain}{given.page}", site.kept_parameters)[1]
    host, path = clean_page(given.page, site.kept_parameters)
    if host != site.domain and not site.hostnames.filter(name=host).exists():
        raise _Wrong("page", _("The page is not of that site. Give its path, or an address on one of the site's host names."))
    return host, path


def _target(given: Given) -> str:
    if given.kind in NEEDS_TARGET and not given.target.strip():
        raise _Wrong("target", _("It is not said what was done: the file, the link, the form, the words or the name."))
    if given.kind == "search":
        return clean_term(given.target)
    if given.kind == "outbound":
        return clean_target(given.target) or given.target
    return "" if given.kind in {"page_view", "not_found"} else given.target.strip()
