"""Steps told by an e-office's server are durable before the answer, join their visit, count once and name nobody."""

import json
import uuid
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plazamayor.analytics import store as event_store
from plazamayor.analytics.collector.tokens import VisitToken, visit_token
from plazamayor.analytics.events import Event, Kind, Origin
from plazamayor.analytics.journeys import queries
from plazamayor.analytics.models import ApiToken, Site
from plazamayor.analytics.salts import day_in
from plazamayor.procedures.calls.naming import looks_personal, opaque
from plazamayor.procedures.models import Procedure
from plazamayor.procedures.queries import journey_of
from tests.analytics.api.conftest import Caller, Spooling

pytestmark = [pytest.mark.usefixtures("store"), pytest.mark.django_db]

STEPS = "/api/v1/steps"
VISITOR = 77
JSON = st.recursive(st.none() | st.integers() | st.text(), st.lists, max_leaves=8)


def call(client: Client, *steps: dict[str, Any]) -> Any:
    return client.post(STEPS, json.dumps({"steps": steps}), content_type="application/json")


def step(name: str = "firmar", **more: Any) -> dict[str, Any]:
    return {"procedure": "ayudas", "step": name, "key": f"llamada-{uuid.uuid4()}", **more}


def visit_of(site: Site) -> str:
    """Somebody sees the first page, and that page hands its visit token to the e-office."""
    now = timezone.now()
    day = day_in(ZoneInfo(site.time_zone), now)
    seen: dict[str, Any] = {
        "site": site.pk,
        "day": day,
        "visitor": VISITOR,
        "kind": Kind.PAGE_VIEW,
        "origin": Origin.TRACKER,
        "path": "/ayudas",
    }
    event_store.append([Event(time=now - timedelta(minutes=2), device="mobile", **seen)], token=str(uuid.uuid4()))
    return visit_token(VisitToken(site.pk, day, VISITOR, 0), now)


def reached(procedure: Procedure) -> list[int]:
    site, journey = procedure.site, journey_of(procedure)
    assert site is not None
    assert journey is not None
    today = timezone.now().date()
    first, last = today - timedelta(days=1), today + timedelta(days=1)
    queries.prepare(site, journey, first, last)
    return [each.reached for each in queries.funnel(site, journey, first, last).steps]


def untied(procedure: Procedure) -> int:
    today = timezone.now().date()
    assert procedure.site is not None
    found = queries.untied(procedure.site, ["ayudas.firmar"], today - timedelta(days=1), today + timedelta(days=1))
    return found["ayudas.firmar"]


def faults(response: Any) -> list[str]:
    assert response.status_code == 422, response.content
    return [each["where"] for each in response.json()["errors"]]


def test_steps_with_their_visit_are_in_the_funnel(grant: Procedure, office: Client, spooling: Spooling, site: Site) -> None:
    visit = visit_of(site)

    response = call(office, step("firmar", visit=visit), step("justificante", visit=visit))
    spooling.drain()

    assert (response.status_code, response.json()) == (202, {"accepted": 2, "in_visits": 2})
    assert (reached(grant), untied(grant)) == ([1, 1, 1], 0)


def test_a_step_without_its_visit_is_in_totals_and_not_in_the_funnel(grant: Procedure, office: Client, spooling: Spooling) -> None:
    call(office, step())
    spooling.drain()

    assert (reached(grant), untied(grant)) == ([0, 0, 0], 1)


def test_a_call_told_again_counts_once(grant: Procedure, office: Client, spooling: Spooling, site: Site) -> None:
    alone, visiting = step(), step(visit=visit_of(site))

    for _ in range(3):
        assert call(office, alone, visiting).status_code == 202
        spooling.drain()

    assert (reached(grant), untied(grant)) == ([1, 1, 0], 1)


