"""Registries and the navigation."""

from types import SimpleNamespace

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from plazamayor.core.formatting import Unit
from plazamayor.core.navigation import Navigation, Place, Tenant
from plazamayor.core.registries import Direction, Indicator, Registry
from plazamayor.core.search import plain

VISITS = Indicator(
    key="visits", name="Visits", definition="Pages seen together.", unit=Unit.COUNT, direction=Direction.NEITHER, source="our own"
)


def place(area: str, address: str | None, *, inside: str = "", order: int = 1) -> Place:
    return Place(area=area, label=area, address=lambda _request: address, order=order, inside=inside)


@pytest.fixture
def request_of_a_member() -> HttpRequest:
    request = RequestFactory().get("/")
    request.member = SimpleNamespace(organisation="Villaclara")  # type: ignore[attr-defined]  # as `console` leaves it
    return request


def test_a_registry_gives_back_what_it_was_given_and_can_be_printed() -> None:
    registry = Registry[Indicator]("indicators", key=lambda indicator: indicator.key)

    registry.register(VISITS)

    assert list(registry) == [VISITS]
    assert registry.get("visits") == VISITS
    assert "visits" in registry
    assert str(registry) == "indicators (1)\n  visits: Visits (count, better neither)"


def test_a_key_is_taken_once() -> None:
    registry = Registry[Indicator]("indicators", key=lambda indicator: indicator.key)
    registry.register(VISITS)

    with pytest.raises(ValueError, match="visits is already among the indicators"):
        registry.register(VISITS)


def test_verbs_show_the_places_a_person_may_go_to(request_of_a_member: HttpRequest) -> None:
    navigation = Navigation()
    for each in (
        place("govern", None, order=9),
        place("measure", None, order=2),
        place("measure.audience", "/audience", inside="measure"),
        place("measure.secret", None, inside="measure"),
    ):
        navigation.register(each)

    shown = navigation.shown_to(request_of_a_member)

    assert [(verb["place"].area, verb["address"]) for verb in shown] == [("measure", "/audience")]
    assert [child["place"].area for child in shown[0]["children"]] == ["measure.audience"]


def test_nothing_is_shown_outside_an_administration() -> None:
    navigation = Navigation()
    navigation.register(place("today", "/today"))

    assert navigation.shown_to(RequestFactory().get("/")) == []


def test_an_area_is_taken_once() -> None:
    navigation = Navigation()
    navigation.register(place("today", "/today"))

    with pytest.raises(ValueError, match="today is already"):
        navigation.register(place("today", "/other"))


def test_whoever_knows_the_administrations_of_a_person_tells_them() -> None:
    navigation, request = Navigation(), RequestFactory().get("/")
    town = Tenant(name="Villaclara", kind="Town council", address="/a/villaclara/", member=None)

    assert navigation.tenants_of(request) == ()
    navigation.tenants_by(lambda _request: [town])
    assert navigation.tenants_of(request) == [town]


def test_accents_and_capitals_do_not_matter_to_the_search() -> None:
    assert plain("Trámites de la Próxima Ñora") == "tramites de la proxima nora"
