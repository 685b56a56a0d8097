"""What a program reads is what the dashboard shows, to whom it may, as the OpenAPI document says."""

import json
import re
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import jsonschema
import pytest
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from plazamayor.analytics import store as event_store
from plazamayor.analytics.api.calls import A_MINUTE
from plazamayor.analytics.api.document import document
from plazamayor.analytics.api.limits import spend
from plazamayor.analytics.events import Kind
from plazamayor.analytics.models import ApiToken, Site
from plazamayor.analytics.queries import stats
from tests.analytics.api.conftest import Caller
from tests.architecture.source import ROOT
from tests.make.cast import Cast
from tests.make.events import DAY, make_event
from tests.make.sites import make_site

pytestmark = [pytest.mark.usefixtures("store"), pytest.mark.django_db]

DAYS = "from=2026-11-20&to=2026-11-21"
BASE = "/api/v1/sites/www.villaclara.example"
# Where each kind of call is described: the path of the document and the status of a good answer.
DESCRIBED = {
    "sites": "/api/v1/sites",
    "stats": "/api/v1/sites/{domain}/stats",
    "series": "/api/v1/sites/{domain}/series",
    "panels": "/api/v1/sites/{domain}/panels/{name}",
    "load-times": "/api/v1/sites/{domain}/load-times/{metric}",
    "scroll-depth": "/api/v1/sites/{domain}/scroll-depth",
    "event-properties": "/api/v1/sites/{domain}/event-properties",
    "live": "/api/v1/sites/{domain}/live",
}


UNDESCRIBED = {"/api/v1/openapi.json", "/api/v1/problems/{kind}"}


def addresses(patterns: Any, before: str = "/") -> Iterator[str]:
    """Every address of the interface that the program answers, as the document writes them."""
    for pattern in patterns:
        whole = before + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(pattern.pattern))
        if hasattr(pattern, "url_patterns"):
            yield from addresses(pattern.url_patterns, whole)
        elif whole.startswith("/api/v1/") and whole not in UNDESCRIBED and not whole.endswith("{path}"):
            yield whole


def check(answer: Any, path: str, status: int, *, method: str = "get", media: str = "application/json") -> None:
    """Holds an answer against the document."""
    schema = document()["paths"][path][method]["responses"][str(status)]["content"][media]["schema"]
    whole = {**schema, "components": document()["components"]}
    jsonschema.Draft202012Validator(whole, format_checker=jsonschema.FormatChecker()).validate(answer)


def read(client: Client, address: str, kind: str, status: int = 200) -> Any:
    """Asks, and holds what is answered against the document."""
    response = client.get(address)
    assert response.status_code == status, response.content
    media = "application/json" if status < 400 else "application/problem+json"
    assert response.headers["Content-Type"] == media
    answer = json.loads(response.content)
    check(answer, DESCRIBED[kind], status, media=media)
    return answer


def test_the_totals_are_those_of_the_dashboard(measured: Site, program: Client) -> None:
    answer = read(program, f"{BASE}/stats?{DAYS}&compare=previous", "stats")

    expected = stats(measured, DAY, DAY + timedelta(days=1))["totals"]
    assert {name: answer["totals"][name] for name in expected} == expected
    assert (answer["totals"]["visits"], answer["compared_totals"]["visits"]) == (3, 0)
    assert (answer["period"], answer["compared"]) == (
        {"from": "2026-11-20", "to": "2026-11-21"},
        {"from": "2026-11-18", "to": "2026-11-19"},
    )
    assert answer["origins"] == ["tracker"]


def test_the_series_has_every_day_of_both_periods(measured: Site, program: Client) -> None:
    answer = read(program, f"{BASE}/series?{DAYS}&compare=previous", "series")

    assert answer["days"] == [
        {"day": "2026-11-20", "visits": 2, "visitors": 2, "page_views": 3},
        {"day": "2026-11-21", "visits": 1, "visitors": 1, "page_views": 1},
    ]
    assert [each["day"] for each in answer["compared_days"]] == ["2026-11-18", "2026-11-19"]


