"""What is done to guards and to the times that hold. Each is one transaction and one line of the audit trail."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from plazamayor.core.errors import Mistake
from plazamayor.guards.asking import ask_links
from plazamayor.guards.base import Option
from plazamayor.guards.contract import Content, Gravity
from plazamayor.guards.models import ElectoralCall, GuardSetting, Link, Override, Silence
from plazamayor.guards.models.links import key_of
from plazamayor.guards.rules import GUARDS
from plazamayor.guards.text.lexicon import phrase_of
from plazamayor.guards.text.words import addresses
from plazamayor.organisation.models import Membership, Organisation
from plazamayor.organisation.operations import record

__all__ = [
    "ask_links",
    "ask_override",
    "call_elections",
    "change_call",
    "configure",
    "declare_silence",
    "end_silence",
    "grant_override",
    "refuse_override",
    "remember_links",
    "remove_call",
]
MOST_LINKS = 100
"""Addresses of one content that are remembered: a text with more is a list of links."""
LONGEST_PERIOD = timedelta(days=120)


class WrongDays(Mistake):
    """Voting comes before the call, or years after it."""


class WrongEnd(Mistake):
    """A silence ends before it begins."""


class AlreadyEnded(Mistake):
    """Somebody ended the silence before."""


class NotLawful(Mistake):
    """The law leaves no such choice."""


class NotReadable(Mistake):
    """What was written cannot be looked for."""


class NotOverridable(Mistake):
    """The rule has no exception."""


class OwnWork(Mistake):
    """Whoever asks for an exception does not grant it."""


class AlreadyDecided(Mistake):
    """Somebody decided before."""


By = Any
"""Who acts, as the audit trail takes it."""


@transaction.atomic
def call_elections(*, organisation: Organisation, details: Mapping[str, Any], by: By, now: datetime) -> ElectoralCall:
    """Notes a call of elections; what is scheduled inside its period waits from that moment. Raises WrongDays."""
    _require_period(details["called"], details["voting"])
    call = ElectoralCall.objects.create(organisation=organisation, added_by=by.person, created=now, **details)
    record(organisation, by, "electoral_call.added", call, _of_call(call), now)
    return call


@transaction.atomic
def change_call(*, call: ElectoralCall, details: Mapping[str, Any], by: By, now: datetime) -> ElectoralCall:
    """Corrects a call. Raises WrongDays."""
    _require_period(details["called"], details["voting"])
    kept = ElectoralCall.objects.select_for_update().select_related("organisation").get(pk=call.pk)
    before = _of_call(kept)
    for name, value in details.items():
        setattr(kept, name, value)
    kept.save()
    changed = {name: [before[name], value] for name, value in _of_call(kept).items() if before[name] != value}
    if changed:
        record(kept.organisation, by, "electoral_call.changed", kept, changed, now)
    return kept


@transaction.atomic
def remove_call(*, call: ElectoralCall, by: By, now: datetime) -> None:
    """Takes a call out: what only it held is held no more."""
    record(call.organisation, by, "electoral_call.removed", call, _of_call(call), now)
    call.delete()


def _require_period(called: date, voting: date) -> None:
    if voting <= called:
        raise WrongDays(_("Voting comes after the call. Exchange the days."))
    if voting - called > LONGEST_PERIOD:
        raise WrongDays(
            _("Between the call and voting there are more than %(days)d days: no law allows it.") % {"days": LONGEST_PERIOD.days}
        )


def _of_call(call: ElectoralCall) -> dict[str, str]:
    days = {"called": call.called.isoformat(), "voting": call.voting.isoformat()}
    return {"elections": call.scope, **days, "territory": call.territory, "time_zone": call.time_zone, "call_source": call.source}


@transaction.atomic
def declare_silence(*, organisation: Organisation, details: Mapping[str, Any], by: By, now: datetime) -> Silence:
    """Begins a silence, now if no other moment is said; what is scheduled waits. Raises WrongEnd."""
    begins, ends = details.get("begins") or now, details.get("ends")
    if ends is not None and ends <= begins:
        raise WrongEnd(_("It ends before it begins."))
    told = {"kind": details["kind"], "text": details["text"], "begins": begins, "ends": ends}
    silence = Silence.objects.create(organisation=organisation, declared_by=by.person, created=now, **told)
    moments = {"silence_begins": begins.isoformat(), "silence_ends": ends.isoformat() if ends else ""}
    record(organisation, by, "silence.declared", silence, {"silence": silence.kind, "text": silence.text, **moments}, now)
    return silence


@transaction.atomic
def end_silence(*, silence: Silence, by: By, now: datetime) -> Silence:
    """Ends a silence now; what waited goes on. Raises AlreadyEnded."""
    kept = Silence.objects.select_for_update().select_related("organisation").get(pk=silence.pk)
    if kept.ends is not None and kept.ends <= now:
        raise AlreadyEnded(_("It had ended already."))
    kept.ends = max(now, kept.begins)
    kept.save(update_fields=["ends"])
    record(kept.organisation, by, "silence.ended", kept, {"silence": kept.kind, "text": kept.text}, now)
    return kept


@transaction.atomic
def configure(*, organisation: Organisation, guard: str, gravity: int, options: Mapping[str, Any], by: By, now: datetime) -> GuardSetting:
    """Says how grave a guard is and what it takes into account. Raises NotLawful and NotReadable."""
    rule = GUARDS[guard]
    if Gravity(gravity) not in rule.offered:
        raise NotLawful(str(rule.limit))
    kept = {each.key: _kept(each, options[each.key]) for each in rule.options if options.get(each.key) not in (None, each.usual)}
    setting, _made = GuardSetting.objects.select_for_update().get_or_create(organisation=organisation, guard=guard)
    before = _told(setting)
    setting.gravity = None if Gravity(gravity) == rule.usual else gravity
    setting.options = {key: value for key, value in kept.items() if value not in ([], ())}
    setting.save()
    after = _told(setting)
    changed = {name: [before.get(name, ""), after.get(name, "")] for name in before | after if before.get(name) != after.get(name)}
    if changed:
        record(organisation, by, "guard.configured", setting, {"guard": guard, **changed}, now)
    return setting


def _told(setting: GuardSetting) -> dict[str, Any]:
    """A setting as the trail tells it."""
    gravity = Gravity(GUARDS[setting.guard].usual if setting.gravity is None else setting.gravity)
    return {"guard_gravity": gravity.name.lower(), **{f"guard_{key}": value for key, value in setting.options.items()}}


def _kept(option: Option, value: Any) -> Any:
    """A value as it is kept; raises NotReadable for words that cannot be looked for, and numbers out of their limits."""
    if not option.is_list:
        if not option.least <= value <= option.most:
            raise NotReadable(
                _("“%(what)s” goes from %(least)d to %(most)d.") % {"what": option.label, "least": option.least, "most": option.most}
            )
        return value
    if option.key in {"also", "not_these"}:
        for each in value:
            _require_phrase(each)
    return list(value)


def _require_phrase(written: str) -> None:
    try:
        phrase_of(written)
    except (ValueError, IndexError) as error:
        raise NotReadable(
            _("“%(phrase)s” cannot be looked for: begin with a word of three letters or more.") % {"phrase": written}
        ) from error


@transaction.atomic
def ask_override(  # noqa: PLR0913 what is asked, of what, by whom, and what whoever decides has to see
    *,
    organisation: Organisation,
    guard: str,
    subject: str,
    digest: str,
    asked_for: str,
    by: Membership,
    now: datetime,
    label: str = "",
    address: str = "",
    told: str = "",
) -> Override:
    """Asks that another person lets something through; asking twice for the same leaves one. Raises NotOverridable.

    `digest` is that of all that would leave: whatever changes afterwards is checked again.
    """
    if not GUARDS[guard].may_be_overridden:
        raise NotOverridable(_("The rule has no exception: change the text."))
    same = Override.objects.select_for_update().filter(organisation=organisation, guard=guard, subject=subject, digest=digest)
    waiting = same.filter(at=None).first()
    if waiting is not None:
        return waiting
    shown = {"label": label[:200], "address": address[:300], "told": told[:500]}
    given = {"guard": guard, "subject": subject, "digest": digest, "asked_for": asked_for, "asked_by": by.person, "asked_at": now}
    override = Override.objects.create(organisation=organisation, **given, **shown)
    record(organisation, by, "override.asked", override, {"guard": guard, "text": asked_for, "guard_subject": label}, now)
    return override


@transaction.atomic
def grant_override(*, override: Override, reason: str, by: Membership, now: datetime) -> Override:
    """Lets it through, for that very digest. Raises OwnWork and AlreadyDecided."""
    return _decide(override, "override.granted", reason, by, now, refused=False)


@transaction.atomic
def refuse_override(*, override: Override, reason: str, by: Membership, now: datetime) -> Override:
    """Says no. Raises OwnWork and AlreadyDecided."""
    return _decide(override, "override.refused", reason, by, now, refused=True)


def _decide(override: Override, act: str, reason: str, by: Membership, now: datetime, *, refused: bool) -> Override:
    kept = Override.objects.select_for_update().select_related("organisation").get(pk=override.pk)
    if kept.at is not None:
        raise AlreadyDecided(_("Somebody decided it before."))
    if kept.asked_by_id == by.person_id:
        raise OwnWork(_("You asked for it: another person decides."))
    kept.reason, kept.by, kept.at, kept.refused = reason, by.person, now, refused
    kept.save(update_fields=["reason", "by", "at", "refused"])
    record(kept.organisation, by, act, kept, {"guard": kept.guard, "text": reason, "guard_subject": kept.label, "digest": kept.digest}, now)
    return kept


@transaction.atomic
def remember_links(*, content: Content, now: datetime) -> int:
    """Notes the addresses of a content to be asked beside the pages; tells how many are new. Nobody decides: no line of the trail."""
    every = [each.whole for passage in content.passages for each in addresses(passage.text)]
    return _remember(content.organisation_id, list(dict.fromkeys(every))[:MOST_LINKS], now)


def _remember(organisation_id: int, found: Iterable[str], now: datetime) -> int:
    wanted = {key_of(each): each for each in found}
    known = set(Link.objects.filter(organisation=organisation_id, key__in=wanted).values_list("key", flat=True))
    Link.objects.filter(organisation=organisation_id, key__in=known).update(seen=now)
    fresh = [
        Link(organisation_id=organisation_id, key=key, address=each, seen=now, due=now) for key, each in wanted.items() if key not in known
    ]
    Link.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh)
