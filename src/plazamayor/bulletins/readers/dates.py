"""Days as gazettes write them, in the languages of Spain."""

import re
import unicodedata
from datetime import date

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "enero gener xaneiro urtarrila urtarrilaren",
            "febrero febrer febreiro otsaila otsailaren",
            "marzo marc martxoa martxoaren",
            "abril apirila apirilaren",
            "mayo maig maio maiatza maiatzaren",
            "junio juny xuno ekaina ekainaren",
            "julio juliol xullo uztaila uztailaren",
            "agosto agost abuztua abuztuaren",
            "septiembre setiembre setembre setembro iraila irailaren",
            "octubre outubro urria urriaren",
            "noviembre novembre novembro azaroa azaroaren",
            "diciembre desembre decembro abendua abenduaren",
        ),
        1,
    )
    for name in names.split()
}
NUMBERS = re.compile(r"\b(?:(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}))\b")
WORDS = re.compile(r"\b(\d{1,2})(?:\.?º|er)?\s+(?:de\s+|d[’']\s*)?([a-zç]+)(?:\s+(?:de|del|d[’'])\s*|\s+)(?:any\s+|año\s+)?(\d{4})\b")


def day_in(text: str) -> date | None:
    """The first day that a text writes, or None."""
    plain = plain_letters(text)
    numbers, words = NUMBERS.search(plain), WORDS.search(plain)
    if numbers and not (words and words.start() < numbers.start()):
        year, month, day, day_, month_, year_ = numbers.groups()
        return _day(int(year or year_), int(month or month_), int(day or day_))
    if words and words[2] in MONTHS:
        return _day(int(words[3]), MONTHS[words[2]], int(words[1]))
    return None


class _Plain(dict[int, str]):
    """The plain letter of each letter, found the first time it is met."""

    def __missing__(self, code: int) -> str:
        base = unicodedata.normalize("NFD", chr(code))[0].lower()
        self[code] = base if len(base) == 1 else chr(code)
        return self[code]


PLAIN = _Plain()


def plain_letters(text: str) -> str:
    """A text in small letters without accents, as long as it was when its accents are part of its letters."""
    return unicodedata.normalize("NFC", text).translate(PLAIN)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
