"""What would say who somebody is never reaches the database."""

import re
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plazamayor.core.personal_data import MARKS, masked, told

GAPS = st.sampled_from(["", " ", ".", "-", "\u00a0", ". ", "\u200b"])
AROUND = st.text(st.characters(exclude_characters="@"), max_size=30)
LETTER = st.sampled_from("ABCDEFGHJKLMNPQRSTVWXYZabcdefghjklmnpqrstvwxyz")


def digits(length: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=length, max_size=length)


@st.composite
def spread(draw: st.DrawFn, numbers: st.SearchStrategy[str]) -> str:
    """A number written with whatever people put between its digits."""
    return "".join(digit + draw(GAPS) for digit in draw(numbers)).rstrip()


def bare(text: str) -> str:
    return re.sub(r"[^\w@]", "", text).lower()


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Mi DNI es 12345678Z y no va", "Mi DNI es [id] y no va"),
        ("12.345.678-z", "[id]"),
        ("X-1234567-L", "[id]"),
        ("pasaporte AAA123456", "pasaporte [id]"),
        ("".join(chr(0xFF10 + digit) for digit in range(1, 9)) + "Z", "[id]"),  # full-width digits
        ("12\u200b345678Z", "[id]"),
        ("Llamad al 612 34 56 78 o al +34 965-12-34-56", "Llamad al [phone] o al [phone]"),
        ("ana.perez@ejemplo.es, o ana arroba ejemplo punto es", "[email], o [email]"),
        ("al 600/12/34/56 o al 600\u2013123\u2013456, también 600, 123, 456", "al [phone] o al [phone], también [phone]"),
        ("mi móvil:\n600\n123\n456", "mi móvil:\n[phone]"),
        ("\u2076\u2070\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076", "[phone]"),  # raised digits
        ("".join(f"{digit}\ufe0f\u20e3" for digit in "600123456"), "[phone]"),  # keys
        ("ana@ejemplo,com y ana @ ejemplo . es", "[email] y [email]"),
        ("ana(at)ejemplo(dot)com, ana [arroba] ejemplo [punto] es", "[email], [email]"),
        ("ana\ufe6bejemplo.es o ana@ejemplo\u3002es", "[email] o [email]"),
        ("escribidme a ana@ejemplo", "escribidme a [email]"),
        ("ES91 2100 0418 4502 0005 1332 es mi cuenta", "[iban] es mi cuenta"),
        ("GB29 NWBK 6016 1331 9268 19", "[iban]"),
        ("mi coche 1234 BCD y el viejo M-1234-AB", "mi coche [plate] y el viejo [plate]"),
        ("finca 9872023VH5797S0001WX", "finca [id]"),
        ("la tarjeta 4111 1111 1111 1111", "la tarjeta [number]"),
    ],
)
def test_what_says_who_somebody_is_is_covered(written: str, kept: str) -> None:
    assert masked(written) == kept


@pytest.mark.parametrize(
    "written",
    [
        "Pedí cita el 12/10/2026 a las 10:30 y no pude",
        "El 12-10-2026 fui al 3.º, puerta 4",
        "En 2025 no me dejaron y en 2026 me echaron",
        "Son 1.200 euros y pesa 4 MB — demasiado…",
        "El expediente 2026/001234",
        "Tod@s l@s niñ@s, de 2025–2026: 100 m por 20 m",
        "Abierto de 600 a 700 puntos, punto com aparte",
        "Línea una\nlínea dos: ¡así no! 👍",
    ],
)
def test_what_says_nothing_of_anybody_is_left_as_it_was_written(written: str) -> None:
    assert masked(written) == written


@given(before=AROUND, after=AROUND, number=digits(8), written=st.data(), letter=LETTER)
def test_no_identity_number_is_left_whatever_surrounds_it(
    before: str, after: str, number: str, written: st.DataObject, letter: str
) -> None:
    text = f"{before}{written.draw(spread(st.just(number)))}{letter}{after}"

    assert number not in bare(masked(text))


@given(before=AROUND, after=AROUND, number=digits(9), written=st.data())
def test_no_telephone_is_left_whatever_surrounds_it(before: str, after: str, number: str, written: st.DataObject) -> None:
    assert number not in bare(masked(f"{before}{written.draw(spread(st.just(number)))}{after}"))


@given(before=AROUND, after=AROUND, number=digits(22), written=st.data())
def test_no_account_is_left_whatever_surrounds_it(before: str, after: str, number: str, written: st.DataObject) -> None:
    assert number not in bare(masked(f"{before}ES{written.draw(spread(st.just(number)))}{after}"))


@given(before=AROUND, after=AROUND, letters=st.text("ABCDEFGHIJ", min_size=2, max_size=3), number=digits(6))
def test_no_passport_is_left_whatever_surrounds_it(before: str, after: str, letters: str, number: str) -> None:
    assert f"{letters}{number}".lower() not in bare(masked(f"{before} {letters}{number} {after}"))


@given(before=AROUND, after=AROUND, email=st.emails())
def test_no_e_mail_is_left_whatever_surrounds_it(before: str, after: str, email: str) -> None:
    assert re.search(r"\S@[\w-]+\.\w", masked(f"{before} {email} {after}")) is None


@given(st.text(max_size=1200))
def test_masking_again_changes_nothing(text: str) -> None:
    assert masked(masked(text)) == masked(text)


@pytest.mark.parametrize("pattern", ["1 " * 600, "A" * 1200, "a@" * 600, "1.2-" * 300, "ES12 " * 240, "(1" * 600])
def test_masking_takes_no_time_whatever_is_written(pattern: str) -> None:
    began = monotonic()
    masked(pattern)

    assert monotonic() - began < 1


def test_marks_are_told_in_words() -> None:
    assert told("Mi [id] y [phone]; [otra]") == f"Mi [{MARKS['id']}] y [{MARKS['phone']}]; [otra]"
