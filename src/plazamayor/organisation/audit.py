"""The audit trail: one line for each act, chained by keyed hashes so that a change can be seen.

The chain covers ids and the keyed hash of each entry's texts; the texts are rows of their own that can be erased (RGPD, art. 17)
without breaking it. The key derives from the installation's secret key, so the database alone is not enough to forge an entry.
The removal of the last entries cannot be told from their never having been: the page shows the last digest to be kept elsewhere.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import models, transaction

from plazamayor.core import chain
from plazamayor.organisation.models import AuditDetail, AuditEntry, Membership, Organisation, Person

FIRST = chain.FIRST
PURPOSE = b"plazamayor.audit"
Actor = Membership | Person | None


@dataclass(frozen=True)
class Verification:
    """What was found on reading a chain from its beginning. `broken` is the number of the first link that does not hold."""

    entries: int
    erased: int
    broken: int | None
    head: str


def _links(entry: AuditEntry) -> list[Any]:
    return [
        entry.organisation_id,
        entry.number,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.actor_id,
        entry.host_id,
        entry.action,
        entry.subject,
        entry.detail_digest,
        entry.previous,
    ]


def _texts(entry: AuditEntry, detail: AuditDetail) -> list[Any]:
    return [entry.organisation_id, entry.number, detail.actor_name, detail.host_name, detail.subject_name, detail.content]


def name_of(subject: models.Model) -> str:
    """The stable name of a row in the trail: `room.model:id`."""
    return f"{subject._meta.label_lower}:{subject.pk}"


def _person(actor: Actor) -> Person | None:
    return actor.person if isinstance(actor, Membership) else actor


def _host(actor: Actor) -> Organisation | None:
    return actor.through.organisation if isinstance(actor, Membership) and actor.through else None


def record(
    organisation: Organisation, actor: Actor, action: str, subject: models.Model, detail: Mapping[str, Any], now: datetime
) -> AuditEntry:
    """Adds one line to an administration's trail, inside the transaction of the act it tells.

    `actor` is the place from which somebody acts, a person without one, or None for the installation itself (command line).
    `action` is `noun.verb` in the past tense. `detail` holds plain JSON values.
    """
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        last = AuditEntry.objects.filter(organisation=organisation).order_by("-number").first()
        person, host = _person(actor), _host(actor)
        entry = AuditEntry(
            organisation=organisation,
            number=last.number + 1 if last else 1,
            at=now,
            actor=person,
            host=host,
            action=action,
            subject=name_of(subject),
            previous=last.digest if last else FIRST,
        )
        texts = AuditDetail(
            actor_name=str(person) if person else "plazamayor",
            host_name=host.name if host else "",
            subject_name=str(subject)[:250],
            content=dict(detail),
        )
        key = chain.keys(PURPOSE)[0]
        entry.detail_digest = chain.digest(key, _texts(entry, texts))
        entry.digest = chain.digest(key, _links(entry))
        entry.save()
        texts.entry = entry
        texts.save()
    return entry


def _detail(entry: AuditEntry) -> AuditDetail | None:
    try:
        return entry.detail
    except AuditDetail.DoesNotExist:
        return None


def _holds(entry: AuditEntry, previous: str, number: int) -> bool:
    if entry.number != number or entry.previous != previous:
        return False
    detail = _detail(entry)
    return any(
        chain.is_digest(key, _links(entry), entry.digest)
        and (detail is None or chain.is_digest(key, _texts(entry, detail), entry.detail_digest))
        for key in chain.keys(PURPOSE)
    )


def _chain(organisation_id: int) -> Iterator[AuditEntry]:
    return AuditEntry.objects.filter(organisation_id=organisation_id).select_related("detail").order_by("number").iterator()


def verify(organisation_id: int) -> Verification:
    """Reads an administration's chain from its first entry and finds the first that does not hold."""
    previous, erased, number = FIRST, 0, 0
    for number, entry in enumerate(_chain(organisation_id), start=1):
        if not _holds(entry, previous, number):
            return Verification(number, erased, number, previous)
        previous = entry.digest
        erased += _detail(entry) is None
    return Verification(number, erased, None, previous)
