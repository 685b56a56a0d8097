"""Words as they are compared: without accents, capitals, nor the marks of the plural."""

import re
from functools import lru_cache

from plazamayor.bulletins.readers.dates import plain_letters

WORD = re.compile(r"[a-z0-9ç]+(?:[·'][a-z0-9ç]+)*")
SHORTEST = 3
EMPTY = frozenset(
    """a al con de del des el els en i la las les lo los o os para per por que se sobre su sus un una unas unos y
    da das do dos e na no nas nos ayuntamiento ajuntament concello diputacion diputacio""".split()
)
"""Words that by themselves say of nothing what it is about."""


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The part of a word that its singular and its plural share: «subvención» and «subvenciones», «base» and «bases»."""
    found = word
    for ending in ("s", "e", "s"):
        if len(found) > SHORTEST and found.endswith(ending):
            found = found[:-1]
    return found[:-1] + "c" if len(found) > SHORTEST - 1 and found.endswith("z") else found


def stems(text: str) -> list[str]:
    """The words of a text, in order, as they are compared."""
    return [stem(word) for word in WORD.findall(plain_letters(text))]


def said_in(phrase: list[str], text: list[str]) -> bool:
    """Whether a phrase is in a text, word after word."""
    size = len(phrase)
    return bool(phrase) and any(text[at : at + size] == phrase for at in range(len(text) - size + 1))


def telling(text: str) -> list[str]:
    """The words of a text that say what it is about, as they are compared."""
    return [stem(word) for word in WORD.findall(plain_letters(text)) if word not in EMPTY and len(word) >= SHORTEST]
