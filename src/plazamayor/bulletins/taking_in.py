"""What was read becomes rows: an issue with its original, its items, and whom they concern. The same twice changes nothing."""

import hashlib
import zlib
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Prefetch

from plazamayor.bulletins.kinds import kind_of, names_people
from plazamayor.bulletins.matching import Act, Follower, Why, followers
from plazamayor.bulletins.models import Issue, Item, Match, Source, Subscription
from plazamayor.bulletins.readers.contract import Page, ReadIssue, ReadItem
from plazamayor.bulletins.readers.identity import mark_of

COLUMNS: Final = ("section", "department", "heading", "title", "kind", "names_people", "address", "pdf", "xml")
LONGEST: Final = {"identifier": 120, "section": 150, "department": 250, "heading": 250, "address": 500, "pdf": 500, "xml": 500}


def take_in(source: Source, read: ReadIssue, page: Page, now: datetime, *, told: bool = True) -> Issue:
    """Keeps an issue. What is new in it is matched; with `told` off nobody is written about it, as when the past is filled in."""
    body = bytes(page.body)
    digest = hashlib.sha256(body).hexdigest()
    with transaction.atomic():
        issue, made = Issue.objects.select_for_update().get_or_create(
            source=source, day=read.day, number=read.number[:60], defaults={"state": Issue.State.PARTIAL, "read": now}
        )
        if not made and issue.digest == digest and issue.state == Issue.State.COMPLETE:
            return issue
        fresh = _write(issue, read.items)
        _settle(issue, read)
        issue.digest, issue.original = digest, zlib.compress(body, 9)
        issue.media_type = (
            "application/json" if body.lstrip()[:1] == b"{" else "application/xml" if body.lstrip()[:5] == b"<?xml" else "text/html"
        )
        issue.read = now
        issue.save()
        match(fresh, source, following(source), now, told=told)
    return issue


def take_nothing(source: Source, page: Page, now: datetime) -> None:
    """Notes that a day had no gazette, unless one was read already."""
    if not Issue.objects.filter(source=source, day=page.day).exists():
        Issue.objects.get_or_create(source=source, day=page.day, number="", defaults={"state": Issue.State.EMPTY, "read": now})


def following(source: Source) -> list[Follower]:
    """Who follows a gazette: its own administration, or everybody when it is the state's."""
    active = Subscription.objects.filter(active=True, organisation__closed=None).select_related("organisation", "procedure")
    if source.organisation_id:
        active = active.filter(organisation=source.organisation_id)
    return followers(active.prefetch_related(Prefetch("sources", Source.objects.only("pk"))))


def match(items: Iterable[Item], source: Source, whom: list[Follower], now: datetime, *, told: bool = True) -> None:
    """Says whom each item concerns, and why; what was matched before is left as it is."""
    acts = [Act(item, source.pk) for item in items]
    for follower in whom:
        found = {act.item.pk: why for act in acts if (why := follower.why(act))}
        _join(follower, found, now, now if not told else None)


def _join(follower: Follower, found: dict[int, list[Why]], now: datetime, digested: datetime | None) -> None:
    """Writes the matches of an administration that were not there, and by which subscriptions all of them came."""
    rows = Match.objects.filter(organisation=follower.organisation, item__in=list(found))
    known = set(rows.values_list("item", flat=True))
    Match.objects.bulk_create(
        Match(organisation=follower.organisation, item_id=item, why=why, created=now, digested=digested)
        for item, why in found.items()
        if item not in known
    )
    by = {item: {each["subscription"] for each in why if "subscription" in each} for item, why in found.items()}
    links = [
        Match.subscriptions.through(match_id=pk, subscription_id=each) for pk, item in rows.values_list("pk", "item") for each in by[item]
    ]
    Match.subscriptions.through.objects.bulk_create(links, ignore_conflicts=True)


def _write(issue: Issue, read: tuple[ReadItem, ...]) -> list[Item]:
    """Writes the items that the gazette did not have yet, and mends those that it tells otherwise now; gives both, saved."""
    wanted = {row.identifier: row for row in (_row(issue, item) for item in read)}
    known = {row.identifier: row for row in _kept(issue.source, list(wanted))}
    fresh = [row for identifier, row in wanted.items() if identifier not in known]
    mended = []
    for identifier, row in known.items():
        told = wanted[identifier]
        if any(getattr(row, name) != getattr(told, name) for name in COLUMNS):
            for name in COLUMNS:
                setattr(row, name, getattr(told, name))
            mended.append(row)
    Item.objects.bulk_create(fresh, batch_size=500)
    Item.objects.bulk_update(mended, COLUMNS, batch_size=200)
    return fresh + mended


def _kept(source: Source, identifiers: list[str]) -> list[Item]:
    """The acts of a gazette that are kept under those identifiers. They are looked for by identifier: a gazette has a million acts."""
    found = Item.objects.filter(identifier__in=identifiers).select_related("issue").defer("text", "original", "issue__original")
    return [row for row in found if row.issue.source_id == source.pk]


def _row(issue: Issue, item: ReadItem) -> Item:
    people = names_people(item)
    told = {name: storable(getattr(item, name))[:longest] for name, longest in LONGEST.items()}
    title = "" if people else storable(item.title)
    told["identifier"] = known_as(item, people=people)
    digest = hashlib.sha256(f"{item.identifier}\n{item.title}\n{item.address}\n{item.pdf}".encode("utf-8", "replace")).hexdigest()
    return Item(issue=issue, **told, title=title, kind=kind_of(item), names_people=people, digest=digest)


def known_as(item: ReadItem, *, people: bool) -> str:
    """The identifier under which an act is kept. An address is no identifier of one that names people: it often has the name in it."""
    return mark_of(item.identifier) if people and "://" in item.identifier else storable(item.identifier)[:120]


def storable(text: str) -> str:
    """A text that every database takes: JSON can write letters that are none, and a NUL."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")


def _settle(issue: Issue, read: ReadIssue) -> None:
    """Compares what was kept with what the gazette's own index has."""
    kept = len(_kept(issue.source, [known_as(item, people=names_people(item)) for item in read.items]))
    issue.announced = read.announced
    whole = read.announced is None or kept >= read.announced
    issue.state = Issue.State.COMPLETE if whole else Issue.State.PARTIAL
