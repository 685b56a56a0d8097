"""Which acts concern whom, why, and why the rest do not. Acts that name people concern nobody here."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from plazamayor.bulletins.folding import said_in, stems, telling
from plazamayor.bulletins.models import Item, Subscription
from plazamayor.organisation.models import Organisation

Why = dict[str, Any]
NEARLY = 0.5
"""The part of the words of an alternative from which an act resembles what is followed."""
OF_THE_NAME = re.compile(
    r"^(?:(?:excmo\.?|ilmo\.?)\s+)?(?:ayuntamiento|ajuntament|concello|udala|diputaci[oó]n(?: provincial)?"
    r"|diputaci[oó]|cabildo(?: insular)?|consell(?: insular)?)"
    r"\s+(?:de(?:l)?\s+|d['’]\s*|do\s+|da\s+)?",
    re.IGNORECASE,
)
SHORTEST_NAME = 4


class Motive(StrEnum):
    """Why an act is not shown."""

    PEOPLE = "people"
    NEAR = "near"
    OTHERS = "others"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Act:
    """An act with its words, as they are compared."""

    item: Item
    source: int

    @cached_property
    def words(self) -> list[str]:
        """The words of its title and its heading."""
        return stems(f"{self.item.title} . {self.item.heading}")

    @cached_property
    def bag(self) -> frozenset[str]:
        """The same, each once."""
        return frozenset(self.words)

    @cached_property
    def where(self) -> list[str]:
        """The words of its department and its title: where a territory may be named."""
        return [*stems(self.item.department), "|", *self.words]


@dataclass
class Rule:
    """A subscription, ready to be compared with many acts."""

    subscription: Subscription
    sources: frozenset[int]
    phrases: list[tuple[str, frozenset[str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        given: list[str] = self.subscription.words
        if not given and self.subscription.procedure:
            given = [self.subscription.procedure.name]
        self.phrases = [(text, found) for text in given if (found := frozenset(telling(text)))]
        self._sections = [(text, stems(text)) for text in self.subscription.sections]
        self._departments = [(text, stems(text)) for text in self.subscription.departments]
        self._territories = [(text, stems(text)) for text in self.subscription.territories]
        self._kinds = frozenset(self.subscription.kinds)

    @property
    def says_something(self) -> bool:
        """Whether it has a condition besides the gazettes: without one it would follow everything."""
        return bool(self.phrases or self._sections or self._departments or self._territories or self._kinds)

    def why(self, act: Act) -> tuple[list[Why], list[str]]:
        """The reasons that hold, and the conditions that do not."""
        held: list[Why] = []
        missed: list[str] = []
        if not self.says_something or (self.sources and act.source not in self.sources):
            return [], ["source"]
        for kind, found in self._conditions(act):
            if found:
                held.append({"kind": kind, "text": found, "subscription": self.subscription.pk})
            else:
                missed.append(kind)
        return held, missed

    def _conditions(self, act: Act) -> Iterator[tuple[str, str]]:
        """Each condition that was given, with what made it hold, or nothing."""
        if self._kinds:
            yield "kind", act.item.kind if act.item.kind in self._kinds else ""
        if self._sections:
            section = stems(act.item.section)
            yield "section", next((text for text, words in self._sections if said_in(words, section)), "")
        if self._departments:
            department = stems(act.item.department)
            yield "department", next((text for text, words in self._departments if said_in(words, department)), "")
        if self._territories:
            yield "territory", next((text for text, words in self._territories if said_in(words, act.where)), "")
        if self.phrases:
            yield "words", next((text for text, words in self.phrases if words <= act.bag), "")

    def resembles(self, act: Act) -> bool:
        """Whether an act is near what is followed, but not enough: part of the words of an alternative."""
        if self.sources and act.source not in self.sources:
            return False
        return any(len(words & act.bag) >= max(1, NEARLY * len(words)) and len(words) > 1 for _text, words in self.phrases)


@dataclass
class Follower:
    """An administration and all that it follows."""

    organisation: Organisation
    rules: list[Rule]

    @cached_property
    def name(self) -> list[str]:
        """The administration's own name, without what kind of administration it is."""
        bare = OF_THE_NAME.sub("", self.organisation.name).strip()
        return stems(bare) if len(bare) >= SHORTEST_NAME else []

    def why(self, act: Act) -> list[Why]:
        """Why an act concerns it: it is named, or something it follows holds whole. Nothing when it does not."""
        if act.item.names_people or not self.rules:
            return []
        reasons: list[Why] = [{"kind": "named", "text": self.organisation.name}] if said_in(self.name, act.where) else []
        for rule in self.rules:
            held, missed = rule.why(act)
            if held and not missed:
                reasons += held
        return reasons

    def motive(self, act: Act) -> Motive:
        """Why an act that does not concern it was left out."""
        if act.item.names_people:
            return Motive.PEOPLE
        if self._is_near(act):
            return Motive.NEAR
        if act.item.kind in {Item.Kind.CONTRACT, Item.Kind.APPOINTMENT} or _of_other_administration(act):
            return Motive.OTHERS
        return Motive.NOBODY

    def _is_near(self, act: Act) -> bool:
        for rule in self.rules:
            held, missed = rule.why(act)
            if (len(held) > 1 and len(missed) == 1) or rule.resembles(act):
                return True
        return False


def _of_other_administration(act: Act) -> bool:
    return "administracion local" in act.item.department.lower().replace("ó", "o") or "universidad" in act.item.department.lower()


def followers(subscriptions: Iterable[Subscription]) -> list[Follower]:
    """Who follows something, with what they follow. The subscriptions come with their organisation, procedure and sources."""
    found: dict[int, Follower] = {}
    for each in subscriptions:
        rule = Rule(each, frozenset(source.pk for source in each.sources.all()))
        found.setdefault(each.organisation_id, Follower(each.organisation, [])).rules.append(rule)
    return list(found.values())
