"""What a guard is, and what it is given to look at."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plazamayor.guards.contract import Content, Gravity, Passage, Verdict
from plazamayor.guards.text.lexicon import Hit, hits, lexicon, own
from plazamayor.guards.text.words import Reading
from plazamayor.guards.times import Period, Quiet

Text = str | Promise
MOST_TOLD = 25
"""Verdicts of one guard on one passage: past them a person has read enough."""
WHOLE = (-1, -1)


@dataclass(frozen=True, kw_only=True)
class Option:
    """Something of a guard that an administration may change: a number within limits, or words, one a line."""

    key: str
    label: Text
    usual: int | tuple[str, ...]
    help: Text = ""
    least: int = 0
    most: int = 1000

    @property
    def is_list(self) -> bool:
        """Whether it is words."""
        return isinstance(self.usual, tuple)


ALSO = Option(
    key="also", label=_("Also these"), usual=(), help=_("One a line. * is any ending, a|b one or the other, ~3 up to three words between.")
)
NOT_THESE = Option(key="not_these", label=_("Never these"), usual=(), help=_("What the guard finds and is not so here, one a line."))


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What is known of an address of a text: a state of `guards.models.Link`, its status and whether it answers by https."""

    state: str
    status: int | None = None
    secure: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Around:
    """What guards know besides the content: the rules of the administration, its times, and what was asked of addresses."""

    now: datetime
    gravities: Mapping[str, Gravity] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    periods: tuple[Period, ...] = ()
    quiets: tuple[Quiet, ...] = ()
    seen: Mapping[str, Seen] = field(default_factory=dict)
    own_domains: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Guard:
    """One rule. `usual` is its gravity until the administration chooses another of `offered`, which are those that the law leaves.

    `limit` says why no less may be chosen; `fine` is what is said when it finds nothing. `look` gives what it finds.
    `out_of_periods` is of those whose words are another guard's, and graver, in an electoral period.
    """

    code: str
    name: Text
    article: str
    explains: Text
    look: "Callable[[Desk], Iterable[Verdict]]"
    usual: Gravity = Gravity.WARNS
    offered: tuple[Gravity, ...] = (Gravity.FINE, Gravity.WARNS, Gravity.BLOCKS)
    limit: Text = ""
    fine: Text = ""
    out_of_periods: bool = False
    options: tuple[Option, ...] = ()
    may_be_overridden: bool = True

    @property
    def fixed(self) -> bool:
        """Whether there is nothing to choose."""
        return len(self.offered) == 1


@dataclass(frozen=True)
class Page:
    """A passage, read."""

    passage: Passage
    reading: Reading

    @property
    def language(self) -> str:
        """The language without its variant."""
        return self.passage.language.partition("-")[0].lower() or "es"


@dataclass(frozen=True)
class Desk:
    """What one guard has before it."""

    guard: Guard
    content: Content
    around: Around
    pages: tuple[Page, ...]

    @property
    def gravity(self) -> Gravity:
        """How grave the administration takes what this guard finds."""
        return self.around.gravities.get(self.guard.code, self.guard.usual)

    @property
    def in_period(self) -> bool:
        """Whether it would leave in an electoral period."""
        return bool(self.around.periods)

    def option(self, key: str) -> Any:
        """What the administration chose, or what is usual."""
        usual = next(each.usual for each in self.guard.options if each.key == key)
        return self.around.options.get(self.guard.code, {}).get(key, usual)

    def verdict(self, told: Text, *, page: Page | None = None, span: tuple[int, int] = WHOLE, **more: Any) -> Verdict:
        """Something found, as grave as this guard is unless told otherwise."""
        given = {"gravity": self.gravity, "article": self.guard.article, "may_be_overridden": self.guard.may_be_overridden, **more}
        if page is not None:
            given["where"] = page.passage.where
        return Verdict(guard=self.guard.code, told=str(told), start=span[0], end=span[1], **given)

    def hits(self, *sections: str) -> Iterator[tuple[Page, Hit]]:
        """What the sections of the lexicon of each passage's language find, and the words of the administration where it gives any."""
        for page in self.pages:
            known = lexicon(page.language)
            found = [hit for each in sections if each in known for hit in hits(page.reading, known[each])]
            found += hits(page.reading, self._also)
            spared = hits(page.reading, self._never)
            yield from ((page, hit) for hit in [each for each in _once(found) if not _meets(each, spared)][:MOST_TOLD])

    @cached_property
    def _also(self) -> Any:
        return own(self._written(ALSO.key))

    @cached_property
    def _never(self) -> Any:
        return own(self._written(NOT_THESE.key))

    def _written(self, key: str) -> tuple[str, ...]:
        return tuple(self.option(key)) if any(each.key == key for each in self.guard.options) else ()


def _once(found: list[Hit]) -> list[Hit]:
    """Hits of several sections, none over another."""
    kept: list[Hit] = []
    for hit in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _meets(hit: Hit, spared: list[Hit]) -> bool:
    """Whether a hit shares something with what is let through; those are in order and apart."""
    after = bisect_left(spared, hit.end, key=lambda each: each.start)
    return after > 0 and spared[after - 1].end > hit.start
