"""The INFLESZ scale of Spanish texts: the perspicuity of Szigriszt-Pazos (1993) in the bands of Barrio-Cantalejo (2008).

206.835 − 62.3 · syllables / words − words / sentences. It was tried on texts for patients: it is a sign, not a proof, of plain language.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from django.utils.translation import gettext_lazy as _

from plazamayor.guards.text.syllables import syllables
from plazamayor.guards.text.words import Word

FEWEST: Final = 20
"""Words below which a figure says more of chance than of the text."""


class Band(IntEnum):
    """How a text reads, by the score at which the band begins."""

    VERY_HARD = 0
    SOMEWHAT_HARD = 40
    NORMAL = 55
    FAIRLY_EASY = 65
    VERY_EASY = 80


BANDS: Final = {
    Band.VERY_HARD: _("very hard"),
    Band.SOMEWHAT_HARD: _("somewhat hard"),
    Band.NORMAL: _("normal"),
    Band.FAIRLY_EASY: _("fairly easy"),
    Band.VERY_EASY: _("very easy"),
}


@dataclass(frozen=True)
class Readability:
    """What was counted of a text."""

    syllables: int
    words: int
    sentences: int

    @property
    def score(self) -> float:
        """The figure of the scale; it can pass 100 and fall under 0."""
        return 206.835 - 62.3 * self.syllables / self.words - self.words / self.sentences

    @property
    def band(self) -> Band:
        """Where the figure falls; what begins a band is in it."""
        return max((each for each in Band if self.score >= each), default=Band.VERY_HARD)


def measure(sentences: Sequence[Sequence[Word]]) -> Readability | None:
    """Measures a text, or nothing when it is too short. Numbers, addresses, hashtags and accounts are not counted."""
    counted = [[word for word in each if word.folded.isalpha()] for each in sentences]
    counted = [each for each in counted if each]
    words = [word for each in counted for word in each]
    if len(words) < FEWEST:
        return None
    return Readability(sum(syllables(word.written) for word in words), len(words), len(counted))
