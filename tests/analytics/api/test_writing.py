"""Events that a server sends are durable before the answer, counted once, and never carry anybody's data."""

import json
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from plazamayor.analytics import store as event_store
from plazamayor.analytics.api.answers import GivenBatch
from plazamayor.analytics.api.bodies import read_body
from plazamayor.analytics.api.problems import Problem
from plazamayor.analytics.api.writing import forget_batches
from plazamayor.analytics.collector.tokens import VisitToken, visit_token
from plazamayor.analytics.models import ApiToken, Site, TakenBatch
from plazamayor.analytics.salts import day_in
from tests.analytics.api.conftest import Caller, Spooling
from tests.analytics.api.test_reading import check
from tests.make.cast import Cast
from tests.make.sites import make_site

pytestmark = [pytest.mark.usefixtures("store"), pytest.mark.django_db]

EVENTS = "/api/v1/events"
DONE = {"site": "www.villaclara.example", "kind": "custom", "target": "cita pedida", "page": "/cita"}


def send(client: Client, *events: dict[str, Any], key: str = "") -> Any:
    headers = {"idempotency-key": key} if key else {}
    return client.post(EVENTS, json.dumps({"events": events}), content_type="application/json", headers=headers)


def problem(response: Any, status: int, kind: str) -> Any:
    assert (response.status_code, response.headers["Content-Type"]) == (status, "application/problem+json"), response.content
    answer = response.json()
    check(answer, EVENTS, status, method="post", media="application/problem+json")
    assert answer["type"].rpartition("/")[2] == kind
    return answer


def stored(site: Site) -> list[tuple[Any, ...]]:
    asked = (
        "SELECT toString(kind), toString(origin), host, path, target, visitor, properties"
        " FROM events WHERE site = {site:UInt32} ORDER BY time, target"
    )
    return [tuple(row) for row in event_store.engine().query(asked, {"site": site.pk}).result_rows]


def test_an_event_is_in_the_spool_before_the_answer_and_then_in_the_store(site: Site, program: Client, spooling: Spooling) -> None:
    response = send(program, DONE, {**DONE, "target": "cita anulada", "properties": {"motivo": "otro día"}})
    waiting = sum(end for _number, end in spooling.spool.durable())
    spooling.drain()

    assert (response.status_code, response.json()) == (202, {"accepted": 2, "repeated": False})
    check(response.json(), EVENTS, 202, method="post")
    assert waiting > 0
    assert stored(site) == [
        ("custom", "server", "www.villaclara.example", "/cita", "cita anulada", 0, {"motivo": "otro día"}),
        ("custom", "server", "www.villaclara.example", "/cita", "cita pedida", 0, {}),
    ]
    assert spooling.outcomes.totals() == {"accepted": 2}


def test_a_batch_sent_again_with_its_key_counts_once(site: Site, program: Client, spooling: Spooling) -> None:
    answers = [send(program, DONE, key="lote-1").json() for _ in range(3)]
    spooling.drain()

    assert [each["repeated"] for each in answers] == [False, True, True]
    assert len(stored(site)) == 1


def test_a_key_is_of_one_batch_and_of_one_token(site: Site, program: Client, caller: Caller, spooling: Spooling) -> None:
    send(program, DONE, key="lote-1")

    problem(send(program, {**DONE, "target": "otra"}, key="lote-1"), 409, "repeated-key")
    assert send(caller(), DONE, key="lote-1").json() == {"accepted": 1, "repeated": False}


def test_a_batch_whose_end_is_not_known_is_not_taken_again(site: Site, program: Client, spooling: Spooling) -> None:
    send(program, DONE, key="lote-1")
    TakenBatch.objects.update(kept=False)  # as a process that died between the spool and the database leaves it

    problem(send(program, DONE, key="lote-1"), 409, "repeated-key")
    spooling.drain()

    assert len(stored(site)) == 1


def test_keys_are_forgotten_when_nothing_so_old_could_be_sent(site: Site, program: Client, spooling: Spooling) -> None:
    send(program, DONE, key="lote-1")

    forget_batches(timezone.now() + timedelta(days=3))
    kept = TakenBatch.objects.count()
    forget_batches(timezone.now() + timedelta(days=5))

    assert (kept, TakenBatch.objects.count()) == (1, 0)


def test_where_nothing_collects_the_sender_is_told_and_may_repeat(site: Site, program: Client) -> None:
    response = send(program, DONE, key="lote-1")

    problem(response, 503, "not-available")
    assert response.headers["Retry-After"] == "30"
    assert TakenBatch.objects.count() == 0


def test_a_full_spool_takes_nothing_and_says_so(site: Site, program: Client, spooling: Spooling) -> None:
    spooling.spool.limit = 1
    first = send(program, DONE, key="lote-1").status_code

    problem(send(program, DONE, key="lote-2"), 503, "not-available")
    spooling.drain()

    assert (first, len(stored(site))) == (202, 1)


def test_a_visit_of_the_tracker_can_be_told_by_its_token(site: Site, program: Client, spooling: Spooling) -> None:
    now = timezone.now()
    visit = visit_token(VisitToken(site.pk, day_in(timezone.get_current_timezone(), now), 77, 0), now)

    send(program, {**DONE, "visit": visit}, {**DONE, "kind": "page_view", "target": "", "page": "/cita/hecha", "visit": visit})
    spooling.drain()

    assert [(row[0], row[3], row[5]) for row in stored(site)] == [("page_view", "/cita/hecha", 77), ("custom", "/cita", 77)]


