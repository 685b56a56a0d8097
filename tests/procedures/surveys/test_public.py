"""A citizen answers, a question at a time: each answer is kept, nothing of who they are is."""

import gzip
import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.crypto import get_random_string

from plazamayor.analytics.models import RateWindow
from plazamayor.procedures.models import Reply, Step, Survey, Tally
from plazamayor.procedures.surveys import floods, tickets
from tests.make.surveys import make_survey

ACTION = re.compile(r'action="([^"]+)"')


@pytest.fixture
def survey(db: None) -> Survey:
    return make_survey()


def first_action(client: Client, survey: Survey, query: str = "") -> str:
    """Opens the survey and gives where its first answer goes."""
    page = client.get(f"/o/{survey.address}{query}")
    assert page.status_code == 200
    return str(ACTION.findall(page.content.decode())[0])


def new_action(survey: Survey) -> str:
    """Where a first answer goes, without opening the page."""
    return f"/o/{survey.address}/{tickets.issue(survey, 'completed', '', invited=False)}/satisfaction"


def put(client: Client, action: str, **fields: object) -> str:
    """Answers and gives where that leads."""
    response = client.post(action, fields)
    assert response.status_code == 303, response.content.decode()
    return response.headers["Location"]


def answered(reply: Reply) -> dict[str, object]:
    names = ("moment", "satisfaction", "clarity", "help_sought", "help_reached", "help_quality", "reason", "text", "invited")
    return {name: getattr(reply, name) for name in names}


def test_every_answer_is_kept_as_it_is_given(client: Client, survey: Survey) -> None:
    action = first_action(client, survey)
    kept = []
    for fields in (
        {"satisfaction": 2},
        {"clarity": 3},
        {"help_sought": ["phone", "people"]},
        {"phone": "yes"},
        {"phone": "4"},
        {"text": "Llamadme al 612 345 678"},
    ):
        action = put(client, action, **fields)
        kept.append(answered(Reply.objects.get()))

    assert [(each["satisfaction"], each["clarity"]) for each in kept[:3]] == [(2, None), (2, 3), (2, 3)]
    assert kept[-1] == {
        "moment": "completed",
        "satisfaction": 2,
        "clarity": 3,
        "help_sought": ["phone", "people"],
        "help_reached": {"phone": True},
        "help_quality": {"phone": 4},
        "reason": "",
        "text": "Llamadme al [phone]",
        "invited": False,
    }
    assert action.endswith("/thanks")
    assert "Gracias" in client.get(action).content.decode()


def test_opening_the_page_keeps_nothing_and_sets_no_cookie(client: Client, survey: Survey) -> None:
    page = client.get(f"/o/{survey.address}")

    assert (Reply.objects.count(), Tally.objects.count(), RateWindow.objects.count(), page.cookies) == (0, 0, 0, {})


def test_whoever_leaves_is_asked_why(client: Client, survey: Survey) -> None:
    survey.procedure.steps.create(role=Step.Role.STEP, key="adjuntar", name="Adjuntar documentos")
    action = put(client, first_action(client, survey, "?moment=left&step=adjuntar"), satisfaction=1)
    page = client.get(action).content.decode()
    put(client, action, reason="file")

    reply = Reply.objects.get()
    assert "¿Por qué lo dejas?" in page
    assert (reply.moment, reply.step, reply.reason) == ("left", "adjuntar", "file")


def test_a_step_that_is_not_of_the_procedure_is_not_kept(client: Client, survey: Survey) -> None:
    put(client, first_action(client, survey, "?moment=left&step=12345678Z"), satisfaction=1)

    assert Reply.objects.get().step == ""


def test_help_is_asked_about_only_where_the_administration_was_asked(client: Client, survey: Survey) -> None:
    action = put(client, first_action(client, survey), satisfaction=4)
    action = put(client, action, clarity=4)

    assert put(client, action, help_sought=["internet"]).endswith("/text")
    assert put(client, action, help_sought=["none"]).endswith("/text")
    reached = put(client, action, help_sought=["phone", "counter"])
    assert reached.endswith("/reached")
    assert put(client, reached, phone="no", counter="no").endswith("/text")
    assert put(client, reached, phone="no", counter="yes").endswith("/quality")


def test_help_that_was_not_looked_for_after_all_takes_its_answers_with_it(client: Client, survey: Survey) -> None:
    action = put(client, first_action(client, survey), satisfaction=4)
    base = action.rpartition("/")[0]
    put(client, f"{base}/help", help_sought=["phone", "counter"])
    put(client, f"{base}/reached", phone="yes", counter="yes")
    put(client, f"{base}/quality", phone="5", counter="1")
    put(client, f"{base}/reached", phone="no", counter="yes")
    put(client, f"{base}/help", help_sought=["counter"])

    reply = Reply.objects.get()
    assert (reply.help_reached, reply.help_quality) == ({"counter": True}, {"counter": 1})


