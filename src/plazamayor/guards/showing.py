"""How guards, calls and questions are put before a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from plazamayor.core.formatting import long_day, moment
from plazamayor.guards.base import Guard
from plazamayor.guards.contract import Gravity
from plazamayor.guards.models import ElectoralCall, GuardSetting
from plazamayor.guards.notes import STATES, law
from plazamayor.guards.queries import gravity_of, period_of
from plazamayor.guards.rules import GUARDS
from plazamayor.guards.times import Terms

GROUPS = (
    ("elections", ("electoral_period", "inaugurations", "achievements")),
    ("neutrality", ("self_praise", "political", "reposts", "leaders", "valuative")),
    ("people", ("personal_data", "consent", "silence")),
    ("access", ("alternatives", "links", "plain_language", "acronyms", "hashtags", "capitals", "emoji_use")),
)


@dataclass(frozen=True)
class Line:
    """A guard in the list: what it does here, whether that is not the usual, and where its law is read."""

    guard: Guard
    kind: str
    state: str
    changed: bool
    law: str


def groups(settings: Mapping[str, GuardSetting]) -> list[tuple[str, str, list[Line]]]:
    """The guards under a heading each, with its anchor."""
    titles = {
        "elections": _("In an electoral period"),
        "neutrality": _("The institution's voice"),
        "people": _("People and hard days"),
        "access": _("That everybody can read it"),
    }
    return [(key, titles[key], [_line(GUARDS[code], settings.get(code)) for code in codes]) for key, codes in GROUPS]


def _line(guard: Guard, setting: GuardSetting | None) -> Line:
    gravity = gravity_of(guard, setting)
    kind, word = ("draft", _("off")) if gravity == Gravity.FINE else STATES[gravity]
    changed = setting is not None and (setting.gravity is not None or bool(setting.options))
    return Line(guard, kind, str(word), changed, law(guard.article))


@dataclass(frozen=True)
class Milestone:
    """A moment of an election, and the article that fixes it."""

    name: str
    when: str
    article: str


@dataclass(frozen=True)
class CallShown:
    """A call with its dates worked out, and whether its period rules, comes or is over."""

    call: ElectoralCall
    kind: str
    state: str
    milestones: list[Milestone]


def shown_call(call: ElectoralCall, terms: Terms, now: datetime) -> CallShown:
    """A call as its page tells it."""
    period = period_of(call, terms)
    kind, state = (
        ("empty", _("over")) if now >= period.ends else ("half", _("to come")) if now < period.begins else ("warn", _("rules now"))
    )
    milestones = [
        Milestone(_("Call published: the period begins"), long_day(period.called), "LOREG, arts. 42 y 50.2"),
        Milestone(_("Campaign begins, at 0:00"), long_day(period.campaign_begins.date()), "LOREG, art. 51.1"),
        Milestone(_("Campaign ends, at 0:00: day of reflection"), long_day(period.campaign_ends.date()), "LOREG, arts. 51.3 y 53"),
        Milestone(_("Voting day"), long_day(period.voting), "LOREG, art. 42"),
        Milestone(_("What waits leaves"), moment(period.ends), "LOREG, art. 50.2"),
    ]
    return CallShown(call, kind, state, milestones)
