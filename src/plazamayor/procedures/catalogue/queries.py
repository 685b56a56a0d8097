"""Questions about the catalogue: what is listed of it, and what would go with a procedure."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Count

from plazamayor.core.search import plain
from plazamayor.organisation.models import Membership
from plazamayor.procedures.access import procedures_for
from plazamayor.procedures.models import ChannelTime, Procedure, Reply, Step

STATES: Final = ("active", "inactive", "all")


@dataclass(frozen=True)
class Entry:
    """A line of the list of procedures."""

    procedure: Procedure
    steps: int


def entries(member: Membership, wanted: str = "", state: str = "active") -> list[Entry]:
    """The procedures of an administration whose name, codes or unit have some words, by name; in use, out of use, or all."""
    shown = [each for each in procedures_for(member) if state == "all" or each.active == (state != "inactive")]
    words = plain(wanted).split()
    found = [each for each in shown if all(word in plain(f"{each.name} {each.code} {each.sia_code} {each.unit or ''}") for word in words)]
    steps = dict(Step.objects.filter(procedure__in=found, role=Step.Role.STEP).values_list("procedure").annotate(steps=Count("pk")))
    return [Entry(each, steps.get(each.pk, 0)) for each in found]


def lost_with(procedure: Procedure) -> dict[str, int]:
    """How many rows of each kind would go with a procedure."""
    return {
        "steps": procedure.steps.count(),
        "changes": procedure.changes.count(),
        "replies": Reply.objects.filter(survey__procedure=procedure).count(),
        "counts": procedure.counts.count(),
        "costs": procedure.costs.count(),
        "burdens": procedure.burdens.count(),
        "times": ChannelTime.objects.filter(procedure=procedure).count(),
    }
