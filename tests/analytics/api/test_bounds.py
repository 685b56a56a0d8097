"""Who asks from outside does not take all the hands: long questions are answered apart, and few at the same time."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from plazamayor.analytics.api import bounds
from plazamayor.analytics.api.bounds import AT_ONCE, WAITING, TooManyAtOnce, at_once
from plazamayor.analytics.models import LongAnswer, Site
from plazamayor.analytics.sharing.operations import address_of, share
from plazamayor.analytics.tasks import answer_long
from tests.analytics.api.conftest import Caller
from tests.analytics.api.test_reading import read
from tests.make.cast import Cast
from tests.make.sites import make_site
from tests.make.visits import day_before, make_visits

pytestmark = [pytest.mark.usefixtures("store"), pytest.mark.django_db]

BASE = "/api/v1/sites/www.villaclara.example"
ASKED = "period=90d&compare=previous&f=page:/avisos"


@pytest.fixture
def busy(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site whose every filtered question is a long one, computed in many parts."""
    make_visits(site, day_before(40), 4, path="/avisos")
    make_visits(site, day_before(3), 12, path="/avisos")
    make_visits(site, day_before(2), 2)
    monkeypatch.setattr("plazamayor.analytics.dashboard.long.PATIENCE", 3)
    monkeypatch.setattr("plazamayor.analytics.reports.answers.AT_ONCE", 2)
    return site


def answered_apart() -> None:
    for row in LongAnswer.objects.filter(answer=""):
        answer_long.func(row.pk)


@pytest.mark.parametrize(("kind", "path"), [("stats", "stats"), ("series", "series"), ("panels", "panels/pages")])
def test_a_long_question_is_answered_apart_and_then_given(busy: Site, program: Client, kind: str, path: str, monkeypatch: Any) -> None:
    waiting = program.get(f"{BASE}/{path}?{ASKED}")
    answered_apart()
    answer = read(program, f"{BASE}/{path}?{ASKED}", kind)
    monkeypatch.setattr("plazamayor.analytics.dashboard.long.PATIENCE", 1000)
    at_once = read(program, f"{BASE}/{path}?{ASKED}", kind)

    problem = json.loads(waiting.content)
    assert (waiting.status_code, waiting.headers["Retry-After"]) == (503, str(bounds.AGAIN))
    assert problem["type"].endswith("/api/v1/problems/being-answered")
    assert problem["detail"] == "Esta pregunta lee muchas visitas y se está respondiendo. Vuelve a hacer la misma dentro de unos segundos."
    assert answer == at_once


def test_a_panel_of_a_long_question_is_given_in_pages(busy: Site, program: Client) -> None:
    asked = f"{BASE}/panels/pages?period=90d&f=!device:tablet"
    program.get(asked)
    answered_apart()

    pages = [read(program, f"{asked}&limit=1&offset={offset}", "panels") for offset in (0, 1)]

    assert [[row["value"] for row in page["rows"]] for page in pages] == [["/avisos"], ["/"]]
    assert LongAnswer.objects.count() == 1


def test_an_administration_has_few_long_questions_waiting(busy: Site, program: Client) -> None:
    asked = [program.get(f"{BASE}/stats?period=90d&f=page:/{number}") for number in range(WAITING + 2)]

    assert [answer.status_code for answer in asked] == [503] * len(asked)
    assert LongAnswer.objects.count() == WAITING
    assert "esperan" in json.loads(asked[-1].content)["detail"]


def test_a_question_that_failed_is_told_once_and_may_be_asked_again(busy: Site, program: Client) -> None:
    program.get(f"{BASE}/stats?{ASKED}")
    LongAnswer.objects.update(failure="No cabe en la memoria.")

    told = program.get(f"{BASE}/stats?{ASKED}")

    assert (told.status_code, json.loads(told.content)["detail"]) == (503, "No cabe en la memoria.")
    assert not LongAnswer.objects.exists()


@pytest.fixture
def all_hands(cast: Cast) -> Iterator[None]:
    """As many questions of the town hall as are answered at the same time."""
    with ExitStack() as asking:
        for _ in range(AT_ONCE):
            asking.enter_context(at_once(f"programs of {cast.organisation.pk}"))
        yield


@pytest.mark.usefixtures("all_hands")
def test_one_administration_does_not_take_all_the_hands(cast: Cast, site: Site, program: Client, caller: Caller) -> None:
    make_site(cast.outsider.organisation, domain="www.pinares.example")

    refused = program.get(f"{BASE}/stats")
    another = caller(cast.outsider).get("/api/v1/sites/www.pinares.example/stats")

    assert (refused.status_code, refused.headers["Retry-After"], another.status_code) == (429, "1", 200)


def test_hands_are_given_back_whatever_happens() -> None:
    for _ in range(2 * AT_ONCE):
        with pytest.raises(OSError, match="broken"), at_once("somebody"):
            raise OSError("broken")

    with ExitStack() as taken:
        for _ in range(AT_ONCE):
            taken.enter_context(at_once("somebody"))
        with pytest.raises(TooManyAtOnce), at_once("somebody"):
            pass


@pytest.mark.parametrize("file", ["", "/figures.csv", "/figures.json"])
def test_a_shared_view_of_many_visits_is_answered_apart(cast: Cast, busy: Site, file: str) -> None:
    link = share(site=busy, name="Pleno", filters=["page:/avisos"], period="7d", password="", days=1, by=cast.analyst, now=timezone.now())
    path = f"{address_of(link).partition('//')[2].partition('/')[2].join(['/', ''])}{file}"

    waiting = Client().get(path)
    answered_apart()

    assert (waiting.status_code, waiting.headers["Retry-After"]) == (503, str(bounds.AGAIN))
    assert Client().get(path).status_code == 200


@pytest.mark.parametrize("path", ["/api/v1/sites/a%00b/stats", "/api/v1/sites/a%00b/panels/pages", "/accounts/oidc/a%00b/login/"])
def test_an_address_with_a_nul_is_refused_before_the_database_is_asked(program: Client, path: str) -> None:
    assert program.get(path).status_code == 400


def test_an_event_of_a_site_whose_name_holds_a_nul_is_refused(program: Client) -> None:
    given = {"events": [{"site": "a\0b", "kind": "custom", "target": "x"}]}

    assert program.post("/api/v1/events", json.dumps(given), content_type="application/json").status_code == 422
