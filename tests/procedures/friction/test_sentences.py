"""How a friction is told, in both languages and in the words of each kind of procedure."""

from typing import Any

import pytest
from django.utils import translation

from plazamayor.core.findings import Certainty
from plazamayor.procedures.friction import phrases, sentences
from plazamayor.procedures.friction.contract import Friction, Frictions
from plazamayor.statistics.proportions import Interval

STEPS = ("Identificarse", "Datos", "Cuenta", "Adjuntar documentos")
PHONES = (("device", "mobile"),)


def friction(**fields: Any) -> Friction:
    plain: dict[str, Any] = {
        "step": 4,
        "where": PHONES,
        "beside": (("device", "desktop"),),
        "reached": 400,
        "left": 160,
        "others_reached": 500,
        "others_left": 50,
        "expected": 0.1,
        "difference": Interval(0.24, 0.36),
        "chance": 1e-9,
        "certainty": Certainty.FIRM,
    }
    return Friction(**(plain | fields))


def found(**fields: Any) -> Frictions:
    return Frictions(told=(), days=30, tested=1234, **fields)


def test_a_friction_is_one_plain_sentence() -> None:
    with translation.override("en"):
        told = sentences.tell(found(), friction(), STEPS)

        assert told.claim == "On phones, 4 in 10 leave at “Adjuntar documentos”; on computers, 1 in 10. About 120 people a month."
        assert told.highlight == "On phones"
        assert told.how_much == "120 people lost beyond what the rest would have lost, between 96 and 144, of the 400 that reached it."
        assert told.certainty_reason == "30 points of difference, between 24 and 36 (95 % confidence)."


def test_it_is_told_in_spanish() -> None:
    with translation.override("es"):
        assert (
            sentences.sentence(found(), friction(), STEPS)
            == "En el móvil, 4 de cada 10 se van en «Adjuntar documentos»; en el ordenador, 1 de cada 10. Unas 120 personas al mes."
        )


@pytest.mark.parametrize("language", ["en", "es"])
def test_who_leaves_an_obligatory_procedure_still_has_to_do_it(language: str) -> None:
    with translation.override(language):
        said = sentences.sentence(found(kind="obligatory"), friction(), STEPS)

    assert (
        said
        == {
            "en": "On phones, 4 in 10 do not get past “Adjuntar documentos”; on computers, 1 in 10. "
            "About 120 people a month, who still need help or another way.",
            "es": "En el móvil, 4 de cada 10 no pasan de «Adjuntar documentos»; en el ordenador, 1 de cada 10. "
            "Unas 120 personas al mes, que siguen necesitando ayuda u otra vía.",
        }[language]
    )


def test_two_rates_that_would_be_said_alike_are_said_in_percentages() -> None:
    with translation.override("en"):
        said = sentences.sentence(found(), friction(reached=1000, left=105, expected=0.095, difference=Interval(0.001, 0.02)), STEPS)

    assert said == "On phones, 10.5% leave at “Adjuntar documentos”; on computers, 9.5%. About 10 people a month."


def test_few_people_are_not_numbered() -> None:
    with translation.override("en"):
        assert sentences.people(found(), friction(reached=20, left=8)) == "Fewer than 10 people a month"


def test_a_period_is_brought_to_a_month() -> None:
    with translation.override("en"):
        assert sentences.people(Frictions(told=(), days=365), friction(reached=40_000, left=16_000)) == "About 1,000 people a month"


def test_what_is_not_known_says_what_is_missing() -> None:
    with translation.override("en"):
        assert sentences.tell(found(), friction(certainty=Certainty.UNKNOWN), STEPS).missing == "More attempts: what is seen may be chance."


@pytest.mark.parametrize(
    ("where", "english", "spanish", "others"),
    [
        ((("device", "tablet"),), "on tablets", "en la tableta", "en otros dispositivos"),
        ((("browser", "Firefox"),), "with Firefox", "con Firefox", "con otros navegadores"),
        ((("language", "ca"),), "with the browser in Catalan or Valencian", "con el navegador en catalán o valenciano", ""),
        ((("language", "en"),), "with the browser in English", "con el navegador en inglés", "con el navegador en otras lenguas"),
        ((("channel", "social"),), "coming from social networks or messages", "desde redes sociales o mensajes", "desde otros sitios"),
        ((("hour", "20-24"),), "from 20 to 24 h", "de 20 a 24 h", "a otras horas"),
        ((("entry", "/ayudas"),), "entering by /ayudas", "entrando por /ayudas", "entrando por otras páginas"),
        ((("browser", "Safari"), ("device", "mobile")), "on phones, with Safari", "en el móvil, con Safari", "todos los demás"),
    ],
)
def test_groups_have_names(where: tuple[tuple[str, str], ...], english: str, spanish: str, others: str) -> None:
    with translation.override("en"):
        assert phrases.group(where) == english
    with translation.override("es"):
        assert phrases.group(where) == spanish
        assert phrases.others(where, ()) == (others or "con el navegador en otras lenguas")


def test_how_much_was_looked_at_is_said() -> None:
    with translation.override("en"):
        assert sentences.looked_at(found()) == "1,234 combinations looked at; of every 20 findings told, at most 1 would be false."
        assert sentences.not_shown(found()) == ""
        assert sentences.not_shown(found(suppressed=2)) == "Combinations of fewer than 10 people, which are not shown: 2."
