"""How the engine recognises the steps of a journey: patterns, names and the bits they set."""

import re
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any, Final

import msgspec

from plazamayor.analytics.journeys.contract import MOST_STEPS, Journey, Mark, Marks, Way

OTHERS: Final = ("negative", "failure", "error", "help", "search", "contact", "phone")
"""What is noticed besides steps, in the order of its bits."""
FIRST_OTHER: Final = 32
_MADE: Final = b"2"
"""Changes when attempts are derived in another way: those of before are then derived again."""


def pattern_of(mark: Mark) -> str:
    """The regular expression (RE2) of an address mark: the whole address, in which `*` stands for anything."""
    if mark.way is Way.REGEX:
        return mark.text
    return "^" + ".*".join(re.escape(part) for part in mark.text.split("*")) + "$"


def params_of(journey: Journey) -> dict[str, Any]:
    """The parameters that carry a journey's steps; raises ValueError for none or too many."""
    if not 1 <= len(journey.steps) <= MOST_STEPS:
        raise ValueError(f"a journey has from 1 to {MOST_STEPS} steps")
    names: dict[str, int] = {"\x1f": 0}
    for bit, mark in _bits(journey):
        if mark.way is Way.EVENT:
            names[mark.text] = names.get(mark.text, 0) | 1 << bit
    return {
        "journey": journey.number,
        "steps": len(journey.steps),
        "limit": journey.limit,
        "names": list(names),
        "masks": list(names.values()),
        **{f"pattern_{number}": pattern_of(mark) for number, (_bit, mark) in enumerate(_patterns(journey))},
    }


def recognised(journey: Journey) -> str:
    """The fragment that says, as bits, what an address is recognised as: a constant pattern each, which the engine compiles once."""
    tests = [
        f"if(match(page, {{pattern_{number}:String}}), bitShiftLeft(toUInt64(1), {bit}), toUInt64(0))"
        for number, (bit, _mark) in enumerate(_patterns(journey))
    ]
    return ", ".join(["toUInt64(0)", *tests])


def definition_of(journey: Journey) -> int:
    """A number that changes when the journey does."""
    return int.from_bytes(blake2b(msgspec.json.encode(journey), digest_size=8, salt=_MADE).digest(), "big")


def _patterns(journey: Journey) -> list[tuple[int, Mark]]:
    return [(bit, mark) for bit, mark in _bits(journey) if mark.way is not Way.EVENT]


def _bits(journey: Journey) -> Iterator[tuple[int, Mark]]:
    others: list[Marks] = [getattr(journey, name) for name in OTHERS]
    for bit, marks in [*enumerate(journey.steps), *enumerate(others, start=FIRST_OTHER)]:
        yield from ((bit, mark) for mark in marks)