def test_filters_narrow_as_in_the_dashboard(measured: Site, program: Client) -> None:
    answer = read(program, f"{BASE}/stats?{DAYS}&f=device:mobile&f=!page:/tasas", "stats")

    assert answer["filters"] == ["device:mobile", "!page:/tasas"]
    assert (answer["totals"]["visits"], answer["totals"]["page_views"]) == (1, 2)


def test_panels_are_read_page_by_page(measured: Site, program: Client) -> None:
    first = read(program, f"{BASE}/panels/pages?{DAYS}&limit=2", "panels")
    last = read(program, first["page"]["next"], "panels")

    assert [(row["value"], row["visits"]) for row in (*first["rows"], *last["rows"])] == [("/", 2), ("/avisos", 1), ("/tasas", 1)]
    assert (first["page"]["total"], last["page"]["offset"], last["page"]["next"]) == (3, 2, None)
    assert first["rows"][0]["compared"] is None


def test_what_was_done_counts_times(measured: Site, program: Client) -> None:
    (row,) = read(program, f"{BASE}/panels/downloads?{DAYS}", "panels")["rows"]

    assert (row["value"], row["times"], row["page_views"]) == ("/guia.pdf", 1, 0)


def tell(site: Site, **fields: Any) -> None:
    """One more event on the first day."""
    event_store.append([make_event("9:06", site=site.pk, visitor=1, device="mobile", **fields)], token=str(uuid.uuid4()))


def test_load_times_are_those_of_the_dashboard(measured: Site, program: Client) -> None:
    tell(measured, kind=Kind.VITAL, target="LCP", value=3000, path="/avisos")

    answer = read(program, f"{BASE}/load-times/lcp?{DAYS}&compare=previous&f=device:mobile", "load-times")

    load = {"measures": 1, "p75": 3000, "good": 0, "needs_improvement": 1, "poor": 0}
    nothing = {"measures": 0, "p75": None, "good": 0, "needs_improvement": 0, "poor": 0}
    assert (answer["unit"], answer["good_up_to"], answer["poor_past"], answer["whole"]) == ("ms", 2500, 4000, load)
    assert answer["rows"] == [{"page": "/avisos", "now": load, "compared": nothing}]
    assert read(program, f"{BASE}/load-times/cls?{DAYS}", "load-times")["whole"] is None
    assert read(program, f"{BASE}/load-times/fcp?{DAYS}", "load-times", 404)["status"] == 404


def test_the_depth_of_pages_is_read_page_by_page(measured: Site, program: Client) -> None:
    for path in ("/", "/avisos"):
        tell(measured, kind=Kind.ENGAGEMENT, scroll=60, path=path)

    first = read(program, f"{BASE}/scroll-depth?{DAYS}&limit=1", "scroll-depth")
    last = read(program, first["page"]["next"], "scroll-depth")

    depth = {"readers": 1, "median": 60, "first_quarter": 0, "second_quarter": 0, "third_quarter": 1, "last_quarter": 0}
    assert first["whole"]["readers"] == 2
    assert [*first["rows"], *last["rows"]] == [{"page": path, "now": depth, "compared": None} for path in ("/", "/avisos")]


def test_what_own_events_say_is_read_whole_or_opened(measured: Site, program: Client) -> None:
    tell(measured, kind=Kind.CUSTOM, target="appointment", properties={"office": "north", "step": "1"})
    tell(measured, kind=Kind.CUSTOM, target="guide", properties={"office": "south"})

    every = read(program, f"{BASE}/event-properties?{DAYS}", "event-properties")["rows"]
    opened = read(program, f"{BASE}/event-properties?{DAYS}&event=appointment&property=step", "event-properties")["rows"]

    assert [(row["event"], row["property"], row["value"], row["now"]["times"]) for row in every] == [
        ("appointment", "office", "north", 1),
        ("appointment", "step", "1", 1),
        ("guide", "office", "south", 1),
    ]
    assert opened == [every[1]]
    assert read(program, f"{BASE}/event-properties?{DAYS}&property=step", "event-properties", 400)["status"] == 400


def test_the_last_minutes_are_told(measured: Site, program: Client) -> None:
    answer = read(program, f"{BASE}/live", "live")

    assert (answer["visitors"], len(answer["minutes"]), answer["pages"]) == (0, 30, [])


