"""What staff keep about a site: segments, annotations and goals."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import models, transaction
from django.utils.translation import gettext as _

from plazamayor.analytics.models import Annotation, Goal, Segment, Site
from plazamayor.core.errors import Mistake
from plazamayor.organisation.models import Membership
from plazamayor.organisation.operations import record


class NameTaken(Mistake):
    """Another of the same kind has that name in the site."""


class NothingToKeep(Mistake):
    """A segment without filters would be the whole audience."""


class WrongDays(Mistake):
    """The days of an annotation are in the wrong order."""


class WrongGoal(Mistake):
    """A goal says nothing that can be reached."""


@transaction.atomic
def add_segment(*, site: Site, name: str, filters: Sequence[str], by: Membership, now: datetime) -> Segment:
    """Keeps some filters under a name; raises NothingToKeep and NameTaken."""
    if not filters:
        raise NothingToKeep(_("There are no filters to keep. Filter first."))
    _require_free(site.segments.all(), name)
    segment = Segment.objects.create(site=site, name=name, filters=list(filters))
    record(site.organisation, by, "segment.added", segment, {"filters": list(filters)}, now)
    return segment


@transaction.atomic
def remove_segment(*, segment: Segment, by: Membership, now: datetime) -> None:
    """Forgets a segment; no figure is lost with it."""
    record(segment.site.organisation, by, "segment.removed", segment, {"filters": segment.filters}, now)
    segment.delete()


@transaction.atomic
def add_annotation(*, site: Site, first: date, last: date, text: str, by: Membership, now: datetime) -> Annotation:
    """Notes what happened on some days; raises WrongDays."""
    _require_order(first, last)
    note = Annotation.objects.create(site=site, first=first, last=last, text=text, by=by.person, created=now)
    record(site.organisation, by, "annotation.added", note, {"first": first.isoformat(), "last": last.isoformat()}, now)
    return note


@transaction.atomic
def change_annotation(*, note: Annotation, first: date, last: date, text: str, by: Membership, now: datetime) -> Annotation:
    """Corrects an annotation; raises WrongDays."""
    _require_order(first, last)
    note.first, note.last, note.text = first, last, text
    note.save(update_fields=["first", "last", "text"])
    record(note.site.organisation, by, "annotation.changed", note, {"first": first.isoformat(), "last": last.isoformat()}, now)
    return note


@transaction.atomic
def remove_annotation(*, note: Annotation, by: Membership, now: datetime) -> None:
    """Forgets an annotation."""
    record(note.site.organisation, by, "annotation.removed", note, {"first": note.first.isoformat()}, now)
    note.delete()


@transaction.atomic
def add_goal(*, site: Site, name: str, kind: str, value: str, by: Membership, now: datetime) -> Goal:
    """Declares something that a visit may reach; raises WrongGoal and NameTaken."""
    if kind in {Goal.Kind.PAGE, Goal.Kind.PAGE_UNDER, Goal.Kind.DOWNLOAD} and not value.startswith("/"):
        raise WrongGoal(_("Write the address as it is on the site, beginning with a slash: /appointment."))
    _require_free(site.goals.all(), name)
    goal = Goal.objects.create(site=site, name=name, kind=kind, value=value)
    record(site.organisation, by, "goal.added", goal, {"kind": kind, "value": value}, now)
    return goal


@transaction.atomic
def remove_goal(*, goal: Goal, by: Membership, now: datetime) -> None:
    """Forgets a goal; the visits it counted stay."""
    record(goal.site.organisation, by, "goal.removed", goal, {"kind": goal.kind, "value": goal.value}, now)
    goal.delete()


def _require_free(known: "models.QuerySet[Segment] | models.QuerySet[Goal]", name: str) -> None:
    if known.filter(name=name).exists():
        raise NameTaken(_("There is already one called “%(name)s”.") % {"name": name})


def _require_order(first: date, last: date) -> None:
    if last < first:
        raise WrongDays(_("The last day is before the first. Exchange them."))
