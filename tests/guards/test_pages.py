"""The pages: what each person sees, and what acts do."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from plazamayor.guards.models import ElectoralCall, GuardSetting, Link, Override, Silence
from plazamayor.organisation.models import AuditEntry, Membership, Organisation
from tests.conftest import SignIn

ADDRESS = "/a/villaclara/guards/"


def acts(town: Organisation) -> list[str]:
    return list(AuditEntry.objects.filter(organisation=town).order_by("number").values_list("action", flat=True))


def test_whoever_writes_reads_every_guard_with_its_law_and_cannot_change_it(writer: Membership, sign_in: SignIn) -> None:
    page = sign_in(writer).get(ADDRESS)
    text = page.content.decode()
    assert (text.count('class="guards__one"'), "BOE-A-1985-11672" in text, "guards/rules/" in text) == (18, True, False)


def test_a_guard_is_made_stricter_and_the_trail_tells_it(approver: Membership, town: Organisation, sign_in: SignIn) -> None:
    given = {"gravity": "3", "least": "60", "longest": "30"}
    answer = sign_in(approver).post(f"{ADDRESS}rules/plain_language", given)
    setting = GuardSetting.objects.get()
    assert (answer.status_code, setting.guard, setting.gravity, setting.options) == (302, "plain_language", 3, {"least": 60})
    assert acts(town) == ["guard.configured"]


def test_the_law_leaves_no_choice_over_achievements_in_elections(approver: Membership, sign_in: SignIn) -> None:
    answer = sign_in(approver).post(f"{ADDRESS}rules/achievements", {"gravity": "1", "also": "", "not_these": ""})
    assert (answer.status_code, GuardSetting.objects.count()) == (200, 0)


def test_words_that_cannot_be_looked_for_are_refused_with_the_word(approver: Membership, sign_in: SignIn) -> None:
    answer = sign_in(approver).post(f"{ADDRESS}rules/self_praise", {"gravity": "3", "also": "~3", "not_these": ""})
    assert (answer.status_code, "~3" in answer.content.decode(), GuardSetting.objects.count()) == (200, True, 0)


def test_a_call_without_voting_day_gets_the_day_of_the_law_with_its_dates_worked_out(
    approver: Membership, town: Organisation, sign_in: SignIn
) -> None:
    client = sign_in(approver)
    given = {
        "scope": "general",
        "called": "2023-05-30",
        "voting": "",
        "territory": "",
        "time_zone": "Europe/Madrid",
        "source": "BOE-A-2023-12722",
    }
    answer = client.post(f"{ADDRESS}elections", given)
    call = ElectoralCall.objects.get()
    assert (answer.status_code, call.voting, call.added_by) == (302, date(2023, 7, 23), approver.person)
    page = client.get(f"{ADDRESS}elections").content.decode()
    assert all(each in page for each in ("BOE-A-2023-12722", "51.1"))
    assert acts(town) == ["electoral_call.added"]


def test_voting_before_the_call_is_refused(approver: Membership, sign_in: SignIn) -> None:
    given = {"scope": "general", "called": "2023-05-30", "voting": "2023-05-29", "time_zone": "Europe/Madrid"}
    answer = sign_in(approver).post(f"{ADDRESS}elections", given)
    assert (answer.status_code, ElectoralCall.objects.count()) == (200, 0)


def test_a_call_is_corrected_and_taken_out(approver: Membership, town: Organisation, sign_in: SignIn) -> None:
    call = ElectoralCall.objects.create(organisation=town, scope="local", called=date(2027, 3, 30), voting=date(2027, 5, 23))
    client = sign_in(approver)
    given = {"scope": "local", "called": "2027-03-31", "voting": "2027-05-23", "time_zone": "Europe/Madrid"}
    client.post(f"{ADDRESS}elections/{call.pk}", given)
    call.refresh_from_db()
    assert call.called == date(2027, 3, 31)
    client.post(f"{ADDRESS}elections/{call.pk}/remove")
    assert (ElectoralCall.objects.count(), acts(town)) == (0, ["electoral_call.changed", "electoral_call.removed"])


def test_an_emergency_is_declared_and_ended_in_one_action_each(approver: Membership, town: Organisation, sign_in: SignIn) -> None:
    client = sign_in(approver)
    client.post(f"{ADDRESS}emergency", {"now-text": "Riada en el barranco"})
    silence = Silence.objects.get()
    assert (silence.kind, silence.ends, silence.begins <= timezone.now()) == ("emergency", None, True)
    assert "Riada en el barranco" in client.get(f"{ADDRESS}try").content.decode()
    client.post(f"{ADDRESS}silences/{silence.pk}/end")
    silence.refresh_from_db()
    assert silence.ends is not None
    assert acts(town) == ["silence.declared", "silence.ended"]


def test_a_silence_that_ends_before_it_begins_is_refused(approver: Membership, sign_in: SignIn) -> None:
    given = {"kind": "mourning", "text": "Luto", "begins": "2027-04-14T00:00", "ends": "2027-04-13T00:00"}
    answer = sign_in(approver).post(f"{ADDRESS}silences", given)
    assert (answer.status_code, Silence.objects.count()) == (200, 0)


@pytest.mark.parametrize(("do", "refused"), [("grant", False), ("refuse", True)])
def test_another_person_decides_an_exception_with_a_reason(
    writer: Membership, director: Membership, town: Organisation, sign_in: SignIn, now: datetime, *, do: str, refused: bool
) -> None:
    asked = {"guard": "self_praise", "subject": "piece:1", "digest": "a" * 64, "asked_for": "Es el nombre del premio", "asked_at": now}
    override = Override.objects.create(organisation=town, asked_by=writer.person, label="Premio a la tapa", **asked)
    client = sign_in(director)
    assert "Premio a la tapa" in client.get(f"{ADDRESS}exceptions").content.decode()
    client.post(f"{ADDRESS}exceptions/{override.pk}", {"reason": "", "do": do})
    override.refresh_from_db()
    assert override.at is None
    client.post(f"{ADDRESS}exceptions/{override.pk}", {"reason": "El premio se llama así", "do": do})
    override.refresh_from_db()
    assert (override.by, override.refused, override.reason) == (director.person, refused, "El premio se llama así")


def test_a_text_is_tried_and_the_margin_answers_beside_it(writer: Membership, town: Organisation, sign_in: SignIn) -> None:
    text = "Queda una semana para pedir la mejor ayuda al comercio de la comarca. #comerciolocal http://villaclara.example/bases"
    answer = sign_in(writer).post(f"{ADDRESS}try", {"text": text, "language": "es", "category": "ordinary", "at": ""})
    page = answer.content.decode()
    marks = ("<ins>la ayuda al comercio</ins>", "<ins>#ComercioLocal</ins>", "<ins>https://villaclara.example/bases</ins>")
    assert [each in page for each in marks] == [True, True, True]
    assert list(Link.objects.values_list("address", "state")) == [("http://villaclara.example/bases", "unknown")]


def test_what_is_tried_is_drawn_as_text(writer: Membership, sign_in: SignIn) -> None:
    given = {"text": "<script>alert(1)</script> espectacular <b>plaza</b>", "language": "es", "category": "ordinary", "at": ""}
    page = sign_in(writer).post(f"{ADDRESS}try", given).content.decode()
    assert ("<script>alert" in page, "&lt;script&gt;alert(1)&lt;/script&gt;" in page) == (False, True)


def test_who_writes_is_told_above_every_page_that_a_period_rules(writer: Membership, town: Organisation, sign_in: SignIn) -> None:
    today = timezone.localdate()
    ElectoralCall.objects.create(organisation=town, scope="regional", called=today - timedelta(days=3), voting=today + timedelta(days=51))
    page = sign_in(writer).get(f"{ADDRESS}try").content.decode()
    assert page.count("notice--warn") == 1
