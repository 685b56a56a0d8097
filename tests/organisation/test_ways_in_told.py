"""Who changes how they sign in leaves a line in the trail of each administration they belong to; and nothing of it is tried without end."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from plazamayor.config import remembering
from plazamayor.organisation import operations, tasks
from plazamayor.organisation.audit import verify
from plazamayor.organisation.models import Attempt, AuditEntry, Person
from tests.journeys.installation import free_port
from tests.make.cast import Cast
from tests.make.organisations import PASSWORD, make_member, make_organisation

NEW = "otra frase larga 1892"


@pytest.fixture(autouse=True)
def _no_attempts_remembered() -> None:
    cache.clear()


def entered(person: Person) -> Client:
    """A browser in which a person has just typed their password, twice: to enter and to confirm who they are."""
    client = Client()
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def code_of(secret: str, *, ahead: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // 30 + ahead)))


def told(person: Person) -> list[tuple[str, str, object]]:
    """The administration, act and factor of every line that a person caused, in order."""
    lines = AuditEntry.objects.filter(actor=person).select_related("detail").order_by("organisation", "number")
    return [(line.organisation.code, line.action, line.detail.content.get("factor", "")) for line in lines]


def test_adding_and_removing_an_app_is_told(cast: Cast) -> None:
    person, code = cast.analyst.person, cast.organisation.code
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    client = entered(person)
    client.get("/accounts/2fa/totp/activate/")
    secret = client.session["mfa.totp.secret"]

    client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    client.post("/accounts/2fa/totp/deactivate/")

    assert sorted(told(person)) == sorted(
        [(code, f"factor.{act}", factor) for act in ("added", "removed") for factor in ("totp", "recovery_codes")]
    )
    assert verify(cast.organisation.pk).broken is None


def test_new_recovery_codes_are_told(cast: Cast) -> None:
    person, code = cast.analyst.person, cast.organisation.code
    client = entered(person)
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    RecoveryCodes.activate(person)

    client.post("/accounts/2fa/recovery-codes/generate/")

    assert told(person)[2:] == [(code, "factor.removed", "recovery_codes"), (code, "factor.added", "recovery_codes")]


def test_a_passkey_is_told_and_its_use_is_not(cast: Cast) -> None:
    person, code = cast.analyst.person, cast.organisation.code
    key = Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data={"name": "portátil", "credential": {}})
    key.record_usage()

    key.delete()

    assert told(person) == [(code, "factor.added", "webauthn"), (code, "factor.removed", "webauthn")]


def test_a_password_changed_is_told_in_every_administration(cast: Cast) -> None:
    person = cast.analyst.person
    other = make_member(make_organisation(code="zarzal"), person=person).organisation
    client = entered(person)

    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})

    assert told(person) == [(cast.organisation.code, "password.changed", ""), (other.code, "password.changed", "")]
    assert Person.objects.get(pk=person.pk).check_password(NEW)


def test_a_password_chosen_by_a_one_time_link_is_told(cast: Cast) -> None:
    person = cast.administrator.person
    client = Client()
    client.post(re.sub(r"^https?://[^/]+", "", operations.issue_sign_in_link(person, timezone.now())))

    client.post("/accounts/password/choose/", {"password1": NEW, "password2": NEW})

    assert [act for _code, act, _factor in told(person)] == ["sign_in_link.used", "password.changed"]


def reset_path(client: Client, person: Person, **extra: str) -> str:
    client.post("/accounts/password/reset/", {"email": person.email}, headers=extra)
    found = re.search(r"(https?://\S+/accounts/password/reset/key/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def test_a_password_reset_by_mail_is_told(cast: Cast) -> None:
    person, client = cast.analyst.person, Client()
    page = client.get(re.sub(r"^https?://[^/]+", "", reset_path(client, person)), follow=True)

    client.post(page.request["PATH_INFO"], {"password1": NEW, "password2": NEW})

    assert told(person) == [(cast.organisation.code, "password.reset", "")]


def test_a_change_whose_line_cannot_be_written_is_not_made(cast: Cast) -> None:
    person = cast.analyst.person
    client = entered(person)
    client.raise_request_exception = False
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE organisation_auditdetail RENAME TO organisation_elsewhere")

    status = client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}).status_code

    assert status == 500
    assert Person.objects.get(pk=person.pk).check_password(PASSWORD)


def test_a_letter_leads_to_this_installation_whatever_host_was_asked(cast: Cast, settings: Settings) -> None:
    settings.BASE_URL, settings.ALLOWED_HOSTS = "https://plaza.example", ["*"]

    address = reset_path(Client(), cast.analyst.person, host="malo.example")

    assert address.startswith("https://plaza.example/accounts/password/reset/key/")


def test_a_code_of_the_app_does_not_open_twice_while_it_lasts(cast: Cast) -> None:
    secret, person = generate_totp_secret(), cast.analyst.person
    TOTP.activate(person, secret)
    code, found = code_of(secret, ahead=1), []
    for _ in range(2):
        client = entered(person)
        client.post("/accounts/2fa/authenticate/", {"code": code})
        found.append(client.get("/accounts/2fa/").status_code)
        cache.delete(f"allauth.mfa.totp.used?user={person.pk}&code={code}")  # what allauth forgets half a minute later

    assert found == [200, 302]


def test_trying_many_accounts_does_not_have_the_first_forgotten(cast: Cast) -> None:
    for _ in range(5):
        Client().post("/accounts/login/", {"login": cast.analyst.person.email, "password": "x"})
    for number in range(1000):
        cache.set(f"another account {number}", [1.0], 300)

    Client().post("/accounts/login/", {"login": cast.analyst.person.email, "password": PASSWORD})
    client = entered(cast.analyst.person)

    assert client.get("/accounts/2fa/").status_code == 302


@pytest.mark.parametrize("shared", [True, False])
def test_what_is_remembered_names_nobody(cast: Cast, settings: Settings, *, shared: bool) -> None:
    settings.CACHES = {"default": remembering.cache(shared=shared)}
    cache.set("allauth:rl:login:203.0.113.7", [1.0], 300)

    kept = [attempt.cache_key for attempt in Attempt.objects.all()]

    assert cache.get("allauth:rl:login:203.0.113.7") == [1.0]
    assert [bool(re.fullmatch("[0-9a-f]{64}", key)) for key in kept] == ([True] if shared else [])


def test_attempts_that_count_no_more_are_forgotten(db: None) -> None:
    now = datetime(2026, 11, 21, 12, tzinfo=UTC)
    for number, minutes in enumerate((-1, 1)):
        Attempt.objects.create(cache_key=str(number), value="", expires=now + timedelta(minutes=minutes))

    tasks.forget_attempts(now)

    assert [attempt.cache_key for attempt in Attempt.objects.all()] == ["1"]


def test_mail_that_is_not_taken_does_not_tell_who_has_an_account(cast: Cast, settings: Settings) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1"
    settings.EMAIL_PORT = free_port()

    answers = [Client().post("/accounts/password/reset/", {"email": email}) for email in (cast.analyst.person.email, "nadie@example.org")]

    assert len({(answer.status_code, answer.headers["Location"]) for answer in answers}) == 1


@pytest.mark.parametrize(
    "there", ["https://malo.example/", "//malo.example", "/\\malo.example", "javascript:alert(1)", "https:malo.example"]
)
def test_signing_in_leads_nowhere_else(cast: Cast, there: str) -> None:
    client = Client()

    entered_ = client.post("/accounts/login/", {"login": cast.analyst.person.email, "password": PASSWORD, "next": there})
    spoken = Client().post("/language", {"language": "en", "next": there})

    assert (entered_.status_code, entered_.headers["Location"], spoken.headers["Location"]) == (302, "/", "/")


def test_entering_changes_the_session_and_another_password_ends_the_others(cast: Cast) -> None:
    client, elsewhere = Client(), entered(cast.analyst.person)
    client.get("/accounts/login/")
    client.session.save()
    before = client.session.session_key
    client.post("/accounts/login/", {"login": cast.analyst.person.email, "password": PASSWORD})
    after = client.session.session_key

    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})

    assert len({before, after, client.session.session_key}) == 3
    assert (client.get("/accounts/2fa/").status_code, elsewhere.get("/accounts/2fa/").status_code) == (200, 302)