def test_whoever_ticks_places_and_none_looked_for_help(client: Client, survey: Survey) -> None:
    base = put(client, first_action(client, survey), satisfaction=4).rpartition("/")[0]
    put(client, f"{base}/help", help_sought=["none", "phone"])

    assert Reply.objects.get().help_sought == ["phone"]


def test_an_answer_sent_twice_is_one_answer(client: Client, survey: Survey) -> None:
    action = first_action(client, survey)
    following = {put(client, action, satisfaction=5) for _time in range(3)}
    put(client, following.pop(), clarity=5)
    before = answered(Reply.objects.get())
    put(client, action, satisfaction=5)

    assert answered(Reply.objects.get()) == before


def test_an_invitation_is_counted_once_however_often_it_is_told(client: Client, survey: Survey) -> None:
    words = client.get(f"/o/{survey.address}/invitation?moment=completed").json()
    for fields in ({}, {}, {"closed": "1"}, {"closed": "1"}):
        told = client.post(f"/o/{survey.address}/invitation", {"ticket": words["ticket"], **fields})
        assert (told.status_code, told.headers["Access-Control-Allow-Origin"]) == (204, "*")

    tally = Tally.objects.get()
    assert (tally.moment, tally.invited, tally.closed) == ("completed", 1, 1)


def test_an_answer_from_the_fragment_is_kept_as_invited(client: Client, survey: Survey) -> None:
    words = client.get(f"/o/{survey.address}/invitation").json()
    kept = client.post(words["answer"].partition("8000")[2], {"satisfaction": 5, "fragment": 1})

    assert (kept.status_code, kept.headers["Access-Control-Allow-Origin"]) == (204, "*")
    assert answered(Reply.objects.get())["invited"] is True


def test_the_day_is_the_one_of_the_place_and_the_hour_is_not_kept(client: Client, survey: Survey) -> None:
    put(client, first_action(client, survey), satisfaction=3)

    assert Reply.objects.get().day == timezone.now().astimezone(ZoneInfo("Europe/Madrid")).date()


@pytest.mark.parametrize(("field", "value"), [("satisfaction", "6"), ("satisfaction", ""), ("clarity", "1")])
def test_an_answer_that_is_not_one_is_said_to_be(client: Client, survey: Survey, field: str, value: str) -> None:
    response = client.post(first_action(client, survey), {field: value})

    assert (response.status_code, Reply.objects.count()) == (422, 0)
    assert "Elige" in response.content.decode()


def test_a_text_too_long_is_shown_again_whole(client: Client, survey: Survey) -> None:
    base = put(client, first_action(client, survey), satisfaction=4).rpartition("/")[0]
    response = client.post(f"{base}/text", {"text": "a" * 1201})

    assert response.status_code == 422
    assert "Como mucho 1200 letras, y hay 1201" in response.content.decode()
    assert "a" * 1201 in response.content.decode()
    assert "<title>Error: " in response.content.decode()
    assert 'aria-describedby="errors warning" aria-invalid="true"' in response.content.decode()


def test_who_writes_hears_the_warning_with_the_field(client: Client, survey: Survey) -> None:
    base = new_action(survey).rpartition("/")[0]
    put(client, f"{base}/satisfaction", satisfaction=4)

    assert 'aria-describedby="warning"' in client.get(f"{base}/text").content.decode()


def test_an_answer_that_is_too_large_is_refused_before_it_is_read(client: Client, survey: Survey) -> None:
    response = client.post(first_action(client, survey), {"satisfaction": 4, "text": "a" * (floods.LARGEST + 1)})

    assert (response.status_code, Reply.objects.count()) == (413, 0)
    assert "Es demasiado largo" in response.content.decode()


def test_a_flood_from_one_address_is_stopped_and_its_address_is_not_kept(client: Client, survey: Survey) -> None:
    for _number in range(floods.REPLIES):
        put(client, new_action(survey), satisfaction=1)
    refused = client.post(new_action(survey), {"satisfaction": 1})
    other = client.post(new_action(survey), {"satisfaction": 1}, REMOTE_ADDR="192.0.2.9")

    assert (refused.status_code, other.status_code) == (429, 303)
    assert "Han llegado demasiadas respuestas" in refused.content.decode()
    assert int(refused.headers["Retry-After"]) in range(1, 3601)
    assert Reply.objects.count() == floods.REPLIES + 1
    assert [key for key in RateWindow.objects.values_list("key", flat=True) if "127.0.0.1" in key] == []


