"""Measures of a year that is not derived yet: the page is there at once, with its progress, and the figures follow."""

import secrets
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plazamayor.analytics.api.operations import issue_token
from plazamayor.analytics.models import LongAnswer
from plazamayor.analytics.store import append
from plazamayor.procedures import deriving
from plazamayor.procedures.models import Procedure
from tests.conftest import SignIn
from tests.make.cast import Cast
from tests.make.grants import make_grants, visitors
from tests.make.sites import make_site

WEEKS = {"period": "28d"}
HTMX = {"HX-Request": "true", "HX-Target": "waiting"}
DAYS = 40


@pytest.fixture
def grants(store: None, cast: Cast) -> Procedure:
    """Grants measured for some weeks, of which nothing is derived."""
    site = make_site(cast.organisation, exempt=False, time_zone="UTC")
    first = timezone.now().date() - timedelta(days=DAYS)
    append(list(visitors(site.pk, first, DAYS, 3)), token=secrets.token_hex(8))
    return make_grants(cast.organisation, site)


@pytest.fixture
def client(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.administrator)


def address(procedure: Procedure, name: str) -> str:
    organisation = procedure.organisation.code
    known = {"measures": [organisation], "kpis_all": [organisation, "json"], "channels": [organisation, procedure.code]}
    return reverse(name, args=known.get(name, [organisation, procedure.code, "json"]))


def derive() -> None:
    for row in LongAnswer.objects.filter(answer=""):
        deriving.work(row)


@pytest.mark.parametrize("name", ["measures", "kpis_all", "channels", "kpis_one"])
def test_the_page_waits_and_then_tells(name: str, client: Client, grants: Procedure) -> None:
    first = client.get(address(grants, name), WEEKS)
    asked_by_itself = client.get(address(grants, name), WEEKS, headers=HTMX)
    waited = LongAnswer.objects.count()
    derive()
    once_derived = client.get(address(grants, name), WEEKS, headers=HTMX)
    told = client.get(address(grants, name), WEEKS)

    assert (first.status_code, waited) == (202, 1)
    assert f'hx-get="{address(grants, name)}?period=28d"' in first.content.decode()
    assert asked_by_itself.status_code == 202
    assert (once_derived.status_code, once_derived.headers["HX-Refresh"]) == (200, "true")
    assert told.status_code == 200


def test_its_progress_is_that_of_all_procedures_together(client: Client, grants: Procedure, cast: Cast) -> None:
    make_grants(cast.organisation, grants.site, code="otras-ayudas")
    client.get(address(grants, "measures"), WEEKS)
    LongAnswer.objects.update(answer="", done=31, steps=DAYS)

    shown = client.get(address(grants, "measures"), WEEKS)

    assert (shown.context["row"].done, shown.context["row"].steps) == (62, 2 * DAYS)


def test_why_it_failed_is_told_once_and_it_may_be_asked_again(client: Client, grants: Procedure) -> None:
    client.get(address(grants, "measures"), WEEKS)
    LongAnswer.objects.update(answer="", failure="El almacén no responde.")

    failed = client.get(address(grants, "measures"), WEEKS)

    assert "El almacén no responde." in failed.content.decode()
    assert "hx-get" not in failed.content.decode().split('id="waiting"')[1].split(">")[0]
    assert LongAnswer.objects.count() == 0


def test_programs_are_told_to_ask_again(client: Client, grants: Procedure, cast: Cast) -> None:
    given: dict[str, Any] = {"every_site": True, "sites": [], "days": None}
    issued = issue_token(name="BI", scopes=["read_stats"], by=cast.administrator, now=timezone.now(), **given)
    program = Client(headers={"Authorization": f"Bearer {issued.secret}"})

    first = program.get("/api/v1/procedures/kpis")
    derive()
    then = program.get("/api/v1/procedures/kpis")

    assert (first.status_code, first.headers["Retry-After"]) == (503, "5")
    assert then.status_code == 200
