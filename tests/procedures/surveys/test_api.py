"""The call that tells what was answered: the figures of the page, by periods, and nothing that somebody wrote."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from plazamayor.analytics.api.operations import issue_token
from plazamayor.procedures.models import Survey, Tally
from tests.make.cast import Cast
from tests.make.sites import make_site
from tests.make.surveys import make_reply, make_survey

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 9, 21), date(2026, 10, 4)


@pytest.fixture
def survey(cast: Cast) -> Survey:
    return make_survey(cast.organisation, code="ayudas")


def secret(cast: Cast, scopes: list[str], **fields: Any) -> str:
    given: dict[str, Any] = {"every_site": True, "sites": [], "days": None, **fields}
    return str(issue_token(name="Datos abiertos", scopes=scopes, by=cast.administrator, now=timezone.now(), **given).secret)


def get(token: str, code: str = "ayudas", **params: str) -> Any:
    headers = {"Authorization": f"Bearer {token}", "Accept-Language": "en"}
    return Client().get(f"/api/v1/procedures/{code}/survey", params, headers=headers)


def answer(survey: Survey, day: date, *marks: int, **fields: Any) -> None:
    for mark in marks:
        make_reply(survey, day=day, satisfaction=mark, **fields)


def test_each_period_has_its_own_figures(cast: Cast, survey: Survey) -> None:
    answer(survey, FIRST, 5, 5, 5, 1, invited=True)
    answer(survey, LAST, 1, invited=True)
    answer(survey, LAST + timedelta(days=1), 1, invited=True)
    Tally.objects.create(survey=survey, moment="completed", day=FIRST, invited=10, closed=2)

    told = get(secret(cast, ["read_stats"]), by="week", **{"from": FIRST.isoformat(), "to": LAST.isoformat()}).json()
    first, second = told["periods"]

    assert [(each["from"], each["to"]) for each in told["periods"]] == [("2026-09-21", "2026-09-27"), ("2026-09-28", "2026-10-04")]
    assert (first["replies"], first["invited"], first["closed"], first["response_rate"]) == (4, 10, 2, 0.4)
    assert (first["well"]["value"], first["well"]["n"]) == (0.75, 4)
    assert (first["worst_case_low"], first["worst_case_high"]) == (pytest.approx(0.3), pytest.approx(0.9))
    assert first["satisfaction"] == {"1": 1, "5": 3}
    assert (second["replies"], second["invited"], second["well"]["value"]) == (1, 1, 0.0)
    assert [each["value"] for each in second["scores"] if each["definition"] == "procedures.survey_clarity"] == [None]


def test_together_it_is_counted_anew_and_not_averaged(cast: Cast, survey: Survey) -> None:
    answer(survey, FIRST, 5, 5, 5)
    answer(survey, LAST, 1)

    (whole,) = get(secret(cast, ["read_stats"]), **{"from": FIRST.isoformat(), "to": LAST.isoformat()}).json()["periods"]

    assert (whole["well"]["value"], whole["alone"], whole["response_rate"], whole["worst_case_low"]) == (0.75, 4, None, None)


def test_nothing_that_somebody_wrote_is_told(cast: Cast, survey: Survey) -> None:
    make_reply(survey, day=FIRST, moment="left", reason="file", text="El formulario no acepta fotos")

    found = get(secret(cast, ["read_stats"]), moment="left", by="month", **{"from": "2026-09-01", "to": "2026-09-30"})

    assert "fotos" not in found.content.decode()
    assert [each["reasons"] for each in found.json()["periods"]] == [{"file": 1}]


@pytest.mark.parametrize(
    "wrong",
    [
        {"by": "day"},
        {"moment": "always"},
        {"period": "1c"},
        {"from": "2026-10-01", "to": "2026-09-01"},
        {"from": "2020-01-01", "to": "2026-01-01"},
        {"f": "device:mobile"},
    ],
)
def test_what_cannot_be_understood_is_refused(cast: Cast, survey: Survey, wrong: dict[str, str]) -> None:
    assert get(secret(cast, ["read_stats"]), **wrong).status_code == 400


def test_a_token_opens_what_it_was_given_for(cast: Cast, survey: Survey) -> None:
    of_one_site = secret(cast, ["read_stats"], every_site=False, sites=[make_site(cast.organisation)])
    make_survey(code="de-otro")

    assert get(secret(cast, ["write_counts"])).status_code == 403
    assert get(of_one_site).status_code == 404
    assert get(secret(cast, ["read_stats"]), "de-otro").status_code == 404
    assert get("nada").status_code == 401


def test_a_procedure_without_a_survey_says_so(cast: Cast, survey: Survey) -> None:
    survey.delete()

    assert get(secret(cast, ["read_stats"])).json()["detail"] == "That procedure has no survey."