def test_a_visit_of_another_site_or_of_nobody_is_refused(cast: Cast, site: Site, program: Client, spooling: Spooling) -> None:
    now = timezone.now()
    foreign = visit_token(VisitToken(make_site(cast.organisation).pk, now.date(), 77, 0), now)
    old = visit_token(VisitToken(site.pk, now.date(), 77, 0), now - timedelta(hours=3))

    answer = problem(send(program, *({**DONE, "visit": visit} for visit in (foreign, old, "x" * 60))), 422, "wrong-event")

    assert [each["where"] for each in answer["errors"]] == ["events[0].visit", "events[1].visit", "events[2].visit"]


@pytest.mark.parametrize(
    ("hours", "status"),
    [(-71.9, 202), (-72.1, 422), (0.05, 202), (0.1, 422)],
    ids=["71.9 h old", "72.1 h old", "3 min ahead", "6 min ahead"],
)
def test_a_time_is_at_most_72_hours_old_and_5_minutes_ahead(
    hours: float, status: int, site: Site, program: Client, spooling: Spooling
) -> None:
    time = (timezone.now() + timedelta(hours=hours)).isoformat()

    assert send(program, {**DONE, "time": time}).status_code == status


def test_a_time_without_its_offset_is_refused(site: Site, program: Client, spooling: Spooling) -> None:
    answer = problem(send(program, {**DONE, "time": "2026-11-21T10:00:00"}), 422, "wrong-event")

    assert answer["errors"][0]["where"] == "events[0].time"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("target", "12345678Z"),
        ("target", "ana.garcia@example.org"),
        ("target", "cita de X1234567L"),
        ("page", "/cita?dni=12345678Z"),
        ("page", "/cita/ana%40example.org"),
        ("properties", {"teléfono": "612 345 678"}),
        ("properties", {"cuenta": "ES91 2100 0418 4502 0005 1332"}),
        ("properties", {"ana@example.org": "sí"}),
        ("campaign", "612345678"),
    ],
)
def test_what_looks_like_personal_data_is_refused_and_named(
    field: str, value: Any, site: Site, program: Client, spooling: Spooling
) -> None:
    answer = problem(send(program, DONE, {**DONE, field: value}), 422, "personal-data")
    spooling.drain()

    assert [each["where"].partition(".")[0] for each in answer["errors"]] == ["events[1]"]
    assert field in answer["errors"][0]["where"]
    assert "ana" not in response_text(answer)
    assert stored(site) == []


def response_text(answer: Any) -> str:
    return json.dumps(answer, ensure_ascii=False)


@pytest.mark.parametrize(
    "event",
    [
        {"kind": "custom"},
        {**DONE, "address": "192.0.2.7"},
        {**DONE, "agent": "Mozilla/5.0"},
        {**DONE, "visitor": 7},
        {**DONE, "kind": "engagement"},
        {**DONE, "target": " "},
        {**DONE, "page": "https://www.example.org/cita"},
        {**DONE, "kind": "page_view"},
        {**DONE, "site": "otra.example"},
        {**DONE, "properties": {str(number): "x" for number in range(13)}},
        {**DONE, "campaign": "a b"},
    ],
)
def test_what_is_not_an_event_is_refused(event: dict[str, Any], site: Site, program: Client, spooling: Spooling) -> None:
    answer = problem(send(program, event), 422, "wrong-event")
    spooling.drain()

    assert len(answer["errors"]) == 1
    assert stored(site) == []


def test_exempt_mode_takes_nothing_that_it_may_not_show(site: Site, program: Client, spooling: Spooling) -> None:
    site.exempt = True
    site.save()

    answer = problem(send(program, DONE, {**DONE, "kind": "search"}, {**DONE, "campaign": "ac26"}), 422, "wrong-event")

    assert [each["where"] for each in answer["errors"]] == ["events[1].kind", "events[2].campaign"]


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff", b"[" * 5000, b'{"events": []}', b'{"events": [{}], "x": 1}'])
def test_a_body_that_cannot_be_read_is_refused(body: bytes, program: Client, spooling: Spooling) -> None:
    assert program.post(EVENTS, body, content_type="application/json").status_code in {400, 422}


def test_too_much_at_once_is_refused(program: Client, spooling: Spooling) -> None:
    for size in (300_000, 3_000_000):
        problem(program.post(EVENTS, b" " * size, content_type="application/json"), 413, "too-large")
    problem(send(program, *[DONE] * 101), 422, "wrong-event")


def test_a_token_that_only_reads_sends_nothing(site: Site, caller: Caller, spooling: Spooling) -> None:
    problem(send(caller(scopes=[ApiToken.Scope.READ_STATS]), DONE), 403, "not-allowed")


def test_a_site_of_another_administration_takes_nothing(site: Site, cast: Cast, caller: Caller, spooling: Spooling) -> None:
    answer = problem(send(caller(cast.outsider), DONE), 422, "wrong-event")
    spooling.drain()

    assert [each["where"] for each in answer["errors"]] == ["events[0].site"]
    assert stored(site) == []


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_no_body_breaks_the_reading(body: Any) -> None:
    with pytest.raises(Problem):
        read_body(json.dumps(body).encode(), msgspec.json.Decoder(GivenBatch).decode, "wrong-event", "no")