@pytest.mark.parametrize(
    ("field", "text"),
    [("key", "exp_12345678Z"), ("key", "ana.perez@example.es"), ("case", "612345678"), ("case", "X1234567L")],
)
def test_what_looks_like_somebody_is_refused_and_nothing_is_kept(
    field: str, text: str, grant: Procedure, office: Client, spooling: Spooling
) -> None:
    response = call(office, step(), step(**{field: text}))

    assert faults(response) == [f"steps[1].{field}"]
    assert sum(end for _number, end in spooling.spool.durable()) == 0


def test_fields_that_are_not_of_a_step_are_refused(grant: Procedure, office: Client, spooling: Spooling) -> None:
    response = call(office, step(email="ana@example.es"))

    assert response.status_code == 422
    assert "email" in response.content.decode()


def test_a_step_or_a_procedure_that_is_not_there_is_named(grant: Procedure, office: Client, spooling: Spooling) -> None:
    assert faults(call(office, step("pagar"), {**step(), "procedure": "padron"})) == ["steps[0].step", "steps[1].procedure"]


def test_a_token_of_another_administration_opens_nothing(grant: Procedure, caller: Caller, spooling: Spooling, cast: Any) -> None:
    foreign = caller(cast.outsider, scopes=[ApiToken.Scope.WRITE_STEPS])

    assert faults(call(foreign, step())) == ["steps[0].procedure"]


def test_a_token_given_for_other_things_is_refused(grant: Procedure, caller: Caller, spooling: Spooling) -> None:
    assert call(caller(), step()).status_code == 403


def test_in_exempt_mode_no_case_is_followed(grant: Procedure, office: Client, spooling: Spooling, site: Site) -> None:
    Site.objects.update(exempt=True)

    assert faults(call(office, step(case="abcdefgh"))) == ["steps[0].case"]


def test_what_the_office_sends_is_not_what_is_kept(grant: Procedure, office: Client, spooling: Spooling, site: Site) -> None:
    call(office, step(case="expediente-opaco", key="llamada-opaca"))
    spooling.drain()

    kept = event_store.engine().query("SELECT properties FROM events").result_rows
    assert kept == [({"call": opaque(site.pk, "llamada-opaca"), "case": opaque(site.pk, "expediente-opaco")},)]


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200) | JSON.map(lambda value: json.dumps(value).encode()))
def test_no_body_is_an_error_of_ours(office: Client, spooling: Spooling, body: bytes) -> None:
    response = office.post(STEPS, body, content_type="application/json")

    assert response.status_code in {400, 422, 429}


@pytest.mark.parametrize(
    "text", ["0f7c1c9e-5f0e-4f4a-9d0e-2f6f5f0f8c11", "f262b4a4b6bb4008b04b70566c36c7d3", "llamada-000123", "a" * 16, "2026-11-21T10:20:30Z"]
)
def test_opaque_names_are_taken(text: str) -> None:
    assert not looks_personal(text)


@pytest.mark.parametrize(
    "text",
    [
        "expediente 12.345.678-Z",
        "dni12345678z",
        "NIE: X 1234567 L",
        "firma de B-12345674",
        "tel 600 123 456",
        "tlf600123456",
        "aviso +34 600-12-34-56, mañana",
        "jose\uff20correo.es",
        "600\u200b123456",
    ],
)
def test_personal_data_among_other_things_is_seen(text: str) -> None:
    assert looks_personal(text)


@given(st.uuids())
def test_a_uuid_is_opaque(key: uuid.UUID) -> None:
    assert not looks_personal(str(key))


def test_what_is_wrong_is_told_of_the_steps_that_were_sent(grant: Procedure, office: Client, spooling: Spooling) -> None:
    late = step(time=(timezone.now() - timedelta(days=4)).isoformat())

    answer = call(office, step(), late, step(visit="of-nobody"))

    assert answer.status_code == 422
    assert answer.json()["type"].endswith("/wrong-step")
    assert [each["where"] for each in answer.json()["errors"]] == ["steps[1].time", "steps[2].visit"]
