"""The page of a procedure, over a real engine."""

import csv
import io
import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from plazamayor.analytics.journeys import queries as journeys
from plazamayor.analytics.models import LongAnswer, Site
from plazamayor.analytics.store import append
from plazamayor.procedures import deriving
from plazamayor.procedures.models import Procedure, Survey
from plazamayor.procedures.queries import journey_of
from tests.conftest import SignIn
from tests.make.cast import Cast
from tests.make.grants import STEPS, call
from tests.procedures.report.conftest import A_DAY, WEEKS


@pytest.fixture
def client(cast: Cast, sign_in: SignIn) -> Client:
    client = sign_in(cast.administrator)
    client.cookies["language"] = "en"
    return client


def address(procedure: Procedure, name: str = "procedure", *more: str) -> str:
    return reverse(name, args=[procedure.organisation.code, procedure.code, *more])


def derived(procedure: Procedure, today: date) -> None:
    journey = journey_of(procedure)
    assert journey is not None
    assert procedure.site is not None
    journeys.prepare(procedure.site, journey, today - timedelta(days=400), today)


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_the_finding_says_who_leaves_at_which_step(client: Client, measured: Procedure, today: date) -> None:
    derived(measured, today)

    response = client.get(address(measured))

    said = response.context["page"].finding
    assert response.status_code == 200
    assert str(said.claim).startswith("Of those who start, ")
    assert "On phones" in str(said.claim)
    assert "“Adjuntar documentos”" in str(said.claim)
    assert said.certainty == "firm"
    assert "attempts were shown an error" in said.look_at


def test_the_river_has_the_figures_of_the_engine(client: Client, measured: Procedure, today: date) -> None:
    derived(measured, today)
    journey = journey_of(measured)
    assert journey is not None
    assert measured.site is not None

    page = client.get(address(measured)).context["page"]

    expected = journeys.funnel(measured.site, journey, today - timedelta(days=28), today - timedelta(days=1))
    assert page.funnel == expected
    assert expected.started == 28 * A_DAY
    assert [row.lit for row in page.rows] == [number == 4 for number in range(1, len(STEPS) + 1)]
    assert page.told.comparable.started == 28 * A_DAY


def test_a_long_derivation_is_waited_for_with_its_progress(client: Client, measured: Procedure) -> None:
    first = client.get(address(measured))
    again = client.get(address(measured), headers={"HX-Request": "true", "HX-Target": "waiting"})

    assert first.status_code == 202
    assert [row.answer for row in LongAnswer.objects.all()] in ([""], [deriving.DONE])
    assert again.status_code in {200, 202}


def test_what_waits_is_derived_beside_the_pages(client: Client, measured: Procedure) -> None:
    client.get(address(measured))
    deriving.work(LongAnswer.objects.get())

    asked_by_itself = client.get(address(measured), headers={"HX-Request": "true", "HX-Target": "waiting"})
    assert (asked_by_itself.status_code, asked_by_itself.headers["HX-Refresh"]) == (200, "true")
    assert client.get(address(measured)).status_code == 200


def test_days_that_change_later_are_derived_at_once(client: Client, measured: Procedure, today: date) -> None:
    derived(measured, today)
    append([call(measured.site_id or 0, f"{measured.code}.paso-6", today - timedelta(days=2))], token="a-call")

    response = client.get(address(measured))

    assert response.status_code == 200
    assert "Justificante, 1." in text_of(response)
    assert "They count in totals and not in the funnel." in text_of(response)


def test_without_steps_it_says_what_to_do(client: Client, cast: Cast, site: Site, store: None) -> None:
    bare = Procedure.objects.create(organisation=cast.organisation, site=site, code="licencia", name="Licencia")

    said = text_of(client.get(address(bare)))

    assert "Here you will see at which step people are lost" in said
    assert "Say its steps" in said


def test_without_visits_it_says_so(client: Client, grants: Procedure) -> None:
    response = client.get(address(grants))

    assert response.status_code == 200
    assert "Nobody was seen at the first step in these days" in text_of(response)


def test_an_obligatory_procedure_is_measured_as_support(client: Client, measured: Procedure, today: date) -> None:
    measured.kind = Procedure.Kind.OBLIGATORY
    measured.save()
    derived(measured, today)

    response = client.get(address(measured))
    page = response.context["page"]

    assert [figure.indicator.key for figure in page.support] == [
        "procedures.time_to_complete",
        "procedures.attempts_per_end",
        "procedures.help_sought",
    ]
    assert page.support[1].value == page.funnel.started / page.funnel.ended
    assert page.finding.kicker == "Whether people are served"
    assert "do not get past" in str(page.finding.claim)


def test_exempt_mode_says_what_is_not_looked_at(client: Client, measured: Procedure, site: Site, today: date) -> None:
    site.exempt = True
    site.save()
    derived(measured, today)

    page = client.get(address(measured)).context["page"]

    assert set(page.refused) == {"language", "channel", "hour", "entry"}
    assert {name for each in page.frictions.told for name, _value in each.where} <= {"device", "browser"}


