"""What is done to the catalogue. Each is one transaction and one line of the audit trail."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from plazamayor.analytics.journeys.contract import MOST_STEPS
from plazamayor.analytics.models import Site
from plazamayor.analytics.queries import ruling_basis
from plazamayor.core.errors import Mistake
from plazamayor.organisation.models import Organisation
from plazamayor.organisation.operations import record
from plazamayor.procedures.catalogue.drafts import STEP, Details, Draft, changes, in_order, repeated
from plazamayor.procedures.models import Change, Procedure, Step


class CodeTaken(Mistake):
    """The administration has a procedure of that code."""


class WrongDays(Mistake):
    """It closes before it opens."""


class NoBasis(Mistake):
    """What a visitor does in several visits is joined without a basis for it."""


class NotOurs(Mistake):
    """A site, a unit or a person is not of this administration."""


class TooManySteps(Mistake):
    """There are more steps than a journey has."""


class KeyRepeated(Mistake):
    """Two steps have the same key."""


class NothingRecognised(Mistake):
    """There is something along the way but no step, so nobody ever begins."""


class NameDiffers(Mistake):
    """What was typed is not the code of what would be removed."""


By = Any
"""Who acts, as the audit trail takes it."""


@transaction.atomic
def add_procedure(*, organisation: Organisation, details: Details, by: By, now: datetime) -> Procedure:
    """Adds a procedure; raises CodeTaken, WrongDays, NoBasis and NotOurs."""
    _check(organisation, details)
    procedure = Procedure.objects.create(organisation=organisation, created=now, **asdict(details))
    record(organisation, by, "procedure.added", procedure, {"code": details.code, "sia_code": details.sia_code}, now)
    return procedure


@transaction.atomic
def change_procedure(*, procedure: Procedure, details: Details, by: By, now: datetime) -> Procedure:
    """Changes what a procedure is; the trail tells each thing that changed. Raises what `add_procedure` does."""
    kept = Procedure.objects.select_for_update().select_related("organisation").get(pk=procedure.pk)
    _check(kept.organisation, details, besides=kept.pk)
    changed = {name: list(pair) for name, pair in changes(Details.of(kept), details).items() if not name.endswith("_id")}
    before = _pointed(kept)
    store(kept, details)
    pointed = {name: [was, becomes] for (name, was), becomes in zip(before.items(), _pointed(kept).values(), strict=True) if was != becomes}
    if changed or pointed:
        record(kept.organisation, by, "procedure.changed", kept, {**changed, **pointed}, now)
    return kept


def _pointed(procedure: Procedure) -> dict[str, str]:
    """The names of what a procedure points at, as the trail tells them."""
    return {name: str(getattr(procedure, name) or "") for name in ("site", "unit", "owner")}


def store(procedure: Procedure, details: Details) -> None:
    """Writes the details on the row."""
    for name, value in asdict(details).items():
        setattr(procedure, name, value)
    procedure.save()


@transaction.atomic
def remove_procedure(*, procedure: Procedure, typed: str, by: By, now: datetime) -> None:
    """Removes a procedure with all that was told of it, once its code is typed; visits stay. Raises NameDiffers."""
    if typed.strip() != procedure.code:
        raise NameDiffers(_("That is not its code. It is not removed."))
    record(procedure.organisation, by, "procedure.removed", procedure, {"code": procedure.code}, now)
    procedure.delete()


@transaction.atomic
def set_steps(*, procedure: Procedure, drafts: Sequence[Draft], by: By, now: datetime) -> list[Step]:
    """Makes these the steps of a procedure and the rest of what is recognised; raises TooManySteps, KeyRepeated and NothingRecognised."""
    kept = Procedure.objects.select_for_update().select_related("organisation").get(pk=procedure.pk)
    require_journey(drafts)
    before = in_order(kept.steps.all())
    if before != list(drafts):
        write_steps(kept, drafts)
        told = {"steps_before": [each.name for each in before], "steps_after": [each.name for each in drafts]}
        record(kept.organisation, by, "procedure.steps_changed", kept, told, now)
    return list(kept.steps.all())


def require_journey(drafts: Sequence[Draft]) -> None:
    """Raises what is wrong with a list of steps as a whole."""
    for role, label in Step.Role.choices:
        if sum(1 for each in drafts if each.role == role) > MOST_STEPS:
            why = _("There are more than %(most)d of “%(what)s”. Join some: a citizen does not see so many.")
            raise TooManySteps(why % {"most": MOST_STEPS, "what": label})
    twice = repeated(each.key for each in drafts)
    if twice:
        raise KeyRepeated(_("Two have the key “%(key)s”. Each needs its own.") % {"key": twice[0]})
    if drafts and not any(each.role == STEP for each in drafts):
        raise NothingRecognised(_("There is no step yet. The first says who begins; without it nothing else is counted."))


def write_steps(procedure: Procedure, drafts: Sequence[Draft]) -> None:
    """Writes the rows in their order; a key that stays keeps its row."""
    known = {step.key: step for step in procedure.steps.all()}
    procedure.steps.exclude(key__in=[draft.key for draft in drafts]).delete()
    for position, draft in enumerate(drafts):
        step = known.get(draft.key) or Step(procedure=procedure)
        for name, value in {**draft.kept, "position": position}.items():
            setattr(step, name, value)
        step.save()


@transaction.atomic
def add_change(*, procedure: Procedure, day: date, text: str, by: By, now: datetime) -> Change:
    """Marks something that was changed on a day."""
    change = Change.objects.create(procedure=procedure, day=day, text=text, by=by.person, created=now)
    record(procedure.organisation, by, "procedure.change_marked", procedure, {"day": day.isoformat(), "text": text}, now)
    return change


@transaction.atomic
def remove_change(*, change: Change, by: By, now: datetime) -> None:
    """Forgets a marked change."""
    told = {"day": change.day.isoformat(), "text": change.text}
    record(change.procedure.organisation, by, "procedure.change_unmarked", change.procedure, told, now)
    change.delete()


def _check(organisation: Organisation, details: Details, besides: int = 0) -> None:
    if Procedure.objects.filter(organisation=organisation, code=details.code).exclude(pk=besides).exists():
        raise CodeTaken(_("There is already a procedure with the code “%(code)s”.") % {"code": details.code})
    if details.opens and details.closes and details.closes < details.opens:
        raise WrongDays(_("It closes before it opens. Exchange the days."))
    _require_ours(organisation, details)
    if details.across_visits and not may_join_visits(Site.objects.filter(pk=details.site_id or 0).first()):
        raise NoBasis(_("Visits are joined only in a site with a declared basis: this one has none, or the procedure has no site."))


def may_join_visits(site: Site | None) -> bool:
    """Whether what a visitor does in several visits of a site may be joined."""
    return site is not None and ruling_basis(site) is not None


def _require_ours(organisation: Organisation, details: Details) -> None:
    site = Site.objects.filter(organisation=organisation, pk=details.site_id or 0)
    unit = organisation.units.filter(pk=details.unit_id or 0)
    owner = organisation.memberships.filter(person=details.owner_id)
    ours = {
        _("That site is not of this administration."): (details.site_id, site.exists()),
        _("That unit is not of this administration."): (details.unit_id, unit.exists()),
        _("That person is not of this administration."): (details.owner_id, owner.exists()),
    }
    for why, (wanted, found) in ours.items():
        if wanted is not None and not found:
            raise NotOurs(why)
