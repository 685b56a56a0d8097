"""Signing in through another identity provider: a real one, over loopback."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import oidc_provider_mock
import pytest
import requests
from django.test import Client
from django.utils import timezone
from oidc_provider_mock import User
from pytest_django import Settings

from plazamayor.config.environment import InvalidSetting
from plazamayor.config.providers import openid
from plazamayor.organisation import operations
from plazamayor.organisation.models import Membership, Organisation, Person, Role
from tests.make.cast import Cast
from tests.make.organisations import PASSWORD

INVITED = "nuria@villaclara.example"
PEOPLE = {
    "known": {"email": "andreu@villaclara-del-mar.example", "email_verified": True, "name": "Andreu Soler"},
    "unverified": {"email": "amparo@villaclara-del-mar.example", "email_verified": False, "name": "Intrusa"},
    "invited": {"email": INVITED, "email_verified": True, "name": "Nuria Pons"},
    "unverified-invited": {"email": INVITED, "email_verified": False, "name": "Intrusa"},
    "stranger": {"email": "nadie@example.org", "email_verified": True, "name": "Nadie"},
}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    users = [User(sub=sub, claims=claims) for sub, claims in PEOPLE.items()]
    with oidc_provider_mock.run_server_in_thread(user_claims=users) as running:
        yield f"http://localhost:{running.server_port}"


@pytest.fixture(autouse=True)
def _provider(server: str, settings: Settings) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = openid(
        [{"id": "diputacion", "name": "la Diputación", "server_url": server, "client_id": "plaza", "secret": "secreto"}]
    )


def come_back(client: Client, who: str) -> int:
    """Goes to the provider as somebody and comes back; the last answer's code."""
    leaving = client.get("/accounts/oidc/diputacion/login/").headers["Location"]
    returning = requests.post(leaving, data={"sub": who}, allow_redirects=False, timeout=10).headers["Location"]
    parts = urlsplit(returning)
    return client.get(f"{parts.path}?{parts.query}").status_code


def is_in(client: Client) -> bool:
    return client.get("/accounts/2fa/").status_code == 200


def test_the_provider_is_offered_at_the_door(cast: Cast) -> None:
    assert "Entrar con la Diputación" in Client().get("/accounts/login/").content.decode()


def test_somebody_known_enters_and_keeps_their_place(cast: Cast) -> None:
    client = Client()
    come_back(client, "known")

    assert is_in(client)
    assert Membership.objects.filter(person__email=PEOPLE["known"]["email"]).get() == cast.analyst


def test_somebody_known_enters_a_second_time(cast: Cast) -> None:
    for _ in range(2):
        client = Client()
        come_back(client, "known")
        assert is_in(client)


def test_an_e_mail_that_the_provider_has_not_verified_opens_nothing(cast: Cast) -> None:
    client = Client()
    come_back(client, "unverified")

    assert not is_in(client)
    assert Person.objects.get(pk=cast.administrator.person.pk).check_password(PASSWORD)


def test_a_stranger_does_not_enter_and_is_not_made(cast: Cast) -> None:
    client = Client()
    come_back(client, "stranger")

    assert not is_in(client)
    assert not Person.objects.filter(email="nadie@example.org").exists()


def test_somebody_invited_takes_the_place_offered(cast: Cast) -> None:
    operations.invite(email=INVITED, role=Role.DIRECTOR, unit=None, by=cast.administrator, now=timezone.now())
    client = Client()
    come_back(client, "invited")

    assert is_in(client)
    assert Membership.objects.get(person__email=INVITED).role == Role.DIRECTOR


def test_an_invitation_is_not_taken_by_an_unverified_e_mail(cast: Cast) -> None:
    operations.invite(email=INVITED, role=Role.DIRECTOR, unit=None, by=cast.administrator, now=timezone.now())
    client = Client()
    come_back(client, "unverified-invited")

    assert not is_in(client)
    assert not Person.objects.filter(email=INVITED).exists()


def test_somebody_inactive_does_not_enter(cast: Cast) -> None:
    Person.objects.filter(pk=cast.analyst.person.pk).update(is_active=False)
    client = Client()
    come_back(client, "known")

    assert not is_in(client)


def test_the_provider_has_asked_for_its_own_factors(cast: Cast) -> None:
    Organisation.objects.filter(pk=cast.organisation.pk).update(require_second_factor=True)
    client = Client()
    come_back(client, "known")

    assert client.get("/").headers["Location"].startswith(f"/a/{cast.organisation.code}/")


def test_a_provider_that_is_not_configured_does_not_exist(db: None) -> None:
    assert Client().get("/accounts/oidc/otra/login/").status_code == 404


def test_a_provider_without_its_secret_is_refused_at_the_start() -> None:
    with pytest.raises(InvalidSetting, match="PLAZAMAYOR_OIDC_PROVIDERS: a provider lacks secret"):
        openid([{"id": "x", "name": "X", "server_url": "https://x.example", "client_id": "plaza"}])
