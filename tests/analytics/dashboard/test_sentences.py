"""Findings in words, in both languages."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation

from plazamayor.analytics.dashboard.measures import MEASURES
from plazamayor.analytics.dashboard.sentences import Facts, days_in_words, tell
from plazamayor.analytics.findings import Concentration, Placed
from plazamayor.core.findings import Certainty

STORM = Concentration(days=(date(2026, 11, 11), date(2026, 11, 12)), moved=2780, rest=926, share=0.75, rest_change=0.032)
PLACED = Placed(change=0.128, earlier=26, low=-0.06, high=0.07, certainty=Certainty.FIRM)
RISE = Facts(measure=MEASURES["visits"], now=32640, before=28934, placed=PLACED)
HARD = "\u00a0"


def plain(text: object) -> str:
    return str(text).replace(HARD, " ")


@pytest.mark.parametrize(
    ("language", "claim"),
    [
        ("es", "Las visitas subieron un 13 %, fuera de todo lo visto hasta ahora."),
        ("en", "Visits rose by 13%, outside all that was seen before."),
    ],
)
def test_a_firm_rise(language: str, claim: str) -> None:
    with translation.override(language):
        found = tell(RISE)

        assert (plain(found.claim), found.certainty, plain(found.highlight)[:2]) == (claim, Certainty.FIRM, "13")


IN_SPANISH = (
    "Las visitas subieron un 13 %, pero 3 de cada 4 visitas nuevas fueron de los días 11 y 12 nov (el personal anotó: "
    "«Alerta por lluvias»). Sin ellos, el cambio es del +3 %, dentro de lo habitual."
)
IN_ENGLISH = (
    "Visits rose by 13%, but 3 in 4 additional visits fell on 11 and 12 Nov (staff noted: “Alerta por lluvias”). "
    "Without them, the change is +3%, within what is usual."
)


@pytest.mark.parametrize(("language", "claim"), [("es", IN_SPANISH), ("en", IN_ENGLISH)])
def test_a_rise_of_two_days_quotes_what_staff_noted(language: str, claim: str) -> None:
    with translation.override(language):
        found = tell(replace(RISE, concentration=STORM, noted="Alerta por lluvias"))

        assert plain(found.claim) == claim
        assert plain(found.highlight) == claim[claim.index("11 ") : claim.index(" (")]


def test_a_usual_change_says_so_and_what_would_be_more() -> None:
    placed = Placed(change=0.03, earlier=26, low=-0.06, high=0.07, certainty=Certainty.UNKNOWN)
    with translation.override("es"):
        found = tell(replace(RISE, placed=placed))

        assert plain(found.claim) == "Las visitas subieron un 3 %, dentro de lo habitual."
        assert plain(found.certainty_reason) == "un +3 % cabe en lo habitual: entre −6 % y +7 % en las 26 comparaciones anteriores."
        assert found.missing


def test_few_comparisons_say_how_many_weeks_are_missing() -> None:
    with translation.override("es"):
        found = tell(replace(RISE, placed=Placed(change=0.13, earlier=3), weeks=9))

        assert found.certainty is Certainty.UNKNOWN
        assert plain(found.missing) == "9 semanas más de medición: hay 3 comparaciones anteriores y hacen falta doce."


def test_without_anything_to_compare_it_only_counts() -> None:
    with translation.override("es"):
        found = tell(replace(RISE, before=None, placed=Placed(change=None, earlier=0)))

        assert plain(found.claim) == "Hubo 32.640 visitas."


def test_averages_change_in_their_own_unit() -> None:
    placed = Placed(change=-0.018, earlier=20, low=-0.01, high=0.01, certainty=Certainty.FIRM)
    with translation.override("es"):
        found = tell(Facts(measure=MEASURES["bounce"], now=0.431, before=0.449, placed=placed))

        assert plain(found.claim) == "El rebote bajó 1,8 puntos, fuera de todo lo visto hasta ahora."
        assert plain(found.how_much) == "43,1 %; antes, 44,9 %."


def test_fewer_than_ten_people_are_not_counted_in_a_finding() -> None:
    with translation.override("es"):
        found = tell(replace(RISE, now=12, before=7, placed=replace(PLACED, change=12 / 7 - 1)))

        assert plain(found.how_much) == "menos de 10 más que en el periodo comparado (menos de 10)."


@pytest.mark.parametrize("key", MEASURES)
@pytest.mark.parametrize("change", [-0.2, 0.0, 0.2])
@pytest.mark.parametrize("certainty", list(Certainty))
@pytest.mark.parametrize("language", ["es", "en"])
def test_every_figure_can_be_told(key: str, change: float, certainty: Certainty, language: str) -> None:
    placed = Placed(change=change, earlier=20, low=-0.3, high=0.3, certainty=certainty)
    with translation.override(language):
        found = tell(Facts(measure=MEASURES[key], now=1.2, before=1.0, placed=placed))

        assert "%(" not in f"{found.claim}{found.how_much}{found.certainty_reason}{found.missing}"


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((date(2026, 11, 11),), "11 nov"),
        ((date(2026, 11, 11), date(2026, 11, 12)), "11 y 12 nov"),
        ((date(2026, 10, 31), date(2026, 11, 1)), "31 oct y 1 nov"),
        ((date(2026, 11, 10), date(2026, 11, 11), date(2026, 11, 12)), "10, 11 y 12 nov"),
    ],
)
def test_days_in_words(days: tuple[date, ...], expected: str) -> None:
    with translation.override("es"):
        assert plain(days_in_words(days)) == expected
