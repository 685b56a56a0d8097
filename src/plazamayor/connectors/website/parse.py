"""What is read in the answer of our own website."""

from typing import Final

from plazamayor.core.http import Answer

THERE: Final = range(200, 300)
AWAY: Final = frozenset({404, 410})


def is_there(answer: Answer) -> bool:
    """Whether the page is seen."""
    return answer.status in THERE


def is_away(answer: Answer) -> bool:
    """Whether the website says that there is no such page."""
    return answer.status in AWAY
