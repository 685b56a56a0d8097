r"""Phrases that guards look for, kept in `guards/lexicon/<language>.txt` as people write them.

    [praise]                       a section, which a guard asks for
    gracias a ~3 alcald*|gobierno  words; `a|b` one of them; `alcald*` whatever begins so; `*isimo` whatever ends so; `~3` up to three words
    la? mejor                      `?` may be absent
    ^PP                            as written, capitals and all
    la|el /mejor ~2 de españa      `/` is what a plainer text would leave out: the proposal is the rest
    reparto => entrega             the proposal, said
    - gran via                     not this: what falls inside is let through

A phrase never goes over the end of a sentence. At each word only the phrases that begin like it are tried: time grows as the text does.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from plazamayor.guards.text.words import Reading, Word, folded

FOLDER: Final = Path(__file__).parents[1] / "lexicon"
LONGEST_GAP: Final = 6
_SHORTEST_STEM: Final = 3


@dataclass(frozen=True)
class Element:
    """One word of a phrase, or up to `gap` words that may be any."""

    exact: frozenset[str] = frozenset()
    stems: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    as_written: frozenset[str] = frozenset()
    gap: int = 0
    optional: bool = False
    dropped: bool = False

    def takes(self, word: Word) -> bool:
        """Whether a word may stand here."""
        if word.ends:
            return False
        said = word.folded
        return (
            said in self.exact
            or word.written in self.as_written
            or (bool(self.stems) and said.startswith(self.stems))
            or (bool(self.ends) and said.endswith(self.ends))
        )


@dataclass(frozen=True)
class Phrase:
    """A phrase of the lexicon, as written and as it is looked for."""

    written: str
    elements: tuple[Element, ...]
    proposal: str = ""
    lets_through: bool = False

    def match(self, words: Sequence[Word], at: int) -> list[tuple[Word, bool]] | None:
        """The words it takes from there, each with whether a plainer text drops it; None when it does not match."""
        return self._rest(words, at, 0)

    def _rest(self, words: Sequence[Word], at: int, element: int) -> list[tuple[Word, bool]] | None:
        if element == len(self.elements):
            return []
        wanted = self.elements[element]
        if wanted.gap:
            return self._over_gap(words, at, element, wanted.gap)
        if at < len(words) and wanted.takes(words[at]):
            rest = self._rest(words, at + 1, element + 1)
            if rest is not None:
                return [(words[at], wanted.dropped), *rest]
        return self._rest(words, at, element + 1) if wanted.optional else None

    def _over_gap(self, words: Sequence[Word], at: int, element: int, most: int) -> list[tuple[Word, bool]] | None:
        """The nearest end of a gap: no more words than its own, none of them the end of a sentence."""
        for skipped in range(most + 1):
            between = words[at : at + skipped]
            if len(between) < skipped or any(word.ends for word in between):
                return None
            rest = self._rest(words, at + skipped, element + 1)
            if rest is not None:
                return [*((word, False) for word in between), *rest]
        return None


@dataclass(frozen=True)
class Hit:
    """Where a phrase was found, the words as written, and a plainer way of saying it, if one is known."""

    start: int
    end: int
    words: str
    proposal: str
    phrase: str


@dataclass
class Section:
    """Phrases that are looked for together, found by how they begin."""

    exact: dict[str, list[Phrase]] = field(default_factory=lambda: defaultdict(list))
    stems: dict[str, list[Phrase]] = field(default_factory=lambda: defaultdict(list))
    lengths: set[int] = field(default_factory=set)
    others: list[Phrase] = field(default_factory=list)

    def add(self, phrase: Phrase) -> None:
        """Adds a phrase; its first word may not be a gap nor absent."""
        first = phrase.elements[0]
        for word in first.exact:
            self.exact[word].append(phrase)
        for word in first.as_written:
            self.exact[folded(word)].append(phrase)
        for stem in first.stems:
            self.stems[stem].append(phrase)
            self.lengths.add(len(stem))
        if first.ends:
            self.others.append(phrase)

    def candidates(self, word: Word) -> Iterator[Phrase]:
        """The phrases that may begin with a word."""
        yield from self.exact.get(word.folded, ())
        for length in self.lengths:
            yield from self.stems.get(word.folded[:length], ())
        yield from self.others


Taken = Sequence[tuple[Word, bool]]


def hits(reading: Reading, section: Section) -> list[Hit]:
    """What a section finds in a text: the longest at each place, none over another, nothing of what is let through."""
    found: list[tuple[Phrase, Taken]] = []
    spared: set[int] = set()
    for place, word in enumerate(reading.words):
        for phrase in section.candidates(word) if not word.ends else ():
            taken = phrase.match(reading.words, place)
            if taken and phrase.lets_through:
                spared.update(each.start for each, _dropped in taken)
            elif taken:
                found.append((phrase, taken))
    kept = [(phrase, taken) for phrase, taken in found if not any(word.start in spared for word, _dropped in taken)]
    return list(_apart(reading.text, sorted(kept, key=lambda one: (one[1][0][0].start, -one[1][-1][0].end))))


def _apart(text: str, found: Iterable[tuple[Phrase, Taken]]) -> Iterator[Hit]:
    reached = -1
    for phrase, taken in found:
        start, end = taken[0][0].start, taken[-1][0].end
        if start >= reached:
            reached = end
            yield Hit(start, end, text[start:end], phrase.proposal or _without(taken), phrase.written)


def _without(taken: Taken) -> str:
    """The words of a hit without those that a plainer text drops; nothing when it drops none."""
    if not any(dropped for _word, dropped in taken):
        return ""
    kept = [word.written for word, dropped in taken if not dropped]
    return " ".join(kept)


def read(lines: Iterable[str]) -> dict[str, Section]:
    """The sections of a lexicon; raises ValueError with the line that cannot be read."""
    sections: dict[str, Section] = {}
    current = ""
    for number, line in enumerate(lines, 1):
        said = line.strip()
        if not said or said.startswith("# ") or said == "#":
            continue
        if said.startswith("["):
            current = said.strip("[]")
            sections.setdefault(current, Section())
            continue
        try:
            sections[current].add(phrase_of(said))
        except (KeyError, ValueError, IndexError) as error:
            raise ValueError(f"line {number}: {said}") from error
    return sections


def phrase_of(written: str) -> Phrase:
    """A phrase from how it is written; raises ValueError when it begins with a gap, or with what may be absent."""
    lets_through = written.startswith("- ")
    said, _arrow, proposal = written.removeprefix("- ").partition("=>")
    elements = tuple(_element(each) for each in said.split())
    if not elements or elements[0].gap or elements[0].optional:
        raise ValueError(written)
    return Phrase(written, elements, proposal.strip(), lets_through)


def _element(said: str) -> Element:
    if said.startswith("~"):
        return Element(gap=min(int(said[1:]), LONGEST_GAP))
    dropped, optional = said.startswith("/"), said.endswith("?")
    forms = said.removeprefix("/").removesuffix("?").split("|")
    stems = tuple(folded(each[:-1]) for each in forms if each.endswith("*"))
    ends = tuple(folded(each[1:]) for each in forms if each.startswith("*"))
    if any(len(each) < _SHORTEST_STEM for each in (*stems, *ends)):
        raise ValueError(said)
    plain = [each for each in forms if "*" not in each]
    return Element(
        exact=frozenset(folded(each) for each in plain if not each.startswith("^")),
        as_written=frozenset(each[1:] for each in plain if each.startswith("^")),
        stems=stems,
        ends=ends,
        optional=optional,
        dropped=dropped,
    )


@cache
def lexicon(language: str) -> Mapping[str, Section]:
    """The sections of a language; those of Spanish for one that has no file."""
    path = FOLDER / f"{base(language)}.txt"
    return read((path if path.exists() else FOLDER / "es.txt").read_text(encoding="utf-8").splitlines())


def base(language: str) -> str:
    """The language without its variant: Valencian is looked for as Catalan."""
    return language.partition("-")[0].lower()


@cache
def listed(name: str) -> frozenset[str]:
    """The words of a plain list of the lexicon, one or more a line."""
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("# ") for word in line.split())


def own(phrases: Sequence[str], *, lets_through: bool = False) -> Section:
    """A section of what an administration wrote itself; what cannot be read as a phrase is left out."""
    section = Section()
    for each in phrases:
        try:
            section.add(phrase_of(f"- {each}" if lets_through else each))
        except (ValueError, IndexError):
            continue
    return section
