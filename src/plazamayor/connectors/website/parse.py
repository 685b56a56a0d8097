"""What is read in the answer of our own website."""

from typing import Final

from plazamayor.core.http import Answer

THERE: Final = range(200, 300)


def is_there(answer: Answer) -> bool:
    """Whether the page is seen."""
    return answer.status in THERE
