"""The register, read and verified."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from plazamayor.core import chain
from plazamayor.organisation.models import Organisation
from plazamayor.publishing.models import Publication, PublicationText
from plazamayor.publishing.register.operations import PURPOSE, links, texts


@dataclass(frozen=True)
class Wanted:
    """What of the register is asked for. Days are inclusive, in the administration's zone."""

    act: str = ""
    text: str = ""
    since: date | None = None
    until: date | None = None
    piece: int | None = None


TOLD: Final = ("channel", "network", "account", "title", "network_id", "address", "wrote", "scheduled")
EMPTY: Final[dict[str, Any]] = {"act": "", "text": "", "since": None, "until": None}


@dataclass(frozen=True)
class Verified:
    """What was found on reading the chain from its first link; `broken` is the number of the first that does not hold."""

    entries: int
    broken: int | None
    head: str


def entries(organisation: Organisation, wanted: Wanted) -> QuerySet[Publication]:
    """The entries asked for, newest first, each with its words."""
    zone = ZoneInfo(organisation.time_zone)
    found = Publication.objects.filter(organisation=organisation).select_related("text")
    if wanted.act:
        found = found.filter(act=wanted.act)
    if wanted.text:
        found = found.filter(text__content__icontains=wanted.text)
    if wanted.piece:
        found = found.filter(piece_id=wanted.piece)
    if wanted.since:
        found = found.filter(at__gte=datetime.combine(wanted.since, time.min, zone))
    if wanted.until:
        found = found.filter(at__lt=datetime.combine(wanted.until + timedelta(days=1), time.min, zone))
    return found.order_by("-number")


def words(entry: Publication) -> dict[str, Any]:
    """The words of an entry; nothing once they were erased."""
    try:
        content: dict[str, Any] = entry.text.content
    except PublicationText.DoesNotExist:
        return {}
    return content


def approvals(entry: Publication) -> list[tuple[str, datetime]]:
    """Who said yes to what an entry tells, and when."""
    return [(each["by"], datetime.fromisoformat(each["at"])) for each in words(entry).get("approved", [])]


def verify(organisation_id: int) -> Verified:
    """Reads the chain from its first entry."""
    previous, number = chain.FIRST, 0
    for number, entry in enumerate(_chain(organisation_id), start=1):
        if not _holds(entry, previous, number):
            return Verified(number, number, previous)
        previous = entry.digest
    return Verified(number, None, previous)


def rows(found: QuerySet[Publication]) -> Iterator[dict[str, Any]]:
    """Entries as plain values, for files: each with its words and the links of its chain."""
    for entry in found.iterator(chunk_size=500):
        told = words(entry)
        yield {
            "number": entry.number,
            "act": entry.act,
            "at": entry.at.isoformat(),
            "corrects": entry.corrects,
            "piece": entry.piece_id,
            "delivery": entry.delivery_id,
            **{name: told.get(name, "") for name in TOLD},
            "approved": told.get("approved", []),
            "content": told.get("content", {}),
            "content_digest": entry.content_digest,
            "text_digest": entry.text_digest,
            "previous": entry.previous,
            "digest": entry.digest,
        }


def last_of(delivery_id: int) -> Publication | None:
    """The newest entry of a delivery."""
    return Publication.objects.filter(delivery_id=delivery_id).order_by("-number").first()


def _chain(organisation_id: int) -> Iterator[Publication]:
    return Publication.objects.filter(organisation_id=organisation_id).select_related("text").order_by("number").iterator()


def _holds(entry: Publication, previous: str, number: int) -> bool:
    if entry.number != number or entry.previous != previous:
        return False
    told = words(entry)
    return any(
        chain.is_digest(key, links(entry), entry.digest) and (not told or chain.is_digest(key, texts(entry, told), entry.text_digest))
        for key in chain.keys(PURPOSE)
    )
