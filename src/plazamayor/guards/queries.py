"""What upper rooms ask: what guards say of a content, what of it still stands, and when an administration keeps silent."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db.models import Q

from plazamayor.analytics.models import Site
from plazamayor.core.margin import Note, Segment, segments
from plazamayor.guards import notes as margin
from plazamayor.guards.base import Around, Guard, Seen
from plazamayor.guards.checking import verdicts
from plazamayor.guards.contract import Category, Content, Gravity, Held, Hold, Verdict
from plazamayor.guards.models import ElectoralCall, GuardSetting, Link, Override, Silence
from plazamayor.guards.models.links import key_of
from plazamayor.guards.rules import GUARDS
from plazamayor.guards.rules.electoral_period import ALLOWED
from plazamayor.guards.rules.silence import THROUGH
from plazamayor.guards.text.words import addresses
from plazamayor.guards.times import Period, Quiet, Terms, midnight, over
from plazamayor.organisation.models import Organisation

__all__ = [
    "check",
    "electoral_periods_between",
    "margin_notes",
    "marked",
    "open_blocks",
    "open_holds",
    "overridable",
    "silences_between",
    "standing",
    "what_holds",
    "worst",
]


def check(content: Content, now: datetime) -> list[Verdict]:
    """What every guard in use says of a content, as it would leave at `content.at`.

    It asks the database a fixed number of questions and no other machine: what is not known of a link yet is said so.
    """
    return verdicts(content, around(content, now))


def around(content: Content, now: datetime) -> Around:
    """What guards have to know besides the content."""
    organisation = Organisation.objects.get(pk=content.organisation_id)
    settings = settings_of(organisation.pk)
    found = {each.whole for passage in content.passages for each in addresses(passage.text)}
    return Around(
        now=now,
        gravities={code: gravity_of(guard, settings.get(code)) for code, guard in GUARDS.items()},
        options={code: setting.options for code, setting in settings.items()},
        periods=tuple(each for each in periods_of(organisation.pk, terms_of(settings)) if each.holds_at(content.at)),
        quiets=tuple(each for each in quiets_of(organisation.pk) if each.holds_at(content.at)),
        seen=seen(organisation.pk, found),
        own_domains=own_domains(organisation.pk),
        names=(organisation.name,),
    )


def settings_of(organisation_id: int) -> dict[str, GuardSetting]:
    """What an administration changed, by guard."""
    return {each.guard: each for each in GuardSetting.objects.filter(organisation=organisation_id)}


def gravity_of(guard: Guard, setting: GuardSetting | None) -> Gravity:
    """How grave an administration takes a guard: what it chose, if the law still leaves it, else what is usual."""
    chosen = None if setting is None or setting.gravity is None else Gravity(setting.gravity)
    return chosen if chosen in guard.offered else guard.usual


def terms_of(settings: Mapping[str, GuardSetting]) -> Terms:
    """The days between the milestones of an election, as the administration has them."""
    setting = settings.get("electoral_period")
    chosen = {key: value for key, value in (setting.options if setting else {}).items() if key in {"voting", "campaign"}}
    return Terms(**chosen)


def period_of(call: ElectoralCall, terms: Terms | None = None) -> Period:
    """The period that a call opens."""
    name = f"{call.get_scope_display()} {call.voting.year}"
    return Period(name=name, called=call.called, voting=call.voting, zone=call.time_zone, terms=terms or Terms())


def periods_of(organisation_id: int, terms: Terms | None = None) -> list[Period]:
    """Every electoral period of an administration."""
    return [period_of(each, terms) for each in ElectoralCall.objects.filter(organisation=organisation_id)]


def quiets_of(organisation_id: int) -> list[Quiet]:
    """Every silence of an administration."""
    rows = Silence.objects.filter(organisation=organisation_id)
    return [Quiet(kind=each.kind, text=each.text, begins=each.begins, ends=each.ends) for each in rows]


def own_domains(organisation_id: int) -> frozenset[str]:
    """The domains of the administration's sites, without www."""
    return frozenset(
        each.removeprefix("www.") for each in Site.objects.filter(organisation=organisation_id).values_list("domain", flat=True)
    )


