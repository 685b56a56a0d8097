"""The calls that tell the catalogue, the funnel and the frictions of procedures."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from plazamayor.analytics.api.operations import issue_token
from plazamayor.analytics.models import Site
from plazamayor.procedures.models import Procedure
from tests.make.cast import Cast
from tests.make.sites import make_site
from tests.procedures.report.test_page import derived


def secret_of(cast: Cast, sites: list[Site] | None = None) -> str:
    given: dict[str, Any] = {"every_site": sites is None, "sites": sites or [], "days": None}
    issued = issue_token(name="Datos abiertos", scopes=["read_stats"], by=cast.administrator, now=timezone.now(), **given)
    return str(issued.secret)


class Program:
    def __init__(self, secret: str) -> None:
        self.headers = {"Authorization": f"Bearer {secret}", "Accept-Language": "en"}

    def get(self, address: str, **params: str) -> Any:
        return Client().get(f"/api/v1/procedures{address}", params, headers=self.headers)


@pytest.fixture
def program(cast: Cast) -> Program:
    return Program(secret_of(cast))


def test_the_catalogue_has_the_steps_of_each(program: Program, grants: Procedure) -> None:
    (told,) = program.get("").json()["procedures"]

    assert (told["code"], told["site"], told["languages"]) == ("ayudas-comercio", "sede.villaclara.example", ["es", "ca"])
    assert told["steps"][3] == {"key": "paso-4", "name": "Adjuntar documentos"}


def test_the_funnel_is_that_of_the_page(program: Program, measured: Procedure, today: date) -> None:
    derived(measured, today)

    told = program.get("/ayudas-comercio/funnel", compare="previous").json()

    figures = told["funnel"]
    assert figures["started"] == figures["completed"] + figures["negative"] + figures["failed"] + figures["left"] == 28 * 24
    assert told["compared_funnel"]["started"] == 28 * 24
    assert (told["from"], told["to"]) == ((today - timedelta(days=28)).isoformat(), (today - timedelta(days=1)).isoformat())
    assert sum(each["attempts"] for each in figures["steps"][3]["went"]) == figures["steps"][3]["left"]


def test_the_frictions_say_in_how_many_places_it_was_looked(program: Program, measured: Procedure, today: date) -> None:
    derived(measured, today)

    told = program.get("/ayudas-comercio/frictions").json()

    assert (told["told"][0]["step"], told["told"][0]["where"]) == (4, {"device": "mobile"})
    assert told["told"][0]["lost_low"] < told["told"][0]["lost"] < told["told"][0]["lost_high"]
    assert told["tested"] > 0


def test_what_is_long_is_answered_later(program: Program, measured: Procedure) -> None:
    response = program.get("/ayudas-comercio/funnel")

    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")


@pytest.mark.parametrize(
    ("address", "params", "status"),
    [
        ("/nada/funnel", {}, 404),
        ("/ayudas-comercio/funnel", {"period": "aeon"}, 400),
        ("/ayudas-comercio/funnel", {"compare": "change-1"}, 400),
        ("/ayudas-comercio/funnel", {"from": "x"}, 400),
        ("/ayudas-comercio/frictions", {"filter": "x"}, 400),
    ],
)
def test_what_cannot_be_understood_is_refused(
    program: Program, grants: Procedure, address: str, params: dict[str, str], status: int
) -> None:
    assert program.get(address, **params).status_code == status


def test_a_token_opens_only_procedures_of_its_sites(cast: Cast, grants: Procedure) -> None:
    other = make_site(cast.organisation, domain="otra.example")

    program = Program(secret_of(cast, [other]))

    assert program.get("").json()["procedures"] == []
    assert program.get("/ayudas-comercio/funnel").status_code == 404
