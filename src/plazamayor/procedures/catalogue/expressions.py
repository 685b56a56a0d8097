"""Regular expressions that no address can ever match, told before they are kept.

It reads RE2's syntax only as far as it must: what it is not sure of may match. Whether an expression can be read is the engine's say.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

_TIMES: Final = re.compile(r"\{(?P<least>\d+)(?:,\d*)?\}")
_FLAGS: Final = re.compile(r"\?[imsU-]*(?P<end>[:)])|\?P?<\w+>")
_CLASS: Final = re.compile(r"\[\^?\]?(?:\[:\^?\w+:\]|\\.|[^\]\\])*\]", re.DOTALL)
_CODE: Final = re.compile(r"x\{[0-9A-Fa-f]+\}|x[0-9A-Fa-f]{2}|[0-7]{1,3}|[pP]\{\^?\w+\}|[pP]\w|.", re.DOTALL)
_DEEPEST: Final = 50
_NEVER_SEEN: Final = frozenset(" \t\n\f\r")


@dataclass(frozen=True)
class Reach:
    """What a part of an expression asks for: the least it takes, and whether it must be at the beginning or at the end of the address.

    `begins_with`: the letter it begins with, when it is only one; `empty`: it takes nothing ever; `never`: nothing matches it.
    """

    least: int = 0
    at_start: bool = False
    at_end: bool = False
    begins_with: str = ""
    empty: bool = False
    never: bool = False


_LETTER: Final = Reach(least=1)
_START: Final = Reach(at_start=True, empty=True)
_END: Final = Reach(at_end=True, empty=True)
_NOTHING: Final = Reach(empty=True)


def never_matches(expression: str) -> bool:
    """Tells whether no address of a page, which begins with a slash and has no spaces, can match the expression."""
    if expression.count("(") > _DEEPEST:
        return False
    whole = _Reader(expression).either()
    return whole.never or (whole.empty and whole.at_start and whole.at_end)


class _Reader:
    """Reads an expression from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def either(self) -> Reach:
        """Several ways, of which one must match."""
        ways = [self.sequence()]
        while self._take("|"):
            ways.append(self.sequence())
        possible = [way for way in ways if not way.never]
        if len(possible) <= 1:
            return possible[0] if possible else replace(ways[0], never=True)
        return Reach(
            least=min(way.least for way in possible),
            at_start=all(way.at_start for way in possible),
            at_end=all(way.at_end for way in possible),
            empty=all(way.empty for way in possible),
        )

    def sequence(self) -> Reach:
        """Parts that must follow one another."""
        whole = _NOTHING
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            whole = _followed(whole, self._times(self.part()))
        return whole

    def part(self) -> Reach:
        """One letter, class, group or place."""
        letter = self.text[self.at]
        self.at += 1
        if letter == "(":
            return self._group()
        if letter == "\\":
            return self._escaped()
        if letter == "[":
            found = _CLASS.match(self.text, self.at - 1)
            self.at = found.end() if found else len(self.text)
            return _LETTER
        places = {"^": _START, "$": _END, ".": _LETTER}
        return places.get(letter) or _literal(letter)

    def _group(self) -> Reach:
        flags = _FLAGS.match(self.text, self.at)
        self.at = flags.end() if flags else self.at
        if flags and flags["end"] == ")":
            return _NOTHING
        inside = self.either()
        self._take(")")
        return inside

    def _escaped(self) -> Reach:
        found = _CODE.match(self.text, self.at)
        code = found.group() if found else ""
        self.at += len(code)
        if code == "Q":
            end = self.text.find("\\E", self.at)
            quoted = self.text[self.at : end if end >= 0 else len(self.text)]
            self.at = end + 2 if end >= 0 else len(self.text)
            return _quoted(quoted)
        named = {"A": _START, "z": _END, "b": _NOTHING, "B": _NOTHING, "E": _NOTHING, "s": Reach(least=1, never=True)}
        return named.get(code) or (_literal(code) if code and not code.isalnum() else _LETTER)

    def _times(self, part: Reach) -> Reach:
        """The part as many times as is said after it."""
        found = _TIMES.match(self.text, self.at)
        if found:
            self.at = found.end()
            least = int(found["least"])
            part = replace(part, least=part.least * least) if least else Reach()
        elif self.at < len(self.text) and self.text[self.at] in "*+?":
            part = part if self.text[self.at] == "+" else Reach()
            self.at += 1
        else:
            return part
        self._take("?")
        return part

    def _take(self, letter: str) -> bool:
        taken = self.text.startswith(letter, self.at)
        self.at += taken
        return taken


def _literal(letter: str) -> Reach:
    return Reach(least=1, begins_with=letter, never=letter in _NEVER_SEEN)


def _quoted(text: str) -> Reach:
    whole = _NOTHING
    for letter in text:
        whole = _followed(whole, _literal(letter))
    return whole


def _followed(before: Reach, after: Reach) -> Reach:
    """One part after another: nothing is before the beginning nor after the end, and what is at the beginning is a slash."""
    at_start = before.at_start or (after.at_start and not before.least)
    begins_with = after.begins_with if before.empty else before.begins_with
    wrong_beginning = before.at_start and before.empty and after.begins_with not in {"", "/"}
    beyond = (after.at_start and before.least > 0) or (before.at_end and after.least > 0)
    return Reach(
        least=before.least + after.least,
        at_start=at_start,
        at_end=before.at_end or after.at_end,
        begins_with=begins_with,
        empty=before.empty and after.empty,
        never=before.never or after.never or beyond or wrong_beginning,
    )