def seen(organisation_id: int, found: Iterable[str]) -> dict[str, Seen]:
    """What is known of addresses."""
    keys = {key_of(each): each for each in found}
    rows = Link.objects.filter(organisation=organisation_id, key__in=keys)
    return {keys[row.key]: Seen(state=row.state, status=row.status, secure=row.secure) for row in rows}


def what_holds(organisation: Organisation, category: Category, at: datetime) -> list[Hold]:
    """What keeps something of a category from leaving at a moment, for a calendar that draws it and a sender that waits."""
    found = []
    settings = settings_of(organisation.pk)
    if category not in ALLOWED and gravity_of(GUARDS["electoral_period"], settings.get("electoral_period")) >= Gravity.HOLDS:
        ruling = [each for each in periods_of(organisation.pk, terms_of(settings)) if each.holds_at(at)]
        until = over(ruling, at)
        found += [Hold(kind=Held.ELECTIONS, told=each.name, begins=each.begins, until=until) for each in ruling]
    if gravity_of(GUARDS["silence"], settings.get("silence")) >= Gravity.HOLDS:
        quiets = [each for each in quiets_of(organisation.pk) if each.holds_at(at) and category not in THROUGH[Held(each.kind)]]
        found += [Hold(kind=each.kind, told=each.text, begins=each.begins, until=each.ends) for each in quiets]
    return found


def silences_between(organisation: Organisation, first: date, last: date) -> list[Silence]:
    """The silences that touch some of those days, which are the administration's own."""
    begins, ends = midnight(first, organisation.time_zone), midnight(last + timedelta(days=1), organisation.time_zone)
    rows = Silence.objects.filter(organisation=organisation, begins__lt=ends)
    return list(rows.filter(Q(ends=None) | Q(ends__gt=begins)).order_by("begins", "pk"))


def electoral_periods_between(organisation: Organisation, first: date, last: date) -> list[Period]:
    """The electoral periods that touch some of those days."""
    begins, ends = midnight(first, organisation.time_zone), midnight(last + timedelta(days=1), organisation.time_zone)
    every = periods_of(organisation.pk, terms_of(settings_of(organisation.pk)))
    return sorted((each for each in every if each.begins < ends and each.ends > begins), key=lambda each: each.begins)


def standing(found: Sequence[Verdict], subject: str, digest: str) -> list[Verdict]:
    """The verdicts without those that another person let through for this very digest."""
    granted = Override.objects.filter(subject=subject, digest=digest, refused=False).exclude(at=None)
    let = set(granted.values_list("guard", flat=True))
    return [each for each in found if not (each.may_be_overridden and each.guard in let)]


def open_blocks(found: Iterable[Verdict]) -> list[Verdict]:
    """What keeps something from being published at all."""
    return [each for each in found if each.gravity == Gravity.BLOCKS]


def open_holds(found: Iterable[Verdict]) -> list[Verdict]:
    """What only has to wait."""
    return [each for each in found if each.gravity == Gravity.HOLDS]


def overridable(found: Iterable[Verdict]) -> list[str]:
    """The guards that an exception may be asked of, once each: those that block or hold and whose rule the law lets be judged."""
    stopping = [each.guard for each in found if each.may_be_overridden and each.gravity >= Gravity.HOLDS]
    return list(dict.fromkeys(stopping))


def worst(found: Iterable[Verdict]) -> Gravity:
    """The gravest of some verdicts."""
    return max((each.gravity for each in found), default=Gravity.FINE)


def margin_notes(found: Sequence[Verdict]) -> list[Note]:
    """The verdicts as `ui/margin.html` writes them: the gravest first, numbered as in the text, what is fine at the end."""
    return margin.notes(found)


def marked(text: str, where: str, found: Sequence[Verdict]) -> list[Segment]:
    """The text of a passage cut where verdicts speak of it, for `ui/marked.html`, with the numbers of `margin_notes`."""
    return segments(text, margin.spans(found, where))
