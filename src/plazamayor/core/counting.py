"""How long a text is for the network that will receive it: each counts in its own way, and refuses or cuts what is too long.

A text is walked in pieces that are never cut in two: a link, an emoji of X, or what a person takes for one letter (a grapheme cluster of
Unicode, UAX 29). The end of a line is one character, however the browser sent it.
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Protocol

import regex

GRAPHEME: Final = regex.compile(r"\X")
REFUSED_BY_X: Final = frozenset("\ufffe\ufeff\uffff")
EMOJI: Final = regex.compile(r"\p{Emoji_Presentation}|\p{Extended_Pictographic}|\p{Regional_Indicator}|\ufe0f|\u20e3")
HANDLE: Final = regex.compile(r"(?<![=/\w])@([a-z0-9_]+)@[\w.-]*\w", regex.IGNORECASE)
_IN_TAG: Final = r"\p{L}\p{M}\p{Nd}_\u200c\u200d\ua67e\u05be\u05f3\u05f4\uff5e\u301c\u309b\u309c\u30a0\u30fb\u3003\u0f0b\u0f0c\u00b7"
HASHTAG: Final = regex.compile(
    rf"(?:^|[\ufe0e\ufe0f]|[^&{_IN_TAG}])[##](?!\ufe0f|\u20e3)([{_IN_TAG}]*[\p{{L}}\p{{M}}][{_IN_TAG}]*+)(?![##]|://)".replace(
        "##", "#\uff03"
    )
)


class Measure(Protocol):
    """What a network allows a text: `channels.contract.Limits` is one.

    `counting` is one of `code_points`, `graphemes`, `utf16`, `weighted` (X), `emoji_bytes` (Threads); `octets` caps the UTF-8 length
    besides; `link` is what any address counts as, or None for its own length; `short_handles` counts `@somebody@elsewhere` as `@somebody`.
    """

    @property
    def length(self) -> int:
        """The most units."""

    @property
    def counting(self) -> str:
        """In which units."""

    @property
    def octets(self) -> int | None:
        """The most octets in UTF-8, or None."""

    @property
    def link(self) -> int | None:
        """What an address counts as, or None."""

    @property
    def hashtags(self) -> int | None:
        """The most hashtags, or None."""

    @property
    def short_handles(self) -> bool:
        """Whether the server in a handle is free."""


@dataclass(frozen=True, kw_only=True)
class Count:
    """What a text amounts to, and what it may. `end` is the position in the text (code points) where what no longer fits begins."""

    length: int
    limit: int
    octets: int
    octets_limit: int | None
    hashtags: int
    hashtags_limit: int | None
    refused: bool
    """Whether it holds a character that the network never takes."""
    end: int

    @property
    def left(self) -> int:
        """How many units are left; negative when it is too long. The octets are asked apart."""
        return self.limit - self.length

    @property
    def fits(self) -> bool:
        """Whether the network would take it whole."""
        return (
            self.length <= self.limit
            and (self.octets_limit is None or self.octets <= self.octets_limit)
            and (self.hashtags_limit is None or self.hashtags <= self.hashtags_limit)
            and not self.refused
        )


@dataclass(frozen=True)
class Piece:
    """A part of a text that is never cut: from where to where, in code points, and what it counts."""

    start: int
    end: int
    weight: int


def count(text: str, measure: Measure) -> Count:
    """Counts a text as the network of `measure` does."""
    length, octets, end, open_, refused = 0, 0, 0, True, False
    scale = _scale(measure.counting)
    for piece in pieces(text, measure.counting, measure.link, short_handles=measure.short_handles):
        part = _sent(text[piece.start : piece.end])
        length += piece.weight
        octets += len(part.encode("utf-8", "replace"))
        refused = refused or (measure.counting == "weighted" and not REFUSED_BY_X.isdisjoint(part))
        open_ = open_ and not refused and length <= measure.length * scale and (measure.octets is None or octets <= measure.octets)
        end = piece.end if open_ else end
    return Count(
        length=length // scale,
        limit=measure.length,
        octets=octets,
        octets_limit=measure.octets,
        hashtags=len(hashtags(text)),
        hashtags_limit=measure.hashtags,
        refused=refused,
        end=end,
    )


def length(text: str, counting: str, link: int | None = None) -> int:
    """How long a text is in the units of `counting`."""
    return sum(piece.weight for piece in pieces(text, counting, link)) // _scale(counting)


def pieces(text: str, counting: str, link: int | None = None, *, short_handles: bool = False) -> Iterator[Piece]:
    """The parts of a text that are never cut, in order and without gaps; raises KeyError when the way of counting is unknown.

    The weights of X are in hundredths, as its own rules give them.
    """
    if counting == "weighted":
        yield from weighted(text)
        return
    weigh, at = WAYS[counting], 0
    whole = [Piece(start, end, link) for start, end in links(text)] if link is not None else []
    if short_handles:
        whole = sorted([*whole, *_handles(text, whole)], key=lambda piece: piece.start)
    for each in [*whole, Piece(len(text), len(text), 0)]:
        yield from (
            Piece(at + found.start(), at + found.end(), weigh(_sent(found[0]))) for found in GRAPHEME.finditer(text[at : each.start])
        )
        if each.end > each.start:
            yield each
        at = each.end


def _handles(text: str, taken: list[Piece]) -> Iterator[Piece]:
    """The handles of other servers, each as long as its name here."""
    for found in HANDLE.finditer(text):
        if not any(piece.start < found.end() and found.start() < piece.end for piece in taken):
            yield Piece(found.start(), found.end(), 1 + len(found[1]))


def links(text: str) -> list[tuple[int, int]]:
    """Where the addresses that begin with http:// or https:// are: begin and end, in code points."""
    from twitter_text.extract_urls import extract_urls_with_indices  # noqa: PLC0415 its tables of domains and emojis are large

    return [tuple(found["indices"]) for found in extract_urls_with_indices(text, extract_urls_without_protocol=False)]