def test_exempt_mode_withholds_panels_and_filters_and_says_why(measured: Site, program: Client) -> None:
    measured.exempt = True
    measured.save()

    panel = read(program, f"{BASE}/panels/channels?{DAYS}", "panels", 403)
    filtered = read(program, f"{BASE}/stats?{DAYS}&f=device:mobile", "stats", 403)

    assert {each["type"].rpartition("/")[2] for each in (panel, filtered)} == {"withheld"}
    assert read(program, f"{BASE}/panels/devices?{DAYS}", "panels")["exempt"] is True
    assert read(program, f"{BASE}/stats?{DAYS}", "stats")["totals"]["visits"] == 3


@pytest.mark.parametrize(
    "query",
    [
        "period=fortnight",
        "compare=yesterday",
        "from=2026-11-20",
        "from=20-11-2026&to=2026-11-21",
        "from=2026-11-21&to=2026-11-20",
        "period=28d&from=2026-11-20&to=2026-11-21",
        "f=colour:red",
        "f=device",
        "filter=device:mobile",
        "from=1999-01-01&to=2026-11-21",
        "f=page:/a%00b",
    ],
)
def test_what_cannot_be_understood_is_refused_and_never_ignored(query: str, measured: Site, program: Client) -> None:
    answer = read(program, f"{BASE}/stats?{query}", "stats", 400)

    assert answer["type"].rpartition("/")[2] == "wrong-parameter"


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=1001", "limit=many", "limit=-1", "offset=-1", "offset=²", "limit=99999999999999999999"]
)
def test_a_page_that_cannot_be_is_refused(query: str, measured: Site, program: Client) -> None:
    assert read(program, f"{BASE}/panels/pages?{query}", "panels", 400)["status"] == 400


ODD = st.text(st.characters(codec="utf-8"), max_size=30)


@given(st.dictionaries(st.sampled_from(["period", "from", "to", "compare", "f", "limit", "offset", "x"]), ODD, max_size=4))
def test_no_parameter_breaks_it(given_: dict[str, str]) -> None:
    response = Client().get(f"{BASE}/panels/pages", given_)

    assert response.status_code == 401


def test_odd_parameters_are_answered_with_a_sentence(measured: Site, program: Client) -> None:
    odd = ["\0", "9" * 400, "١٢", "-0", "page:" + "x" * 3000, "2026-13-45", "0001-01-01", "9999-12-31", "%", "'", "!:"]
    answers = [program.get(f"{BASE}/panels/pages", {name: each}) for each in odd for name in ("from", "f", "limit", "offset", "compare")]

    assert {response.status_code for response in answers} == {400}


def test_a_site_of_another_administration_does_not_exist(measured: Site, cast: Cast, caller: Caller) -> None:
    outsider = caller(cast.outsider)

    statuses = {kind: outsider.get(f"{BASE}/{kind}").status_code for kind in ("stats", "series", "panels/pages", "live")}

    assert set(statuses.values()) == {404}
    assert json.loads(outsider.get("/api/v1/sites").content)["sites"] == []


def test_a_token_opens_only_its_sites(measured: Site, cast: Cast, caller: Caller) -> None:
    other = make_site(cast.organisation, domain="sede.villaclara.example")
    client = caller(sites=[other])

    listed = read(client, "/api/v1/sites", "sites")

    assert [each["domain"] for each in listed["sites"]] == [other.domain]
    assert read(client, f"{BASE}/stats", "stats", 404)["type"].rpartition("/")[2] == "not-found"


def test_a_token_never_opens_a_site_of_another_administration_though_it_was_asked(cast: Cast, caller: Caller) -> None:
    foreign = make_site(cast.outsider.organisation)
    client = caller(sites=[foreign])

    assert read(client, "/api/v1/sites", "sites")["sites"] == []


