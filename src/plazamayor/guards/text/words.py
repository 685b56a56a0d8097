"""Cuts a text into words and ends of sentences, each with its place."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

# Marks that join a letter, and invisible characters put inside a word so that it is not recognised.
_JOINED: Final = "\u00ad\u0300-\u036f\u200b-\u200d\u2060\ufeff"
_PIECE: Final = re.compile(rf"(?P<word>#?[^\W_](?:[^\W_]|[{_JOINED}·])*)|(?P<end>[.!?…]+(?=[\s\"»”’)\]]|$)|\n+|[;•·|]|:(?=\s))")
_HUMP: Final = re.compile(r"[^\W\d_a-zà-öø-ÿ]?[a-zà-öø-ÿ]+|[^\W\d_a-zà-öø-ÿ]+(?![a-zà-öø-ÿ])|\d+")
_ADDRESS: Final = re.compile(
    r"(?i)(?P<scheme>https?://)[^\s<>\"«»“”]+|(?<![@\w.])(?:www\.)?(?:[a-z0-9](?:[a-z0-9-]{0,62})\.){1,5}[a-z]{2,24}(?:/[^\s<>\"«»“”]*|(?![\w@-]))"
)
_TRAILING: Final = ".,;:!?…)]}'’*_"
END: Final = ""


@dataclass(frozen=True)
class Word:
    """A word as written and folded: small letters without accents. The end of a sentence is a word that is folded to nothing."""

    written: str
    folded: str
    start: int
    end: int
    tagged: bool = False

    @property
    def ends(self) -> bool:
        """Whether it is the end of a sentence."""
        return not self.folded


@dataclass(frozen=True)
class Address:
    """A web address in a text, as written, without the full stop that ends the sentence."""

    written: str
    start: int
    end: int

    @property
    def whole(self) -> str:
        """With its scheme: an address without one is taken as secure."""
        return self.written if "://" in self.written else f"https://{self.written}"


def folded(word: str) -> str:
    """Small letters without accents nor invisible characters; the ñ and the ç stay letters of their own."""
    kept = word.lower().replace("ñ", "\0").replace("ç", "\1")
    bare = "".join(each for each in unicodedata.normalize("NFKD", kept) if unicodedata.category(each) not in {"Mn", "Cf"})
    return bare.replace("\0", "ñ").replace("\1", "ç")


def addresses(text: str) -> list[Address]:
    """The web addresses of a text, in order."""
    found = []
    for each in _ADDRESS.finditer(text):
        written = _closed(each[0])
        if "." in written.removeprefix(each["scheme"] or "") or each["scheme"]:
            found.append(Address(written, each.start(), each.start() + len(written)))
    return [each for each in found if _likely(each.written)]


def _closed(written: str) -> str:
    """Without the marks that end a sentence; a bracket that was opened inside stays."""
    while written and written[-1] in _TRAILING and not (written[-1] == ")" and written.count("(") >= written.count(")")):
        written = written[:-1]
    return written


def _likely(written: str) -> bool:
    """Whether what has no scheme is an address and not two sentences without a blank: `aquí.Mañana`, `Sr.Pérez`."""
    if "://" in written or written.lower().startswith("www."):
        return True
    host = written.split("/", 1)[0]
    return host == host.lower() and host.rsplit(".", 1)[-1] in _ENDINGS


_ENDINGS: Final = frozenset(
    "es cat gal eus eu com org net edu gob info app io me ly gl be tv example local social blog gov int pt fr uk de it".split()
)


@dataclass(frozen=True)
class Reading:
    """A text read once for every guard."""

    text: str

    @cached_property
    def addresses(self) -> list[Address]:
        """Its web addresses."""
        return addresses(self.text)

    @cached_property
    def words(self) -> list[Word]:
        """Its words, those inside hashtags cut at their capitals; addresses and accounts have none."""
        return list(self._words())

    def _words(self) -> Iterator[Word]:
        hidden = iter([(each.start, each.end) for each in self.addresses] + [(len(self.text) + 1, len(self.text) + 1)])
        first, last = next(hidden)
        for piece in _PIECE.finditer(self.text):
            while piece.start() >= last:
                first, last = next(hidden)
            if first <= piece.start() < last or self.text[piece.start() - 1 : piece.start()] == "@":
                continue
            if piece["end"]:
                yield Word(piece[0], END, piece.start(), piece.end())
            elif piece[0].startswith("#"):
                yield from _humps(piece[0], piece.start())
            else:
                # A word of invisible characters folds to nothing: it is kept as written, for nothing here is an end.
                yield Word(piece[0], folded(piece[0]) or piece[0], piece.start(), piece.end())

    @cached_property
    def sentences(self) -> list[list[Word]]:
        """Its words by sentence; without those of hashtags."""
        found: list[list[Word]] = [[]]
        for word in self.words:
            if word.ends and word.written != "#":
                found.append([])
            elif not word.ends and not word.tagged:
                found[-1].append(word)
        return [each for each in found if each]


def _humps(tag: str, start: int) -> Iterator[Word]:
    """The words of a hashtag: `#LaMejorPlaza` has three."""
    yield Word("#", END, start, start + 1)
    for each in _HUMP.finditer(tag):
        yield Word(each[0], folded(each[0]) or each[0], start + each.start(), start + each.end(), tagged=True)
    yield Word("#", END, start + len(tag), start + len(tag))
