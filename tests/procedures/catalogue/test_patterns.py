"""Ways of recognising a step: what is understood, and what is refused with a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plazamayor.analytics.contract import clean_path
from plazamayor.analytics.journeys.contract import Mark, Way
from plazamayor.analytics.models import Site
from plazamayor.procedures.catalogue.patterns import Ground, Unmatchable, read_address, read_event, read_expression
from tests.make.sites import make_site

GROUND = Ground(frozenset({"sede.villaclara.example"}), ("paso", "id"), ("/wp-admin/*",))


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("/sede/ayudas/", "/sede/ayudas/"),
        ("  /sede/ayudas/*  ", "/sede/ayudas/*"),
        ("https://sede.villaclara.example/sede/ayudas?paso=2", "/sede/ayudas?paso=2"),
        ("sede.villaclara.example/ayudas", "/ayudas"),
        ("SEDE.villaclara.example", "/"),
        ("https://sede.villaclara.example?paso=1", "/?paso=1"),
        ("*/justificante", "*/justificante"),
        ("/sede?id=*&paso=3", "/sede?paso=3&id=*"),
        ("/sede?*", "/sede?*"),
        ("/tr%C3%A1mites/%C3%B1", "/trámites/ñ"),
        ("/sede#/paso/2", "/sede#/paso/2"),
        ("/sede/12345678Z/fin", "/sede/…/fin"),
    ],
)
def test_an_address_is_kept_as_visits_keep_it(written: str, kept: str) -> None:
    assert read_address(written, GROUND) == Mark(Way.ADDRESS, kept)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("ayudas/datos", "does not begin with a slash"),
        ("www.villaclara.example/ayudas", "does not begin with a slash"),
        ("https://www.villaclara.example/ayudas", "is of another site: here only pages of sede.villaclara.example are seen"),
        ("http://[", "is of another site"),
        ("/sede/mis ayudas", "has a space inside"),
        ("/sede?sesion=8", "“sesion” is not kept of what follows the ?"),
        ("/sede?paso=1&*", "“*” is not kept of what follows the ?"),
        ("/sede#datos", "what follows # is not kept"),
        ("/wp-admin/post.php", "among the pages that the site does not count"),
        ("/" + "a" * 500, "longer than any address that is kept"),
    ],
)
def test_an_address_that_can_never_match_is_refused(written: str, why: str) -> None:
    with pytest.raises(Unmatchable) as refused:
        read_address(written, GROUND)

    assert why in str(refused.value)


def test_without_a_site_a_whole_address_cannot_be_told_from_others() -> None:
    with pytest.raises(Unmatchable, match="say first in which site this procedure is done"):
        read_address("https://sede.villaclara.example/ayudas", Ground())

    assert read_address("/sede?paso=2", Ground()).text == "/sede?paso=2"


@given(st.text(alphabet="/abñ*?&=%.-1", max_size=20).map(lambda rest: f"/{rest}"))
def test_what_is_kept_of_an_address_stays_the_same_when_written_again(written: str) -> None:
    try:
        kept = read_address(written, GROUND).text
    except Unmatchable:
        return

    assert read_address(kept, GROUND).text == kept


@given(st.text(alphabet="/abñ.-_1 ", max_size=30).map(lambda rest: f"/{rest}"))
def test_a_page_written_as_its_visit_keeps_it_is_recognised(page: str) -> None:
    kept = clean_path(page)

    if " " not in kept:
        assert read_address(kept, GROUND).text == kept


def test_the_ground_of_a_site_is_its_names_its_parameters_and_what_it_does_not_count(db: None) -> None:
    site: Site = make_site(domain="sede.ejemplo.example", kept_parameters=["paso"], excluded_paths=["/x"])
    site.hostnames.create(name="tramites.ejemplo.example")

    assert Ground.of(site) == Ground(frozenset({"sede.ejemplo.example", "tramites.ejemplo.example"}), ("paso",), ("/x",))


def test_an_event_is_its_name_without_the_space_around_it() -> None:
    assert read_event("  Firmar la solicitud ") == Mark(Way.EVENT, "Firmar la solicitud")


@pytest.mark.parametrize("written", ["", "   ", "a" * 61])
def test_an_event_that_no_page_can_send_is_refused(written: str) -> None:
    with pytest.raises(Unmatchable):
        read_event(written)


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("(", "a parenthesis is not closed"),
        ("[a", "a [ is not closed"),
        ("^/sede(?=/x)", "there is no looking ahead or behind"),
        ("a**", "a repetition follows another"),
        ("*a", "a repetition has nothing before it"),
        (r"\d{1,1001}", "a repetition is too large"),
        ("(((a{100}){100}){100})", "too large"),
        ("a" * 501, "is too long an expression"),
        ("x$y", "can never match"),
        ("^sede/", "can never match"),
    ],
)
def test_an_expression_that_cannot_be_read_or_can_never_match_is_refused(written: str, why: str) -> None:
    with pytest.raises(Unmatchable) as refused:
        read_expression(written)

    assert why in str(refused.value)


@pytest.mark.usefixtures("store")
def test_an_expression_that_would_be_a_catastrophe_elsewhere_is_read() -> None:
    assert read_expression(" (a+)+$ ") == Mark(Way.REGEX, "(a+)+$")
