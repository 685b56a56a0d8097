"""What staff see of a survey, and what they may do with it."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from plazamayor.organisation.models import AuditEntry
from plazamayor.procedures.models import Procedure, Reply, Survey
from plazamayor.procedures.surveys import placing
from tests.conftest import SignIn
from tests.make.cast import Cast
from tests.make.surveys import make_reply, make_survey


@pytest.fixture
def survey(cast: Cast) -> Survey:
    return make_survey(cast.organisation, code="ayudas")


def at(cast: Cast, name: str, *more: object, code: str = "ayudas") -> str:
    return reverse(name, args=[cast.organisation.code, code, *more])


def answer(survey: Survey, **fields: object) -> Reply:
    return make_reply(survey, **{"day": timezone.now().date() - timedelta(days=2), **fields})


def test_a_procedure_that_asks_nobody_offers_to_open_its_survey(cast: Cast, sign_in: SignIn) -> None:
    Procedure.objects.create(organisation=cast.organisation, code="quejas", name="Quejas")
    client = sign_in(cast.analyst)
    before = client.get(at(cast, "survey_results", code="quejas")).content.decode()
    opened = client.post(at(cast, "survey_open", code="quejas"))
    client.post(at(cast, "survey_open", code="quejas"))

    assert "Aún no se ha preguntado a nadie" in before
    assert opened.headers["Location"] == at(cast, "survey_place", code="quejas")
    assert Survey.objects.get().open
    assert [entry.action for entry in AuditEntry.objects.all()] == ["survey.opened"]


def test_results_say_what_part_is_known(cast: Cast, sign_in: SignIn, survey: Survey) -> None:
    for score in (5, 5, 4, 1):
        answer(survey, satisfaction=score, invited=True)
    survey.tallies.create(moment="completed", day=timezone.now().date() - timedelta(days=2), invited=8)
    page = sign_in(cast.director).get(at(cast, "survey_results")).content.decode()

    assert "Les fue bien a 3 de cada 4 de las 4 personas que contestaron." in page
    assert "Si hubieran contestado las 8 personas preguntadas, les habría ido bien a entre el 37,5" in page
    assert "50,0" in page


def test_few_reasons_for_leaving_are_told_as_few(cast: Cast, sign_in: SignIn, survey: Survey) -> None:
    for reason in (*["file"] * 12, *["length"] * 3):
        answer(survey, moment="left", reason=reason)
    page = sign_in(cast.director).get(at(cast, "survey_results")).content.decode()

    cells = page.partition("Motivos dados al irse")[2].partition("</table>")[0]
    assert ("12" in cells, "menos de 10" in cells) == (True, True)


def test_results_are_taken_away_without_texts_and_with_nothing_where_nobody_answered(cast: Cast, sign_in: SignIn, survey: Survey) -> None:
    answer(survey, satisfaction=5, text="Muy bien todo")
    client = sign_in(cast.director)
    told = json.loads(client.get(at(cast, "survey_results_file", "json")).content)
    rows = list(csv.DictReader(io.StringIO(client.get(at(cast, "survey_results_file", "csv")).content.decode("utf-8-sig"))))
    by_figure = {row["figure"]: row for row in told["figures"] if not row["answer"]}

    assert by_figure["procedures.survey_satisfaction"]["value"] == 10.0
    assert by_figure["procedures.survey_clarity"] == {
        "figure": "procedures.survey_clarity", "answer": "", "value": None, "low": None, "high": None, "n": 0,
    }  # fmt: skip
    assert len(rows) == len(told["figures"])
    assert "Muy bien todo" not in json.dumps(told)
    assert client.get(at(cast, "survey_results_file", "xls")).status_code == 404


def test_texts_are_narrowed_and_their_marks_are_in_words(cast: Cast, sign_in: SignIn, survey: Survey) -> None:
    answer(survey, satisfaction=1, text="Mi [id] no va", step="adjuntar", tags=["archivo"])
    answer(survey, satisfaction=5, text="Todo bien", moment="counter")
    answer(survey, satisfaction=3)
    client = sign_in(cast.editor)

    def shown(query: str) -> list[bool]:
        page = client.get(at(cast, "survey_texts") + query).content.decode()
        return [text in page for text in ("Mi [n.º de identidad] no va", "Todo bien", "<b>Regular</b>")]

    assert shown("") == [True, True, False]
    assert shown("?all=1") == [True, True, True]
    assert shown("?moment=counter") == [False, True, False]
    assert shown("?score=1") == [True, False, False]
    assert shown("?step=adjuntar") == [True, False, False]
    assert shown("?tag=archivo") == [True, False, False]
    assert shown("?tag=nada") == [False, False, False]


def test_texts_come_in_pages(cast: Cast, sign_in: SignIn, survey: Survey) -> None:
    for number in range(30):
        answer(survey, text=f"Texto {number:02}")
    client = sign_in(cast.editor)
    pages = [client.get(f"{at(cast, 'survey_texts')}?page={page}").content.decode() for page in (1, 2)]

    assert [page.count("Texto ") for page in pages] == [25, 5]


def test_texts_are_taken_away_as_a_file_that_no_spreadsheet_runs(cast: Cast, sign_in: SignIn, survey: Survey) -> None:
    answer(survey, satisfaction=2, text="=HYPERLINK(1)", help_sought=["phone"], help_reached={"phone": False})
    answer(survey, satisfaction=5, text="Bien")
    content = sign_in(cast.editor).get(at(cast, "survey_texts_file") + "?score=2").content.decode("utf-8-sig")

    (row,) = csv.DictReader(io.StringIO(content))
    assert (row["text"], row["help_sought"], row["help_reached"], row["clarity"]) == ("'=HYPERLINK(1)", "phone", "phone=False", "")


def test_a_reply_is_tagged_and_the_trail_does_not_tell_what_it_said(cast: Cast, sign_in: SignIn, survey: Survey) -> None:
    reply = answer(survey, text="No cabía")
    response = sign_in(cast.editor).post(
        at(cast, "survey_tag", reply.pk), {"tags": " Archivo, archivo ,  móvil grande", "query": "?score=1"}
    )
    reply.refresh_from_db()

    assert reply.tags == ["archivo", "móvil grande"]
    assert response.headers["Location"] == f"{at(cast, 'survey_texts')}?score=1#reply-{reply.pk}"
    entry = AuditEntry.objects.select_related("detail").get()
    assert (entry.action, entry.detail.content) == ("reply.tagged", {"tags": ["archivo", "móvil grande"]})


@pytest.mark.parametrize(("query", "kept"), [("?tag=ñ", "?tag=%C3%B1"), ("?a\nSet-Cookie: b", ""), ("?a\x00", ""), ("//otra.example", "")])
def test_after_tagging_one_goes_back_only_to_the_list(cast: Cast, sign_in: SignIn, survey: Survey, query: str, kept: str) -> None:
    reply = answer(survey)

    response = sign_in(cast.editor).post(at(cast, "survey_tag", reply.pk), {"tags": "x", "query": query})

    assert response.headers["Location"] == f"{at(cast, 'survey_texts')}{kept}#reply-{reply.pk}"


def test_too_many_tags_are_refused_with_a_sentence(cast: Cast, sign_in: SignIn, survey: Survey) -> None:
    reply = answer(survey)
    page = sign_in(cast.editor).post(at(cast, "survey_tag", reply.pk), {"tags": ",".join(f"t{n}" for n in range(11))}, follow=True)
    reply.refresh_from_db()

    assert reply.tags == []
    assert "Como mucho 10 etiquetas" in page.content.decode()


def test_a_reply_of_another_procedure_is_not_tagged_from_here(cast: Cast, sign_in: SignIn, survey: Survey) -> None:
    other = answer(make_survey(cast.organisation, code="padron"))

    assert sign_in(cast.editor).post(at(cast, "survey_tag", other.pk), {"tags": "x"}).status_code == 404


def test_a_survey_is_changed_and_the_trail_says_how(cast: Cast, sign_in: SignIn, survey: Survey) -> None:
    client = sign_in(cast.analyst)
    client.post(at(cast, "survey_settings"), {"sample_percent": 20, "retention_months": 12})
    refused = client.post(at(cast, "survey_settings"), {"sample_percent": 0, "retention_months": 26})
    survey.refresh_from_db()

    assert (survey.open, survey.sample_percent, survey.retention_months, refused.status_code) == (False, 20, 12, 200)
    detail = AuditEntry.objects.select_related("detail").get().detail.content
    assert detail == {"open": [True, False], "sample_percent": [100, 20], "retention_months": [25, 12]}


def test_the_lines_to_paste_are_the_survey_s_own(cast: Cast, sign_in: SignIn, survey: Survey) -> None:
    survey.procedure.steps.create(key="adjuntar", name="Adjuntar", position=1)
    found = {each.id: each.code for each in placing.snippets(survey)}

    assert f"/o/{survey.address}?moment=completed" in found["after"]
    assert "</div>\n<script defer src=" in found["after"]
    assert "moment=left&amp;step=adjuntar" in found["leaving"]
    assert sign_in(cast.analyst).get(at(cast, "survey_place")).status_code == 200


def test_a_name_with_marks_does_not_break_the_lines_to_paste(cast: Cast) -> None:
    survey = make_survey(cast.organisation, name="Ayudas <b>y</b> «más»")

    assert "<b>" not in placing.snippets(survey)[0].code


def test_the_code_of_the_counter_is_a_picture_for_screen_and_paper(cast: Cast, sign_in: SignIn, survey: Survey) -> None:
    client = sign_in(cast.analyst)
    picture = client.get(at(cast, "survey_code"))

    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert picture.content.startswith(b"<?xml")
    assert f"/o/{survey.address}?moment=counter" in client.get(at(cast, "survey_poster")).content.decode()


def test_nobody_of_another_administration_sees_a_survey(cast: Cast, sign_in: SignIn, survey: Survey) -> None:
    client = sign_in(cast.outsider)
    names = ("survey_results", "survey_texts", "survey_settings", "survey_place", "survey_code", "survey_texts_file")

    assert {client.get(at(cast, name)).status_code for name in names} == {404}
