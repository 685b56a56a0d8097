"""Addresses: which page, never who."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plazamayor.analytics.addresses import LONGEST_PATH, clean_page, clean_path, clean_target, clean_term, mask


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("https://www.Ejemplo.es:443/tr%C3%A1mites/alta?id=5&q=x#top", ("www.ejemplo.es", "/trámites/alta")),
        ("https://ejemplo.es", ("ejemplo.es", "/")),
        ("https://ejemplo.es/lista?tab=b&page=2&dni=12345678Z", ("ejemplo.es", "/lista?page=2&tab=b")),
        ("https://ejemplo.es/lista?page=12345678Z", ("ejemplo.es", "/lista?page=…")),
        ("https://ejemplo.es/p%2fq%20r%ff", ("ejemplo.es", "/p%2Fq%20r%FF")),
        ("https://ejemplo.es/#/alta?tab=2&dni=1", ("ejemplo.es", "/#/alta?tab=2")),
        ("https://ejemplo.es/#contenido", ("ejemplo.es", "/")),
        ("https://cañada.es/", ("xn--caada-pta.es", "/")),
        ("http://[::1", ("", "")),
    ],
)
def test_an_address_becomes_a_host_and_a_path_in_one_spelling(address: str, page: tuple[str, str]) -> None:
    assert clean_page(address, ("page", "tab")) == page


@pytest.mark.parametrize(
    "personal",
    [
        "12345678Z",
        "12.345.678-Z",
        "x1234567l",
        "X-1234567-L",
        "A58818501",
        "B-12.345.67-4",
        "juan.perez@correo.es",
        "600123123",
        "+34 600 12 31 23",
        "ES91 2100 0418 4502 0005 1332",
        "ES9121000418450200051332",
        "281234567840",
        "550e8400-e29b-41d4-a716-446655440000",
        "d41d8cd98f00b204e9800998ecf8427e",
        "aZ3kd93JSk29dkWQ10dkLLq8",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0.abc-DEF",
    ],
)
def test_what_looks_personal_is_masked(personal: str) -> None:
    assert mask(personal) == "…"
    assert clean_term(f"buscar {personal} aquí") == "buscar … aquí"


@pytest.mark.parametrize(
    "ordinary",
    [
        "/noticias/ayudas-para-la-rehabilitacion-de-viviendas-2026",
        "/boe/2026-03-01/disposicion-20260301",
        "/ley-39-2015-articulo-30",
        "/tramites/10157/12345",
        "/documento_tablon_anuncios_extraordinario.pdf",
        "/perfil-contratante/expediente-2026-0012",
        "/DocumentacionParaContratistas2026",
    ],
)
def test_titles_dates_and_short_numbers_stay_as_they_are(ordinary: str) -> None:
    assert clean_path(ordinary) == ordinary


@pytest.mark.parametrize("personal", ["12345678Z", "juan.perez@correo.es", "600123123", "ES9121000418450200051332"])
def test_what_looks_personal_is_masked_within_a_path(personal: str) -> None:
    assert clean_path(f"/sede/{personal}/ver") == "/sede/…/ver"


def test_an_encoded_e_mail_is_masked_as_a_plain_one() -> None:
    assert clean_path("/baja/juan%40correo.es") == clean_path("/baja/juan@correo.es") == "/baja/…"


def test_searches_are_counted_whatever_their_case_and_spaces() -> None:
    assert clean_term("  Empadronamiento   en Línea ") == "empadronamiento en línea"


def test_an_outbound_address_loses_its_query() -> None:
    assert clean_target("https://sede.gob.es/alta?nif=12345678Z") == "sede.gob.es/alta"
    assert clean_target("mailto:alguien@correo.es") == ""


@given(st.text(), st.lists(st.text(min_size=1, max_size=10), max_size=3))
def test_any_text_is_answered_within_the_limits(text: str, kept: list[str]) -> None:
    host, path = clean_page(text, kept)

    assert len(host) <= 253
    assert len(path) <= LONGEST_PATH
    assert path == "" or path.startswith("/")
    assert path.isprintable()


@given(st.from_regex(r"/[a-zA-Z0-9áñ%@./_-]{0,60}", fullmatch=True))
def test_a_clean_path_is_clean_already(path: str) -> None:
    once = clean_path(path)

    assert clean_path(once) == once


@given(st.from_regex(r"[XYZ]?[0-9]{7,8}[A-HJ-NP-TV-Z]", fullmatch=True).filter(lambda text: len(text) == 9))
def test_no_identity_number_survives(number: str) -> None:
    assert number not in clean_path(f"/expediente/{number}")
    assert number not in clean_page(f"https://e.es/?n={number}", ("n",))[1]
    assert number.lower() not in clean_term(number)
