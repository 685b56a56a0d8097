"""Gazettes that an administration adds: tried before they are kept, paused, and removed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from plazamayor.bulletins.checking import ask_source
from plazamayor.bulletins.kinds import kind_of, names_people
from plazamayor.bulletins.models import Item, Source
from plazamayor.bulletins.readers import ADDED_BY_HAND
from plazamayor.bulletins.readers.contract import ReadItem
from plazamayor.bulletins.readers.lists import OF_A_ROW, OF_THE_PAGE
from plazamayor.bulletins.readers.lists import check as check_recipe
from plazamayor.core.errors import Mistake
from plazamayor.organisation.models import Membership, Organisation
from plazamayor.organisation.operations import record

MOST: Final = 30
SHOWN: Final = 8


class BadRecipe(Mistake):
    """Something in how a gazette is read is not understood."""


class TooMany(Mistake):
    """An administration has as many gazettes of its own as it may."""


@dataclass(frozen=True)
class Seen:
    """An act as it would be read."""

    item: ReadItem
    day: date
    kind: str
    people: bool


@dataclass(frozen=True)
class DryRun:
    """What a gazette would give today: how many acts, how many of them name people, and the first ones."""

    acts: int
    people: int
    days: list[date]
    seen: list[Seen]
    without_address: int


def options_of(reader: str, fields: Mapping[str, Any]) -> dict[str, str]:
    """What a reader asks, of what a form has; raises BadRecipe."""
    names = ("address", "row", *OF_A_ROW, *OF_THE_PAGE) if reader == "list" else ("address",)
    options = {name: str(fields[name]).strip() for name in names if str(fields.get(name) or "").strip()}
    if reader not in ADDED_BY_HAND:
        raise BadRecipe(_("That way of reading is not for gazettes that are added."))
    if not options.get("address", "").startswith(("http://", "https://")):
        raise BadRecipe(_("Write the whole address, with https://."))
    faults = check_recipe(options) if reader == "list" else []
    if faults:
        raise BadRecipe(" ".join(faults))
    return options


def dry_run(reader: str, options: Mapping[str, Any], today: date) -> DryRun:
    """Asks a gazette once and tells what it would read, keeping nothing; raises Mistake with what went wrong."""
    outcome = ask_source(Source(reader=reader, options=dict(options)), today)
    acts = [(issue.day, item) for issue in outcome.issues or [] for item in issue.items]
    seen = [Seen(item, day, str(Item.Kind(kind_of(item)).label), names_people(item)) for day, item in acts]
    return DryRun(
        acts=len(seen),
        people=sum(each.people for each in seen),
        days=sorted({each.day for each in seen}),
        seen=seen[:SHOWN],
        without_address=sum(not (each.item.address or each.item.pdf) for each in seen),
    )


@transaction.atomic
def add_source(*, reader: str, name: str, short_name: str, options: Mapping[str, Any], by: Membership, now: datetime) -> Source:
    """Adds a gazette of the administration's own; raises TooMany."""
    organisation: Organisation = by.organisation
    if organisation.gazettes.count() >= MOST:
        raise TooMany(_("There are %(most)d gazettes of your own already.") % {"most": MOST})
    made = Source.objects.create(
        organisation=organisation, reader=reader, name=name, short_name=short_name, options=dict(options), next_check=now
    )
    record(organisation, by, "gazette.added", made, {"address": options.get("address", "")}, now)
    return made


@transaction.atomic
def change_source(
    *, source: Source, name: str, short_name: str, options: Mapping[str, Any], active: bool, by: Membership, now: datetime
) -> Source:
    """Changes how an own gazette is read, or whether it is; it is asked again soon."""
    source.name, source.short_name, source.options, source.active = name, short_name, dict(options), active
    source.etag = source.modified = source.asked = source.problem = ""
    source.failures, source.next_check = 0, now
    source.save()
    record(by.organisation, by, "gazette.changed", source, {"address": options.get("address", ""), "active": active}, now)
    return source


@transaction.atomic
def remove_source(*, source: Source, by: Membership, now: datetime) -> None:
    """Removes an own gazette with what was read of it; the pieces that came out of it stay."""
    record(by.organisation, by, "gazette.removed", source, {}, now)
    source.delete()
