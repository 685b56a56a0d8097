"""A finding quotes what staff noted about its days, and not what they noted about a season."""

from datetime import date

import pytest

from plazamayor.analytics.dashboard.audience import noted_about
from plazamayor.analytics.models import Annotation

STORM = [date(2026, 11, 11), date(2026, 11, 12)]
CAMPAIGN = Annotation(first=date(2026, 10, 19), last=date(2026, 12, 1), text="Campaña de ayudas")


@pytest.mark.parametrize(
    ("first", "last", "quoted"),
    [
        (date(2026, 11, 11), date(2026, 11, 12), "Alerta por lluvias"),
        (date(2026, 11, 11), date(2026, 11, 11), "Alerta por lluvias"),
        (date(2026, 11, 10), date(2026, 11, 12), "Alerta por lluvias"),
        (date(2026, 11, 13), date(2026, 11, 14), ""),
        (date(2026, 11, 1), date(2026, 11, 30), ""),
    ],
)
def test_only_a_note_about_these_days_is_quoted(first: date, last: date, quoted: str) -> None:
    assert noted_about([CAMPAIGN, Annotation(first=first, last=last, text="Alerta por lluvias")], STORM) == quoted


def test_nothing_noted_is_nothing_quoted() -> None:
    assert noted_about([], STORM) == ""