def test_a_change_is_told_without_a_cause(client: Client, measured: Procedure, today: date) -> None:
    measured.changes.create(day=today - timedelta(days=20), text="Subir el límite")
    measured.changes.create(day=today - timedelta(days=3), text="Otra redacción")
    measured.changes.create(day=today + timedelta(days=3), text="Nueva firma")
    derived(measured, today)

    response = client.get(address(measured))

    lines = response.context["page"].changes
    assert [(line.text, line.state) for line in lines] == [
        ("Nueva firma", "still to come"),
        ("Otra redacción", "too soon: 4 days are missing"),
        ("Subir el límite", "no difference can be shown"),
    ]
    assert "This is not an experiment" in text_of(response)


def test_it_is_compared_with_before_a_change(client: Client, measured: Procedure, today: date) -> None:
    change = measured.changes.create(day=today - timedelta(days=10), text="Subir el límite")
    derived(measured, today)

    view = client.get(address(measured), {"compare": f"change-{change.pk}"}).context["view"]

    assert (view.period.first, view.period.length) == (change.day, 10)
    assert (view.compared.last, view.compared.length) == (change.day - timedelta(days=1), 10)


@pytest.mark.parametrize(
    "query", ["?period=custom&from=2026-13-01&to=x", "?compare=change-999", "?period=nonsense&compare=%00", "?from=%00"]
)
def test_an_address_never_fails(client: Client, measured: Procedure, today: date, query: str) -> None:
    derived(measured, today)

    assert client.get(address(measured) + query).status_code == 200


def test_every_answer_to_the_survey_is_told_with_its_n(client: Client, measured: Procedure, today: date) -> None:
    survey = Survey.objects.create(procedure=measured)
    for number in range(20):
        survey.replies.create(key=f"{number}", moment="completed", day=today - timedelta(days=2), satisfaction=1 + number % 5)
    for number in range(12):
        survey.replies.create(key=f"left {number}", moment="left", day=today - timedelta(days=2), reason="file" if number else "document")
    derived(measured, today)

    page = client.get(address(measured)).context["page"]

    assert page.said.scores[0].n == 20
    assert [count for _reason, count, _width in page.said.reasons] == ["11", "fewer than 10"]


def test_everything_can_be_taken_away(client: Client, measured: Procedure, today: date) -> None:
    derived(measured, today)
    page = client.get(address(measured)).context["page"]

    told = json.loads(client.get(address(measured, "procedure_file", "json")).content)
    rows = list(csv.DictReader(io.StringIO(client.get(address(measured, "procedure_file", "csv")).content.decode("utf-8-sig"))))

    assert told["funnel"]["started"] == page.funnel.started
    assert [step["left"] for step in told["funnel"]["steps"]] == [step.left for step in page.funnel.steps]
    assert told["frictions"]["told"][0]["lost"] == page.frictions.told[0].lost
    assert [row["left"] for row in rows if row["table"] == "funnel_steps"] == [str(step.left) for step in page.funnel.steps]
    assert client.get(address(measured, "procedure_file", "xml")).status_code == 404


def test_the_page_for_the_director_is_one_sheet_that_can_be_read(client: Client, measured: Procedure, today: date) -> None:
    derived(measured, today)

    response = client.get(address(measured, "procedure_paper"))

    reader = PdfReader(io.BytesIO(response.content))
    text = " ".join(reader.pages[0].extract_text().split())
    assert response.headers["Content-Type"] == "application/pdf"
    assert len(reader.pages) == 1
    assert "Adjuntar documentos" in text
    assert "Where people are lost" in text
    assert "The four measures" in text
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert {kind["/S"] for kind in root["/StructTreeRoot"]["/K"][0]["/K"]} == {"/H1", "/H2", "/P"}


def test_a_month_that_cannot_be_is_the_last_one_that_is_over(client: Client, measured: Procedure, today: date) -> None:
    derived(measured, today)
    usual = client.get(address(measured, "procedure_paper")).headers["Content-Disposition"]

    for month in ("9999-12", "0001-01", "2026-13", "ayer"):
        assert client.get(address(measured, "procedure_paper"), {"month": month}).headers["Content-Disposition"] == usual


def test_the_page_for_the_director_speaks_spanish(client: Client, measured: Procedure, today: date) -> None:
    derived(measured, today)
    client.cookies["language"] = "es"

    text = PdfReader(io.BytesIO(client.get(address(measured, "procedure_paper")).content)).pages[0].extract_text()

    assert "Dónde se pierde a la gente" in text
    assert "Las cuatro medidas" in text


def test_the_list_begins_with_those_that_lose_most(client: Client, cast: Cast, measured: Procedure, today: date) -> None:
    Procedure.objects.create(organisation=cast.organisation, code="a-licencia", name="A licencia")
    derived(measured, today)

    response = client.get(reverse("procedures", args=[cast.organisation.code]))

    lines = list(response.context["page"])
    assert [line.procedure.code for line in lines] == [measured.code, "a-licencia"]
    assert lines[0].started == 28 * A_DAY
    assert str(lines[0].worst) == "Adjuntar documentos"
    assert WEEKS * 7 > 28