def test_a_flood_of_invitations_does_not_undo_the_response_rate(client: Client, survey: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(floods, "INVITATIONS", 3)
    where = f"/o/{survey.address}/invitation"

    told = [client.post(where, {"ticket": client.get(where).json()["ticket"]}).status_code for _number in range(5)]

    assert (told, Tally.objects.get().invited) == ([204, 204, 204, 429, 429], 3)


def test_a_reply_that_has_begun_goes_on_in_spite_of_a_flood(client: Client, survey: Survey) -> None:
    following = put(client, first_action(client, survey), satisfaction=5)
    for _number in range(floods.REPLIES):
        client.post(new_action(survey), {"satisfaction": 1})

    assert put(client, following, clarity=5).endswith("/help")


def test_the_houses_of_a_network_count_together_and_change_name_every_hour() -> None:
    now = timezone.now()

    assert floods.digest("2001:db8::1", now) == floods.digest("2001:db8::ffff", now)
    assert floods.digest("2001:db8:0:1::1", now) != floods.digest("2001:db8::1", now)
    assert floods.digest("192.0.2.1", now) != floods.digest("192.0.2.1", now + timedelta(hours=1))


def test_an_unknown_survey_is_not_found(client: Client, survey: Survey) -> None:
    addresses = (get_random_string(12), "a" * 300, "%F0%9F%99%82")

    assert [client.get(f"/o/{address}").status_code for address in addresses] == [404, 404, 404]


def test_a_step_that_cannot_be_written_is_not_looked_for(client: Client, survey: Survey) -> None:
    assert client.get(f"/o/{survey.address}?moment=left&step=%00").status_code == 200


def test_a_ticket_of_another_survey_opens_nothing(client: Client, survey: Survey) -> None:
    other = make_survey()
    ticket = tickets.issue(other, "completed", "", invited=False)

    assert client.post(f"/o/{survey.address}/{ticket}/satisfaction", {"satisfaction": 5}).status_code == 404
    assert client.post(f"/o/{survey.address}/invitation", {"ticket": ticket}).status_code == 404
    assert (Reply.objects.count(), Tally.objects.count()) == (0, 0)


def test_a_page_open_since_yesterday_says_so(client: Client, survey: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    action = first_action(client, survey)
    monkeypatch.setattr(tickets, "LIFE", timedelta(seconds=-1))
    response = client.post(action, {"satisfaction": 5})

    assert response.status_code == 410
    assert "hace más de un día" in response.content.decode()


def test_a_closed_survey_says_so(client: Client, survey: Survey) -> None:
    action = first_action(client, survey)
    Survey.objects.update(open=False)
    answers = [client.get(f"/o/{survey.address}"), client.post(action, {"satisfaction": 5}), client.get(f"/o/{survey.address}/invitation")]

    assert [answer.status_code for answer in answers] == [410, 410, 410]
    assert ["Esta encuesta está cerrada" in answer.content.decode() for answer in answers] == [True, True, True]
    assert Reply.objects.count() == 0


def test_the_survey_of_a_closed_administration_is_not_found(client: Client, survey: Survey) -> None:
    survey.procedure.organisation.closed = timezone.now()
    survey.procedure.organisation.save()

    assert client.get(f"/o/{survey.address}").status_code == 404


def test_the_language_is_asked_in_the_address_and_kept_all_along(client: Client, survey: Survey) -> None:
    following = put(client, first_action(client, survey, "?language=en"), satisfaction=5)
    page = client.get(following)

    assert page.headers["Content-Language"] == "en"
    assert "Was it clear what you had to do?" in page.content.decode()
    assert Reply.objects.get().language == "en"
    assert client.get(f"/o/{survey.address}/invitation?language=en-GB").json()["close"] == "Not now"


def test_the_end_says_that_it_may_ask_again_unless_the_browser_remembers(client: Client, survey: Survey) -> None:
    sentence = "puede que te lo vuelva a preguntar"
    alone = tickets.issue(survey, "counter", "", invited=False)
    invited = tickets.issue(survey, "completed", "", invited=True)

    assert sentence in client.get(f"/o/{survey.address}/{alone}/thanks").content.decode()
    assert sentence not in client.get(f"/o/{survey.address}/{invited}/thanks").content.decode()


def test_the_script_of_the_fragment_is_small_and_is_not_sent_twice(client: Client) -> None:
    sent = client.get("/s.js")
    again = client.get("/s.js", headers={"if-none-match": sent.headers["ETag"]})

    assert len(gzip.compress(sent.content, 9)) < 3000
    assert sent.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert (again.status_code, again.content) == (304, b"")