def hashtags(text: str) -> list[str]:
    """The hashtags of a text, without their #: those that are words, and not parts of an address."""
    if "#" not in text and "\uff03" not in text:
        return []
    from twitter_text.extract_urls import extract_urls_with_indices  # noqa: PLC0415 as above

    taken = [found["indices"] for found in extract_urls_with_indices(text)]
    found = HASHTAG.finditer(text, overlapped=False)
    return [each[1] for each in found if not any(start < each.end() and each.start(1) < end for start, end in taken)]


# --- One way of counting each ------------------------------------------------------------------------------------------


def _code_points(cluster: str) -> int:
    return len(cluster)


def _one(_cluster: str) -> int:
    return 1


def _utf16(cluster: str) -> int:
    return len(cluster.encode("utf-16-le", "surrogatepass")) // 2


def _emoji_bytes(cluster: str) -> int:
    """Threads: a letter is one, an emoji is as many as its octets in UTF-8."""
    return len(cluster.encode("utf-8", "replace")) if EMOJI.search(cluster) else len(cluster)


WAYS: Final[Mapping[str, Callable[[str], int]]] = {
    "code_points": _code_points,
    "graphemes": _one,
    "utf16": _utf16,
    "emoji_bytes": _emoji_bytes,
}


def _sent(part: str) -> str:
    """A part as it travels: browsers send the end of a line as two characters, and networks receive one."""
    return part.replace("\r\n", "\n")


def _scale(counting: str) -> int:
    return 100 if counting == "weighted" else 1


# --- X -----------------------------------------------------------------------------------------------------------------


def weighted(text: str, version: str = "version3") -> Iterator[Piece]:
    """X: its own links and emojis, and the rest by the weight of each character once composed (NFC).

    Positions are of the text as it came: each cluster is composed by itself, which is how the whole would be. `version` is of the
    rules that X publishes; the third is in force.
    """
    origin, composed = _composed(text)
    rules = _rules(version)
    whole = _whole(composed, rules)
    at = 0
    while at < len(composed):
        end, weight = whole.get(at) or (at + 1, rules.weigh(composed[at]))
        yield Piece(origin[at], origin[end], weight)
        at = end


def _composed(text: str) -> tuple[list[int], str]:
    """A text in NFC with single ends of line, and for each of its characters (and its end) where it began in the text as it came."""
    origin: list[int] = []
    parts: list[str] = []
    for each in GRAPHEME.finditer(text):
        composed = unicodedata.normalize("NFC", _sent(each[0]))
        parts.append(composed)
        same = len(composed) == len(each[0])
        origin += [each.start() + index if same else each.start() for index in range(len(composed))]
    return [*origin, len(text)], "".join(parts)


@dataclass(frozen=True)
class _Rules:
    """The configuration that X publishes for the counting of texts."""

    link: int
    emoji: int
    """What an emoji of several characters weighs; 0 in the older rules, where each character counts."""
    weigh: Callable[[str], int]


@cache
def _rules(version: str) -> _Rules:
    from twitter_text.config import config  # noqa: PLC0415 as above
    from twitter_text.get_character_weight import get_character_weight  # noqa: PLC0415 as above

    rules: dict[str, Any] = config[version]
    return _Rules(
        link=rules["transformed_url_length"] * rules["scale"],
        emoji=rules["default_weight"] if rules.get("emoji_parsing_enabled") else 0,
        weigh=cache(lambda letter: int(get_character_weight(letter, rules))),
    )


def _whole(text: str, rules: _Rules) -> dict[int, tuple[int, int]]:
    """What counts as a whole, by where it begins: where it ends and what it weighs."""
    from twitter_text.extract_emojis import extract_emojis_with_indices  # noqa: PLC0415 as above
    from twitter_text.extract_urls import extract_urls_with_indices  # noqa: PLC0415 as above

    emojis = {}
    if rules.emoji:
        emojis = {start: (end, rules.emoji) for start, end in (found["indices"] for found in extract_emojis_with_indices(text))}
    return emojis | {start: (end, rules.link) for start, end in (found["indices"] for found in extract_urls_with_indices(text))}
