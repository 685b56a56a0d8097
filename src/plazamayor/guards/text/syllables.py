"""Counts the syllables of a Spanish word, as the *Ortografía* of 2010 divides them.

Two open vowels, or a closed one with an accent beside an open one, are two syllables; any other closed vowel goes with its neighbour,
also across an h. The y is a vowel where no vowel follows it.
"""

import re
import unicodedata
from itertools import pairwise
from typing import Final

_GROUPS: Final = re.compile("[aeiouáéíóúüàèìòùâêîôûäëïö]+")
_OPEN: Final = frozenset("aeoáéóàèòâêôäëöíúìùï")
_CLOSED: Final = {"i": "i", "u": "u", "ü": "u", "î": "i", "û": "u"}
_VOWEL: Final = "aeiouáéíóúüàèìòù"


def syllables(word: str) -> int:
    """How many syllables a word has; at least one, also when it is not a Spanish word."""
    plain = unicodedata.normalize("NFC", word.lower())
    plain = re.sub(rf"y(?![{_VOWEL}])", "i", plain)
    # A closed vowel that carries the accent parts from an open one across an h, and then so it does without it.
    plain = re.sub(rf"(?<=[{_VOWEL}])h(?=[{_VOWEL}])", "", plain)
    plain = re.sub("(?<=q)u(?=[eiéí])", "", plain)
    return sum(_nuclei(group) for group in _GROUPS.findall(plain)) or 1


def _nuclei(group: str) -> int:
    """The syllables of vowels that stand together."""
    opened = sum(1 for each in group if each in _OPEN)
    twice = sum(1 for one, other in pairwise(group) if _bare(one) == _bare(other) and _is_closed_pair(one, other))
    return (opened or 1) + twice


def _is_closed_pair(one: str, other: str) -> bool:
    """Whether two equal closed vowels stand together: chi-i-ta. When both are counted as open, nothing is added."""
    return (one in _CLOSED or other in _CLOSED) and _bare(one) in "iu"


def _bare(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0]