def test_sites_are_listed_page_by_page(cast: Cast, program: Client) -> None:
    for number in range(3):
        make_site(cast.organisation, domain=f"s{number}.example")

    first = read(program, "/api/v1/sites?limit=2", "sites")
    last = read(program, first["page"]["next"], "sites")

    assert [each["domain"] for each in (*first["sites"], *last["sites"])] == ["s0.example", "s1.example", "s2.example"]


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic YTpi", "Bearer pm_no-such-token"])
def test_without_a_valid_token_nothing_is_told(header: str, measured: Site) -> None:
    response = Client(headers={"authorization": header}).get(f"{BASE}/stats")

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"].startswith("Bearer realm=")
    check(json.loads(response.content), DESCRIBED["stats"], 401, media="application/problem+json")


def test_a_token_expires_and_can_be_taken_back(measured: Site, caller: Caller) -> None:
    client = caller(days=30)
    token = ApiToken.objects.get()

    token.expires = timezone.now() - timedelta(seconds=1)
    token.save()
    expired = client.get(f"{BASE}/stats").status_code
    token.expires, token.revoked = None, timezone.now()
    token.save()

    assert (expired, client.get(f"{BASE}/stats").status_code) == (401, 401)


def test_a_closed_administration_opens_nothing(measured: Site, cast: Cast, program: Client) -> None:
    cast.organisation.closed = timezone.now()
    cast.organisation.save()

    assert program.get(f"{BASE}/stats").status_code == 401


def test_a_token_that_only_sends_reads_nothing(measured: Site, caller: Caller) -> None:
    client = caller(scopes=[ApiToken.Scope.WRITE_EVENTS])

    response = client.get(f"{BASE}/stats")

    assert response.status_code == 403
    assert 'error="insufficient_scope", scope="read_stats"' in response.headers["WWW-Authenticate"]


def test_the_day_of_the_last_use_is_written_down(measured: Site, program: Client) -> None:
    before = ApiToken.objects.get().last_used

    program.get(f"{BASE}/live")

    assert (before, ApiToken.objects.get().last_used) == (None, timezone.now().date())


def test_a_token_calls_so_many_times_a_minute_and_is_told(measured: Site, program: Client) -> None:
    limit = A_MINUTE[ApiToken.Scope.READ_STATS]
    first = program.get("/api/v1/sites")
    answers = (program.get("/api/v1/sites") for _ in range(2 * limit + 1))  # more than a minute's, should it turn meanwhile
    refused = next(answer for answer in answers if answer.status_code == 429)

    assert (first.headers["RateLimit-Limit"], first.headers["RateLimit-Remaining"]) == (str(limit), str(limit - 1))
    assert refused.headers["Retry-After"] == refused.headers["RateLimit-Reset"]
    check(json.loads(refused.content), DESCRIBED["sites"], 429, media="application/problem+json")


def test_a_limit_holds_within_its_minute_and_begins_anew() -> None:
    noon = datetime(2026, 11, 21, 12, 0, 10, tzinfo=UTC)

    found = [spend("x", 2, noon + timedelta(seconds=second)) for second in (0, 1, 2, 49, 50)]

    assert [(each.within, each.remaining, each.reset) for each in found] == [
        (True, 1, 50),
        (True, 0, 49),
        (False, 0, 48),
        (False, 0, 1),
        (True, 1, 60),
    ]
    assert spend("y", 2, noon).remaining == 1


def test_other_ways_of_asking_are_refused_with_a_sentence(program: Client) -> None:
    response = program.post("/api/v1/sites")

    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")
    assert program.get("/api/v1/events").headers["Allow"] == "POST"
    assert program.get("/api/v1/nowhere").json()["status"] == 404


def test_problems_speak_the_language_asked_for(program: Client) -> None:
    told = {
        language: program.get("/api/v1/nowhere", headers={"accept-language": language}).json()["title"]
        for language in ("en", "es-ES", "de")
    }

    assert told == {
        "en": "There is nothing here for this token.",
        "es-ES": "No hay nada aquí para este token.",
        "de": "No hay nada aquí para este token.",
    }


def test_the_published_document_is_the_one_that_is_served() -> None:
    published = json.loads((ROOT / "docs" / "openapi.json").read_text())
    served = Client().get("/api/v1/openapi.json")

    assert published == served.json() == document()


def test_every_call_is_described() -> None:
    assert set(document()["paths"]) == set(addresses(get_resolver().url_patterns)) >= {*DESCRIBED.values()}
    for schema in document()["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
