"""Terms that acts write, understood or left alone."""

from datetime import date

import pytest

from plazamayor.bulletins.terms.dating import calendar_of, dated, last_day
from plazamayor.bulletins.terms.reading import Found, Origin, Purpose, find, sentences
from plazamayor.core.working_days import Unit
from plazamayor.organisation.models import LocalHoliday
from tests.make.organisations import make_organisation

DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "amount", "unit", "origin"),
    [
        (
            "El plazo de presentación de solicitudes será de veinte días hábiles a contar desde el siguiente al de la publicación.",
            20,
            "working_days",
            "publication",
        ),
        (
            "El plazo de presentación será de 20 días hábiles, contados a partir del día siguiente al de la publicación en el BOE.",
            20,
            "working_days",
            "publication",
        ),
        ("Las solicitudes se presentarán en el plazo de un mes a partir de la publicación del extracto.", 1, "months", "publication"),
        ("Plazo de presentación: quince (15) días naturales desde la publicación de este anuncio.", 15, "natural_days", "publication"),
        ("Se abre un período de información pública por plazo de treinta días para alegaciones.", 30, "working_days", "assumed"),
        ("Se somete a información pública durante 45 días hábiles.", 45, "working_days", "assumed"),
        ("El plazo para presentar ofertas es de diez días a contar desde la notificación.", 10, "working_days", "other"),
        ("El plazo de inscripción será de 10 días naturales a partir del 1 de diciembre de 2026.", 10, "natural_days", "day"),
        (
            "Podrán presentarse instancias durante dos meses desde la inserción del anuncio en el Boletín Oficial.",
            2,
            "months",
            "publication",
        ),
        (
            "El termini per a presentar sol·licituds serà de vint dies hàbils comptadors des de l'endemà de la publicació.",
            20,
            "working_days",
            "publication",
        ),
        (
            "O prazo de presentación de solicitudes será de dez días hábiles contados desde a publicación.",
            10,
            "working_days",
            "publication",
        ),
        ("El plazo de subsanación será de tres años contados desde la publicación.", 3, "years", "publication"),
        ("El plazo será de cuarenta y cinco días hábiles desde la publicación.", 45, "working_days", "publication"),
    ],
)
def test_a_term_that_counts_is_understood(text: str, amount: int, unit: str, origin: str) -> None:
    found = find(text, DAY)

    assert [(each.amount, str(each.unit), str(each.origin)) for each in found] == [(amount, unit, origin)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Las solicitudes se presentarán hasta el 15 de diciembre.", date(2026, 12, 15)),
        ("El plazo de presentación finalizará el día 15 de diciembre de 2026, a las 14:00 horas.", date(2026, 12, 15)),
        ("Presentación de instancias hasta las 14:00 horas del día 9 de enero.", date(2027, 1, 9)),
        ("El plazo termina el 15/12/2026.", date(2026, 12, 15)),
        ("Presentación de solicitudes hasta el próximo martes, 15 de diciembre.", date(2026, 12, 15)),
        ("Les sol·licituds es poden presentar dins el termini que finalitza: fins al 15 de desembre de 2026.", date(2026, 12, 15)),
    ],
)
def test_a_term_that_says_its_last_day_is_understood(text: str, day: date) -> None:
    found = find(text, DAY)

    assert [(each.origin, each.day) for each in found] == [(Origin.UNTIL, day)]


@pytest.mark.parametrize(
    "text",
    [
        "El curso tendrá una duración de tres meses.",
        "La estancia será de 20 días al año.",
        "Se concede una ayuda de dos mil euros.",
        "El contrato se prorroga cuatro años.",
        "Real Decreto 15/2026, de 15 de diciembre, hasta aquí citado.",
        "El plazo será el que diga la ley.",
        "El plazo de presentación será de cero días hábiles desde la publicación.",
        "",
    ],
)
def test_what_is_no_term_gives_nothing(text: str) -> None:
    assert find(text, DAY) == []


def test_appeals_and_terms_of_the_administration_come_last() -> None:
    text = (
        "Contra esta resolución cabe recurso de reposición en el plazo de un mes desde la publicación.\n"
        "El plazo máximo para resolver y notificar es de seis meses desde la publicación.\n"
        "El plazo de presentación de solicitudes es de diez días hábiles desde la publicación."
    )

    found = find(text, DAY)

    assert [each.purpose for each in found] == [Purpose.APPLY, Purpose.APPEAL, Purpose.DECIDE]
    assert [each.for_citizens for each in found] == [True, False, False]


def test_the_term_is_marked_in_its_sentence() -> None:
    sentence = "El plazo de presentación será de veinte días hábiles a contar desde la publicación, según el art. 30 de la Ley."
    text = f"Antecedentes. {sentence} Otra cosa."

    one = find(text, DAY)[0]

    assert one.quote[one.start : one.end] == "veinte días hábiles a contar desde la publicación"
    assert one.quote == sentence


def test_a_sentence_without_end_is_cut_around_its_term() -> None:
    text = "palabra " * 400 + "plazo de solicitud de veinte días hábiles desde la publicación " + "palabra " * 400

    one = find(text, DAY)[0]

    assert "veinte días hábiles desde la publicación" in one.quote[one.start : one.end]
    assert len(one.quote) <= 600


def test_abbreviations_do_not_end_a_sentence() -> None:
    assert list(sentences("Según el art. 30 y la Ley 39/2015. D. Pedro, núm. 3; fin")) == [
        "Según el art. 30 y la Ley 39/2015.",
        "D. Pedro, núm. 3;",
        "fin",
    ]


@pytest.mark.django_db
def test_the_strip_has_a_bar_a_day_and_says_what_a_local_holiday_changes() -> None:
    organisation = make_organisation(territory="ES-VC")
    LocalHoliday.objects.create(organisation=organisation, day=date(2026, 11, 23), name="Feria")
    rule = Found(quote="", start=0, end=0, origin=Origin.PUBLICATION, purpose=Purpose.APPLY, amount=20, unit=Unit.WORKING).plain()

    found = dated(rule, DAY, calendar_of(organisation))

    assert found is not None
    assert (found.term.first, found.term.last, found.weekend) == (date(2026, 11, 24), date(2026, 12, 22), 10)
    assert [day for day, _name in found.holidays] == [date(2026, 11, 23), date(2026, 12, 8)]
    assert (found.elsewhere, found.local) == (date(2026, 12, 21), (date(2026, 11, 23),))
    assert ([bar.mark.value for bar in found.bars].count("is-work"), found.bars[-1].mark.value, len(found.bars)) == (
        19,
        "is-work is-due",
        32,
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"origin": "until", "day": "2026-12-15", "unit": None, "amount": 0}, date(2026, 12, 15)),
        ({"origin": "until", "day": "", "unit": None, "amount": 0}, None),
        ({"origin": "other", "day": "", "unit": "months", "amount": 1}, None),
        ({"origin": "day", "day": "2026-12-01", "unit": "natural_days", "amount": 10}, date(2026, 12, 10)),
        ({"origin": "assumed", "day": "", "unit": "working_days", "amount": 9_999}, None),
    ],
)
def test_a_rule_gives_its_last_day_or_nothing(rule: dict[str, object], expected: date | None) -> None:
    assert last_day(rule, DAY, calendar_of(make_organisation())) == expected
