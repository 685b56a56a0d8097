"""How people sign in, and how they do not."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from plazamayor.organisation import operations
from plazamayor.organisation.models import AuditEntry, Organisation, Person, SignInLink
from plazamayor.organisation.operations import LinkSpent
from tests.conftest import SignIn
from tests.make.cast import Cast
from tests.make.organisations import PASSWORD, make_member, make_organisation

NOW = datetime(2026, 11, 20, 11, 45, tzinfo=UTC)
LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def _no_attempts_remembered() -> None:
    cache.clear()


def try_password(client: Client, email: str, password: str, **extra: str) -> int:
    return client.post(LOGIN, {"login": email, "password": password}, headers=extra).status_code


def with_app(person: Person) -> str:
    """Gives a person an authenticator app; its secret."""
    secret: str = generate_totp_secret()
    TOTP.activate(person, secret)
    return secret


def code_of(secret: str) -> str:
    counter = int(timezone.now().timestamp()) // 30
    return str(format_hotp_value(hotp_value(secret, counter)))


def test_a_password_signs_in(cast: Cast) -> None:
    client = Client()

    assert try_password(client, cast.analyst.person.email.upper(), PASSWORD) == 302
    assert client.get("/").headers["Location"].startswith("/a/")


def test_a_wrong_password_and_an_unknown_person_are_told_the_same(cast: Cast) -> None:
    pages = [
        Client().post(LOGIN, {"login": email, "password": "no-es-esta-1892"}).context["form"].non_field_errors()
        for email in (cast.analyst.person.email, "nadie@example.org")
    ]

    assert pages[0] == pages[1]


def test_an_inactive_person_does_not_enter(cast: Cast) -> None:
    Person.objects.filter(pk=cast.analyst.person.pk).update(is_active=False)
    client = Client()
    try_password(client, cast.analyst.person.email, PASSWORD)

    assert client.get("/accounts/2fa/").status_code == 302


def test_too_many_wrong_passwords_stop_even_the_right_one(cast: Cast) -> None:
    client = Client()
    for _ in range(5):
        try_password(client, cast.analyst.person.email, "no-es-esta-1892")

    assert try_password(client, cast.analyst.person.email, PASSWORD) == 200
    assert client.get("/accounts/2fa/").status_code == 302


def test_attempts_behind_a_trusted_proxy_are_counted_by_client(cast: Cast, settings: Settings) -> None:
    settings.TRUSTED_PROXIES = ("127.0.0.1",)
    for number in range(12):
        Client().post(LOGIN, {"login": f"nadie{number}@example.org", "password": "x"}, headers={"X-Forwarded-For": "203.0.113.7"})

    blocked = Client().post(LOGIN, {"login": cast.analyst.person.email, "password": PASSWORD}, headers={"X-Forwarded-For": "203.0.113.7"})
    free = Client().post(LOGIN, {"login": cast.analyst.person.email, "password": PASSWORD}, headers={"X-Forwarded-For": "203.0.113.8"})

    assert (blocked.status_code, free.status_code) == (200, 302)


@pytest.mark.parametrize(
    "address", ["/accounts/signup/", "/accounts/email/", "/accounts/3rdparty/signup/", "/accounts/3rdparty/", "/admin/"]
)
def test_nobody_registers_by_themselves(db: None, address: str) -> None:
    assert Client().get(address).status_code == 404


def test_a_second_factor_is_asked_after_the_password(cast: Cast) -> None:
    secret, client = with_app(cast.analyst.person), Client()
    response = client.post(LOGIN, {"login": cast.analyst.person.email, "password": PASSWORD})
    before = client.get("/accounts/2fa/").status_code

    client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})

    assert response.headers["Location"] == "/accounts/2fa/authenticate/"
    assert (before, client.get("/accounts/2fa/").status_code) == (302, 200)


def test_a_code_of_the_app_works_once(cast: Cast) -> None:
    secret = with_app(cast.analyst.person)
    code = code_of(secret)
    found = []
    for _ in range(2):
        client = Client()
        try_password(client, cast.analyst.person.email, PASSWORD)
        client.post("/accounts/2fa/authenticate/", {"code": code})
        found.append(client.get("/accounts/2fa/").status_code)

    assert found == [200, 302]


def test_second_factors_are_encrypted_where_they_rest(cast: Cast) -> None:
    secret = with_app(cast.analyst.person)
    codes = RecoveryCodes.activate(cast.analyst.person)

    kept = " ".join(str(each.data) for each in Authenticator.objects.filter(user=cast.analyst.person))

    assert secret not in kept
    assert codes.instance.data["seed"] in kept
    assert not [code for code in codes.generate_codes() if code in kept]


def test_second_factors_are_read_after_the_key_is_renewed(cast: Cast, settings: Settings) -> None:
    secret = with_app(cast.analyst.person)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a-new-key", [settings.SECRET_KEY]

    assert Authenticator.objects.get(user=cast.analyst.person).wrap().validate_code(code_of(secret))


@pytest.fixture
def strict(cast: Cast) -> Cast:
    """The cast, whose administration asks everybody for a second factor."""
    Organisation.objects.filter(pk=cast.organisation.pk).update(require_second_factor=True)
    return cast


def test_a_new_administration_asks_for_a_second_factor() -> None:
    assert Organisation().require_second_factor


def test_whoever_lacks_the_second_factor_is_taken_to_add_one(strict: Cast, sign_in: SignIn) -> None:
    client = sign_in(strict.administrator)

    found = [client.get(address).headers["Location"] for address in ("/", f"/a/{strict.organisation.code}/govern/people/")]

    assert found == ["/second-factor/", "/second-factor/"]
    assert client.get("/second-factor/").status_code == 200


def test_whoever_has_the_second_factor_enters(strict: Cast, sign_in: SignIn) -> None:
    with_app(strict.administrator.person)

    assert sign_in(strict.administrator).get(f"/a/{strict.organisation.code}/govern/people/").status_code == 200


def test_recovery_codes_alone_are_not_a_second_factor(strict: Cast, sign_in: SignIn) -> None:
    RecoveryCodes.activate(strict.administrator.person)

    assert sign_in(strict.administrator).get(f"/a/{strict.organisation.code}/govern/people/").status_code == 302


def test_the_host_asks_its_own_for_a_second_factor_wherever_they_help(cast: Cast, sign_in: SignIn) -> None:
    host = make_organisation(kind=Organisation.Kind.PROVINCE, require_second_factor=True)
    Organisation.objects.filter(pk=cast.organisation.pk).update(host=host)

    assert sign_in(make_member(host)).get(f"/a/{cast.organisation.code}/govern/people/").status_code == 302


def test_a_sign_in_link_opens_once_without_password_nor_second_factor(strict: Cast) -> None:
    link = operations.issue_sign_in_link(strict.administrator.person, timezone.now())
    path = re.sub(r"^https?://[^/]+", "", link)
    client, late = Client(), Client()

    assert client.post(path).status_code == 302
    assert client.get(f"/a/{strict.organisation.code}/govern/people/").status_code == 200
    assert late.post(path).status_code == 410
    assert late.get("/accounts/2fa/").status_code == 302


def test_previews_of_a_sign_in_link_do_not_spend_it(cast: Cast) -> None:
    path = re.sub(r"^https?://[^/]+", "", operations.issue_sign_in_link(cast.administrator.person, timezone.now()))

    seen = [Client().get(path).status_code, Client().head(path).status_code, Client().post(path).status_code]

    assert seen == [200, 200, 302]


@pytest.mark.parametrize(("minutes", "opens"), [(14, True), (15, False)])
def test_a_sign_in_link_lasts_a_quarter_of_an_hour(cast: Cast, minutes: int, *, opens: bool) -> None:
    token = operations.issue_sign_in_link(cast.administrator.person, NOW).rpartition("/")[2]
    later = NOW + timedelta(minutes=minutes)

    if opens:
        assert operations.use_sign_in_link(token, later) == cast.administrator.person
    else:
        with pytest.raises(LinkSpent):
            operations.use_sign_in_link(token, later)


def test_a_sign_in_link_leaves_its_mark_in_the_trail(cast: Cast) -> None:
    token = operations.issue_sign_in_link(cast.administrator.person, NOW).rpartition("/")[2]
    operations.use_sign_in_link(token, NOW)

    entries = AuditEntry.objects.filter(organisation=cast.organisation).order_by("number")
    assert [(each.action, each.actor) for each in entries] == [
        ("sign_in_link.issued", None),
        ("sign_in_link.used", cast.administrator.person),
    ]
    assert token not in str(list(SignInLink.objects.values()))


def test_a_link_of_an_inactive_person_does_not_open(cast: Cast) -> None:
    token = operations.issue_sign_in_link(cast.administrator.person, NOW).rpartition("/")[2]
    Person.objects.filter(pk=cast.administrator.person.pk).update(is_active=False)

    with pytest.raises(LinkSpent):
        operations.use_sign_in_link(token, NOW)


def test_whoever_came_by_a_link_chooses_a_password_without_the_old_one(cast: Cast) -> None:
    path = re.sub(r"^https?://[^/]+", "", operations.issue_sign_in_link(cast.administrator.person, timezone.now()))
    client = Client()
    client.post(path)

    response = client.post("/accounts/password/choose/", {"password1": "otra frase larga 1892", "password2": "otra frase larga 1892"})

    assert response.status_code == 302
    assert Person.objects.get(pk=cast.administrator.person.pk).check_password("otra frase larga 1892")
    assert client.get("/accounts/2fa/").status_code == 200


def test_whoever_came_by_a_password_gives_the_old_one(cast: Cast) -> None:
    client = Client()
    try_password(client, cast.analyst.person.email, PASSWORD)

    response = client.post("/accounts/password/choose/", {"password1": "otra frase larga 1892", "password2": "otra frase larga 1892"})

    assert response.headers["Location"] == "/accounts/password/change/"
    assert Person.objects.get(pk=cast.analyst.person.pk).check_password(PASSWORD)


def test_a_lost_password_is_chosen_again_by_mail(cast: Cast) -> None:
    client = Client()
    client.post("/accounts/password/reset/", {"email": cast.analyst.person.email})
    (message,) = mail.outbox
    path = re.search(r"http://[^/]+(/accounts/password/reset/key/\S+)", str(message.body))
    assert path
    form = client.get(path[1], follow=True)
    client.post(form.request["PATH_INFO"], {"password1": "otra frase larga 1892", "password2": "otra frase larga 1892"})

    assert message.to == [cast.analyst.person.email]
    assert Person.objects.get(pk=cast.analyst.person.pk).check_password("otra frase larga 1892")


def test_asking_for_an_unknown_password_sends_nothing_and_says_the_same(cast: Cast) -> None:
    answers = [Client().post("/accounts/password/reset/", {"email": email}) for email in ("nadie@example.org", cast.analyst.person.email)]

    assert len({(answer.status_code, answer.headers["Location"]) for answer in answers}) == 1
    assert [message.to for message in mail.outbox] == [[cast.analyst.person.email]]


def test_sessions_are_seen_and_ended_one_by_one(cast: Cast) -> None:
    here, there = Client(), Client()
    for client in (here, there):
        try_password(client, cast.analyst.person.email, PASSWORD)
        client.get("/accounts/sessions/")
    other = UserSession.objects.get(session_key=there.session.session_key)

    here.post(f"/accounts/sessions/{other.pk}/end/")

    assert (here.get("/accounts/sessions/").status_code, there.get("/accounts/sessions/").status_code) == (200, 302)


def test_all_other_sessions_are_ended_at_once(cast: Cast) -> None:
    clients = [Client() for _ in range(3)]
    for client in clients:
        try_password(client, cast.analyst.person.email, PASSWORD)
        client.get("/accounts/sessions/")

    clients[0].post("/accounts/sessions/end-others/")

    assert [client.get("/accounts/sessions/").status_code for client in clients] == [200, 302, 302]


def test_somebody_elses_session_is_not_found(cast: Cast, sign_in: SignIn) -> None:
    sign_in(cast.analyst).get("/accounts/sessions/")
    theirs = UserSession.objects.get(user=cast.analyst.person)

    assert sign_in(cast.outsider).post(f"/accounts/sessions/{theirs.pk}/end/").status_code == 404


@pytest.mark.parametrize(
    "credential",
    ["", "no", "null", "[]", '{"id": "x"}', '{"id": "x", "rawId": "x", "type": "public-key", "response": {}}', '{"rawId": 1}'],
)
def test_a_forged_passkey_is_refused(cast: Cast, credential: str) -> None:
    client = Client()
    client.get("/accounts/2fa/webauthn/login/", headers={"Accept": "application/json"})

    response = client.post("/accounts/2fa/webauthn/login/", {"credential": credential})

    assert (response.status_code, response.headers["Location"]) == (302, LOGIN)


@pytest.mark.parametrize("name", ["login", "password/reset", "logout"])
def test_no_page_of_sign_in_writes_scripts_or_styles_in_itself(db: None, name: str) -> None:
    text = Client().get(f"/accounts/{name}/", follow=True).content.decode()

    assert not re.search(r"<script(?![^>]*(?:src=|type=\"application/json\"))|<style|\sstyle=|\son[a-z]+=", text)
