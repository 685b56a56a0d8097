"""How much of a table is shown, in words."""

import pytest
from django.utils import translation

from plazamayor.analytics.dashboard.names import DIMENSIONS, part_of


@pytest.mark.parametrize(("shown", "known", "said"), [(10, 214, "10 de 214 países"), (0, 0, "0 de 0 países"), (1, 1, "1 de 1")])
def test_one_of_one_needs_no_name(shown: int, known: int, said: str) -> None:
    with translation.override("es"):
        assert part_of(shown, known, DIMENSIONS["country"].many) == said
